"""What is kept of drafts: by itself when they are overwritten, and because somebody asked for it.

Of each journey the newest AUTOMATIC that have no name are kept, and NAMED that have one.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, delete, exists, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from app.db import UtcDateTime
from app.errors import ConflictError, NotFoundError
from app.models import Cause, Journey, KeptDraft, User
from app.store.ids import on_postgres
from app.store.journeys import require

AUTOMATIC = 100
NAMED = 100
EVERY = timedelta(minutes=10)  # of editing, after which what is there is kept before it is overwritten
AUTHOR_EVERY = timedelta(minutes=1)  # two who save in turns do not push everything else out


class FullError(ConflictError):
    """As many drafts of this journey have a name as may have one."""


def keep_overwritten(  # noqa: PLR0913 - whose, by whom, why and when
    session: Session, journey_id: int, revision: int, *, user_id: int | None, cause: Cause | None, wall: datetime
) -> None:
    """Keep a draft that ``user_id`` is about to overwrite, where that is due: always when there is a ``cause``.

    Otherwise when somebody else drew it, or when none was kept for a while.
    """
    other = Journey.saved_by.is_distinct_from(user_id)
    theirs = _since(wall - AUTHOR_EVERY, KeptDraft.cause == Cause.author, KeptDraft.saved_by == Journey.saved_by)
    by_itself = or_(other & ~theirs, ~_since(wall - EVERY, KeptDraft.revision.is_not(None)))
    why = case((other, Cause.author.value), else_=Cause.interval.value)
    _insert(
        session,
        journey_id,
        revision,
        why=why if cause is None else literal(cause.value),
        due=by_itself if cause is None else true(),
        wall=wall,
    )


def keep_current(session: Session, journey_id: int, revision: int, cause: Cause, wall: datetime) -> None:
    """Keep the draft as it is at this revision."""
    _insert(session, journey_id, revision, why=literal(cause.value), due=true(), wall=wall)


def name_current(session: Session, journey_id: int, revision: int, name: str, wall: datetime) -> int:
    """Keep the draft as it is at this revision under a name; its id.

    Raises:
        FullError: too many have one.
    """
    keep_current(session, journey_id, revision, Cause.named, wall)
    found = session.scalars(
        select(KeptDraft).where(KeptDraft.journey_id == journey_id, KeptDraft.revision == revision)
    ).one()
    _name(session, found, name)
    return found.id


def put_aside(  # noqa: PLR0913 - each is one column
    session: Session,
    journey_id: int,
    *,
    graph: dict[str, Any],
    name: str,
    user_id: int | None,
    now: datetime,
    wall: datetime,
) -> int:
    """Keep what somebody drew that cannot become the draft; its id.

    Raises:
        NotFoundError: there is no such journey.
        FullError: too many have a name.
    """
    require(session, journey_id)
    _require_room(session, journey_id)
    kept = KeptDraft(
        journey_id=journey_id,
        revision=None,
        graph=graph,
        saved_by=user_id,
        saved_at=now,
        cause=Cause.aside,
        name=name,
        kept_at=wall,
    )
    session.add(kept)
    session.flush()
    return kept.id


def rename(session: Session, draft_id: int, name: str | None) -> KeptDraft:
    """Give a kept draft a name, or take it away; without one it goes when enough newer ones are kept.

    Raises:
        NotFoundError: there is no such draft.
        FullError: too many have one.
    """
    found = session.get(KeptDraft, draft_id, with_for_update=True)
    if found is None:
        raise NotFoundError
    _name(session, found, name)
    return found


def every(session: Session, journey_id: int) -> Sequence[Any]:
    """The kept drafts of a journey without their graphs, newest first, each with the name of its ``author``.

    Raises:
        NotFoundError: there is no such journey.
    """
    require(session, journey_id)
    columns = [column for column in KeptDraft.__table__.columns if column.key != "graph"]
    query = select(*columns, User.name.label("author")).outerjoin(User, User.id == KeptDraft.saved_by)
    return session.execute(query.where(KeptDraft.journey_id == journey_id).order_by(KeptDraft.id.desc())).all()


def get(session: Session, draft_id: int) -> tuple[KeptDraft, str | None]:
    """A kept draft, with the name of who drew it.

    Raises:
        NotFoundError: there is no such draft.
    """
    query = select(KeptDraft, User.name).outerjoin(User, User.id == KeptDraft.saved_by)
    row = session.execute(query.where(KeptDraft.id == draft_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def _since(moment: datetime, *conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(KeptDraft.journey_id == Journey.id, KeptDraft.kept_at > moment, *conditions)


def _insert(  # noqa: PLR0913 - the parts of one statement
    session: Session,
    journey_id: int,
    revision: int,
    *,
    why: ColumnElement[str],
    due: ColumnElement[bool],
    wall: datetime,
) -> None:
    """Copy the draft inside the database, if it still is at this revision and is not kept already."""
    columns = ["journey_id", "revision", "graph", "saved_by", "saved_at", "cause", "kept_at"]
    rows = select(
        Journey.id,
        Journey.revision,
        Journey.draft,
        Journey.saved_by,
        Journey.saved_at,
        why,
        literal(wall, UtcDateTime),
    ).where(Journey.id == journey_id, Journey.revision == revision, due)
    insert = postgres_insert if on_postgres(session) else sqlite_insert
    query = insert(KeptDraft).from_select(columns, rows)
    query = query.on_conflict_do_nothing(index_elements=["journey_id", "revision"])
    if session.execute(query.returning(KeptDraft.id)).first() is not None:
        _forget(session, journey_id)


def _forget(session: Session, journey_id: int) -> None:
    """Delete the oldest of those without a name, of which there are too many."""
    unnamed = select(KeptDraft.id).where(KeptDraft.journey_id == journey_id, KeptDraft.name.is_(None))
    last = unnamed.order_by(KeptDraft.id.desc()).offset(AUTOMATIC).limit(1).scalar_subquery()
    session.execute(
        delete(KeptDraft).where(KeptDraft.journey_id == journey_id, KeptDraft.name.is_(None), KeptDraft.id <= last),
        execution_options={"synchronize_session": False},
    )


def _name(session: Session, kept: KeptDraft, name: str | None) -> None:
    if kept.name is None and name is not None:
        _require_room(session, kept.journey_id)
    kept.name = name
    session.flush()


def _require_room(session: Session, journey_id: int) -> None:
    named = select(func.count()).where(KeptDraft.journey_id == journey_id, KeptDraft.name.is_not(None))
    if (session.scalar(named) or 0) >= NAMED:
        raise FullError
