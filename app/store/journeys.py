"""Journeys and their versions."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Journey, JourneyVersion


@dataclass(frozen=True)
class Published:
    """What running a version takes."""

    id: int
    journey_id: int
    plan: dict[str, Any]


def require(session: Session, journey_id: int) -> None:
    """Make sure that there is such a journey.

    Raises:
        NotFoundError: there is none.
    """
    if session.scalar(select(Journey.id).where(Journey.id == journey_id)) is None:
        raise NotFoundError


def lives(session: Session, journey_ids: Collection[int]) -> dict[int, tuple[str | None, int | None]]:
    """The halt and the live version's id of these journeys, by their ids, in one query."""
    query = select(Journey.id, Journey.halt, Journey.live_version_id).where(Journey.id.in_(sorted(journey_ids)))
    return {row.id: (row.halt, row.live_version_id) for row in session.execute(query)}


def locked(session: Session, journey_id: int) -> Journey | None:
    """A journey, held until the transaction ends: nobody else publishes it or lets people in meanwhile."""
    query = select(Journey).where(Journey.id == journey_id).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def add_version(  # noqa: PLR0913 - the columns of a version
    session: Session,
    journey: Journey,
    *,
    plan: dict[str, Any],
    digest: str,
    reason: str,
    user_id: int | None,
    now: datetime,
    forecast: Mapping[str, int] | None = None,
) -> JourneyVersion:
    """Store the draft of a journey that is held (``locked``) as its next version, and make that the live one."""
    latest = select(func.max(JourneyVersion.number)).where(JourneyVersion.journey_id == journey.id)
    version = JourneyVersion(
        journey_id=journey.id,
        number=(session.scalar(latest) or 0) + 1,
        graph=journey.draft,
        plan=plan,
        hash=digest,
        reason=reason,
        published_by=user_id,
        published_at=now,
        forecast=None if forecast is None else dict(forecast),
    )
    session.add(version)
    session.flush()
    session.execute(update(Journey).where(Journey.id == journey.id).values(live_version_id=version.id))
    return version


def numbered(session: Session, journey_id: int) -> dict[int, JourneyVersion]:
    """The versions of a journey by their numbers."""
    query = select(JourneyVersion).where(JourneyVersion.journey_id == journey_id).order_by(JourneyVersion.number)
    return {version.number: version for version in session.scalars(query)}


def live_ids(session: Session) -> list[int]:
    """The ids of the journeys that let people in: they have a live version and are not halted."""
    query = select(Journey.id).where(Journey.live_version_id.is_not(None), Journey.halt.is_(None))
    return list(session.scalars(query.order_by(Journey.id)))


def hold_live(session: Session, journey_id: int) -> Published | None:
    """The live version of a journey, then held as by ``locked``; None while it is halted or another holds it."""
    query = (
        select(JourneyVersion.id, JourneyVersion.journey_id, JourneyVersion.plan)
        .join(Journey, Journey.live_version_id == JourneyVersion.id)
        .where(Journey.id == journey_id, Journey.halt.is_(None))
        .with_for_update(of=Journey, key_share=True, skip_locked=True)
    )
    row = session.execute(query).first()
    return None if row is None else Published(*row)


def published(session: Session, version_ids: Sequence[int]) -> list[Published]:
    """These versions, as far as running them takes."""
    query = select(JourneyVersion.id, JourneyVersion.journey_id, JourneyVersion.plan)
    return [Published(*row) for row in session.execute(query.where(JourneyVersion.id.in_(version_ids)))]
