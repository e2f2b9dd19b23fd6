"""The audit trail: who changed what, written in the transaction that changes it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.models import Audit


def record(  # noqa: PLR0913 - each is one column
    session: Session,
    *,
    actor: str,
    action: str,
    subject: str,
    subject_id: int | str | None = None,
    details: dict[str, Any] | None = None,
    at: datetime,
) -> None:
    """Add a line to the trail; ``at`` is wall time, ``actor`` is user:<email>, key:<prefix>, cli or system."""
    session.add(
        Audit(
            at=at,
            actor=actor,
            action=action,
            subject=subject,
            subject_id=None if subject_id is None else str(subject_id),
            details=details or {},
        )
    )


def record_once(  # noqa: PLR0913 - each is one column
    session: Session,
    *,
    actor: str,
    action: str,
    subject: str,
    subject_id: int | str,
    details: dict[str, Any] | None = None,
    at: datetime,
    within: timedelta,
) -> None:
    """Add a line, unless the same actor did the same to the same thing a moment ago: what saves itself as one types."""
    recent = select(Audit.id).where(
        Audit.subject == subject,
        Audit.subject_id == str(subject_id),
        Audit.action == action,
        Audit.actor == actor,
        Audit.at > at - within,
    )
    if session.scalar(recent.limit(1)) is None:
        record(session, actor=actor, action=action, subject=subject, subject_id=subject_id, details=details, at=at)


def page(session: Session, *, search: str, offset: int, limit: int) -> tuple[Sequence[Audit], int]:
    """A page of the trail, newest first, and how many lines match: by actor, action or subject."""
    query = select(Audit)
    if search:
        pattern = containing(search)
        query = query.where(
            or_(
                *(func.lower(column).like(pattern, escape="!") for column in (Audit.actor, Audit.action, Audit.subject))
            )
        )
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    return session.scalars(query.order_by(Audit.id.desc()).offset(offset).limit(limit)).all(), total


def containing(search: str) -> str:
    """The LIKE pattern, with ! as its escape, for lower-case text that holds this; no letter of it is a wildcard."""
    escaped = search.lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return f"%{escaped}%"
