"""Promises, plans and settlements: made, answered, and settled by payments, each told to the account's journeys."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.api.permissions import ROLES, Permission
from app.cases import offers, plans, promises
from app.cases.plans import Wanted
from app.cases.refusals import RefusedError, UnfitError
from app.db import Database
from app.errors import NotFoundError
from app.models import Event, Instalment, Offer, Plan, Promise, PromiseState
from app.store import agreements, events
from app.store import offers as offer_rows
from app.store import promises as promise_rows
from app.store.offers import APPROVERS, Terms, amount_after
from app.store.terms import Ordering
from tests.app.cases.agreed import ANA, BALANCE, SOON, owing, pay, told, whole
from tests.app.flow.lives import DAY
from tests.app.flow.people import START

MONTHLY = Wanted(6, "months", date(2026, 3, 31), 14)


def promise(database: Database, account_id: int, amount: int = 20_000, due: date = SOON) -> int:
    with database.write() as session:
        return promises.make(session, account_id, amount=amount, due_date=due, by=ANA, now=START, note="Con su hija").id


def plan(database: Database, account_id: int, wanted: Wanted = MONTHLY) -> int:
    with database.write() as session:
        return plans.offer(session, account_id, wanted, by=ANA, now=START).id


def confirm(database: Database, plan_id: int, days: int = 0) -> Plan:
    with database.write() as session:
        return plans.confirm(session, plan_id, by=ANA, now=START + days * DAY)


def settlement(database: Database, account_id: int, discount: int = 25, days: int = 10) -> int:
    with database.write() as session:
        account = events.hold(session, account_id)
        assert account is not None
        made = offer_rows.offer(session, account, Terms(discount, START + days * DAY), START, Ordering())
        assert isinstance(made, Offer)
        return made.id


def instalments(database: Database) -> list[tuple[str, int, int, str]]:
    with database.read() as session:
        rows = session.scalars(select(Instalment).order_by(Instalment.number))
        return [(row.due_date.isoformat(), row.amount, row.paid, row.state) for row in rows]


def states(database: Database, table: type[Promise | Plan | Offer]) -> list[str]:
    with database.read() as session:
        return list(session.scalars(select(table.state).order_by(table.id)))


def test_a_new_promise_takes_the_place_of_the_open_one(database: Database) -> None:
    account_id = owing(database)
    first = promise(database, account_id)
    second = promise(database, account_id, 41_230)
    assert states(database, Promise) == ["cancelled", "open"]
    assert told(database) == ["promise_made", "promise_made"]
    with database.read() as session:
        made = session.get_one(Promise, second)
        assert (made.amount, made.currency, made.due_date, made.made_by) == (BALANCE, "USD", SOON, ANA)
        newest = session.scalars(select(Event.id).order_by(Event.id)).all()
        assert session.get_one(Promise, first).mark < newest[0] == made.mark < newest[1]


@pytest.mark.parametrize(
    ("amount", "due", "fields"),
    [
        (0, SOON, {"amount"}),
        (BALANCE + 1, SOON, {"amount"}),
        (100, date(2026, 3, 1), {"due_date"}),
        (100, date(2027, 3, 4), {"due_date"}),
        (-1, date(2026, 3, 1), {"amount", "due_date"}),
    ],
)
def test_what_cannot_be_promised_is_refused_by_its_field(
    database: Database, amount: int, due: date, fields: set[str]
) -> None:
    account_id = owing(database)
    with pytest.raises(UnfitError) as caught:
        promise(database, account_id, amount, due)
    assert set(caught.value.texts) == fields
    assert told(database) == []


def test_the_day_of_a_promise_is_the_debtors(database: Database) -> None:
    account_id = owing(database)
    late = START.replace(hour=23, minute=30)  # the next day in Madrid
    with database.write() as session, pytest.raises(UnfitError):
        promises.make(session, account_id, amount=1, due_date=START.date(), by=ANA, now=late)
    with database.write() as session:
        assert promises.make(session, account_id, amount=1, due_date=START.date() + DAY, by=ANA, now=late)


def test_a_promise_is_taken_back_once(database: Database) -> None:
    number = promise(database, owing(database))
    with database.write() as session:
        promises.cancel(session, number, by=ANA, now=START)
    with database.write() as session, pytest.raises(RefusedError, match="open no more"):
        promises.cancel(session, number, by=ANA, now=START)
    assert told(database) == ["promise_made", "promise_cancelled"]


def test_what_is_not_there_is_not_found(database: Database) -> None:
    with database.write() as session:
        for call in (promises.cancel, plans.confirm, plans.decline, offers.accept, offers.decline):
            with pytest.raises(NotFoundError):
                call(session, 7, by=ANA, now=START)
        with pytest.raises(NotFoundError):
            promises.make(session, 7, amount=1, due_date=SOON, by=ANA, now=START)


def test_payments_count_towards_an_open_promise_and_the_last_keeps_it(database: Database) -> None:
    account_id = owing(database)
    pay(database, account_id, 1_000, now=START - DAY)
    number = promise(database, account_id)
    pay(database, account_id, 5_000)
    with database.read() as session:
        assert (session.get_one(Promise, number).paid, session.get_one(Promise, number).state) == (5_000, "open")
    pay(database, account_id, BALANCE - 6_000, now=START + DAY)
    assert states(database, Promise) == ["kept"]
    assert told(database)[-2:] == ["paid", "promise_kept"]
    assert whole(database) == (BALANCE, 0, 0, "paid")


def test_a_plan_is_all_that_is_owed_in_parts(database: Database) -> None:
    plan(database, owing(database))
    days = ["2026-03-31", "2026-04-30", "2026-05-31", "2026-06-30", "2026-07-31", "2026-08-31"]
    amounts = [6_871] * 5 + [6_875]
    assert instalments(database) == [(day, amount, 0, "due") for day, amount in zip(days, amounts, strict=True)]


def test_an_agents_plan_takes_the_place_of_one_that_was_only_offered(database: Database) -> None:
    account_id = owing(database)
    plan(database, account_id)
    second = plan(database, account_id, Wanted(3, "weeks", SOON, 14))
    assert states(database, Plan) == ["cancelled", "offered"]
    confirm(database, second)
    with pytest.raises(RefusedError, match="under way"):
        plan(database, account_id)
    assert states(database, Plan) == ["cancelled", "confirmed"]


def test_payments_fill_a_confirmed_plan_oldest_first_and_keep_it_in_the_end(database: Database) -> None:
    account_id = owing(database)
    number = plan(database, account_id)
    pay(database, account_id, 30)  # before it is confirmed: off the last instalment
    assert confirm(database, number).total == BALANCE - 30
    pay(database, account_id, 10_000)
    assert [row[1:] for row in instalments(database)][:3] == [
        (6_871, 6_871, "paid"),
        (6_871, 3_129, "due"),
        (6_871, 0, "due"),
    ]
    assert instalments(database)[-1][1] == 6_845
    pay(database, account_id, BALANCE - 10_030)
    assert states(database, Plan) == ["kept"]
    assert told(database)[-2:] == ["paid", "plan_kept"]
    assert {row[3] for row in instalments(database)} == {"paid"}


def test_a_plan_of_which_much_was_paid_meanwhile_has_fewer_instalments(database: Database) -> None:
    account_id = owing(database)
    number = plan(database, account_id)
    pay(database, account_id, 30_000)
    assert confirm(database, number).total == BALANCE - 30_000
    assert [row[1] for row in instalments(database)] == [6_871, 4_359]


def test_a_plan_is_answered_once_and_in_time(database: Database) -> None:
    account_id = owing(database)
    first = plan(database, account_id)
    with database.write() as session:
        assert plans.decline(session, first, by=ANA, now=START).state == "declined"
    with pytest.raises(RefusedError, match="already"):
        confirm(database, first)
    second = plan(database, account_id)
    with pytest.raises(RefusedError, match="over"):
        confirm(database, second, days=14)
    with database.write() as session:
        agreements.expire(session, START + 14 * DAY)
    with database.write() as session, pytest.raises(RefusedError, match="over"):
        plans.decline(session, second, by=ANA, now=START + 14 * DAY)
    assert told(database) == ["plan_offered", "plan_declined", "plan_offered"]


@pytest.mark.parametrize(("wanted", "field"), [(Wanted(6, "weeks", date(2026, 3, 1), 14), "first_due")])
def test_a_plan_that_cannot_be_is_refused(database: Database, wanted: Wanted, field: str) -> None:
    account_id = owing(database)
    with pytest.raises(UnfitError) as caught:
        plan(database, account_id, wanted)
    assert set(caught.value.texts) == {field}


def test_nothing_is_agreed_on_where_nothing_is_owed(database: Database) -> None:
    account_id = owing(database)
    number = plan(database, account_id)
    pay(database, account_id, BALANCE - 3)
    with pytest.raises(UnfitError):
        plan(database, account_id, Wanted(4, "weeks", SOON, 14))
    pay(database, account_id, 3)
    assert states(database, Plan) == ["cancelled"]
    with pytest.raises(RefusedError, match="Nothing is owed"):
        plan(database, account_id)
    with pytest.raises(RefusedError, match="already"):
        confirm(database, number)
    with pytest.raises(UnfitError) as caught:
        promise(database, account_id, 1)
    assert "Nothing" in caught.value.texts["amount"]["en"]


def test_a_settlement_that_is_paid_in_time_lets_the_rest_go(database: Database) -> None:
    account_id = owing(database)
    number = settlement(database, account_id)
    pay(database, account_id, 30_000)
    assert whole(database) == (30_000, 0, 11_230, "open")
    booked = pay(database, account_id, 922, now=START + 9 * DAY)
    assert booked.balance == 0
    assert whole(database) == (30_922, 10_308, 0, "paid")
    assert states(database, Offer) == ["paid"]
    assert told(database) == ["offer_made", "paid", "paid", "offer_settled"]
    with database.read() as session:
        last = session.scalars(select(Event).order_by(Event.id.desc())).first()
        assert last is not None
        assert (last.data["offer_id"], last.data["waived"]) == (number, 10_308)


def test_what_is_paid_after_a_settlement_expired_is_an_ordinary_payment(database: Database) -> None:
    account_id = owing(database)
    settlement(database, account_id)
    pay(database, account_id, 30_922, now=START + 10 * DAY)
    assert whole(database) == (30_922, 0, 10_308, "open")


def test_a_transfer_that_came_in_time_settles_even_if_it_is_booked_later(database: Database) -> None:
    account_id = owing(database)
    settlement(database, account_id)
    with database.write() as session:
        assert agreements.any_expired(session, START + 10 * DAY)
        assert agreements.expire(session, START + 10 * DAY) == 1
        assert not agreements.any_expired(session, START + 10 * DAY)
    pay(database, account_id, 30_922, now=START + 12 * DAY, paid_at=START + 9 * DAY)
    assert whole(database) == (30_922, 10_308, 0, "paid")
    assert states(database, Offer) == ["paid"]


def test_a_settlement_ends_promise_and_plan(database: Database) -> None:
    account_id = owing(database)
    promise(database, account_id, BALANCE)
    confirm(database, plan(database, account_id))
    settlement(database, account_id)
    pay(database, account_id, 30_922)
    assert (states(database, Promise), states(database, Plan)) == (["cancelled"], ["cancelled"])
    assert told(database)[-3:] == ["paid", "offer_settled", "promise_cancelled"]


def test_paying_all_in_spite_of_an_offer_lets_nothing_go(database: Database) -> None:
    account_id = owing(database)
    promise(database, account_id, BALANCE)
    settlement(database, account_id)
    pay(database, account_id, BALANCE)
    assert whole(database) == (BALANCE, 0, 0, "paid")
    assert (states(database, Promise), states(database, Offer)) == (["kept"], ["paid"])


def test_a_settlement_is_accepted_or_declined_in_time(database: Database) -> None:
    account_id = owing(database)
    number = settlement(database, account_id)
    with database.write() as session:
        assert offers.accept(session, number, by=ANA, now=START).state == "accepted"
    with database.write() as session, pytest.raises(RefusedError, match="already"):
        offers.accept(session, number, by=ANA, now=START)
    with database.write() as session:
        assert offers.decline(session, number, by=ANA, now=START).state == "declined"
    pay(database, account_id, 30_922)
    assert whole(database)[1] == 0
    second = settlement(database, account_id)
    for _ in range(2):
        with database.write() as session, pytest.raises(RefusedError, match="over"):
            offers.accept(session, second, by=ANA, now=START + 10 * DAY)
        with database.write() as session:
            agreements.expire(session, START + 10 * DAY)
    assert told(database) == ["offer_made", "offer_accepted", "offer_declined", "paid", "offer_made"]


def test_of_two_offers_the_one_that_asks_for_less_stands(database: Database) -> None:
    account_id = owing(database)
    first = settlement(database, account_id, 10)
    second = settlement(database, account_id, 25)
    assert states(database, Offer) == ["cancelled", "offered"]
    assert settlement(database, account_id, 20) == second != first


@pytest.mark.parametrize(
    ("balance", "discount", "amount"), [(41_230, 25, 30_922), (1, 50, 0), (100, 1, 99), (3, 10, 2)]
)
def test_part_of_a_unit_is_to_the_debtors_advantage(balance: int, discount: int, amount: int) -> None:
    assert amount_after(balance, discount) == amount


def test_those_who_approve_discounts_are_those_who_approve() -> None:
    allowed = {role for role, permissions in ROLES.items() if Permission.tasks_approve in permissions}
    assert set(APPROVERS) == allowed


def test_an_expired_plan_makes_room(database: Database) -> None:
    account_id = owing(database)
    plan(database, account_id)
    with database.write() as session:
        later = START + timedelta(days=20)
        plans.offer(session, account_id, Wanted(3, "months", date(2026, 4, 1), 14), by=ANA, now=later)
    assert states(database, Plan) == ["expired", "offered"]


def test_states_are_written_only_once(database: Database) -> None:
    account_id = owing(database)
    number = promise(database, account_id)
    with database.write() as session:
        assert promise_rows.settle(session, number, PromiseState.broken, START, 5)
        assert not promise_rows.settle(session, number, PromiseState.kept, START)
    assert states(database, Promise) == ["broken"]
