"""Publishing: a draft that has no errors becomes a version that never changes."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.config import Config
from app.errors import ConflictError, InvalidError
from app.flow import enter, impact, lifecycle
from app.flow.lifecycle import Act
from app.models import Halt, Journey, JourneyVersion
from app.reasons import reason as kept_reason
from app.store import changes, journeys, leases
from app.store.vocabulary import context
from journeys.changes import Move
from journeys.check import Problem, check, publishable
from journeys.compiler import compile_graph
from journeys.graph import digest
from journeys.sentences import sentences
from journeys.wording import Text

REASON_LENGTH = 500


class PublishError(InvalidError):
    """This journey cannot be published yet; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def check_graph(
    session: Session | None,
    graph: object,
    channels: frozenset[str],
    own: int | None = None,
    config: Config | None = None,
) -> list[Problem]:
    """What is wrong with any JSON value taken as a graph, on this installation; ``channels`` are those configured.

    ``own`` is the journey that the graph is of, where it is known. Without ``config`` every email counts as followed
    up, unless its brand says otherwise.
    """
    return check(graph, replace(context(session, channels, config), own=own))


def check_and_say(
    session: Session, graph: object, channels: frozenset[str], own: int | None = None, config: Config | None = None
) -> tuple[list[Problem], dict[str, Text]]:
    """What is wrong with a graph, as ``check_graph`` says it, and what each of its sound steps does."""
    known = replace(context(session, channels, config), own=own)
    return check(graph, known), sentences(graph, known)


def publish(  # noqa: PLR0913 - who, what, why and when
    session: Session,
    journey_id: int,
    *,
    reason: str,
    user_id: int | None,
    now: datetime,
    channels: frozenset[str],
    revision: int | None = None,
    moves: Sequence[Move] = (),
) -> JourneyVersion:
    """Make the draft the live version; new entries use this one. A stopped journey is live again, a paused one is not.

    People who are inside stay on their version, unless ``moves`` says otherwise of the node they stand on: then the
    journey has a running change (``app.store.changes.running``), to be enqueued as ``Job.change`` after the commit.
    ``revision`` is the draft that the author looked at; None publishes whatever is saved. After the commit, enqueue
    ``Job.advance``, which lets people in.

    Raises:
        NotFoundError: there is no such journey.
        ConflictError: the draft was changed in the meantime, or the journey's state does not allow it.
        PublishError: the draft has errors.
        MoveError: a move names something that there is not.
    """
    journey = lifecycle.hold(session, journey_id, Act.publish)
    if revision is not None and journey.revision != revision:
        raise ConflictError("Somebody else changed this journey in the meantime.")
    problems = check_graph(session, journey.draft, channels, journey_id)
    if not publishable(problems):
        raise PublishError(problems)
    plan = compile_graph(journey.draft)
    rules = impact.rules(session, journey_id, moves, journey.draft, plan)
    enter.begin(session, journey, plan, now)
    version = journeys.add_version(
        session,
        journey,
        plan=plan,
        digest=digest(journey.draft),
        reason=reason[:REASON_LENGTH],
        user_id=user_id,
        now=now,
        forecast=asdict(impact.foresee(session, journey_id, plan, now)),
    )
    _migrate(session, version, rules, user_id, now)
    if journey.halt == Halt.stopped:
        _begin_again(session, journey, now)
    leases.release(session, leases.ENTRY)
    return version


def _migrate(
    session: Session, version: JourneyVersion, rules: Mapping[str, Any], user_id: int | None, now: datetime
) -> None:
    """Ask for the change that moves people onto a new version, if there is anybody to move."""
    people = changes.people(session, [int(number) for number in rules])
    total = sum(count for (number, node), count in people.items() if node in rules[str(number)])
    if total:
        settings = {"to": version.id, "rules": rules}
        kind = changes.Kind.migrate
        changes.add(session, version.journey_id, kind, settings, total=total, user_id=user_id, now=now)


def _begin_again(session: Session, journey: Journey, now: datetime) -> None:
    """A stopped journey runs again, without what a sender brought back after it was stopped."""
    lifecycle.run_again(journey)
    while changes.cancel_messages(session, journey.id, kept_reason("stopped"), now, 1_000):
        pass
