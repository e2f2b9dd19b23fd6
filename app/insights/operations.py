"""How a running installation is: the backlog, the queue, the workers, the database, and what is wrong with them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.insights import machinery
from app.insights.alarms import Alarm, alarm
from app.insights.machinery import Machinery
from app.installation import Installation
from app.models import Lease
from app.store import backlog, health, leases, tallies
from app.store.backlog import Acts, Messages, Steps
from app.store.health import Condition

OLD_SNAPSHOT = 300.0  # seconds
APART = 2.0  # seconds by which two clocks may differ


@dataclass(frozen=True, slots=True)
class Stuck:
    """Steps that were due ``minutes`` of wall time ago and longer, and that nobody took; ``since`` is business time."""

    people: int
    since: datetime
    minutes: int
    cause: str  # a key of ``alarms.CAUSES``


@dataclass(frozen=True, slots=True)
class Facts:
    """What the database tells of the work."""

    steps: Steps
    messages: Messages
    acts: Acts
    overdue: tuple[int, datetime | None]
    ticker: Lease | None
    database: Condition
    apart: float  # seconds by which the database's clock is ahead of ours


@dataclass(frozen=True, slots=True)
class Operations:
    """Everything that somebody who runs Cauce wants to see at once."""

    now: datetime
    speed: float
    facts: Facts
    queue: Machinery
    stuck: Stuck | None
    alarms: list[Alarm]

    def seconds_since(self, due: datetime | None) -> int | None:
        """How many seconds of wall time ago this moment of business time was."""
        return None if due is None else max(0, round((self.now - due).total_seconds() / self.speed))


def look(installation: Installation) -> Operations:
    """Look at everything; a fixed number of queries, and Redis may be away."""
    clock = installation.clock
    now, wall = clock.now(), clock.wall()
    with installation.db.read() as session:
        facts = read(session, now, wall, _late(installation, now))
    queue = machinery.look(installation.queue)
    stuck = _stuck(facts, queue, now, clock.speed)
    found = Operations(now, clock.speed, facts, queue, stuck, [])
    found.alarms.extend(_alarms(found, installation.config.stuck_minutes))
    return found


def read(session: Session, now: datetime, wall: datetime, late: datetime) -> Facts:
    """What the database tells: seven statements, and one more where there are more people than are counted."""
    told = health.wall(session)
    return Facts(
        steps=_whole(session, backlog.steps(session, now)),
        messages=backlog.messages(session, now),
        acts=backlog.acts(session, now),
        overdue=backlog.overdue(session, late),
        ticker=leases.held(session, leases.TICKER, wall),
        database=health.condition(session),
        apart=0.0 if told is None else (told - wall).total_seconds(),
    )


def _whole(session: Session, steps: Steps) -> Steps:
    """The same with as many waiting as there are by the counters, where they are too many to be counted one by one."""
    if steps.waiting < backlog.COUNTED:
        return steps
    inside = tallies.totals(session, tallies.HERE).get("", 0)
    others = steps.due + steps.listening + steps.held + steps.failed
    return replace(steps, waiting=max(steps.waiting, inside - others))


def find_stuck(installation: Installation) -> Stuck | None:
    """The steps that are stuck and the likely cause; None where there are none. One query where all is well."""
    now, wall = installation.clock.now(), installation.clock.wall()
    late = _late(installation, now)
    with installation.db.read() as session:
        if backlog.overdue(session, late)[1] is None:
            return None
        facts = read(session, now, wall, late)
    return _stuck(facts, machinery.look(installation.queue, jobs=False), now, installation.clock.speed)


def _late(installation: Installation, now: datetime) -> datetime:
    """The business time before which what was due is stuck."""
    return now - timedelta(minutes=installation.config.stuck_minutes) * installation.clock.speed


def _stuck(facts: Facts, queue: Machinery, now: datetime, speed: float) -> Stuck | None:
    people, since = facts.overdue
    if since is None:
        return None
    minutes = int((now - since).total_seconds() / speed // 60)
    return Stuck(people, since, minutes, _cause(facts, queue))


def _cause(facts: Facts, queue: Machinery) -> str:
    """The most likely reason why nobody takes what is due: what is missing first, then what is slow."""
    if not queue.reachable:
        return "redis_away"
    if not queue.workers:
        return "no_worker"
    if facts.ticker is None:
        return "no_ticker"
    if (facts.database.oldest_snapshot or 0) > OLD_SNAPSHOT:
        return "old_snapshot"
    working = any(worker.job is not None for worker in queue.workers)
    return "behind" if working or queue.waiting else "lost_wake_up"


def _alarms(found: Operations, stuck_minutes: int) -> Iterator[Alarm]:
    yield from _of_processes(found)
    yield from _of_work(found, stuck_minutes)


def _of_processes(found: Operations) -> Iterator[Alarm]:
    """What is wrong with the parts of the installation."""
    facts, queue = found.facts, found.queue
    if not queue.reachable:
        yield alarm("redis_away")
    elif not queue.workers:
        yield alarm("no_worker")
    if facts.ticker is None:
        yield alarm("no_ticker")
    snapshot = facts.database.oldest_snapshot or 0
    if snapshot > OLD_SNAPSHOT:
        yield alarm("old_snapshot", minutes=int(snapshot // 60))
    if abs(facts.apart) > APART:
        yield alarm("clock_apart", count=round(abs(facts.apart)))


def _of_work(found: Operations, stuck_minutes: int) -> Iterator[Alarm]:
    """What is wrong with the work itself."""
    facts, stuck = found.facts, found.stuck
    if stuck is not None:
        yield alarm("stuck", count=stuck.people, minutes=stuck.minutes, cause=stuck.cause)
    late = found.seconds_since(facts.messages.oldest_due)
    if late is not None and late >= stuck_minutes * 60:
        yield alarm("messages_stuck", count=facts.messages.due, minutes=late // 60)
    late = found.seconds_since(facts.acts.oldest_due)
    if late is not None and late >= stuck_minutes * 60:
        yield alarm("acts_stuck", count=facts.acts.due, minutes=late // 60)
    if facts.acts.failed:
        yield alarm("failed_acts", count=facts.acts.failed)
    if facts.steps.failed:
        yield alarm("dead_letters", count=facts.steps.failed)
    if facts.messages.unknown:
        yield alarm("unknown_messages", count=facts.messages.unknown)
    if found.queue.failed:
        yield alarm("failed_jobs", count=found.queue.failed)
