"""How many people stand where on a journey, and how many went which way: counted over all its versions."""

from collections.abc import Sequence

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import History, Journey, JourneyVersion, Run, Step


def require(session: Session, journey_id: int) -> None:
    """Make sure that there is such a journey.

    Raises:
        NotFoundError: there is none.
    """
    if session.scalar(select(Journey.id).where(Journey.id == journey_id)) is None:
        raise NotFoundError


def standing(session: Session, journey_id: int) -> Sequence[Row[str, int]]:
    """(node, people) for every node that somebody stands on."""
    return session.execute(
        select(Step.node, func.count().label("people"))
        .join(JourneyVersion, JourneyVersion.id == Step.version_id)
        .where(JourneyVersion.journey_id == journey_id)
        .group_by(Step.node)
    ).all()


def left(session: Session, journey_id: int) -> Sequence[Row[str, str, int]]:
    """(node, port, times) for every way by which a node was left."""
    return session.execute(
        select(History.node, History.port, func.count().label("times"))
        .join(JourneyVersion, JourneyVersion.id == History.version_id)
        .where(JourneyVersion.journey_id == journey_id)
        .group_by(History.node, History.port)
    ).all()


def runs(session: Session, journey_id: int) -> Sequence[Row[str, str | None, int]]:
    """(state, end_reason, people) over the journey's runs."""
    return session.execute(
        select(Run.state, Run.end_reason, func.count().label("people"))
        .where(Run.journey_id == journey_id)
        .group_by(Run.state, Run.end_reason)
    ).all()
