"""How much work lies there: steps and messages by state, and how long the oldest of them has been due.

Each number is counted through a partial index, and no further than ``COUNTED``: a look costs the same with a million
people on journeys as with ten.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal, select
from sqlalchemy.orm import Session

from app.models import Change, Message, MessageState, Step, StepState

COUNTED = 100_000  # rows that are counted of each kind; this number stands for itself or more


@dataclass(frozen=True, slots=True)
class Steps:
    """People on nodes; each number is ``COUNTED`` at most. ``oldest_due`` is business time."""

    due: int
    oldest_due: datetime | None
    waiting: int
    listening: int
    held: int
    failed: int


@dataclass(frozen=True, slots=True)
class Messages:
    """The outbox; each number is ``COUNTED`` at most. ``queued`` includes what is not due yet."""

    due: int
    queued: int
    oldest_due: datetime | None
    held: int
    paused: int
    sending: int
    unknown: int


def steps(session: Session, now: datetime) -> Steps:
    """The steps at ``now`` (business time), in one statement."""
    due = (Step.state == StepState.due, Step.due_at <= now)
    row = session.execute(
        select(
            _count(Step.id, *due),
            select(func.min(Step.due_at)).where(*due).scalar_subquery(),
            _count(Step.id, Step.state == StepState.due, Step.due_at > now),
            _count(Step.id, Step.state == StepState.listening),
            _count(Step.id, Step.state == StepState.held),
            _count(Step.id, Step.state == StepState.failed),
        )
    ).one()
    return Steps(*row)


def messages(session: Session, now: datetime) -> Messages:
    """The outbox at ``now`` (business time), in one statement."""
    due = (Message.state == MessageState.queued, Message.due_at <= now)
    row = session.execute(
        select(
            _count(Message.id, *due),
            _count(Message.id, Message.state == MessageState.queued),
            select(func.min(Message.due_at)).where(*due).scalar_subquery(),
            *(_open(state) for state in (MessageState.held, MessageState.paused)),
            _count(Message.id, Message.state == MessageState.sending),
            _open(MessageState.unknown),
        )
    ).one()
    return Messages(*row)


def overdue(session: Session, before: datetime) -> tuple[int, datetime | None]:
    """How many steps were due at ``before`` (business time) and are not taken, at most ``COUNTED``; since when."""
    late = (Step.state == StepState.due, Step.due_at <= before)
    oldest = select(func.min(Step.due_at)).where(*late).scalar_subquery()
    row = session.execute(select(_count(Step.id, *late), oldest)).one()
    return row[0], row[1]


def changes_running(session: Session) -> int:
    """How many changes to everybody on a journey are under way."""
    return session.scalar(select(func.count()).select_from(Change).where(Change.state == "running")) or 0


def _open(state: MessageState) -> Any:  # noqa: ANN401 - a scalar subquery
    return _count(Message.id, Message.state == state)


def _count(key: Any, *where: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a column, and a scalar subquery
    rows: Select[Any] = select(literal(1).label("one")).select_from(key.class_).where(*where).limit(COUNTED)
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()
