"""Jobs, the ticker and the queue between them."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from rq import SimpleWorker
from sqlalchemy import select, update

from app import jobs
from app.channels.console import ConsoleChannel
from app.clock import FixedClock
from app.db import Database
from app.flow import lifecycle
from app.flow.deliver import LEASE as DELIVERY_LEASE
from app.installation import Installation
from app.jobs import advance, change, deliver
from app.jobs.ticker import LEASE, PATROL_EVERY, Ticker
from app.models import Change, Journey, Message, Run, Step, StepState
from app.queue import Job, Queue
from app.store import events, imports, leases
from tests.app.flow.journeys import nodes, publish_graph, reminder
from tests.app.flow.people import add_account

DAY = timedelta(days=1)


def people(database: Database, count: int = 1) -> list[int]:
    with database.write() as session:
        return [add_account(session).id for _ in range(count)]


def ticker(installation: Installation, name: str = "one") -> Ticker:
    return Ticker(installation, name=name, channels=["email"])


def queued(installation: Installation) -> list[str]:
    return sorted(str(job.func_name) for job in installation.queue.rq.jobs)


def work_off(installation: Installation) -> None:
    """Do what lies in the queue, as a worker would, in this process."""
    worker = SimpleWorker([installation.queue.rq], connection=installation.queue.redis)
    worker.work(burst=True, logging_level="ERROR")


def run_until_idle(installation: Installation) -> int:
    """Tick and work until nothing is due; how many rounds it took."""
    own = ticker(installation)
    for rounds in range(50):
        if not own.run_once():
            return rounds
        work_off(installation)
    pytest.fail("It never comes to rest.")


def test_one_job_lets_people_in_and_moves_them(working: Installation) -> None:
    people(working.db, 3)
    publish_graph(working.db, reminder())
    advance.run()
    with working.db.read() as session:
        assert nodes(session) == ["answer"] * 3
    assert queued(working) == [Job.deliver]


def test_messages_go_out_by_a_job_of_their_own(working: Installation, console: ConsoleChannel) -> None:
    people(working.db, 30)
    publish_graph(working.db, reminder())
    advance.run()
    deliver.run()
    assert len(console.sent) == 30
    with working.db.read() as session:
        assert set(session.scalars(select(Message.state))) == {"sent"}


def test_a_whole_journey_runs_by_ticker_and_queue(
    working: Installation, clock: FixedClock, console: ConsoleChannel
) -> None:
    ids = people(working.db, 4)
    publish_graph(working.db, reminder())
    run_until_idle(working)
    with working.db.write() as session:
        events.record(session, account_id=ids[0], kind="page_opened", at=clock.now())
    for _ in range(3):
        clock.advance(3 * DAY)
        run_until_idle(working)
    with working.db.read() as session:
        reasons = session.scalars(select(Run.end_reason).order_by(Run.id)).all()
        assert reasons == ["opened", "silent", "silent", "silent"]
        assert session.scalars(select(Step)).all() == []
    assert len(console.sent) == 4 + 3


def test_a_wiped_redis_loses_nothing(working: Installation, clock: FixedClock, console: ConsoleChannel) -> None:
    people(working.db, 5)
    publish_graph(working.db, reminder())
    own = ticker(working)
    for _ in range(12):
        own.run_once()
        working.queue.redis.flushall()
        if own.run_once():
            work_off(working)
        working.queue.redis.flushall()
        clock.advance(DAY)
    with working.db.read() as session:
        assert session.scalars(select(Run.end_reason)).all() == ["silent"] * 5
    assert len({outgoing.ref for outgoing in console.sent}) == len(console.sent) == 10


def test_redis_being_away_stops_no_transaction(installation: Installation, console: ConsoleChannel) -> None:
    away = Installation(installation.config, installation.db, installation.clock, Queue("redis://127.0.0.1:1/0"))
    jobs.use(away, {"email": console})
    people(away.db)
    publish_graph(away.db, reminder())
    assert ticker(away).run_once() == {Job.advance}
    advance.run()
    deliver.run()
    jobs.use(None)
    assert len(console.sent) == 1


def test_the_ticker_wakes_only_for_what_is_due_and_only_once(working: Installation, clock: FixedClock) -> None:
    own = ticker(working)
    assert own.run_once() == frozenset()
    people(working.db)
    publish_graph(working.db, reminder())
    for _ in range(4):
        assert own.run_once() == {Job.advance}
    assert queued(working) == [Job.advance]
    run_until_idle(working)
    clock.advance(DAY)
    with working.db.read() as session:
        assert len(nodes(session)) == 1
    run_until_idle(working)
    assert own.run_once() == frozenset()
    assert queued(working) in ([], [Job.tidy]), "tidying is due once a day, whatever else is"


def test_an_event_is_answered_at_the_next_tick(working: Installation, clock: FixedClock) -> None:
    (account_id,) = people(working.db)
    publish_graph(working.db, reminder())
    run_until_idle(working)
    with working.db.write() as session:
        events.record(session, account_id=account_id, kind="page_opened", at=clock.now())
    assert ticker(working).run_once() == {Job.advance}


def test_an_abandoned_message_wakes_delivery(working: Installation, clock: FixedClock) -> None:
    people(working.db)
    publish_graph(working.db, reminder())
    advance.run()
    with working.db.write() as session:
        session.execute(update(Message).values(state="sending", claimed_at=clock.wall(), provider_ref="<1@x>"))
    own = ticker(working)
    assert own.run_once() == frozenset()
    clock.advance(DELIVERY_LEASE + timedelta(seconds=1))
    assert Job.deliver in own.run_once()
    deliver.run()
    with working.db.read() as session:
        assert session.scalars(select(Message.state)).one() == "unknown"


def test_one_ticker_works_at_a_time_and_another_takes_over(working: Installation, clock: FixedClock) -> None:
    people(working.db)
    publish_graph(working.db, reminder())
    first, second = ticker(working, "first"), ticker(working, "second")
    assert first.run_once()
    assert not second.run_once()
    clock.advance(LEASE - timedelta(seconds=1))
    assert first.run_once(), "it keeps its lease"
    assert not second.run_once()
    clock.advance(LEASE + timedelta(seconds=1))
    assert second.run_once(), "the first one died"
    assert not first.run_once()
    second.close()
    assert first.run_once(), "the second one left"


def test_the_ticker_stops_when_told(working: Installation) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=ticker(working).run_forever, args=(stop, 0.01))
    thread.start()
    stop.set()
    thread.join(5)
    assert not thread.is_alive()


def test_new_people_are_looked_for_at_once_after_publishing(working: Installation, clock: FixedClock) -> None:
    people(working.db)
    publish_graph(working.db, reminder())
    advance.run()
    publish_graph(working.db, reminder())
    advance.run()
    with working.db.read() as session:
        assert len(nodes(session)) == 2
    people(working.db)
    advance.run()
    with working.db.read() as session:
        assert len(nodes(session)) == 2, "looking costs a scan, so it rests between two looks"
    clock.advance(advance.SCAN_EVERY)
    advance.run()
    with working.db.read() as session:
        assert len(nodes(session)) == 4


def test_a_job_that_runs_out_of_time_leaves_a_wake_up(
    working: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    people(working.db, 3)
    publish_graph(working.db, reminder())
    ends = clock.wall() + advance.BOX
    assert advance.let_people_in(working, ends, limit=10) == (3, False)
    monkeypatch.setattr(advance, "BOX", timedelta(0))
    assert advance.move_due(working, clock.wall(), limit=2) == (2, True)
    monkeypatch.setattr(advance, "move_due", lambda *_: (2, True))
    working.queue.redis.flushall()
    advance.run()
    assert queued(working) == [Job.advance]


def test_letting_in_goes_on_where_the_time_ran_out(working: Installation, clock: FixedClock) -> None:
    people(working.db, 5)
    publish_graph(working.db, reminder())
    results: list[Any] = [advance.let_people_in(working, clock.wall(), limit=2) for _ in range(4)]
    assert results == [(2, True), (2, True), (1, False), (0, False)]


def running_import(installation: Installation) -> int:
    with installation.db.write() as session:
        entry = imports.add(session, filename="x.csv", path="x.csv", now=installation.clock.now())
        imports.start(session, entry.id, {}, "Marea")
    return entry.id


def test_the_ticker_takes_up_an_import_that_nobody_loads(working: Installation, clock: FixedClock) -> None:
    number = running_import(working)
    own = ticker(working)
    own.run_once()
    assert queued(working) == []
    clock.advance(PATROL_EVERY)
    own.run_once()
    (again,) = working.queue.rq.jobs
    assert (again.func_name, again.args) == (Job.load.value, (number,))


def test_the_ticker_leaves_an_import_alone_that_is_being_loaded(working: Installation, clock: FixedClock) -> None:
    number = running_import(working)
    own = ticker(working)
    clock.advance(PATROL_EVERY)
    with working.db.write() as session:
        leases.take(session, leases.of_import(number), holder="busy", wall=clock.wall(), length=LEASE)
    own.run_once()
    assert queued(working) == []


def paused_and_asked_to_go_on(working: Installation, clock: FixedClock) -> tuple[int, int]:
    """A journey with two people on it that is to be resumed, and the change that does it."""
    with working.db.write() as session:
        for _ in range(2):
            add_account(session)
    journey_id = publish_graph(working.db, reminder()).journey_id
    advance.run()
    deliver.run()
    with working.db.write() as session:
        lifecycle.pause(session, journey_id, reason="x", now=clock.now())
    clock.advance(3 * DAY)
    advance.run()
    with working.db.write() as session:
        asked = lifecycle.resume(session, journey_id, timers="keep", ramp_minutes=0, user_id=None, now=clock.now())
    working.queue.rq.empty()
    working.queue.redis.flushall()
    return journey_id, asked.id


def test_a_change_is_carried_out_and_what_was_held_is_taken_up(working: Installation, clock: FixedClock) -> None:
    journey_id, change_id = paused_and_asked_to_go_on(working, clock)
    change.run(change_id, limit=1)
    with working.db.read() as session:
        assert session.get_one(Journey, journey_id).halt is None
        assert set(session.scalars(select(Step.state))) == {StepState.due}
        assert leases.is_free(session, leases.of_change(change_id), clock.wall())
    assert {job.func_name for job in working.queue.rq.jobs} == {Job.advance.value, Job.deliver.value}
    advance.run()
    with working.db.read() as session:
        assert nodes(session) == ["rest", "rest"]


def test_a_change_that_somebody_works_on_is_left_alone(working: Installation, clock: FixedClock) -> None:
    journey_id, change_id = paused_and_asked_to_go_on(working, clock)
    with working.db.write() as session:
        name = leases.of_change(change_id)
        assert leases.take(session, name, holder="another", wall=clock.wall(), length=timedelta(seconds=30))
    change.run(change_id)
    with working.db.read() as session:
        assert session.get_one(Journey, journey_id).halt == "paused"


def test_a_worker_that_is_told_to_stop_leaves_the_rest_of_a_change_to_another(
    working: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey_id, change_id = paused_and_asked_to_go_on(working, clock)
    real = change.run_chunk

    def last(*given: Any) -> bool:  # noqa: ANN401 - as the real one
        jobs.stopping.set()
        return real(*given)

    monkeypatch.setattr(change, "run_chunk", last)
    change.run(change_id, limit=1)
    with working.db.read() as session:
        assert session.get_one(Change, change_id).done == 1
        assert session.get_one(Journey, journey_id).halt == "paused"
    jobs.stopping.clear()
    monkeypatch.undo()
    change.run(change_id)
    with working.db.read() as session:
        assert session.get_one(Journey, journey_id).halt is None


def test_a_change_that_raises_gives_its_lease_back(
    working: Installation, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, change_id = paused_and_asked_to_go_on(working, clock)

    def fail(*given: Any) -> bool:  # noqa: ANN401 - as the real one
        raise RuntimeError(str(given))

    monkeypatch.setattr(change, "run_chunk", fail)
    with pytest.raises(RuntimeError):
        change.run(change_id)
    with working.db.read() as session:
        assert leases.is_free(session, leases.of_change(change_id), clock.wall())


def test_the_ticker_takes_up_changes_that_nobody_works_on(working: Installation, clock: FixedClock) -> None:
    _, change_id = paused_and_asked_to_go_on(working, clock)
    ticker = Ticker(working, channels=["email"])
    ticker.run_once()
    assert Job.change.value not in {job.func_name for job in working.queue.rq.jobs}
    clock.advance(PATROL_EVERY)
    ticker.run_once()
    taken = [job.args for job in working.queue.rq.jobs if job.func_name == Job.change.value]
    assert taken == [(change_id,)]


def test_the_ticker_lets_go_whoever_was_left_held(working: Installation, clock: FixedClock) -> None:
    journey_id, _ = paused_and_asked_to_go_on(working, clock)
    ticker = Ticker(working, channels=["email"])
    clock.advance(PATROL_EVERY)
    ticker.run_once()
    with working.db.write() as session:
        assert set(session.scalars(select(Step.state))) == {StepState.held}, "their journey does not run"
        session.execute(update(Journey).where(Journey.id == journey_id).values(halt=None))
    clock.advance(PATROL_EVERY)
    ticker.run_once()
    with working.db.read() as session:
        assert set(session.scalars(select(Step.state))) == {StepState.due}
