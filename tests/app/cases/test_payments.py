"""Paying: started once, applied once, and never what does not fit."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.cases.payments import NothingOwedError, Payer, Result, Settlement, UnknownPaymentError, settle, start
from app.clock import FixedClock
from app.db import Database
from app.errors import ConflictError
from app.installation import Installation
from app.models import Account, Event, Payment, PaymentState, Step, StepState
from app.payments.contract import Notice, Outcome, PaymentRequest, ProviderUnavailableError, Redirect
from app.payments.sandbox import Sandbox
from app.queue import Queue
from app.store import payments as store
from tests.app.flow.people import START, add_account
from tests.app.store.test_events import add_step

BALANCE = 41_230


@pytest.fixture
def account_id(database: Database) -> int:
    with database.write() as session:
        return add_account(session).id


def payer(account_id: int, **changes: str) -> Payer:
    page = changes.get("page", "x")
    return Payer(
        account_id=account_id,
        message_id=None,
        description="Marea Energía",
        language=changes.get("language", "es"),
        return_url=lambda payment_id: f"http://cauce.test/p/{page}/payments/{payment_id}",
    )


def begin(installation: Installation, account_id: int) -> Notice:
    """Start paying, and give the notice that would tell of its success."""
    start(installation, Sandbox(installation.config), payer(account_id))
    with installation.db.read() as session:
        payment = session.scalars(select(Payment).order_by(Payment.id.desc()).limit(1)).one()
    return Notice(
        provider="sandbox",
        provider_ref=payment.provider_ref,
        outcome=Outcome.succeeded,
        amount=payment.amount,
        currency=payment.currency,
        event_id="evt_1",
    )


def hear(installation: Installation, notice: Notice) -> Settlement:
    with installation.db.write() as session:
        return settle(session, notice, installation.clock.now())


def kinds(database: Database) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(Event.kind).order_by(Event.id)))


def state(database: Database, account_id: int) -> tuple[int, int, str]:
    with database.read() as session:
        account = session.get_one(Account, account_id)
        return account.balance, account.paid, account.status


def payment_state(database: Database) -> str:
    with database.read() as session:
        return session.scalars(select(Payment.state)).one()


def test_paying_in_full_closes_the_account(installation: Installation, account_id: int) -> None:
    settlement = hear(installation, begin(installation, account_id))
    assert (settlement.result, settlement.balance) == (Result.applied, 0)
    assert state(installation.db, account_id) == (0, BALANCE, "paid")
    assert kinds(installation.db) == ["payment_started", "paid"]


def test_a_success_told_three_times_counts_once(installation: Installation, account_id: int) -> None:
    notice = begin(installation, account_id)
    again = [notice, notice, replace(notice, event_id="evt_2")]
    assert [hear(installation, one).result for one in again] == [Result.applied, Result.repeated, Result.repeated]
    assert state(installation.db, account_id) == (0, BALANCE, "paid")
    assert kinds(installation.db).count("paid") == 1


@pytest.mark.parametrize("late", [Outcome.failed, Outcome.interrupted])
def test_a_refusal_that_arrives_after_the_success_changes_nothing(
    installation: Installation, account_id: int, late: Outcome
) -> None:
    notice = begin(installation, account_id)
    hear(installation, notice)
    assert hear(installation, replace(notice, outcome=late, event_id="evt_0")).result is Result.repeated
    assert payment_state(installation.db) == "succeeded"
    assert state(installation.db, account_id) == (0, BALANCE, "paid")


@pytest.mark.parametrize("first", [Outcome.failed, Outcome.interrupted])
def test_an_attempt_that_failed_may_still_succeed(installation: Installation, account_id: int, first: Outcome) -> None:
    notice = begin(installation, account_id)
    refusal = replace(notice, outcome=first, event_id="evt_0")
    assert hear(installation, refusal).result.value == first.value
    assert hear(installation, refusal).result is Result.repeated
    assert hear(installation, notice).result is Result.applied
    assert hear(installation, refusal).result is Result.repeated
    assert kinds(installation.db) == ["payment_started", f"payment_{first.value}", "paid"]
    assert payment_state(installation.db) == "succeeded"


@pytest.mark.parametrize(
    "change",
    [{"amount": BALANCE - 1}, {"amount": BALANCE + 1}, {"amount": -BALANCE}, {"currency": "EUR"}],
    ids=["less", "more", "negative", "currency"],
)
def test_a_success_that_does_not_fit_is_kept_for_a_person_and_applies_nothing(
    installation: Installation, account_id: int, change: dict[str, int | str]
) -> None:
    notice = begin(installation, account_id)
    wrong = replace(notice, **change)  # type: ignore[arg-type]  # the table above names real fields
    assert [hear(installation, wrong).result, hear(installation, notice).result] == [Result.review, Result.repeated]
    assert payment_state(installation.db) == "review"
    assert state(installation.db, account_id) == (BALANCE, 0, "open")
    assert kinds(installation.db) == ["payment_started", "payment_review"]


def test_a_second_story_about_an_applied_payment_goes_to_a_person(installation: Installation, account_id: int) -> None:
    notice = begin(installation, account_id)
    hear(installation, notice)
    assert hear(installation, replace(notice, amount=1, event_id="evt_2")).result is Result.review
    assert payment_state(installation.db) == "succeeded"
    assert state(installation.db, account_id) == (0, BALANCE, "paid")
    assert kinds(installation.db) == ["payment_started", "paid", "payment_review"]


def test_a_notice_of_an_unknown_payment_is_refused(installation: Installation, account_id: int) -> None:
    notice = begin(installation, account_id)
    with pytest.raises(UnknownPaymentError):
        hear(installation, replace(notice, provider_ref="sbx_never"))
    with pytest.raises(UnknownPaymentError):
        hear(installation, replace(notice, provider="elsewhere"))


def test_two_payments_of_one_debt_at_once_pay_it_once(installation: Installation, account_id: int) -> None:
    sandbox = Sandbox(installation.config)
    start(installation, sandbox, payer(account_id, page="one"))
    start(installation, sandbox, payer(account_id, page="two"))
    with installation.db.read() as session:
        refs = session.scalars(select(Payment.provider_ref)).all()
    notices = [Notice("sandbox", ref, Outcome.succeeded, BALANCE, "USD", f"evt_{ref}") for ref in refs]
    assert len(notices) == 2
    with ThreadPoolExecutor(2) as pool:
        results = {one.result for one in pool.map(lambda notice: hear(installation, notice), notices)}
    assert results == {Result.applied, Result.review}
    assert state(installation.db, account_id) == (0, BALANCE, "paid")
    assert sorted(kinds(installation.db)[2:]) == ["paid", "payment_review"]


def test_one_notice_told_eight_times_at_once_counts_once(installation: Installation, account_id: int) -> None:
    notice = begin(installation, account_id)
    with ThreadPoolExecutor(8) as pool:
        results = [one.result for one in pool.map(lambda _: hear(installation, notice), range(8))]
    assert results.count(Result.applied) == 1
    assert state(installation.db, account_id) == (0, BALANCE, "paid")


def test_a_debt_that_grew_meanwhile_stays_open(installation: Installation, account_id: int) -> None:
    notice = begin(installation, account_id)
    with installation.db.write() as session:
        account = session.get_one(Account, account_id)
        account.fees += 500
        account.balance += 500
    assert hear(installation, notice).balance == 500
    assert state(installation.db, account_id) == (500, BALANCE, "open")


def test_clicking_pay_twice_leads_to_the_same_form(installation: Installation, account_id: int) -> None:
    sandbox = Sandbox(installation.config)
    with ThreadPoolExecutor(4) as pool:
        addresses = set(pool.map(lambda _: start(installation, sandbox, payer(account_id)), range(4)))
    assert len(addresses) == 1
    assert kinds(installation.db) == ["payment_started"]


def test_a_form_whose_time_is_over_is_replaced(installation: Installation, account_id: int, clock: FixedClock) -> None:
    sandbox = Sandbox(installation.config)
    first = start(installation, sandbox, payer(account_id))
    clock.advance(timedelta(hours=2))
    assert start(installation, sandbox, payer(account_id)) != first
    with installation.db.read() as session:
        assert session.scalars(select(Payment.state).order_by(Payment.id)).all() == ["interrupted", "started"]


def test_nothing_is_started_when_nothing_is_owed(installation: Installation, account_id: int) -> None:
    hear(installation, begin(installation, account_id))
    with pytest.raises(NothingOwedError):
        start(installation, Sandbox(installation.config), payer(account_id))
    with installation.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Payment)) == 1


def test_a_provider_that_does_not_answer_is_asked_again_for_the_same_attempt(
    installation: Installation, account_id: int
) -> None:
    class Flaky(Sandbox):
        asked: list[str]

        def start(self, request: PaymentRequest) -> Redirect:
            self.asked.append(request.reference)
            if len(self.asked) == 1:
                raise ProviderUnavailableError
            return super().start(request)

    provider = Flaky(installation.config)
    provider.asked = []
    with pytest.raises(ProviderUnavailableError):
        start(installation, provider, payer(account_id))
    start(installation, provider, payer(account_id))
    assert len(set(provider.asked)) == 1
    assert kinds(installation.db) == ["payment_started"]


def test_the_journey_that_waits_for_the_payment_is_due_in_the_same_transaction(
    installation: Installation, account_id: int
) -> None:
    notice = begin(installation, account_id)
    with installation.db.write() as session:
        add_step(session, account_id, waits=" paid ")
    hear(installation, notice)
    with installation.db.read() as session:
        step = session.scalars(select(Step)).one()
    assert (step.state, step.due_at) == (StepState.due, START)


def test_starting_to_pay_works_while_redis_is_away(installation: Installation, account_id: int) -> None:
    stranded = replace(installation, queue=Queue("redis://127.0.0.1:1/0"))
    assert start(stranded, Sandbox(installation.config), payer(account_id)).startswith("http://cauce.test/pay/sandbox/")


def test_a_payment_that_does_not_stand_where_it_is_moved_from_undoes_everything(
    installation: Installation, account_id: int
) -> None:
    hear(installation, begin(installation, account_id))

    def move_back() -> None:
        with installation.db.write() as session:
            payment = session.scalars(select(Payment)).one()
            store.apply(session, account_id, 0, "USD", START + timedelta(days=1))
            store.move(session, payment.id, before=[PaymentState.started], to=PaymentState.failed, at=START)

    with pytest.raises(ConflictError, match="did not stand"):
        move_back()
    assert payment_state(installation.db) == "succeeded"
    with installation.db.read() as session:
        assert session.get_one(Account, account_id).updated_at == START


def test_an_endless_notice_name_and_reason_do_no_harm(installation: Installation, account_id: int) -> None:
    notice = begin(installation, account_id)
    strange = replace(notice, outcome=Outcome.failed, event_id="e" * 5_000, reason="r\x00" * 5_000)
    assert hear(installation, strange).result is Result.failed
    assert hear(installation, strange).result is Result.repeated
