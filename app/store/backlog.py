"""How much work lies there: steps and messages by state, and how long the oldest of them has been due.

Each number is counted through a partial index, and no further than ``COUNTED``: a look costs the same with a million
people on journeys as with ten.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal, literal_column, select
from sqlalchemy.orm import Session

from app.models import Act, ActState, Change, Journey, Message, MessageState, Step, StepState

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


@dataclass(frozen=True, slots=True)
class Acts:
    """What journeys want done; each number is ``COUNTED`` at most. ``queued`` includes what is not due yet."""

    due: int
    queued: int
    oldest_due: datetime | None
    doing: int
    failed: int


def steps(session: Session, now: datetime) -> Steps:
    """The steps at ``now`` (business time), in one statement."""
    due = (_stands(StepState.due), Step.due_at <= now)
    row = session.execute(
        select(
            _count(Step.id, *due),
            select(func.min(Step.due_at)).where(*due).scalar_subquery(),
            _count(Step.id, _stands(StepState.due), Step.due_at > now),
            *(_count(Step.id, _stands(state)) for state in (StepState.listening, StepState.held, StepState.failed)),
        )
    ).one()
    return Steps(*row)


def messages(session: Session, now: datetime) -> Messages:
    """The outbox at ``now`` (business time), in one statement."""
    due = (_is(MessageState.queued), Message.due_at <= now)
    row = session.execute(
        select(
            _count(Message.id, *due),
            _count(Message.id, _is(MessageState.queued)),
            select(func.min(Message.due_at)).where(*due).scalar_subquery(),
            *(_count(Message.id, _is(state)) for state in _OPEN),
        )
    ).one()
    return Messages(*row)


def acts(session: Session, now: datetime) -> Acts:
    """The acts at ``now`` (business time), in one statement."""
    queued, doing, failed = (
        Act.state == literal_column(f"'{state.value}'") for state in (ActState.queued, ActState.doing, ActState.failed)
    )
    due = (queued, Act.due_at <= now)
    row = session.execute(
        select(
            _count(Act.id, *due),
            _count(Act.id, queued),
            select(func.min(Act.due_at)).where(*due).scalar_subquery(),
            _count(Act.id, doing),
            _count(Act.id, failed),
        )
    ).one()
    return Acts(*row)


def overdue(session: Session, before: datetime) -> tuple[int, datetime | None]:
    """How many steps were due at ``before`` (business time) and are not taken, at most ``COUNTED``; since when."""
    late = (_stands(StepState.due), Step.due_at <= before)
    oldest = select(func.min(Step.due_at)).where(*late).scalar_subquery()
    row = session.execute(select(_count(Step.id, *late), oldest)).one()
    return row[0], row[1]


def changes_running(session: Session) -> int:
    """How many changes to everybody on a journey are under way."""
    return (
        session.scalar(select(func.count()).select_from(Change).where(Change.state == literal_column("'running'"))) or 0
    )


def journeys(session: Session) -> dict[str, int]:
    """How many journeys there are in each state: draft, live, or what halts them."""
    running = case((Journey.live_version_id.is_(None), "draft"), else_="live")
    state = func.coalesce(Journey.halt, running)
    rows = session.execute(select(state.label("state"), func.count().label("n")).group_by(state))
    return {row.state: row.n for row in rows}


_OPEN = (MessageState.held, MessageState.paused, MessageState.sending, MessageState.unknown)


def _stands(state: StepState) -> ColumnElement[bool]:
    """The condition of a partial index, word for word, so that every plan of the query may use it."""
    return Step.state == literal_column(f"{int(state)}")


def _is(state: MessageState) -> ColumnElement[bool]:
    return Message.state == literal_column(f"'{state.value}'")


def _count(key: Any, *where: ColumnElement[bool]) -> Any:  # noqa: ANN401 - a column, and a scalar subquery
    rows: Select[Any] = select(literal(1).label("one")).select_from(key.class_).where(*where).limit(COUNTED)
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()
