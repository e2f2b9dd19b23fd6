"""Templates as marketers keep them: drafts under an optimistic lock, what is kept of them, and what was published."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Journey, JourneyVersion, KeptTemplateDraft, Template, TemplateVersion, User
from app.store.drafts import StaleDraftError
from app.store.templates import KEY_LENGTH
from journeys.references import references
from renderers import gallery

AUTOMATIC = 50  # kept drafts without a name, of each template
EVERY = timedelta(minutes=5)  # of editing, after which what is there is kept before it is overwritten


class InUseError(ConflictError):
    """A template that was published, or that a journey is set to, cannot go."""


def add(  # noqa: PLR0913 - each is one column
    session: Session,
    *,
    channel: str,
    name: dict[str, str],
    document: dict[str, Any],
    user_id: int | None,
    now: datetime,
) -> Template:
    """Begin a template, under a key made of its name."""
    for key in _keys(session, name.get("es") or name.get("en") or channel):
        row = Template(
            key=key,
            channel=channel,
            name=name,
            languages={},
            draft=document,
            revision=1,
            saved_at=now,
            saved_by=user_id,
            created_by=user_id,
            created_at=now,
        )
        try:
            with session.begin_nested():
                session.add(row)
        except IntegrityError:
            continue  # somebody took it at this very moment
        return row
    raise ConflictError  # pragma: no cover  # the numbers never end


def get(session: Session, key: str) -> Row[Template, str | None]:
    """A template of this installation's own, with the name of who saved it.

    Raises:
        NotFoundError: there is no such template.
    """
    query = select(Template, User.name).outerjoin(User, User.id == Template.saved_by)
    row = session.execute(query.where(Template.key == key)).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def hold(session: Session, key: str, revision: int | None = None) -> Template:
    """The row of a template, held until the transaction ends; at this revision, where one is named.

    Raises:
        NotFoundError: there is no such template.
        StaleDraftError: somebody else saved it in the meantime.
    """
    found = session.execute(
        select(Template, User.name)
        .outerjoin(User, User.id == Template.saved_by)
        .where(Template.key == key)
        .with_for_update(of=Template)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFoundError
    if revision is not None and found[0].revision != revision:
        raise StaleDraftError(found[0].revision, found[1])
    return found[0]


def save(  # noqa: PLR0913 - each is one column
    session: Session,
    key: str,
    *,
    document: dict[str, Any],
    name: dict[str, str] | None,
    revision: int,
    user_id: int | None,
    now: datetime,
    wall: datetime,
    keep: bool = False,
) -> Template:
    """Save a draft that still is at this revision; what it overwrites is kept where that is due, or to be kept.

    Raises:
        NotFoundError: there is no such template.
        StaleDraftError: somebody else saved it in the meantime.
    """
    row = hold(session, key, revision)
    if row.draft is not None and (keep or _is_due(session, row, user_id, wall)):
        _keep(session, row, wall)
    row.draft, row.revision, row.saved_at, row.saved_by = document, revision + 1, now, user_id
    row.name = name or row.name
    session.flush()
    return row


def history(session: Session, key: str) -> Sequence[Row[int, int, datetime, str | None, str | None]]:
    """What is kept of a template's drafts, newest first: id, revision, when and by whom it was saved, its name.

    Raises:
        NotFoundError: there is no such template.
    """
    template, _ = get(session, key)
    kept = KeptTemplateDraft
    query = (
        select(kept.id, kept.revision, kept.saved_at, User.name.label("saved_by"), kept.name)
        .outerjoin(User, User.id == kept.saved_by)
        .where(kept.template_id == template.id)
    )
    return session.execute(query.order_by(kept.revision.desc())).all()


def kept(session: Session, draft_id: int) -> tuple[KeptTemplateDraft, str]:
    """A kept draft, and the key of its template.

    Raises:
        NotFoundError: there is no such draft.
    """
    query = select(KeptTemplateDraft, Template.key).join(Template, Template.id == KeptTemplateDraft.template_id)
    row = session.execute(query.where(KeptTemplateDraft.id == draft_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return row[0], row[1]


def name_current(session: Session, key: str, revision: int, name: str, wall: datetime) -> KeptTemplateDraft:
    """Keep the draft as it is under a name.

    Raises:
        NotFoundError: there is no such template.
        StaleDraftError: somebody else saved it in the meantime.
    """
    row = hold(session, key, revision)
    if row.draft is None:
        raise NotFoundError
    found = _keep(session, row, wall)
    found.name = name
    session.flush()
    return found


def versions(session: Session, key: str) -> Sequence[Row[TemplateVersion, str | None]]:
    """What was published of a template, newest first, and by whom.

    Raises:
        NotFoundError: there is no such template.
    """
    template, _ = get(session, key)
    query = select(TemplateVersion, User.name).outerjoin(User, User.id == TemplateVersion.published_by)
    return session.execute(
        query.where(TemplateVersion.template_id == template.id).order_by(TemplateVersion.number.desc())
    ).all()


def version(session: Session, version_id: int) -> Row[TemplateVersion, Template, str | None]:
    """A published version, its template, and who published it.

    Raises:
        NotFoundError: there is no such version.
    """
    row = session.execute(
        select(TemplateVersion, Template, User.name)
        .join(Template, Template.id == TemplateVersion.template_id)
        .outerjoin(User, User.id == TemplateVersion.published_by)
        .where(TemplateVersion.id == version_id)
    ).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def own(session: Session) -> Sequence[Row[Template, str | None]]:
    """Every template of this installation's own, the one saved last first, and who saved it."""
    query = select(Template, User.name).outerjoin(User, User.id == Template.saved_by)
    return session.execute(query.order_by(func.coalesce(Template.saved_at, Template.created_at).desc())).all()


def uses(session: Session) -> dict[str, dict[int, str]]:
    """Which journeys are set to which template, in their draft or in what is live: names by id, by key."""
    query = select(Journey.id, Journey.name, Journey.draft, JourneyVersion.graph)
    query = query.outerjoin(JourneyVersion, JourneyVersion.id == Journey.live_version_id).order_by(Journey.name)
    found: dict[str, dict[int, str]] = {}
    for number, name, draft, graph in session.execute(query):
        for key in {*references(draft, "template"), *references(graph or {}, "template")}:
            found.setdefault(key, {})[number] = name
    return found


def remove(session: Session, key: str) -> dict[str, str]:
    """Delete a template that was never published; what it was called.

    Raises:
        NotFoundError: there is no such template.
        InUseError: it was published, or a journey is set to it.
    """
    row = hold(session, key)
    if row.version is not None or key in uses(session):
        raise InUseError
    name = dict(row.name)
    session.execute(delete(Template).where(Template.id == row.id), execution_options={"synchronize_session": False})
    session.expunge(row)
    return name


def archive(session: Session, key: str, at: datetime | None) -> Template:
    """Put a template out of the way, or back (None).

    Raises:
        NotFoundError: there is no such template.
        InUseError: a journey is set to it.
    """
    row = hold(session, key)
    if at is not None and key in uses(session):
        raise InUseError
    session.execute(update(Template).where(Template.id == row.id).values(archived_at=at))
    session.refresh(row)
    return row


def _is_due(session: Session, row: Template, user_id: int | None, wall: datetime) -> bool:
    """Whether what is there must be kept before it is overwritten: somebody else's, or none was for a while."""
    if row.saved_by != user_id or row.revision == row.published_revision:
        return True
    newest = select(func.max(KeptTemplateDraft.kept_at)).where(KeptTemplateDraft.template_id == row.id)
    last = session.scalar(newest)
    return last is None or last <= wall - EVERY


def _keep(session: Session, row: Template, wall: datetime) -> KeptTemplateDraft:
    """Keep the draft as it is; the oldest of those without a name make room."""
    same = select(KeptTemplateDraft).where(
        KeptTemplateDraft.template_id == row.id, KeptTemplateDraft.revision == row.revision
    )
    found = session.scalar(same)
    if found is None:
        found = KeptTemplateDraft(
            template_id=row.id,
            revision=row.revision,
            document=row.draft,
            saved_by=row.saved_by,
            saved_at=row.saved_at or row.created_at,
            kept_at=wall,
        )
        session.add(found)
        session.flush()
        unnamed = select(KeptTemplateDraft.id).where(
            KeptTemplateDraft.template_id == row.id, KeptTemplateDraft.name.is_(None)
        )
        last = unnamed.order_by(KeptTemplateDraft.revision.desc()).offset(AUTOMATIC)
        session.execute(
            delete(KeptTemplateDraft).where(KeptTemplateDraft.id.in_(last)),
            execution_options={"synchronize_session": False},
        )
    return found


def _keys(session: Session, name: str) -> Iterator[str]:
    """Keys that are free, made of a name: its letters, then with ever higher numbers."""
    taken = {*gallery.templates(), *session.scalars(select(Template.key))}
    plain = re.sub(r"[^\w]+", "_", name.lower()).strip("_")[: KEY_LENGTH - 10] or "template"
    number = 1
    while True:
        key = plain if number == 1 else f"{plain}_{number}"
        if key not in taken:
            yield key
        number += 1
