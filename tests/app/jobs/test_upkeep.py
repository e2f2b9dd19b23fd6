"""What keeps an installation well: the archive of history, folded counters, stuck steps that are told, and repairs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import structlog
from rq import SimpleWorker
from rq.executions import Execution
from rq.intermediate_queue import IntermediateQueue
from sqlalchemy import Engine, event, func, select, update

from app import jobs
from app.clock import FixedClock
from app.flow.repair import repair
from app.insights import timeline
from app.installation import Installation
from app.jobs import tidy
from app.jobs.chores import FOLD_EVERY, LOOK_EVERY
from app.jobs.ticker import Ticker
from app.models import Act, ArchivedRun, Counter, History, JourneyVersion, Message, Run, Step, StepState, Tally
from app.queue import Job, Queue, note
from app.store import acts, archive, halts, imports, tallies
from app.store.acts import NewAct
from tests.app.flow.journeys import advance_all, let_in, publish_graph, reminder
from tests.app.flow.people import add_account, add_many

DAY = timedelta(days=1)


def count(installation: Installation, model: Any, *where: Any) -> int:  # noqa: ANN401 - a table, and conditions on it
    with installation.db.read() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where)) or 0


def queued(installation: Installation) -> list[str]:
    return [str(job.func_name) for job in installation.queue.rq.jobs]


@pytest.fixture
def ended(working: Installation, clock: FixedClock) -> int:
    """Five people whose journey is over, and one who is still on it; the debtor's id of the first."""
    with working.db.write() as session:
        first = add_account(session).debtor_id
        add_many(session, 4)
    publish_graph(working.db, reminder(), clock.now())
    let_in(working.db, clock.now())
    for _ in range(3):
        advance_all(working.db, clock.now())
        clock.advance(3 * DAY)
    assert count(working, Run, Run.state == "ended") == 5
    with working.db.write() as session:
        add_account(session)
    let_in(working.db, clock.now())
    advance_all(working.db, clock.now())
    return first


def test_old_history_is_archived_and_the_story_stays_as_it_was(
    working: Installation, clock: FixedClock, ended: int
) -> None:
    with working.db.read() as session:
        before = timeline.of_debtor(session, ended)
    assert len([entry for entry in before if entry.kind == "left"]) == 4
    rows = count(working, History)
    clock.advance(86 * DAY)  # they ended three days ago
    assert tidy.tidy(working).archived == 0, "not yet"
    clock.advance(2 * DAY)
    assert tidy.tidy(working).archived == 5
    assert count(working, ArchivedRun) == 5
    inside = rows - 5 * 6
    assert 0 < inside == count(working, History), "whoever is on the journey stays in the table that is read all day"
    with working.db.read() as session:
        assert timeline.of_debtor(session, ended) == before
    assert tidy.tidy(working).archived == 0


def test_an_archived_run_gives_back_the_very_rows(working: Installation, clock: FixedClock, ended: int) -> None:
    del ended
    names = ("id", "run_id", "version_id", "node", "port", "at")

    def told(rows: Any) -> list[tuple[Any, ...]]:  # noqa: ANN401 - rows of history
        return [tuple(getattr(row, name) for name in names) for row in rows]

    with working.db.write() as session:
        run_id = session.scalars(select(Run.id).order_by(Run.id)).first()
        assert run_id is not None
        other = publish_graph_of_same(session)
        first = session.scalars(select(History).where(History.run_id == run_id).order_by(History.id)).first()
        assert first is not None
        first.version_id = other  # as if it had been moved to another version on its way
        session.flush()
        before = told(session.scalars(select(History).where(History.run_id == run_id).order_by(History.id)))
    with working.db.write() as session:
        assert archive.archive(session, clock.now() + DAY, 2) == 2, "a part at a time"
    with working.db.read() as session:
        assert told(archive.of_run(session, run_id)) == before
        assert archive.of_run(session, 999_999) == []


def publish_graph_of_same(session: Any) -> int:  # noqa: ANN401 - a session
    """Another version, by its id."""
    known = session.scalars(select(JourneyVersion)).first()
    kept = {name: getattr(known, name) for name in ("journey_id", "graph", "plan", "hash", "reason", "published_at")}
    other = JourneyVersion(number=2, **kept)
    session.add(other)
    session.flush()
    return int(other.id)


def test_what_is_killed_half_way_archives_nothing(working: Installation, clock: FixedClock, ended: int) -> None:
    del ended
    before = count(working, History)
    with pytest.raises(ZeroDivisionError):
        archive_and_fall(working, clock)
    assert (count(working, History), count(working, ArchivedRun)) == (before, 0)


def archive_and_fall(installation: Installation, clock: FixedClock) -> None:
    """Archive, and be killed before it is committed."""
    with installation.db.write() as session:
        assert archive.archive(session, clock.now() + DAY) == 5
        raise ZeroDivisionError


@contextmanager
def counted(engine: Engine) -> Iterator[list[str]]:
    """The statements of a block."""
    seen: list[str] = []

    def note_it(*call: Any) -> None:  # noqa: ANN401 - SQLAlchemy's event
        seen.append(call[2])

    event.listen(engine, "before_cursor_execute", note_it)
    yield seen
    event.remove(engine, "before_cursor_execute", note_it)


def test_archiving_takes_as_many_queries_for_many_runs_as_for_few(working: Installation, clock: FixedClock) -> None:
    costs = []
    publish_graph(working.db, reminder(), clock.now())
    for many in (2, 200):
        with working.db.write() as session:
            add_many(session, many)
        let_in(working.db, clock.now())
        for _ in range(3):
            advance_all(working.db, clock.now())
            clock.advance(3 * DAY)
        with counted(working.db.engine) as seen, working.db.write() as session:
            assert archive.archive(session, clock.now()) == many
        costs.append(len([one for one in seen if not one.startswith(("BEGIN", "SELECT pg_catalog"))]))
    assert costs[0] == costs[1] <= 5


def test_the_ticker_folds_counters_and_has_things_tidied(working: Installation, clock: FixedClock, ended: int) -> None:
    del ended
    own = Ticker(working, name="one", channels=["email"])
    own.run_once()
    sums = tally(working)
    assert count(working, Tally) > 0
    clock.advance(FOLD_EVERY)
    own.run_once()
    assert count(working, Tally) == 0
    assert count(working, Counter) > 0
    assert tally(working) == sums
    assert Job.tidy not in queued(working)
    clock.advance(LOOK_EVERY)
    own.run_once()
    assert queued(working).count(Job.tidy) == 1
    tidy.run()
    clock.advance(LOOK_EVERY)
    working.queue.redis.flushall()
    own.run_once()
    assert Job.tidy not in queued(working), "it was done today"


def tally(installation: Installation) -> dict[str, int]:
    with installation.db.read() as session:
        return tallies.totals(session, "")


def test_stuck_steps_are_told_once_a_minute(working: Installation, clock: FixedClock) -> None:
    with working.db.write() as session:
        add_many(session, 3)
    publish_graph(working.db, reminder(), clock.now())
    let_in(working.db, clock.now())
    own = Ticker(working, name="one", channels=["email"])
    with structlog.testing.capture_logs() as lines:
        for _ in range(10 * 60 // 5):
            clock.advance(timedelta(seconds=5))
            own.run_once()
    told = [line for line in lines if line["event"] == "steps_stuck"]
    assert [line["minutes"] for line in told] == [5, 6, 7, 8, 9, 10]
    assert (told[0]["people"], told[0]["cause"], told[0]["log_level"]) == (3, "no_worker", "error")


def test_a_stale_note_of_a_lost_wake_up_is_cleared(working: Installation, clock: FixedClock) -> None:
    with working.db.write() as session:
        add_many(session, 3)
    publish_graph(working.db, reminder(), clock.now())
    let_in(working.db, clock.now())
    working.queue.redis.set(note(Job.advance), 1)  # without an end: no wake-up would ever be enqueued again
    own = Ticker(working, name="one", channels=["email"])
    own.run_once()
    assert queued(working) == []
    assert repair(working).woken == ["advance", "deliver", "perform"]
    assert sorted(queued(working)) == [Job.advance, Job.deliver, Job.perform]
    SimpleWorker([working.queue.rq], connection=working.queue.redis).work(burst=True, logging_level="ERROR")
    assert count(working, Step, Step.node == "answer") == 3


def begin(installation: Installation, name: str, *, alive: bool) -> Any:  # noqa: ANN401 - rq has no types
    """Let a worker take the next job from the queue, and die over it unless it stays alive."""
    rq = installation.queue.rq
    worker = SimpleWorker([rq], connection=installation.queue.redis, name=name)
    worker.register_birth()
    job, _ = rq.dequeue_any([rq], None, connection=installation.queue.redis)
    worker.prepare_execution(job)
    worker.prepare_job_execution(job, remove_from_intermediate_queue=True)
    if not alive:
        installation.queue.redis.delete(worker.key)
    return job


def test_the_jobs_of_a_dead_worker_are_taken_up(working: Installation, clock: FixedClock) -> None:
    with working.db.write() as session:
        entry = imports.add(session, filename="x.csv", path="uploads/x.csv", now=clock.now())
    working.queue.enqueue(Job.load, entry.id)
    lost = begin(working, "dead", alive=False)
    assert lost.id in working.queue.rq.started_job_registry
    assert queued(working) == []
    assert repair(working).woken == ["load", "advance", "deliver", "perform"]
    assert working.queue.rq.started_job_registry.get_job_ids(cleanup=False) == []
    again = working.queue.rq.jobs[0]
    assert (again.func_name, again.args) == (Job.load, (entry.id,))


def test_the_jobs_of_a_worker_that_lives_are_left_to_it(working: Installation) -> None:
    working.queue.enqueue(Job.load, 7)
    job = begin(working, "alive", alive=True)
    assert repair(working).woken == ["advance", "deliver", "perform"]
    assert job.id in working.queue.rq.started_job_registry
    assert isinstance(Execution.fetch(job.started_job_registry.get_job_and_execution_ids()[0][1], job.id,
                                      connection=working.queue.redis), Execution)  # fmt: skip


def test_a_job_that_was_lost_between_queue_and_worker_is_taken_up(working: Installation) -> None:
    working.queue.enqueue(Job.load, 7)
    rq = working.queue.rq
    rq.dequeue_any([rq], None, connection=working.queue.redis)
    assert len(IntermediateQueue(rq.key, connection=working.queue.redis).get_job_ids()) == 1
    assert repair(working).woken == ["load", "advance", "deliver", "perform"]
    assert IntermediateQueue(rq.key, connection=working.queue.redis).get_job_ids() == []


def test_steps_and_messages_that_nobody_holds_go_on(working: Installation, clock: FixedClock) -> None:
    with working.db.write() as session:
        add_many(session, 3)
    publish_graph(working.db, reminder(), clock.now())
    let_in(working.db, clock.now())
    advance_all(working.db, clock.now())
    with working.db.write() as session:
        halts.hold(session, list(session.scalars(select(Step.id))))
        session.execute(update(Message).values(state="paused"))
    assert count(working, Step, Step.state == StepState.held) == 3
    assert repair(working).released == 6
    assert count(working, Step, Step.state == StepState.due) == 3
    assert count(working, Message, Message.state == "queued") == 3
    assert repair(working).released == 0


def test_a_repair_without_redis_does_its_part(working: Installation, clock: FixedClock) -> None:
    with working.db.write() as session:
        add_many(session, 2)
    publish_graph(working.db, reminder(), clock.now())
    let_in(working.db, clock.now())
    with working.db.write() as session:
        halts.hold(session, list(session.scalars(select(Step.id))))
    nowhere = Queue("redis://127.0.0.1:1/0")
    done = repair(replace(working, queue=nowhere))
    assert (done.woken, done.released) == ([], 2)
    nowhere.redis.close()
    assert jobs.stopping.is_set() is False


def test_old_acts_go_with_the_history_of_their_runs(working: Installation, clock: FixedClock, ended: int) -> None:
    del ended
    with working.db.write() as session:
        runs = session.scalars(select(Run).where(Run.state == "ended")).all()
        new = [NewAct(run.id, 1, 1, run.account_id, "x", 0, "change", None, {}) for run in runs]
        acts.write(session, new, clock.now())
        session.execute(update(Act).values(state="done"))
    assert tidy.tidy(working).acts == 0
    clock.advance(90 * DAY)
    assert tidy.tidy(working).acts == len(runs)
    assert count(working, Act) == 0
