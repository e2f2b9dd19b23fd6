"""What journeys can speak of on this installation: its fields, its templates and its channels."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy.orm import Session

from app.store import fields
from journeys.check import CheckContext, FieldInfo, TemplateInfo
from renderers import gallery
from renderers.sources import compile_source


def context(session: Session | None, channels: frozenset[str]) -> CheckContext:
    """What a journey can use here: the fields, the templates, and the channels that are configured.

    Without a database these are the fields that every installation has.
    """
    known = fields.BUILTIN if session is None else fields.all_fields(session)
    return CheckContext(
        fields={
            field.name: FieldInfo(field.name, field.type, dict(field.labels), own=field.name not in fields.BUILTIN)
            for field in known.values()
        },
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
            variables=frozenset().union(*(compile_source(source).variables for source in template.sources.values())),
            labels=dict(template.name),
        )
        for template in gallery.templates().values()
    }
