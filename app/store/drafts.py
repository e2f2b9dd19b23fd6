"""Journeys as strategists keep them: the list, drafts under an optimistic lock, and what was published."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Cause, Halt, Journey, JourneyVersion, User
from app.store import kept_drafts, requests, tallies
from app.store.audit import containing
from app.store.journeys import require


class StaleDraftError(ConflictError):
    """Somebody else saved this draft in the meantime."""

    def __init__(self, revision: int, saved_by: str | None) -> None:
        super().__init__()
        self.revision = revision
        self.saved_by = saved_by


class PublishedError(ConflictError):
    """A journey that was ever published cannot be deleted: people may have gone through it."""


def page(session: Session, search: str, *, archived: bool = False) -> Sequence[Row[Journey, int | None, int, int]]:
    """Journeys with their live version's number and how many are on them, the one saved last first.

    Those that are ``archived``, or all others.
    """
    people = tallies.people(by_version=False)
    query = (
        select(
            Journey,
            JourneyVersion.number.label("live_version"),
            func.coalesce(people.c.entered, 0).label("entered"),
            func.coalesce(people.c.active, 0).label("here_now"),
        )
        .outerjoin(JourneyVersion, JourneyVersion.id == Journey.live_version_id)
        .outerjoin(people, people.c.journey_id == Journey.id)
        .order_by(Journey.saved_at.desc(), Journey.id.desc())
    )
    away = Journey.halt == Halt.archived
    query = query.where(away if archived else or_(Journey.halt.is_(None), ~away))
    if search:
        query = query.where(func.lower(Journey.name).like(containing(search), escape="!"))
    return session.execute(query).all()


def add(session: Session, *, name: str, draft: dict[str, Any], user_id: int | None, now: datetime) -> Journey:
    """Begin a journey."""
    journey = Journey(name=name, draft=draft, revision=1, saved_at=now, saved_by=user_id, created_at=now)
    session.add(journey)
    session.flush()
    return journey


def named(session: Session, name: str) -> int | None:
    """The id of the oldest journey with exactly this name."""
    return session.scalar(select(Journey.id).where(Journey.name == name).order_by(Journey.id).limit(1))


def get(session: Session, journey_id: int) -> Row[Journey, JourneyVersion | None, str | None, str | None]:
    """A journey with its live version and the names of who saved and who published it, where there are any.

    Raises:
        NotFoundError: there is no such journey.
    """
    publisher = User.__table__.alias()
    row = session.execute(
        select(Journey, JourneyVersion, User.name.label("saved_by"), publisher.c.name.label("published_by"))
        .outerjoin(JourneyVersion, JourneyVersion.id == Journey.live_version_id)
        .outerjoin(User, User.id == Journey.saved_by)
        .outerjoin(publisher, publisher.c.id == JourneyVersion.published_by)
        .where(Journey.id == journey_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def save(  # noqa: PLR0913 - each is one column
    session: Session,
    journey_id: int,
    *,
    graph: dict[str, Any],
    revision: int,
    user_id: int | None,
    now: datetime,
    wall: datetime,
    cause: Cause | None = None,
) -> int:
    """Save the draft, if it still is at this revision; the new revision.

    What it overwrites is kept where that is due; always when there is a ``cause``.

    Raises:
        NotFoundError: there is no such journey.
        StaleDraftError: somebody else saved it in the meantime.
    """
    changes: dict[str, Any] = {"draft": graph, "revision": revision + 1, "saved_at": now, "saved_by": user_id}
    name = graph.get("name")
    if isinstance(name, str) and name.strip():
        changes["name"] = name.strip()[:200]
    kept_drafts.keep_overwritten(session, journey_id, revision, user_id=user_id, cause=cause, wall=wall)
    ours = update(Journey).where(Journey.id == journey_id, Journey.revision == revision).values(changes)
    if session.execute(ours.returning(Journey.id)).one_or_none() is None:
        require_revision(session, journey_id, revision)
    return revision + 1


def require_revision(session: Session, journey_id: int, revision: int) -> None:
    """Hold the journey, if its draft still is at this revision.

    Raises:
        NotFoundError: there is no such journey.
        StaleDraftError: somebody else saved it in the meantime.
    """
    found = session.execute(
        select(Journey.revision, User.name)
        .outerjoin(User, User.id == Journey.saved_by)
        .where(Journey.id == journey_id)
        .with_for_update(of=Journey)
    ).one_or_none()
    if found is None:
        raise NotFoundError
    if found.revision != revision:
        raise StaleDraftError(found.revision, found.name)


def remove(session: Session, journey_id: int) -> str:
    """Delete a journey that was never published; its name.

    Raises:
        NotFoundError: there is no such journey.
        PublishedError: it was published.
    """
    published = exists().where(JourneyVersion.journey_id == Journey.id)
    if session.scalar(select(Journey.id).where(Journey.id == journey_id, ~published)) is not None:
        requests.forget(session, journey_id)
    gone = delete(Journey).where(Journey.id == journey_id, ~published).returning(Journey.name)
    name = session.scalar(gone)
    if name is not None:
        return name
    if session.get(Journey, journey_id) is None:
        raise NotFoundError
    raise PublishedError


def versions(session: Session, journey_id: int) -> Sequence[Row[JourneyVersion, str | None, bool, int]]:
    """What was published, newest first: version, publisher, whether it is live, and how many are on it now.

    Raises:
        NotFoundError: there is no such journey.
    """
    require(session, journey_id)
    query = _versions(journey_id).where(JourneyVersion.journey_id == journey_id)
    return session.execute(query.order_by(JourneyVersion.number.desc())).all()


def version(session: Session, version_id: int) -> Row[JourneyVersion, str | None, bool, int]:
    """One published version, as ``versions`` tells it.

    Raises:
        NotFoundError: there is no such version.
    """
    journey_id = session.scalar(select(JourneyVersion.journey_id).where(JourneyVersion.id == version_id))
    if journey_id is None:
        raise NotFoundError
    return session.execute(_versions(journey_id).where(JourneyVersion.id == version_id)).one()


def _versions(journey_id: int) -> Select[JourneyVersion, str | None, bool, int]:
    on_it = tallies.people(by_version=True, journey_id=journey_id)
    return (
        select(
            JourneyVersion,
            User.name.label("published_by"),
            (Journey.live_version_id == JourneyVersion.id).label("live"),
            func.coalesce(on_it.c.active, 0).label("active"),
        )
        .join(Journey, Journey.id == JourneyVersion.journey_id)
        .outerjoin(User, User.id == JourneyVersion.published_by)
        .outerjoin(on_it, on_it.c.version_id == JourneyVersion.id)
    )
