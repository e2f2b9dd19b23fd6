"""What the studio draws itself from: kinds, fields, events, templates, and the clock."""

from typing import Any

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import channels, here
from app.api.permissions import Permission
from app.api.shapes.base import AnyObject
from app.api.shapes.session import ClockReading, Meta
from app.store import fields, samples, templates
from journeys.calendar_words import PART_LABELS
from journeys.conditions import operators
from journeys.events import EVENTS
from journeys.exits import EXITS
from journeys.graph import graph_schema
from journeys.kinds import describe_kind, kinds

meta_area = area("meta", "What the designer draws itself from.")

# A channel that is not named here, of an installed package, is called by its own name.
CHANNELS = {
    "email": {"es": "Correo electrónico", "en": "Email"},
    "sms": {"es": "SMS", "en": "SMS"},
    "whatsapp": {"es": "WhatsApp", "en": "WhatsApp"},
    "voice": {"es": "Mensaje de voz", "en": "Voice message"},
    "letter": {"es": "Carta", "en": "Letter"},
    "console": {"es": "Consola", "en": "Console"},
}


@meta_area.get("/clock", responses=answers(200, ClockReading))
@allow(Permission.journeys_read)
def get_clock() -> Response:
    """Business time."""
    clock = here().clock
    return reply(ClockReading(now=clock.now(), simulated=clock.speed != 1, speed=clock.speed))


@meta_area.get("/meta", responses=answers(200, Meta))
@allow(Permission.journeys_read)
def get_meta() -> Response:
    """Step kinds, CRM fields, events, templates, channels and exits."""
    with here().db.read() as session:
        found = templates.every(session)
    return reply(
        Meta.model_validate(
            {
                "kinds": [describe_kind(kind) for kind in kinds().values()],
                "fields": _fields(),
                "operators": operators(),
                "parts": [{"name": part, "labels": dict(labels)} for part, labels in PART_LABELS.items()],
                "events": [
                    {"name": event.name, "labels": dict(event.labels), "offered": event.offered}
                    for event in EVENTS.values()
                ],
                "templates": [
                    {
                        "key": template.key,
                        "channel": template.channel,
                        "name": dict(template.name),
                        "languages": sorted(template.sources),
                    }
                    for template in found.values()
                ],
                "channels": [
                    {"name": name, "labels": CHANNELS.get(name, {"es": name, "en": name})}
                    for name in sorted(channels())
                ],
                "exits": [
                    {"name": one.name, "labels": dict(one.labels), "holds": one.may_hold} for one in EXITS.values()
                ],
            }
        )
    )


@meta_area.get("/graph-schema", responses=answers(200, AnyObject))
@allow(Permission.journeys_read)
def get_graph_schema() -> Response:
    """The JSON Schema (Draft 2020-12) of a journey graph."""
    return reply(AnyObject.model_validate(graph_schema()))


def _fields() -> list[dict[str, Any]]:
    with here().db.read() as session:
        found = fields.all_fields(session)
        made_up = samples.read(session, found)
    return [
        {
            "name": field.name,
            "type": field.type,
            "labels": dict(field.labels),
            "personal": field.personal,
            "sample": made_up.text(field),
            "scope": field.scope,
            "custom": field.name not in fields.BUILTIN,
        }
        for field in found.values()
    ]
