"""Flags of people and debts, and the journeys that hear them."""

import pytest
from sqlalchemy import select

from app.cases.flags import FLAGS, set_flag
from app.db import Database
from app.errors import InvalidError, NotFoundError
from app.models import Account, Event, Run, Step, StepState
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.lives import DAY, HOUR, ends
from tests.app.flow.people import START, add_account

OF_ACCOUNT = ("disputed", "recalled")
every_flag = pytest.mark.parametrize("flag", FLAGS)


def waiting(exits: list[str], holds: list[str]) -> dict[str, object]:
    """A journey on which everybody waits three days."""
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("rest", "wait", {"duration": {"amount": 3, "unit": "days"}}),
        ("done", "end", {"reason": "over"}),
    ]
    return {**graph(nodes, "enter.next>rest rest.next>done", exits=exits), "holds": holds}


def two_debts(database: Database) -> tuple[int, int]:
    """Two debts of one person."""
    with database.write() as session:
        first = add_account(session)
        second = add_account(session)
        second.debtor_id = first.debtor_id
        return first.id, second.id


def flag_it(database: Database, account_id: int, flag: str, *, on: bool = True, at: int = 0) -> bool:
    with database.write() as session:
        return set_flag(session, account_id, flag, on=on, by="user:ana", now=START + at * HOUR, reason="Llamó")


def standing(database: Database) -> list[tuple[int, int]]:
    with database.read() as session:
        return [(step.account_id, step.state) for step in session.scalars(select(Step).order_by(Step.id))]


@every_flag
def test_a_flag_takes_all_debts_that_it_concerns_off_their_journeys(database: Database, flag: str) -> None:
    first, second = two_debts(database)
    publish_graph(database, waiting([flag], []))
    let_in(database)
    advance_all(database)
    assert flag_it(database, first, flag)
    advance_all(database)
    with database.read() as session:
        left = [f"exit:{flag}", None if flag in OF_ACCOUNT else f"exit:{flag}"]
        assert ends(session) == left
        assert [run.account_id for run in session.scalars(select(Run).order_by(Run.id))] == [first, second]


@every_flag
def test_a_flag_holds_people_with_the_time_that_is_left(database: Database, flag: str) -> None:
    with database.write() as session:
        account = add_account(session).id
    publish_graph(database, waiting([], [flag]))
    let_in(database)
    advance_all(database)
    flag_it(database, account, flag, at=24)
    advance_all(database, START + DAY)
    assert standing(database) == [(account, StepState.frozen)]
    assert advance_all(database, START + 40 * DAY) == 0
    flag_it(database, account, flag, on=False, at=24 * 41)
    advance_all(database, START + 41 * DAY)
    with database.read() as session:
        step = session.scalars(select(Step)).one()
        assert (step.node, step.state, step.due_at) == ("rest", StepState.due, START + 43 * DAY)
        assert step.memory is None
    advance_all(database, START + 43 * DAY)
    with database.read() as session:
        assert ends(session) == ["over"]


def test_setting_a_flag_again_changes_nothing(database: Database) -> None:
    first, _ = two_debts(database)
    assert flag_it(database, first, "deceased")
    assert not flag_it(database, first, "deceased", at=5)
    assert flag_it(database, first, "deceased", on=False, at=6)
    assert not flag_it(database, first, "deceased", on=False, at=7)
    with database.read() as session:
        found = session.execute(select(Event.kind, Event.account_id).order_by(Event.id)).all()
        assert [kind for kind, _ in found] == ["deceased", "deceased", "flag_cleared", "flag_cleared"]
        assert session.get_one(Account, first).disputed_at is None


def test_flags_that_there_are_not_are_refused(database: Database) -> None:
    first, _ = two_debts(database)
    with pytest.raises(InvalidError):
        flag_it(database, first, "angry")
    for flag in ("disputed", "deceased"):
        with pytest.raises(NotFoundError):
            flag_it(database, 999, flag)
