"""What journeys can speak of on this installation: its fields, its templates and its channels."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.config import Config
from app.models import Journey, JourneyVersion
from app.store import asked_fields, fields, segments, templates, tracked
from app.store.fields import Field
from journeys.check import CheckContext, FieldInfo, TemplateInfo
from journeys.problems import JourneyInfo, SegmentInfo
from journeys.starting import starts_of
from renderers import gallery
from renderers.sources import variables_of


def context(session: Session | None, channels: frozenset[str], config: Config | None = None) -> CheckContext:
    """What a journey can use here: the fields, the templates, and the channels that are configured.

    Without a database these are the fields that every installation has. ``config`` says what is counted of emails.
    """
    known = fields.BUILTIN if session is None else fields.all_fields(session)
    return CheckContext(
        fields=infos(known),
        templates=finished_templates() if session is None else _templates(session),
        channels=channels,
        segments={} if session is None else _segments(session),
        journeys={} if session is None else _journeys(session),
        uncounted=frozenset() if config is None else tracked.nowhere(session, config),
    )


def infos(known: Mapping[str, Field]) -> dict[str, FieldInfo]:
    """Fields as checks know them."""
    return {
        field.name: FieldInfo(field.name, field.type, dict(field.labels), own=field.name not in fields.BUILTIN)
        for field in known.values()
    }


def _segments(session: Session) -> dict[int, SegmentInfo]:
    return {one.id: SegmentInfo(one.id, one.name, one.condition) for one in segments.every(session)}


def _journeys(session: Session) -> dict[int, JourneyInfo]:
    """Every journey, and which others its live version starts."""
    query = select(Journey.id, Journey.name, Journey.halt, JourneyVersion.plan)
    query = query.outerjoin(JourneyVersion, JourneyVersion.id == Journey.live_version_id)
    return {
        number: JourneyInfo(number, name, plan is not None and halt is None, starts_of(plan))
        for number, name, halt, plan in session.execute(query)
    }


def _templates(session: Session) -> dict[str, TemplateInfo]:
    finished = finished_templates()
    return {
        key: replace(finished.get(key) or _info(one), uncounted=_uncounted(one))
        for key, one in templates.every(session).items()
    }


def _uncounted(template: gallery.TemplateFile) -> frozenset[str]:
    missing = templates.uncounted(template)
    return frozenset(event for name, event in tracked.COUNTED.items() if name in missing)


@cache
def finished_templates() -> Mapping[str, TemplateInfo]:
    """The finished templates, each with what any of its languages says or asks about."""
    return {key: _info(one) for key, one in gallery.templates().items()}


def _info(template: gallery.TemplateFile) -> TemplateInfo:
    return TemplateInfo(
        key=template.key,
        channel=template.channel,
        variables=frozenset().union(
            asked_fields.of_template(template), *(variables_of(source) for source in template.written())
        ),
        labels=dict(template.name),
    )
