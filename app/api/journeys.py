"""Journeys: the list, drafts, publishing, versions and live counts."""

from flask import Response

from app.api.area import allow, answers, area
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.journeys import (
    Audience,
    AudienceCount,
    Counts,
    Draft,
    GraphToCheck,
    JourneyDetail,
    JourneyList,
    JourneyQuery,
    NewJourney,
    Problems,
    Publication,
    SavedDraft,
    Version,
    VersionList,
)

journeys_area = area("journeys", "Journeys, their drafts, versions and counts.")


@journeys_area.get("/journeys", responses=answers(200, JourneyList))
@allow(Permission.journeys_read)
def list_journeys(query: JourneyQuery) -> Response:
    """List journeys."""
    raise NotImplementedError


@journeys_area.post("/journeys", responses=answers(201, JourneyDetail))
@allow(Permission.journeys_edit)
def create_journey(body: NewJourney) -> Response:
    """Begin a journey."""
    raise NotImplementedError


@journeys_area.post("/journeys/check", responses=answers(200, Problems))
@allow(Permission.journeys_read)
def check_journey(body: GraphToCheck) -> Response:
    """Check a graph without saving it."""
    raise NotImplementedError


@journeys_area.get("/journeys/<int:id>", responses=answers(200, JourneyDetail, 404))
@allow(Permission.journeys_read)
def get_journey(path: ById) -> Response:
    """One journey with its draft."""
    raise NotImplementedError


@journeys_area.delete("/journeys/<int:id>", responses=answers(204, None, 404, 409))
@allow(Permission.journeys_edit)
def delete_journey(path: ById) -> Response:
    """Delete a journey that was never published."""
    raise NotImplementedError


@journeys_area.put("/journeys/<int:id>/draft", responses=answers(200, SavedDraft, 404, 409, 413))
@allow(Permission.journeys_edit)
def save_draft(path: ById, body: Draft) -> Response:
    """Save the draft, unless somebody else saved it since the revision named here."""
    raise NotImplementedError


@journeys_area.post("/journeys/<int:id>/publish", responses=answers(200, Version, 404, 409))
@allow(Permission.journeys_publish)
def publish_journey(path: ById, body: Publication) -> Response:
    """Publish the draft as a new version; a 422 says in ``problems`` what is in the way."""
    raise NotImplementedError


@journeys_area.get("/journeys/<int:id>/versions", responses=answers(200, VersionList, 404))
@allow(Permission.journeys_read)
def list_versions(path: ById) -> Response:
    """List what was published."""
    raise NotImplementedError


@journeys_area.get("/journeys/<int:id>/counts", responses=answers(200, Counts, 404))
@allow(Permission.journeys_read)
def get_counts(path: ById) -> Response:
    """How many people stand on each node now, and how many went which way."""
    raise NotImplementedError


@journeys_area.post("/audience", responses=answers(200, AudienceCount))
@allow(Permission.journeys_read)
def count_audience(body: Audience) -> Response:
    """Count the open accounts that a condition takes."""
    raise NotImplementedError
