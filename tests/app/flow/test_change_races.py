"""Two real connections at once: a pause, a publication, a change or the guard, and a batch that moves people."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.db import Database
from app.flow import advance, guard, lifecycle
from app.flow.change import run_chunk
from app.flow.enter import enter
from app.flow.publish import publish
from app.models import History, Journey, JourneyVersion, Message, Run, Step
from app.store import changes, events, journeys
from journeys.changes import Move
from tests.app.flow.journeys import EMAIL, advance_all, let_in, nodes, publish_graph, reminder
from tests.app.flow.lives import DAY, HOUR, carry_out, ends, held, pause, resume, running, state, stop
from tests.app.flow.people import START, add_account
from tests.app.flow.test_races import aside, wait_for_a_waiter


@pytest.fixture
def database(postgres_url: str) -> Iterator[Database]:
    """A PostgreSQL database: SQLite has one writer, so none of this can happen there."""
    database = Database(postgres_url)
    yield database
    database.close()


def entered(database: Database, count: int = 3) -> int:
    """A live journey with people who have just come in."""
    with database.write() as session:
        for _ in range(count):
            add_account(session)
    journey_id = publish_graph(database, reminder()).journey_id
    let_in(database)
    return journey_id


def test_a_pause_waits_for_nobody_and_a_batch_that_runs_ends_what_it_began(database: Database) -> None:
    journey_id = entered(database)
    with database.write() as session:
        assert advance.advance_batch(session, START) == 3
        pause(database, journey_id)
    with database.read() as session:
        assert nodes(session) == ["answer"] * 3
    assert advance_all(database, START + 3 * DAY) == 3
    with database.read() as session:
        assert (nodes(session), held(session)) == (["answer"] * 3, 3)


def test_a_stop_waits_for_whoever_is_letting_people_in_so_that_nobody_is_left_behind(database: Database) -> None:
    journey_id = entered(database)
    with database.write() as session:
        add_account(session)
    asked: list[int] = []
    with database.write() as session:
        version = journeys.hold_live(session, journey_id)
        assert version is not None
        assert enter(session, version, START).count == 1
        thread = aside(lambda: asked.append(stop(database, journey_id)))
        wait_for_a_waiter(database)
    thread.join(10)
    carry_out(database, asked[0])
    with database.read() as session:
        assert ends(session) == ["stopped"] * 4


def test_a_stop_takes_off_whom_a_batch_is_moving_where_they_have_come_to(database: Database) -> None:
    journey_id = entered(database)
    with database.write() as session:
        assert advance.advance_batch(session, START) == 3
        change_id = stop(database, journey_id)
        thread = aside(lambda: carry_out(database, change_id))
        wait_for_a_waiter(database)
    thread.join(10)
    assert not thread.is_alive()
    with database.read() as session:
        assert ends(session) == ["stopped"] * 3
        assert set(session.scalars(select(Message.state))) == {"cancelled"}
        ported = session.scalars(select(History.node).where(History.port == "stopped")).all()
        assert ported == ["answer"] * 3


def test_a_version_that_changes_under_a_batch_takes_people_where_the_batch_left_them(database: Database) -> None:
    journey_id = entered(database)
    with database.write() as session:
        assert advance.advance_batch(session, START) == 3  # from the entry to the first wait, by the old version
        with database.write() as other:
            moves = [Move(1, "enter", "leave"), Move(1, "answer", "move")]
            publish(other, journey_id, reason="x", user_id=None, now=START, channels=EMAIL, moves=moves)
        thread = aside(lambda: carry_out(database, running(database, journey_id)))
        wait_for_a_waiter(database)
    thread.join(10)
    with database.read() as session:
        (second,) = session.scalars(select(JourneyVersion.id).where(JourneyVersion.number == 2))
        assert ends(session) == [None] * 3
        assert set(session.scalars(select(Step.version_id))) == {second}
        assert set(session.scalars(select(Run.version_id))) == {second}
        assert nodes(session) == ["answer"] * 3
        assert len(session.scalars(select(Message.id)).all()) == 3


def test_two_publications_at_once_become_two_versions(database: Database) -> None:
    journey_id = entered(database)
    numbers: list[int] = []
    begin = threading.Barrier(2)

    def publish_one() -> None:
        begin.wait(10)
        with database.write() as session:
            version = publish(session, journey_id, reason="x", user_id=None, now=START, channels=EMAIL)
        numbers.append(version.number)

    threads = [aside(publish_one) for _ in range(2)]
    for thread in threads:
        thread.join(10)
    assert sorted(numbers) == [2, 3]
    with database.read() as session:
        live = session.get_one(Journey, journey_id).live_version_id
        assert live == session.scalars(select(JourneyVersion.id).where(JourneyVersion.number == 3)).one()


def test_of_two_publications_at_once_that_move_people_one_is_refused(database: Database) -> None:
    journey_id = entered(database)
    told: list[str] = []
    begin = threading.Barrier(2)

    def publish_one() -> None:
        begin.wait(10)
        try:
            with database.write() as session:
                moves = [Move(1, "enter", "move", "rest")]
                publish(session, journey_id, reason="x", user_id=None, now=START, channels=EMAIL, moves=moves)
        except lifecycle.StateError as error:
            told.append(str(error))

    threads = [aside(publish_one) for _ in range(2)]
    for thread in threads:
        thread.join(10)
    assert told == ["A change to the people on this journey is being carried out; wait until it is done."]
    carry_out(database, running(database, journey_id))
    with database.read() as session:
        assert nodes(session) == ["rest"] * 3


def test_two_workers_on_one_change_deal_with_everybody_once(database: Database) -> None:
    journey_id = entered(database, 40)
    advance_all(database)
    pause(database, journey_id)
    change_id = resume(database, journey_id, START + DAY)

    def work() -> None:
        more = True
        while more:
            with database.write() as session:
                more = run_chunk(session, change_id, START + DAY, 3)

    threads = [aside(work) for _ in range(3)]
    for thread in threads:
        thread.join(30)
    with database.read() as session:
        assert set(session.scalars(select(Step.until))) == {START + 4 * DAY}
    assert state(database, journey_id) == "live"


def test_an_event_and_a_resumption_at_once_lose_nothing(database: Database) -> None:
    journey_id = entered(database, 1)
    advance_all(database)
    pause(database, journey_id)
    limit = START + 3 * DAY
    advance_all(database, limit)
    change_id = resume(database, journey_id, limit)

    def tell() -> None:
        with database.write() as session:
            events.record(session, account_id=1, kind="page_opened", at=limit)

    with database.write() as session:
        assert run_chunk(session, change_id, limit)  # it did not hear of the event, which waits for the step
        thread = aside(tell)
        wait_for_a_waiter(database)
    thread.join(10)
    carry_out(database, change_id, limit)
    advance_all(database, limit)
    with database.read() as session:
        assert ends(session) == ["opened"]


def test_the_guard_waits_for_nobody_who_holds_the_journey(database: Database) -> None:
    journey_id = entered(database)
    with database.write() as session:
        assert journeys.locked(session, journey_id) is not None
        with database.write() as other:
            assert not guard.pause(other, journey_id, "guard_volume: 2 > 1", now=START, wall=START)
    assert state(database, journey_id) == "live"
    with database.write() as session:
        assert guard.pause(session, journey_id, "guard_volume: 2 > 1", now=START, wall=START)
    assert state(database, journey_id) == "paused"


def test_changes_and_batches_at_once_do_not_wait_in_a_circle(database: Database) -> None:
    journey_id = entered(database, 60)
    done = threading.Event()
    raised: list[BaseException] = []

    def move() -> None:
        now = START
        while not done.is_set():
            now += HOUR
            try:
                with database.write() as session:
                    advance.advance_batch(session, now, 7)
            except Exception as error:  # noqa: BLE001 - a deadlock would be told here
                raised.append(error)
                return

    thread = aside(move)
    for round_ in range(4):
        now = START + timedelta(days=round_)
        pause(database, journey_id, now)
        carry_out(database, resume(database, journey_id, now + HOUR, timers="keep"), now + HOUR, 5)
        with database.write() as session:
            moves = [Move(round_ + 1, "answer", "move"), Move(round_ + 1, "rest", "move")]
            publish(session, journey_id, reason="x", user_id=None, now=now, channels=EMAIL, moves=moves)
        with database.read() as session:
            asked = changes.running(session, [journey_id])
        for change in asked.values():
            carry_out(database, change.id, now + HOUR, 5)
    carry_out(database, stop(database, journey_id), START + 9 * DAY, 5)
    done.set()
    thread.join(30)
    assert raised == []
    with database.read() as session:
        assert session.scalars(select(Step.id)).all() == []
        assert session.scalars(select(Run.id).where(Run.state == "active")).all() == []
