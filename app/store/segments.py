"""Segments: conditions with a name, to be used by many journeys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Journey, JourneyVersion, Segment


class NameTakenError(ConflictError):
    """Another segment has this name."""


@dataclass(frozen=True, slots=True)
class Use:
    """A journey whose draft, or whose live version, lets a segment in."""

    id: int
    name: str


class InUseError(ConflictError):
    """Journeys use this segment: ``journeys`` are their names."""

    def __init__(self, journeys: Sequence[str]) -> None:
        super().__init__()
        self.journeys = list(journeys)


def every(session: Session) -> list[Segment]:
    """All segments by name."""
    return list(session.scalars(select(Segment).order_by(Segment.name)))


def require(session: Session, segment_id: int) -> Segment:
    """One segment.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Segment, segment_id)
    if found is None:
        raise NotFoundError
    return found


def condition_of(session: Session, segment_id: int) -> Mapping[str, Any] | None:
    """The condition of a segment; None where it is gone."""
    found = session.get(Segment, segment_id, populate_existing=True)
    return None if found is None else found.condition


def add(session: Session, *, name: str, condition: Mapping[str, Any], user_id: int | None, now: datetime) -> Segment:
    """Save a new segment.

    Raises:
        NameTakenError: there is one of this name.
    """
    _require_free(session, name, None)
    segment = Segment(name=name, condition=dict(condition), created_by=user_id, created_at=now, updated_at=now)
    session.add(segment)
    session.flush()
    return segment


def change(session: Session, segment_id: int, *, name: str, condition: Mapping[str, Any], now: datetime) -> Segment:
    """Give a segment another name or condition; journeys that use it follow.

    Raises:
        NotFoundError: there is no such segment.
        NameTakenError: another one has this name.
    """
    segment = require(session, segment_id)
    _require_free(session, name, segment_id)
    segment.name, segment.condition, segment.updated_at = name, dict(condition), now
    session.flush()
    return segment


def remove(session: Session, segment_id: int) -> str:
    """Delete a segment that no journey uses; its name.

    Raises:
        NotFoundError: there is no such segment.
        InUseError: a draft or a live version uses it.
    """
    segment = require(session, segment_id)
    users = uses(session).get(segment_id)
    if users:
        raise InUseError([use.name for use in users])
    session.delete(segment)
    return segment.name


def uses(session: Session) -> dict[int, list[Use]]:
    """The journeys that use each segment, by name, in one query; a segment that none uses is left out."""
    query = select(Journey.id, Journey.name, Journey.draft, JourneyVersion.graph)
    query = query.outerjoin(JourneyVersion, JourneyVersion.id == Journey.live_version_id)
    found: dict[int, list[Use]] = {}
    for number, name, draft, live in session.execute(query.order_by(Journey.name, Journey.id)):
        for segment in _segments(draft) | _segments(live):
            found.setdefault(segment, []).append(Use(number, name))
    return found


def _segments(graph: Mapping[str, Any] | None) -> set[int]:
    nodes = graph.get("nodes", []) if isinstance(graph, Mapping) else []
    settings = [node.get("settings") for node in nodes if isinstance(node, Mapping)]
    found = [one.get("segment") for one in settings if isinstance(one, Mapping)]
    return {number for number in found if isinstance(number, int)}


def _require_free(session: Session, name: str, own: int | None) -> None:
    taken = session.scalar(select(Segment.id).where(Segment.name == name))
    if taken is not None and taken != own:
        raise NameTakenError
