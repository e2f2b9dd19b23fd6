"""Changes: something done to everybody on a journey, a part at a time, and how far each has come.

The locks are taken in one order: the journey, the change, then steps by id. Whoever holds steps already must not wait
for a journey.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import Session

from app.models import Change, Event, Journey, JourneyVersion, Message, MessageState, Run, RunState, Step
from app.store import handover, starts
from app.store.ids import among
from app.store.rows import Columns, table_of, update_by_id

STEPS = table_of(Step)
RUNS = table_of(Run)
MESSAGES = table_of(Message)

WAITING = (MessageState.queued, MessageState.held, MessageState.paused)  # written, and not with a channel


class Kind(StrEnum):
    """What is done to everybody."""

    resume = "resume"
    stop = "stop"
    migrate = "migrate"


class State(StrEnum):
    """How far it is."""

    running = "running"
    done = "done"
    overtaken = "overtaken"  # a stop came in between: the rest was not done


@dataclass(frozen=True, slots=True)
class Inside:
    """One person on a journey, whose step is held for this transaction."""

    id: int
    run_id: int
    version_id: int
    account_id: int
    node: str
    state: int
    due_at: datetime
    until: datetime | None
    seq: int
    mark: int
    waits: str | None
    memory: str | None = None
    arms: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands after a change."""

    id: int
    run_id: int
    version_id: int
    node: str
    state: int
    due_at: datetime
    until: datetime | None
    seq: int
    waits: str | None
    memory: str | None = None
    arms: str | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message that is not handed over, and when it is to be."""

    id: int
    due_at: datetime


def add(  # noqa: PLR0913 - the columns of a change
    session: Session,
    journey_id: int,
    kind: Kind,
    settings: Mapping[str, Any],
    *,
    total: int,
    user_id: int | None,
    now: datetime,
) -> Change:
    """Ask for a change; after the commit, enqueue ``Job.change`` with its id. The caller holds the journey."""
    change = Change(
        journey_id=journey_id,
        kind=kind.value,
        state=State.running.value,
        settings=dict(settings),
        after=0,
        done=0,
        total=total,
        requested_by=user_id,
        requested_at=now,
    )
    session.add(change)
    session.flush()
    return change


def get(session: Session, change_id: int) -> Change | None:
    """One change."""
    return session.get(Change, change_id)


def running(session: Session, journey_ids: Sequence[int]) -> dict[int, Change]:
    """The changes that are being carried out, by journey; there is at most one for each."""
    query = select(Change).where(Change.state == State.running, Change.journey_id.in_(journey_ids))
    return {change.journey_id: change for change in session.scalars(query)}


def unfinished(session: Session) -> list[int]:
    """The changes that are not carried out yet: when nobody is at them, enqueue ``Job.change`` with each again."""
    return list(session.scalars(select(Change.id).where(Change.state == State.running).order_by(Change.id)))


def overtake(session: Session, journey_id: int, now: datetime) -> None:
    """End the change that is being carried out on a journey, which the caller holds, where it is."""
    query = update(Change).where(Change.journey_id == journey_id, Change.state == State.running)
    session.execute(query.values(state=State.overtaken.value, finished_at=now))


def hold(session: Session, change_id: int) -> Row[Change, Journey] | None:
    """A change that is being carried out, and its journey, both held; None when there is nothing left to do."""
    journey_id = session.scalar(select(Change.journey_id).where(Change.id == change_id))
    journey = session.scalars(
        select(Journey)
        .where(Journey.id == journey_id)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).first()
    if journey is None:
        return None
    query = select(Change, Journey).join(Journey, Journey.id == Change.journey_id)
    query = query.where(Change.id == change_id, Change.state == State.running)
    return session.execute(query.with_for_update(of=Change).execution_options(populate_existing=True)).first()


def versions(session: Session, journey_id: int) -> list[int]:
    """The ids of all versions of a journey."""
    query = select(JourneyVersion.id).where(JourneyVersion.journey_id == journey_id)
    return list(session.scalars(query.order_by(JourneyVersion.id)))


def people(session: Session, version_ids: Sequence[int]) -> dict[tuple[int, str], int]:
    """How many stand on each node of these versions, by (version, node)."""
    query = select(Step.version_id, Step.node, func.count()).where(Step.version_id.in_(version_ids))
    rows = session.execute(query.group_by(Step.version_id, Step.node)).all()
    return {(version_id, node): count for version_id, node, count in rows}


def take(session: Session, version_ids: Sequence[int], after: int, limit: int) -> list[Inside]:
    """The next people on these versions, by step id; they are waited for where a batch is moving them right now."""
    names = Inside.__slots__
    query = select(*(STEPS.c[name] for name in names))
    query = query.where(STEPS.c.version_id.in_(version_ids), STEPS.c.id > after).order_by(STEPS.c.id).limit(limit)
    return [Inside(*row) for row in session.execute(query.with_for_update())]


def heard(session: Session, step_ids: Sequence[int]) -> set[int]:
    """Those of these steps that something happened to which they wait for and did not take into account yet.

    Recording an event wakes the steps that wait for it, but not those that are held.
    """
    if not step_ids:
        return set()
    query = select(Step.id).join(Event, (Event.account_id == Step.account_id) & (Event.id > Step.mark))
    query = query.where(among(session, Step.id, step_ids), Step.waits.contains(" " + Event.kind + " "))
    return set(session.scalars(query))


def retime(session: Session, places: Sequence[Place]) -> None:
    """Write when these people, who stay where they are, go on."""
    _write(session, places, ("state", "due_at", "until", "memory"))


def migrate(session: Session, places: Sequence[Place], version_id: int) -> None:
    """Put these people onto another version, at the nodes where they are to stand."""
    if not places:
        return
    _write(session, places, ("version_id", "node", "state", "due_at", "until", "seq", "waits", "memory", "arms"))
    runs = among(session, RUNS.c.id, [place.run_id for place in places])
    session.execute(update(RUNS).where(runs).values(version_id=version_id))


def revive(session: Session, step_ids: Sequence[int]) -> None:
    """Forget the errors and attempts of these steps: they stand somewhere else now."""
    if step_ids:
        query = update(STEPS).where(among(session, STEPS.c.id, step_ids))
        session.execute(query.values(error=None, attempt=0))


def take_off(session: Session, inside: Sequence[Inside], why: str, now: datetime) -> None:
    """End the runs of these people, all for one reason."""
    if not inside:
        return
    session.execute(delete(STEPS).where(among(session, STEPS.c.id, [one.id for one in inside])))
    query = update(RUNS).where(among(session, RUNS.c.id, [one.run_id for one in inside]))
    session.execute(query.values(state=RunState.ended.value, ended_at=now, end_reason=why))
    starts.report_ends(session, [one.run_id for one in inside], now)


def cancel_messages(session: Session, journey_id: int, why: str, now: datetime, limit: int) -> int:
    """Cancel up to ``limit`` messages of a journey that are written and not with a channel yet; how many."""
    query = select(MESSAGES.c.id).where(MESSAGES.c.journey_id == journey_id, MESSAGES.c.state.in_(WAITING))
    ids = list(session.scalars(query.order_by(MESSAGES.c.id).limit(limit)))
    held = handover.hold(session, among(session, MESSAGES.c.id, ids), WAITING)
    handover.move(session, held, MessageState.cancelled, now, error=why)
    return len(ids)


def take_messages(session: Session, journey_id: int, after: int, now: datetime, limit: int) -> list[Waiting]:
    """The next messages of a journey, by id, that would go out now if it ran, held for this transaction."""
    columns = MESSAGES.c
    states = (MessageState.queued, MessageState.paused)
    query = select(columns.id, columns.due_at).where(columns.journey_id == journey_id, columns.id > after)
    query = query.where(columns.state.in_(states), columns.due_at <= now).order_by(columns.id).limit(limit)
    return [Waiting(*row) for row in session.execute(query.with_for_update())]


def queue(session: Session, waiting: Sequence[Waiting]) -> None:
    """Queue these messages, which were taken, each for its time. They were counted when they were written."""
    columns: Columns = {
        "state": [MessageState.queued.value] * len(waiting),
        "due_at": [message.due_at for message in waiting],
    }
    update_by_id(session, MESSAGES, [message.id for message in waiting], columns)


def _write(session: Session, places: Sequence[Place], names: Sequence[str]) -> None:
    columns: Columns = {name: [getattr(place, name) for place in places] for name in names}
    update_by_id(session, STEPS, [place.id for place in places], columns)
