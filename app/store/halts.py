"""Halts: which journeys are paused, being stopped, stopped or archived, and the steps that are held for it.

A batch that meets a due step of a halted journey holds it (``StepState.held``), so that the claim never looks at it
again; it keeps its ``due_at``. Held is only ever a consequence: a held step whose journey is not halted any more is
made due again by ``let_go``, whoever left it behind.
"""

from collections.abc import Sequence

from sqlalchemy import Select, exists, or_, select, update
from sqlalchemy.orm import Session

from app.models import Halt, Journey, JourneyVersion, Message, MessageState, Step, StepState
from app.store.ids import among


def of_versions(session: Session, version_ids: Sequence[int]) -> dict[int, Halt]:
    """The halts of the journeys of these versions, by version id; a journey that is not halted is left out."""
    query = (
        select(JourneyVersion.id, Journey.halt)
        .join(Journey, Journey.id == JourneyVersion.journey_id)
        .where(JourneyVersion.id.in_(version_ids), Journey.halt.is_not(None))
    )
    return {version_id: Halt(halt) for version_id, halt in session.execute(query).all() if halt}


def hold(session: Session, step_ids: Sequence[int]) -> None:
    """Hold these steps, which the caller has claimed."""
    if step_ids:
        query = update(Step).where(among(session, Step.id, step_ids))
        session.execute(query.values(state=StepState.held), execution_options={"synchronize_session": False})


def any_left_behind(session: Session) -> bool:
    """Whether a step is held, or a message paused, whose journey runs."""
    versions, live = _running()
    step = exists().where(Step.state == StepState.held, Step.version_id.in_(versions))
    message = exists().where(Message.state == MessageState.paused, Message.journey_id.in_(live))
    return bool(session.scalar(select(or_(step, message))))


def let_go(session: Session, limit: int) -> int:
    """Make up to ``limit`` held steps, and as many paused messages, of journeys that run due again; how many.

    The messages were counted when they were written, and are not counted as queued again.
    """
    versions, live = _running()
    steps = select(Step.id).where(Step.state == StepState.held, Step.version_id.in_(versions)).limit(limit)
    free = list(session.scalars(steps.with_for_update(of=Step, skip_locked=True)))
    no_orm = {"synchronize_session": False}
    if free:
        query = update(Step).where(among(session, Step.id, free)).values(state=StepState.due)
        session.execute(query, execution_options=no_orm)
    paused = select(Message.id).where(Message.state == MessageState.paused, Message.journey_id.in_(live)).limit(limit)
    waiting = list(session.scalars(paused.with_for_update(of=Message, skip_locked=True)))
    if waiting:
        again = update(Message).where(among(session, Message.id, waiting)).values(state=MessageState.queued)
        session.execute(again, execution_options=no_orm)
    return len(free) + len(waiting)


def _running() -> tuple[Select[int], Select[int]]:
    """The versions of the journeys that run, and those journeys."""
    live = select(Journey.id).where(Journey.halt.is_(None))
    versions = select(JourneyVersion.id).join(Journey, Journey.id == JourneyVersion.journey_id)
    return versions.where(Journey.halt.is_(None)), live
