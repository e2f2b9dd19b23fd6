"""Recording events and waking who waits for them."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Database
from app.models import Event, Journey, JourneyVersion, Run, Step, StepState
from app.store import events
from app.store.events import NewEvent
from tests.app.flow.people import START, add_account

LATER = START + timedelta(days=10)


def add_step(session: Session, account_id: int, **values: Any) -> Step:  # noqa: ANN401 - any column
    """A step of a journey of its own on which this account stands."""
    journey = Journey(name="Prueba", draft={}, saved_at=START, created_at=START)
    session.add(journey)
    session.flush()
    version = JourneyVersion(
        journey_id=journey.id, number=1, graph={}, plan={}, hash="", reason="Prueba", published_at=START
    )
    session.add(version)
    session.flush()
    run = Run(journey_id=journey.id, version_id=version.id, account_id=account_id, entered_at=START)
    session.add(run)
    session.flush()
    columns = {"node": "espera", "due_at": LATER, **values}
    step = Step(run_id=run.id, version_id=version.id, account_id=account_id, **columns)
    session.add(step)
    session.flush()
    return step


@pytest.mark.parametrize(
    ("step", "woken"),
    [
        pytest.param({"waits": " paid page_opened "}, True, id="one of several kinds"),
        pytest.param({"waits": " paid ", "state": StepState.listening}, True, id="without a time limit"),
        pytest.param({"waits": " page_opened "}, False, id="another kind"),
        pytest.param({"waits": " prepaid paid_late paidx "}, False, id="a kind that contains its name"),
        pytest.param({"waits": None}, False, id="a plain wait"),
        pytest.param({"waits": " paid ", "state": StepState.failed}, False, id="dead letter"),
    ],
)
def test_an_event_wakes_the_steps_that_wait_for_it(database: Database, step: dict[str, Any], woken: bool) -> None:
    with database.write() as session:
        account = add_account(session)
        step_id = add_step(session, account.id, **step).id
    with database.write() as session:
        events.record(session, account_id=account.id, kind="paid", at=START)
    with database.read() as session:
        found = session.get_one(Step, step_id)
        assert (found.state, found.due_at) == ((0, START) if woken else (step.get("state", 0), LATER))


def test_an_underscore_is_no_wildcard(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        step = add_step(session, account.id, waits=" pageXopened ")
        events.record(session, account_id=account.id, kind="page_opened", at=START)
        session.refresh(step)
        assert step.due_at == LATER


def test_an_event_leaves_other_accounts_alone(database: Database) -> None:
    with database.write() as session:
        account, other = add_account(session), add_account(session)
        step = add_step(session, other.id, waits=" paid ")
        events.record(session, account_id=account.id, kind="paid", at=START)
        session.refresh(step)
        assert step.due_at == LATER


def test_a_step_that_is_due_earlier_stays_so(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        step = add_step(session, account.id, waits=" paid ", due_at=START - timedelta(hours=1))
        events.record(session, account_id=account.id, kind="paid", at=START)
        session.refresh(step)
        assert step.due_at == START - timedelta(hours=1)


def test_an_event_reported_twice_counts_once(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        first = events.record(session, account_id=account.id, kind="paid", at=START, dedup="pay:1", data={"amount": 5})
    with database.write() as session:
        second = events.record(session, account_id=account.id, kind="paid", at=START, dedup="pay:1")
        step = add_step(session, account.id, waits=" paid ")
        events.record(session, account_id=account.id, kind="paid", at=START, dedup="pay:1")
        session.refresh(step)
    assert first is not None
    assert second is None
    assert step.due_at == LATER
    with database.read() as session:
        assert [(row.id, row.data) for row in session.scalars(select(Event))] == [(first, {"amount": 5})]


def test_many_events_are_numbered_in_their_order(database: Database) -> None:
    with database.write() as session:
        accounts = [add_account(session).id for _ in range(3)]
        batch = [NewEvent(accounts[2], "sent", START, dedup="a"), NewEvent(accounts[0], "sent", START, dedup="b")]
        again = [*batch, NewEvent(accounts[1], "sent", START), NewEvent(accounts[1], "sent", START, dedup="a")]
        first = events.record_many(session, batch)
        second = events.record_many(session, again)
        rows = {row.id: row.account_id for row in session.scalars(select(Event))}
    assert [rows[number] for number in first if number] == [accounts[2], accounts[0]]
    assert second[:2] == [None, None]
    assert second[3] is None
    assert rows[second[2] or 0] == accounts[1]
    assert len(rows) == 3


def test_locking_tells_whether_there_is_such_an_account(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        assert events.lock(session, account.id)
        assert not events.lock(session, account.id + 1)
