"""Publishing: a draft that has no errors becomes a version that never changes."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from sqlalchemy.orm import Session

from app.errors import ConflictError, InvalidError, NotFoundError
from app.models import JourneyVersion
from app.store import fields, journeys, leases
from journeys.check import CheckContext, FieldInfo, Problem, TemplateInfo, check, publishable
from journeys.compiler import compile_graph
from journeys.graph import digest
from renderers import gallery
from renderers.email import compile_email

REASON_LENGTH = 500


class PublishError(InvalidError):
    """This journey cannot be published yet; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__()
        self.problems = problems


def context(session: Session | None, channels: frozenset[str]) -> CheckContext:
    """What a journey can use here: the fields, the templates, and the channels that are configured.

    Without a database these are the fields that every installation has.
    """
    known = fields.BUILTIN if session is None else fields.all_fields(session)
    return CheckContext(
        fields={field.name: FieldInfo(field.name, field.type, dict(field.labels)) for field in known.values()},
        templates=template_infos(),
        channels=channels,
    )


@cache
def template_infos() -> Mapping[str, TemplateInfo]:
    """The finished templates, each with the tokens that any of its languages uses."""
    return {
        template.key: TemplateInfo(
            key=template.key,
            channel=template.channel,
            variables=frozenset().union(*(compile_email(source).variables for source in template.sources.values())),
            labels=dict(template.name),
        )
        for template in gallery.templates().values()
    }


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
