"""How far the letting in of journeys has come: the moments of their calendars, and the events that bring people in.

Events of different accounts may be committed in another order than their ids say, so it is not enough to remember the
newest. The floor below which nothing is looked at moves in three looks: the newest event is set aside; the next look
notes the number of its own transaction, which began later than whatever recorded an event up to that one; once no
transaction that old is under way, all of them are visible, and when they were looked at, the floor is there.
"""

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, Select, Text, and_, cast, delete, exists, func, or_, select
from sqlalchemy.orm import Session

from app.models import Entry, Event, Journey
from app.store.ids import on_postgres


def begin(
    session: Session, journey_id: int, now: datetime, *, event: str | None = None, due_at: datetime | None = None
) -> Entry:
    """Let people in from now on: upon an event, or by a calendar whose next moment is ``due_at``.

    What happened before does not count. The caller holds the journey.
    """
    newest = newest_event(session)
    values = {"slot_at": now, "due_at": due_at, "event": event, "horizon": None}
    numbers = {"floor": newest, "looked": newest, "settling": newest}
    entry = session.get(Entry, journey_id)
    if entry is None:
        entry = Entry(journey_id=journey_id, **values, **numbers)
        session.add(entry)
    for name, value in {**values, **numbers}.items():
        setattr(entry, name, value)
    session.flush()
    return entry


def forget(session: Session, journey_id: int) -> None:
    """This journey lets in whoever matches: there is nothing to remember."""
    session.execute(delete(Entry).where(Entry.journey_id == journey_id))


def of(session: Session, journey_id: int) -> Entry | None:
    """How far a journey has come, None where nobody said that it had begun. The caller holds the journey."""
    return session.get(Entry, journey_id, populate_existing=True)


def came(entry: Entry, moment: datetime, following: datetime) -> None:
    """Everybody came in whom this moment of the calendar lets in; the next one is ``following``."""
    entry.slot_at = moment
    entry.due_at = following


def looked_at_all(session: Session, entry: Entry, newest: int, oldest: int | None) -> None:
    """Everybody came in whom the events that could be seen let in.

    ``newest`` and ``oldest`` are what ``newest_event`` and ``oldest_at_work`` said before it was looked.
    """
    entry.looked = newest
    if oldest is None:
        entry.floor = newest
    elif entry.horizon is None:
        entry.horizon = session.scalar(select(_number(func.pg_current_xact_id())))
    elif oldest >= entry.horizon:
        entry.floor, entry.settling, entry.horizon = entry.settling, newest, None


def newest_event(session: Session) -> int:
    """The number of the newest event that can be seen, 0 where there is none."""
    return session.scalar(select(func.max(Event.id))) or 0


def oldest_at_work(session: Session) -> int | None:
    """The number of the oldest transaction that is under way; None on SQLite, where nobody else writes meanwhile."""
    if not on_postgres(session):
        return None
    return session.scalar(select(_number(func.pg_snapshot_xmin(func.pg_current_snapshot()))))


def calling(session: Session, now: datetime) -> list[int]:
    """The running journeys that may have people to let in: a moment of the calendar has come, or an event happened."""
    return list(session.scalars(_calling(now, Entry.floor).order_by(Entry.journey_id)))


def any_calling(session: Session, now: datetime) -> bool:
    """Whether a moment of a calendar has come, or an event happened that nobody looked at."""
    return session.scalar(_calling(now, Entry.looked).limit(1)) is not None


def _calling(now: datetime, beyond: ColumnElement[int] | object) -> Select[int]:
    happened = exists().where(Event.id > beyond, Event.kind == Entry.event)
    running = and_(Journey.live_version_id.is_not(None), Journey.halt.is_(None))
    return (
        select(Entry.journey_id)
        .join(Journey, Journey.id == Entry.journey_id)
        .where(running, or_(Entry.due_at <= now, and_(Entry.event.is_not(None), happened)))
    )


def _number(transaction: ColumnElement[object]) -> ColumnElement[int]:
    return cast(cast(transaction, Text), BigInteger)
