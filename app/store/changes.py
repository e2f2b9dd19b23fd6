"""Changes: something done to everybody on a journey, a part at a time, and how far each has come.

The locks are taken in one order: the journey, the change, then steps by id. Whoever holds steps already must not wait
for a journey.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, select, update
from sqlalchemy.orm import Session

from app.models import Change, Event, Journey, JourneyVersion, Message, MessageState, Run, Step
from app.store.ids import among
from app.store.rows import Columns, table_of, update_by_id

STEPS = table_of(Step)
RUNS = table_of(Run)
MESSAGES = table_of(Message)


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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person stands after a change; ``error`` and attempts are kept where ``fresh`` is not set."""

    id: int
    run_id: int
    version_id: int
    node: str
    state: int
    due_at: datetime
    until: datetime | None
    seq: int
    waits: str | None


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


def place(session: Session, places: Sequence[Place], names: Sequence[str]) -> None:
    """Write these columns of where people stand now."""
    columns: Columns = {name: [getattr(place, name) for place in places] for name in names}
    update_by_id(session, STEPS, [place.id for place in places], columns)


def revive(session: Session, step_ids: Sequence[int]) -> None:
    """Forget the errors and attempts of these steps: they stand somewhere else now."""
    if step_ids:
        query = update(STEPS).where(among(session, STEPS.c.id, step_ids))
        session.execute(query.values(error=None, attempt=0))


def migrate_runs(session: Session, run_ids: Sequence[int], version_id: int) -> None:
    """Put these runs onto another version."""
    if run_ids:
        session.execute(update(RUNS).where(among(session, RUNS.c.id, run_ids)).values(version_id=version_id))


def waiting_messages(session: Session, journey_id: int, limit: int) -> list[int]:
    """Messages of a journey that are written and not with a channel, held for this transaction."""
    states = (MessageState.queued, MessageState.held, MessageState.paused)
    query = select(MESSAGES.c.id).where(MESSAGES.c.journey_id == journey_id, MESSAGES.c.state.in_(states))
    return list(session.scalars(query.order_by(MESSAGES.c.id).limit(limit).with_for_update()))


def due_messages(
    session: Session, journey_id: int, after: int, now: datetime, limit: int
) -> list[tuple[int, MessageState]]:
    """The next messages of a journey, by id, that would go out now if it ran: (id, state), held for this transaction."""
    states = (MessageState.queued, MessageState.paused)
    query = select(MESSAGES.c.id, MESSAGES.c.state).where(
        MESSAGES.c.journey_id == journey_id,
        MESSAGES.c.state.in_(states),
        MESSAGES.c.due_at <= now,
        MESSAGES.c.id > after,
    )
    rows = session.execute(query.order_by(MESSAGES.c.id).limit(limit).with_for_update()).all()
    return [(number, MessageState(state)) for number, state in rows]
