"""Two connections at once while people enter upon an event, by a calendar, or by another journey."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from app.db import Database
from app.flow.enter import enter
from app.flow.perform import perform_batch
from app.models import Entry, Run
from app.store import events, journeys
from tests.app.flow.journeys import advance_all, let_in, publish_graph
from tests.app.flow.lives import DAY, HOUR
from tests.app.flow.people import START
from tests.app.flow.test_entering import came, happen, journey, people, starting
from tests.app.flow.test_races import aside, wait_for_a_waiter

UPON = {"mode": "event", "event": "x_visit"}


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL database: SQLite has one writer, so none of this can happen there."""
    database = Database(postgres_url)
    yield database
    database.close()


def hold_live(session: Any) -> Any:  # noqa: ANN401 - a session, and a version
    (journey_id,) = journeys.live_ids(session)
    return journeys.hold_live(session, journey_id)


def slot_of(database: Database) -> datetime | None:
    with database.read() as session:
        return session.scalars(select(Entry)).one().slot_at


def test_an_event_that_is_committed_after_a_newer_one_is_not_missed(database: Database) -> None:
    late, early = people(database, 1, 2)
    publish_graph(database, journey({**UPON, "reentry": "always"}, wait=2))
    with database.write() as session:
        events.record(session, account_id=late, kind="x_visit", at=START)
        happen(database, early, "x_visit")
        assert [let_in(database) for _ in range(5)] == [1, 0, 0, 0, 0]
    assert let_in(database) == 1
    assert [let_in(database) for _ in range(5)] == [0] * 5
    assert came(database) == [early, late]


def test_the_floor_moves_on_once_whoever_was_at_work_has_ended(database: Database) -> None:
    first, second = people(database, 1, 2)
    publish_graph(database, journey(UPON))
    happen(database, first, "x_visit")
    with database.read() as session:
        begun = session.scalars(select(Entry.floor)).one()
    with database.write() as session:
        events.lock(session, second)
        for _ in range(5):
            let_in(database)
        with database.read() as other:
            assert other.scalars(select(Entry.floor)).one() == begun
    for _ in range(5):
        let_in(database)
    with database.read() as session:
        assert session.scalars(select(Entry.floor)).one() > begun


def test_two_workers_do_not_let_one_account_in_twice_for_one_event(database: Database) -> None:
    (account,) = people(database)
    publish_graph(database, journey({**UPON, "reentry": "always"}, wait=2))
    happen(database, account, "x_visit")
    with database.write() as first:
        version = hold_live(first)
        assert enter(first, version, START).count == 1
        with database.write() as second:
            assert hold_live(second) is None
    assert let_in(database) == 0
    assert came(database) == [account]


def test_an_event_that_comes_while_its_account_is_let_in_belongs_to_that_run(database: Database) -> None:
    (account,) = people(database)
    publish_graph(database, journey({**UPON, "reentry": "always"}, wait=2))
    happen(database, account, "x_visit")
    with database.write() as session:
        assert enter(session, hold_live(session), START).count == 1
        thread = aside(lambda: happen(database, account, "x_visit"))
        wait_for_a_waiter(database)
    thread.join(10)
    for now in (START, START + 2 * DAY):
        assert let_in(database, now) == 0
        advance_all(database, now)
    assert let_in(database, START + 2 * DAY) == 0
    assert came(database) == [account]


def test_whoever_is_busy_at_the_moment_of_a_calendar_comes_in_a_moment_later(database: Database) -> None:
    busy, free = people(database, 1, 2)
    publish_graph(database, journey({"mode": "calendar", "at": "10:00"}))
    with database.write() as session:
        events.lock(session, busy)
        assert let_in(database, START + HOUR) == 1
        assert slot_of(database) == START
    assert let_in(database, START + HOUR) == 1
    assert slot_of(database) == START + HOUR
    assert came(database) == [free, busy]


def test_a_look_that_was_killed_goes_on_and_lets_nobody_in_twice(database: Database) -> None:
    accounts = people(database, 1, 2, 3)
    publish_graph(database, journey({"mode": "calendar", "at": "10:00", "reentry": "always"}))
    now = START + HOUR
    with database.write() as session:
        assert enter(session, hold_live(session), now, 0, 2).count == 2
    advance_all(database, now)  # they ended their journey before the rest came in
    assert slot_of(database) == START
    assert let_in(database, now + HOUR) == 1
    assert slot_of(database) == now
    assert came(database) == accounts


def test_an_account_that_another_journey_puts_in_is_not_let_in_at_the_same_time(database: Database) -> None:
    (account,) = people(database, 60_000)
    inner = publish_graph(database, journey({}, wait=2))
    outer = publish_graph(database, starting(inner.journey_id, wait=False))
    with database.write() as session:
        version = journeys.hold_live(session, outer.journey_id)
        assert version is not None
        enter(session, version, START)
    advance_all(database)
    with database.write() as session:
        assert perform_batch(session, START) == 1
        with database.write() as other:
            assert journeys.hold_live(other, inner.journey_id) is None
    let_in(database)
    with database.read() as session:
        runs = session.scalars(select(Run.account_id).where(Run.journey_id == inner.journey_id)).all()
    assert runs == [account]


def test_a_start_is_tried_again_while_somebody_else_holds_the_journey(database: Database) -> None:
    people(database, 60_000)
    inner = publish_graph(database, journey({"audience": {"any": []}}, wait=2))
    publish_graph(database, starting(inner.journey_id, wait=False))
    let_in(database)
    advance_all(database)
    with database.write() as session:
        journeys.locked(session, inner.journey_id)
        with database.write() as other:
            perform_batch(other, START)
        assert len(came(database)) == 1
    with database.write() as session:
        perform_batch(session, START + HOUR)
    assert len(came(database)) == 2
