"""What the studio draws itself from: kinds, fields, events, templates, and the clock."""

from flask import Response

from app.api.area import allow, answers, area
from app.api.permissions import Permission
from app.api.shapes.base import AnyObject
from app.api.shapes.session import ClockReading, Meta

meta_area = area("meta", "What the designer draws itself from.")


@meta_area.get("/clock", responses=answers(200, ClockReading))
@allow(Permission.journeys_read)
def get_clock() -> Response:
    """Business time."""
    raise NotImplementedError


@meta_area.get("/meta", responses=answers(200, Meta))
@allow(Permission.journeys_read)
def get_meta() -> Response:
    """Step kinds, CRM fields, events, templates, channels and exits."""
    raise NotImplementedError


@meta_area.get("/graph-schema", responses=answers(200, AnyObject))
@allow(Permission.journeys_read)
def get_graph_schema() -> Response:
    """The JSON Schema (Draft 2020-12) of a journey graph."""
    raise NotImplementedError
