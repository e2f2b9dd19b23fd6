"""Who has a journey open, and who of them edits it: by wall time, forgotten a moment after they were last heard of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Journey, Sitting, User

HEARD_EVERY = timedelta(seconds=15)  # how often a tab says that it is still there
ALIVE = 3 * HEARD_EVERY  # one that missed this much is gone


class Wish(StrEnum):
    """What somebody wants to do with the journey that they have open."""

    look = "look"
    edit = "edit"  # unless somebody else does
    take = "take"  # even if somebody else does


class Seat(StrEnum):
    """What a tab may do."""

    editing = "editing"
    watching = "watching"
    taken = "taken"  # it edited, and somebody took over from it
    gone = "gone"  # it was not heard of for too long, or never


@dataclass(frozen=True)
class Present:
    """A tab in which the journey is open."""

    tab: str
    user_id: int
    name: str
    editing: bool
    taken_by: int | None


@dataclass(frozen=True)
class State:
    """Who has a journey open, longest first, and how far its draft has come."""

    revision: int
    saved_at: datetime
    saved_by: str | None
    present: Sequence[Present]
    taken_by: str | None  # who took over from the tab that asks

    def seat(self, tab: str) -> Seat:
        """What this tab may do."""
        mine = next((one for one in self.present if one.tab == tab), None)
        if mine is None:
            return Seat.gone
        if mine.editing:
            return Seat.editing
        return Seat.watching if mine.taken_by is None else Seat.taken


def hear(  # noqa: PLR0913 - who, where, what and when
    session: Session, journey_id: int, tab: str, *, user_id: int, wish: Wish, wall: datetime
) -> bool:
    """Note that a tab is still there and what its person wants; True when they took over from somebody.

    Raises:
        NotFoundError: there is no such journey.
    """
    _hold(session, journey_id)
    session.execute(delete(Sitting).where(Sitting.seen_at <= wall - ALIVE))
    others = (Sitting.journey_id == journey_id, Sitting.tab != tab, Sitting.editing)
    took = False
    if wish == Wish.take:
        taking = update(Sitting).where(*others).values(editing=False, taken_by=user_id).returning(Sitting.tab)
        took = session.execute(taking, execution_options={"synchronize_session": False}).first() is not None
    free = session.scalar(select(Sitting.tab).where(*others).limit(1)) is None
    _note(session, journey_id, tab, user_id, wish, free=free, wall=wall)
    return took


def _note(  # noqa: PLR0913 - each is one column
    session: Session, journey_id: int, tab: str, user_id: int, wish: Wish, *, free: bool, wall: datetime
) -> None:
    mine = session.get(Sitting, (journey_id, tab), populate_existing=True)
    if mine is None:
        mine = Sitting(journey_id=journey_id, tab=tab, user_id=user_id, began_at=wall, taken_by=None)
        session.add(mine)
    mine.user_id, mine.seen_at = user_id, wall
    mine.editing = wish != Wish.look and free
    if mine.editing:
        mine.taken_by = None
    session.flush()


def leave(session: Session, journey_id: int, tab: str, user_id: int) -> None:
    """Note that somebody closed the tab in which they had the journey open."""
    session.execute(
        delete(Sitting).where(Sitting.journey_id == journey_id, Sitting.tab == tab, Sitting.user_id == user_id)
    )


def taken(session: Session, journey_id: int, tab: str) -> str | None:
    """The name of whoever took over from this tab; nobody does until the transaction ends.

    Raises:
        NotFoundError: there is no such journey.
    """
    _hold(session, journey_id)
    return _taker(session, journey_id, tab)


def _hold(session: Session, journey_id: int) -> None:
    query = select(Journey.id).where(Journey.id == journey_id).with_for_update(key_share=True)
    if session.scalar(query) is None:
        raise NotFoundError


def _taker(session: Session, journey_id: int, tab: str) -> str | None:
    query = select(User.name).join(Sitting, Sitting.taken_by == User.id)
    return session.scalar(query.where(Sitting.journey_id == journey_id, Sitting.tab == tab))


def state(session: Session, journey_id: int, tab: str, wall: datetime) -> State:
    """Who has a journey open, as the person at this tab is told.

    Raises:
        NotFoundError: there is no such journey.
    """
    draft = session.execute(
        select(Journey.revision, Journey.saved_at, User.name)
        .outerjoin(User, User.id == Journey.saved_by)
        .where(Journey.id == journey_id)
    ).one_or_none()
    if draft is None:
        raise NotFoundError
    rows = session.execute(
        select(Sitting.tab, Sitting.user_id, User.name, Sitting.editing, Sitting.taken_by)
        .join(User, User.id == Sitting.user_id)
        .where(Sitting.journey_id == journey_id, Sitting.seen_at > wall - ALIVE)
        .order_by(Sitting.began_at, Sitting.tab)
    )
    present = [Present(*row) for row in rows]
    was_taken = any(one.tab == tab and one.taken_by is not None for one in present)
    return State(
        revision=draft.revision,
        saved_at=draft.saved_at,
        saved_by=draft.name,
        present=present,
        taken_by=_taker(session, journey_id, tab) if was_taken else None,
    )
