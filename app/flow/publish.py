"""Publishing: a draft that has no errors becomes a version that never changes."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import ConflictError, InvalidError, NotFoundError
from app.models import JourneyVersion
from app.store import journeys, leases
from app.store.vocabulary import context
from journeys.check import Problem, check, publishable
from journeys.compiler import compile_graph
from journeys.graph import digest

REASON_LENGTH = 500


class PublishError(InvalidError):
    """This journey cannot be published yet; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def check_graph(session: Session | None, graph: object, channels: frozenset[str]) -> list[Problem]:
    """What is wrong with any JSON value taken as a graph, on this installation; ``channels`` are those configured."""
    return check(graph, context(session, channels))


def publish(  # noqa: PLR0913 - who, what, why and when
    session: Session,
    journey_id: int,
    *,
    reason: str,
    user_id: int | None,
    now: datetime,
    channels: frozenset[str],
    revision: int | None = None,
) -> JourneyVersion:
    """Make the draft the live version. People who are inside stay on theirs; new entries use this one.

    ``revision`` is the draft that the author looked at; None publishes whatever is saved. After the commit, enqueue
    ``Job.advance``, which lets people in.

    Raises:
        NotFoundError: there is no such journey.
        ConflictError: the draft was changed in the meantime.
        PublishError: the draft has errors.
    """
    journey = journeys.locked(session, journey_id)
    if journey is None:
        raise NotFoundError("There is no such journey.")
    if revision is not None and journey.revision != revision:
        raise ConflictError("Somebody else changed this journey in the meantime.")
    problems = check_graph(session, journey.draft, channels)
    if not publishable(problems):
        raise PublishError(problems)
    version = journeys.add_version(
        session,
        journey,
        plan=compile_graph(journey.draft),
        digest=digest(journey.draft),
        reason=reason[:REASON_LENGTH],
        user_id=user_id,
        now=now,
    )
    leases.release(session, leases.ENTRY)
    return version
