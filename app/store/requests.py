"""Requests to publish a draft, and what became of them. Whoever writes one holds the journey (``journeys.locked``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.orm import Session, aliased

from app.errors import NotFoundError
from app.models import PublishRequest, RequestState, User

KEPT = 20
"""How many requests of a journey are listed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for what to be published, and why."""

    journey_id: int
    hash: str
    reason: str
    moves: Sequence[dict[str, Any]]
    actor: str
    user_id: int | None


def add(session: Session, asked: Asked, now: datetime) -> PublishRequest:
    """Write down a request; the journey must have no open one."""
    request = PublishRequest(
        journey_id=asked.journey_id,
        hash=asked.hash,
        reason=asked.reason,
        moves=list(asked.moves),
        state=RequestState.open,
        asked_by=asked.user_id,
        asked_actor=asked.actor,
        asked_at=now,
    )
    session.add(request)
    session.flush()
    return request


def open_one(session: Session, journey_id: int) -> PublishRequest | None:
    """The request of a journey that nobody answered yet."""
    query = select(PublishRequest).where(
        PublishRequest.journey_id == journey_id, PublishRequest.state == RequestState.open
    )
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def waiting(session: Session, journey_ids: Sequence[int]) -> set[int]:
    """Which of these journeys have an open request."""
    query = select(PublishRequest.journey_id).where(PublishRequest.state == RequestState.open)
    return set(session.scalars(query.where(PublishRequest.journey_id.in_(journey_ids))))


def get(session: Session, request_id: int) -> PublishRequest:
    """One request.

    Raises:
        NotFoundError: there is no such request.
    """
    found = session.get(PublishRequest, request_id, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


def settle(  # noqa: PLR0913 - what became of it, by whom, why, when
    session: Session,
    request_id: int,
    state: RequestState,
    *,
    user_id: int | None = None,
    answer: str | None = None,
    version_id: int | None = None,
    now: datetime,
) -> bool:
    """Write what became of an open request; False when it is open no more."""
    query = update(PublishRequest).where(PublishRequest.id == request_id, PublishRequest.state == RequestState.open)
    settled = query.values(
        state=state, answered_by=user_id, answered_at=now, answer=answer or None, version_id=version_id
    )
    return session.execute(settled.returning(PublishRequest.id)).first() is not None


def of_journey(session: Session, journey_id: int) -> Sequence[Row[PublishRequest, str | None, str | None]]:
    """The newest requests of a journey: each with the names of who asked and who answered."""
    answerer = aliased(User)
    query = (
        select(PublishRequest, User.name.label("asker"), answerer.name.label("answerer"))
        .outerjoin(User, User.id == PublishRequest.asked_by)
        .outerjoin(answerer, answerer.id == PublishRequest.answered_by)
        .where(PublishRequest.journey_id == journey_id)
        .order_by(PublishRequest.id.desc())
        .limit(KEPT)
    )
    return session.execute(query.execution_options(populate_existing=True)).all()


def forget(session: Session, journey_id: int) -> None:
    """Delete the requests of a journey that was never published, before it is deleted."""
    session.execute(delete(PublishRequest).where(PublishRequest.journey_id == journey_id))
