"""Pieces of designs that were kept under a name, to be used in others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import SavedSection


def every(session: Session, channel: str = "") -> Sequence[SavedSection]:
    """The sections of a channel, or all, by name."""
    query = select(SavedSection).order_by(SavedSection.name, SavedSection.id)
    return session.scalars(query.where(SavedSection.channel == channel) if channel else query).all()


def add(  # noqa: PLR0913 - each is one column
    session: Session,
    *,
    channel: str,
    name: str,
    component: dict[str, Any],
    user_id: int | None,
    now: datetime,
) -> SavedSection | None:
    """Keep a section; None when its channel has one of this name."""
    kept = SavedSection(channel=channel, name=name, component=component, created_by=user_id, created_at=now)
    try:
        with session.begin_nested():
            session.add(kept)
    except IntegrityError:
        return None
    return kept


def remove(session: Session, section_id: int) -> str:
    """Forget a section; its name.

    Raises:
        NotFoundError: there is no such section.
    """
    kept = session.get(SavedSection, section_id)
    if kept is None:
        raise NotFoundError
    session.delete(kept)
    session.flush()
    return kept.name
