"""The studio's API, below /api/v1: JSON in, JSON out, problem documents for every error."""

from typing import Any, cast

from flask_openapi3.blueprint import APIBlueprint
from flask_openapi3.models.info import Info
from flask_openapi3.openapi import OpenAPI

from app.api.admin import admin_area
from app.api.agreements import agreements_area
from app.api.asset_folders import asset_folders_area
from app.api.assets import assets_area
from app.api.brands import brands_area
from app.api.dead_letters import dead_letters_area
from app.api.debtors import debtors_area
from app.api.designs import designs_area
from app.api.drafts import drafts_area
from app.api.events import events_area
from app.api.failed_acts import failed_acts_area
from app.api.flags import flags_area
from app.api.imports import imports_area
from app.api.journeys import journeys_area
from app.api.live import live_area
from app.api.messages import messages_area
from app.api.meta import meta_area
from app.api.operations import operations_area
from app.api.own_fields import own_fields_area
from app.api.palette import palette_area
from app.api.parties import parties_area
from app.api.portable import portable_area
from app.api.publishing import publishing_area
from app.api.reach import reach_area
from app.api.rehearsals import rehearsals_area
from app.api.releases import releases_area
from app.api.running import running_area
from app.api.runs import runs_area
from app.api.segments import segments_area
from app.api.session import session_area
from app.api.shapes.base import Problem
from app.api.standing import standing_area
from app.api.tasks import tasks_area
from app.api.templates import templates_area
from app.http import invalid

AREAS = (
    session_area,
    meta_area,
    journeys_area,
    portable_area,
    drafts_area,
    running_area,
    publishing_area,
    rehearsals_area,
    live_area,
    segments_area,
    own_fields_area,
    debtors_area,
    flags_area,
    events_area,
    parties_area,
    agreements_area,
    tasks_area,
    templates_area,
    reach_area,
    assets_area,
    asset_folders_area,
    designs_area,
    releases_area,
    palette_area,
    brands_area,
    runs_area,
    standing_area,
    messages_area,
    imports_area,
    operations_area,
    dead_letters_area,
    failed_acts_area,
    admin_area,
)
INFO = Info(title="Cauce", version="1", description="The API of the studio. Errors are problem documents (RFC 9457).")
SECURITY: dict[str, dict[str, Any]] = {
    "session": {"type": "apiKey", "in": "cookie", "name": "cauce"},
    "key": {"type": "http", "scheme": "bearer"},
}


def bare_app(name: str = "app") -> OpenAPI:
    """An app with every endpoint of the API and nothing else; ``app.factory`` makes it serve."""
    app = OpenAPI(
        name,
        info=INFO,
        security_schemes=cast("Any", SECURITY),
        doc_ui=False,
        validation_error_model=Problem,
        validation_error_callback=invalid,
        static_folder=None,
    )
    for area in AREAS:
        _register(app, area)
    return app


def _register(app: OpenAPI, area: APIBlueprint) -> None:
    """Add an area; what it does at an address that another area has as well is told beside that one's."""
    before = dict(app.paths)
    app.register_api(area)
    for path in before.keys() & area.paths.keys():
        added = {name: value for name, value in area.paths[path] if value is not None}
        app.paths[path] = before[path].model_copy(update=added)


def document(app: OpenAPI | None = None) -> dict[str, Any]:
    """The OpenAPI 3.1 document; needs no database."""
    found: dict[str, Any] = (app or bare_app()).api_doc
    for schema in found["components"]["schemas"].values():
        schema.pop("$defs", None)  # every one of them is a component of its own
    found["tags"] = sorted(found.get("tags", []), key=lambda tag: tag["name"])
    found["security"] = [{"session": []}, {"key": []}]
    return found
