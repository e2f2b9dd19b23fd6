"""Watching journeys: one look for everybody, the newest picture for each, and an end that is not waited for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import delete, event, update
from sqlalchemy.exc import OperationalError

from app.clock import FixedClock
from app.db import Database
from app.insights.counts import Counts, NodeCount
from app.insights.watch import Stream, Watch, look
from app.models import Journey
from app.store import tallies
from app.store.tallies import Tally
from tests.app.flow.journeys import add_journey, reminder
from tests.app.flow.people import START

PATIENCE = 20.0


@pytest.fixture
def watch(database: Database, clock: FixedClock) -> Iterator[Watch]:
    with database.write() as session:
        for _ in range(2):
            add_journey(session, reminder())
    watch = Watch(database, clock, most=3, tick=0.01)
    yield watch
    watch.close()


def come(database: Database, journey_id: int = 1, n: int = 1, node: str = "mail") -> None:
    """People arrive on a node."""
    with database.write() as session:
        tallies.add(session, [Tally(journey_id, 1, node, tallies.HERE, n)], START.date())


def opened(watch: Watch, journey_id: int = 1) -> Stream:
    stream = watch.open(journey_id)
    assert stream is not None
    return stream


def here(stream: Stream) -> int:
    """How many the next picture shows on the mail."""
    picture = stream.next(PATIENCE)
    assert picture is not None
    return picture.counts.nodes.get("mail", NodeCount()).here


def test_a_watcher_gets_the_picture_at_once_and_then_every_change(database: Database, watch: Watch) -> None:
    come(database)
    stream = opened(watch)
    assert here(stream) == 1
    for expected in (3, 5):
        come(database, n=2)
        assert here(stream) == expected
    assert stream.next(0.05) is None, "nothing changed"


def test_a_slow_watcher_gets_the_newest_and_not_what_lay_between(database: Database, watch: Watch) -> None:
    slow, quick = opened(watch), opened(watch)
    assert (here(slow), here(quick)) == (0, 0)
    for expected in (1, 2, 3):
        come(database)
        assert here(quick) == expected
    assert here(slow) == 3
    assert slow.next(0.05) is None


def test_a_journey_that_is_paused_or_published_anew_is_news(database: Database, watch: Watch) -> None:
    stream = opened(watch)
    first = stream.next(PATIENCE)
    assert first is not None
    assert (first.halt, first.version_id, first.at) == (None, None, START)
    with database.write() as session:
        session.execute(update(Journey).where(Journey.id == 1).values(halt="paused"))
    second = stream.next(PATIENCE)
    assert second is not None
    assert second.halt == "paused"


def test_however_many_watch_a_look_takes_one_query_for_each_journey(database: Database, clock: FixedClock) -> None:
    with database.write() as session:
        for _ in range(2):
            add_journey(session, reminder())
    seen = []
    for watchers in ([1], [1, 1, 1, 1], [1, 1, 2, 2]):
        watch = Watch(database, clock, most=9, tick=1_000)  # one look
        with counted(database) as queries:
            watch._watched = lambda watchers=watchers: set(watchers)  # type: ignore[method-assign]
            for number in watchers:
                assert opened(watch, number).next(PATIENCE) is not None
        seen.append(len(queries))
        del watch._watched  # or it would never see that nobody watches
        watch.close()
    assert seen == [2, 2, 3]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    queries: list[str] = []

    def note(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event
        if not call[2].startswith("BEGIN") and "pg_catalog" not in call[2]:
            queries.append(call[2])

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield queries
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def test_only_so_many_watch_and_a_place_that_was_left_is_free(watch: Watch) -> None:
    streams = [opened(watch) for _ in range(3)]
    assert watch.open(1) is None
    streams[0].close()
    streams[0].close()
    assert streams[0].over
    assert watch.open(1) is not None
    assert watch.open(1) is None


def test_nobody_looks_when_nobody_watches(watch: Watch) -> None:
    stream = opened(watch)
    assert here(stream) == 0
    stream.close()
    thread = watch._thread
    if thread is not None:
        thread.join(PATIENCE)
    assert watch._thread is None
    assert here(opened(watch)) == 0, "somebody looks again"


@pytest.mark.parametrize("end", ["the process stops", "the journey is deleted"])
def test_who_waits_is_sent_away_when_there_is_nothing_more_to_come(database: Database, watch: Watch, end: str) -> None:
    stream = opened(watch)
    assert here(stream) == 0
    found: list[object] = []
    waiting = threading.Thread(target=lambda: found.append(stream.next(PATIENCE)))
    waiting.start()
    if end == "the process stops":
        watch.close()
    else:
        with database.write() as session:
            session.execute(delete(Journey).where(Journey.id == 1))
    waiting.join(PATIENCE)
    assert found == [None]
    assert stream.over
    if end == "the process stops":
        assert watch.open(1) is None


def test_when_it_is_closed_its_look_is_over_and_holds_no_connection(
    database: Database, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, may_end = threading.Event(), threading.Event()
    read: Callable[[], Any] = database.read

    @contextmanager
    def slow() -> Iterator[Any]:
        with read() as session:
            reading.set()
            assert may_end.wait(PATIENCE)
            yield session

    monkeypatch.setattr(database, "read", slow)
    opened(watch)
    assert reading.wait(PATIENCE)
    closing = threading.Thread(target=watch.close)
    closing.start()
    closing.join(0.1)
    assert closing.is_alive(), "the look is not over"
    may_end.set()
    closing.join(PATIENCE)
    assert not closing.is_alive()
    assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]  # of the pools with a count


def test_a_database_that_is_away_for_a_while_ends_nothing(
    database: Database, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = opened(watch)
    assert here(stream) == 0
    failed = threading.Event()
    read: Callable[[], Any] = database.read

    def away() -> Any:  # noqa: ANN401 - a transaction
        if not failed.is_set():
            failed.set()
            raise OperationalError("select", {}, Exception("away"))
        return read()

    monkeypatch.setattr(database, "read", away)
    assert failed.wait(PATIENCE)
    come(database)
    assert here(stream) == 1


def test_what_changed_is_each_node_that_differs_with_its_whole_count() -> None:
    before = Counts({"a": NodeCount(1), "b": NodeCount(2), "c": NodeCount(3)}, active=6)
    after = Counts({"a": NodeCount(1), "b": NodeCount(1, 1, {"next": 1}), "d": NodeCount(1)}, active=3)
    assert after.since(before) == Counts({"b": after.nodes["b"], "c": NodeCount(), "d": NodeCount(1)}, active=3)


def test_there_is_no_picture_of_a_journey_that_is_not_there(database: Database) -> None:
    with database.read() as session:
        assert look(session, 9, START) is None
