"""Proving who one is: what counts as a right answer, and that nobody gets more than five tries a day."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.cases import identity
from app.cases.identity import TRIES, Answer, Proof, Verdict
from app.clock import FixedClock
from app.db import Database
from app.models import Event
from app.store import debts
from app.store.debts import Debt
from tests.app.flow.people import START, add_account

RIGHT = Answer(Proof.birth_date, date(1984, 7, 19))
WRONG = Answer(Proof.birth_date, date(1984, 7, 20))


def debt_of(session: Session, **values: Any) -> Debt:  # noqa: ANN401 - any column
    debt = debts.load(session, add_account(session, **values).id)
    assert debt is not None
    return debt


def ask(database: Database, debt: Debt, answer: Answer, after: timedelta = timedelta(0)) -> Verdict:
    with database.write() as session:
        return identity.verify(session, debt, None, answer, START + after)


@pytest.mark.parametrize(
    ("debtor", "answer", "passed"),
    [
        ({}, RIGHT, True),
        ({}, WRONG, False),
        ({"debtor_document": "1.020.448-21k"}, Answer(Proof.document, "821K"), True),
        ({"debtor_document": "1.020.448-21k"}, Answer(Proof.document, "0448"), False),
        ({"debtor_document": "123"}, Answer(Proof.document, "123"), False),
        ({"debtor_document": None}, Answer(Proof.document, ""), False),
        ({"debtor_birth_date": None}, RIGHT, False),
    ],
    ids=["birth date", "another date", "document", "its middle", "too short", "no document", "no birth date"],
)
def test_an_answer_is_right_only_when_it_is_what_we_have(
    database: Database, debtor: dict[str, Any], answer: Answer, passed: bool
) -> None:
    with database.write() as session:
        debt = debt_of(session, **debtor)
    verdict = ask(database, debt, answer)
    assert verdict == Verdict(passed=passed, left=TRIES if passed else TRIES - 1)
    with database.read() as session:
        event = session.scalars(select(Event)).one()
    assert event.kind == ("verified" if passed else "verification_failed")
    assert event.data == {"proof": answer.proof.value, "left": verdict.left}


@pytest.mark.parametrize(
    ("debtor", "proofs"),
    [
        ({"debtor_document": "ABC-1234"}, (Proof.birth_date, Proof.document)),
        ({"debtor_document": "1-2.3"}, (Proof.birth_date,)),
        ({"debtor_birth_date": None, "debtor_document": "ABC-1234"}, (Proof.document,)),
        ({"debtor_birth_date": None}, ()),
    ],
)
def test_only_what_we_know_is_asked_for(database: Database, debtor: dict[str, Any], proofs: tuple[Proof, ...]) -> None:
    with database.write() as session:
        assert identity.proofs(debt_of(session, **debtor)) == proofs


def test_after_five_wrong_answers_even_the_right_one_is_not_heard_for_a_day(database: Database) -> None:
    with database.write() as session:
        debt = debt_of(session)
    verdicts = [ask(database, debt, WRONG) for _ in range(TRIES)]
    assert [(one.left, one.locked) for one in verdicts] == [(4, False), (3, False), (2, False), (1, False), (0, True)]
    assert ask(database, debt, RIGHT, timedelta(hours=23, minutes=59)).locked
    assert ask(database, debt, RIGHT, timedelta(hours=24)).passed


def test_the_accounts_of_one_debtor_share_their_tries(database: Database) -> None:
    with database.write() as session:
        first = add_account(session)
        second = add_account(session)
        second.debtor_id = first.debtor_id
        session.flush()
        debt_one, debt_two = debts.load(session, first.id), debts.load(session, second.id)
        other = debt_of(session)
    assert debt_one is not None
    assert debt_two is not None
    for _ in range(TRIES):
        ask(database, debt_one, WRONG)
    assert ask(database, debt_two, RIGHT).locked
    assert ask(database, other, RIGHT).passed


def test_many_answers_at_once_get_no_more_than_five_tries(database: Database, clock: FixedClock) -> None:
    with database.write() as session:
        debt = debt_of(session)
    with ThreadPoolExecutor(9) as pool:
        verdicts = list(pool.map(lambda _: ask(database, debt, WRONG), range(27)))
    with database.read() as session:
        assert session.scalars(select(Event.kind)).all() == ["verification_failed"] * TRIES
        assert identity.tries_left(session, debt.debtor_id, clock.now()) == 0
    assert sorted(one.left for one in verdicts)[-TRIES:] == [0, 1, 2, 3, 4]
