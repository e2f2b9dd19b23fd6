"""Journeys: the list, drafts, publishing, versions and live counts."""

from dataclasses import asdict
from datetime import timedelta

from flask import Response

from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import caller, channels, here, wake
from app.api.permissions import Permission
from app.api.running import change_item, lived, saying
from app.api.shapes.base import ById
from app.api.shapes.journeys import (
    Counts,
    Draft,
    GraphToCheck,
    JourneyDetail,
    JourneyItem,
    JourneyList,
    JourneyQuery,
    NewJourney,
    Problems,
    Publication,
    Publishing,
    SavedDraft,
    Version,
    VersionItem,
    VersionList,
)
from app.flow import guard
from app.flow.publish import PublishError, check_and_say, publish
from app.http import ProblemError
from app.insights import counts
from app.models import JourneyVersion
from app.queue import Job
from app.store import audit, changes, drafts
from app.store.vocabulary import context
from journeys.changes import Move
from journeys.check import check
from journeys.graph import empty_graph

journeys_area = area("journeys", "Journeys, their drafts, versions and counts.")

ONE_SITTING = timedelta(minutes=10)  # the designer saves every few seconds; the trail needs one line of it

STALE = {
    "es": "{who} guardó este borrador mientras tanto. Vuelva a cargarlo para no perder sus cambios.",
    "en": "{who} saved this draft in the meantime. Load it again so that their changes are not lost.",
}
SOMEBODY = {"es": "Otra persona", "en": "Somebody else"}
PUBLISHED = {
    "es": "Este recorrido ya se publicó: no se puede eliminar.",
    "en": "This journey was published: it cannot be deleted.",
}


@journeys_area.get("/journeys", responses=answers(200, JourneyList))
@allow(Permission.journeys_read)
def list_journeys(query: JourneyQuery) -> Response:
    """List journeys."""
    with here().db.read() as session:
        rows = drafts.page(session, query.search, archived=query.archived)
        running = changes.running(session, [journey.id for journey, _, _, _ in rows])
        known = context(session, channels())
    items = []
    for journey, live_version, entered, here_now in rows:
        severities = [problem.severity for problem in check(journey.draft, known)]
        items.append(
            JourneyItem(
                **lived(journey, running.get(journey.id)),
                id=journey.id,
                name=journey.name,
                live_version=live_version,
                here_now=here_now,
                entered=entered,
                ended=entered - here_now,
                saved_at=journey.saved_at,
                errors=severities.count("error"),
                warnings=severities.count("warning"),
            )
        )
    return reply(JourneyList(items=items, total=len(items)))


@journeys_area.post("/journeys", responses=answers(201, JourneyDetail))
@allow(Permission.journeys_edit)
def create_journey(body: NewJourney) -> Response:
    """Begin a journey."""
    with here().db.write() as session:
        journey = drafts.add(
            session,
            name=body.name,
            draft=empty_graph(body.name),
            user_id=caller().user_id,
            now=here().clock.now(),
        )
        audit.record(
            session,
            actor=caller().actor,
            action="journey.begun",
            subject="journey",
            subject_id=journey.id,
            details={"name": journey.name},
            at=here().clock.wall(),
        )
    return reply(_detail(journey.id), 201)


@journeys_area.post("/journeys/check", responses=answers(200, Problems))
@allow(Permission.journeys_read)
def check_journey(body: GraphToCheck) -> Response:
    """Check a graph without saving it."""
    with here().db.read() as session:
        found, said = check_and_say(session, body.graph, channels())
    problems = [problem.to_dict() for problem in found]
    return reply(Problems.model_validate({"problems": problems, "sentences": said}))


@journeys_area.get("/journeys/<int:id>", responses=answers(200, JourneyDetail, 404))
@allow(Permission.journeys_read)
def get_journey(path: ById) -> Response:
    """One journey with its draft."""
    return reply(_detail(path.id))


@journeys_area.delete("/journeys/<int:id>", responses=answers(204, None, 404, 409))
@allow(Permission.journeys_edit)
def delete_journey(path: ById) -> Response:
    """Delete a journey that was never published."""
    try:
        with here().db.write() as session:
            name = drafts.remove(session, path.id)
            audit.record(
                session,
                actor=caller().actor,
                action="journey.deleted",
                subject="journey",
                subject_id=path.id,
                details={"name": name},
                at=here().clock.wall(),
            )
    except drafts.PublishedError as error:
        raise ProblemError("conflict", detail=PUBLISHED) from error
    return nothing()


@journeys_area.put("/journeys/<int:id>/draft", responses=answers(200, SavedDraft, 404, 409, 413))
@allow(Permission.journeys_edit)
def save_draft(path: ById, body: Draft) -> Response:
    """Save the draft, unless somebody else saved it since the revision named here."""
    now = here().clock.now()
    try:
        with here().db.write() as session:
            revision = drafts.save(
                session, path.id, graph=body.graph, revision=body.revision, user_id=caller().user_id, now=now
            )
            audit.record_once(
                session,
                actor=caller().actor,
                action="journey.saved",
                subject="journey",
                subject_id=path.id,
                details={"revision": revision},
                at=here().clock.wall(),
                within=ONE_SITTING,
            )
    except drafts.StaleDraftError as error:
        raise _stale(error) from error
    with here().db.read() as session:  # a check takes its time: nobody who writes should wait for it
        found, said = check_and_say(session, body.graph, channels(), path.id)
    problems = [problem.to_dict() for problem in found]
    saved = {"revision": revision, "saved_at": now, "problems": problems, "sentences": said}
    return reply(SavedDraft.model_validate(saved))


@journeys_area.post("/journeys/<int:id>/publish", responses=answers(200, Publishing, 404, 409))
@allow(Permission.journeys_publish)
def publish_journey(path: ById, body: Publication) -> Response:
    """Publish the draft as a new version; a 422 says in ``problems`` what is in the way."""
    try:
        with saying(), here().db.write() as session:
            drafts.require_revision(session, path.id, body.revision)
            version = publish(
                session,
                path.id,
                reason=body.reason,
                user_id=caller().user_id,
                now=here().clock.now(),
                channels=channels(),
                moves=[Move(**move.model_dump()) for move in body.moves],
            )
            moved = [move.model_dump() for move in body.moves if move.act != "stay"]
            details = {"version": version.number, "hash": version.hash, "reason": version.reason}
            audit.record(
                session,
                actor=caller().actor,
                action="journey.published",
                subject="journey",
                subject_id=path.id,
                details=details | ({"moves": moved} if moved else {}),
                at=here().clock.wall(),
            )
            change = changes.running(session, [path.id]).get(path.id)
    except drafts.StaleDraftError as error:
        raise _stale(error) from error
    except PublishError as error:
        problems = [problem.to_dict() for problem in error.problems]
        raise ProblemError("unpublishable", extra={"problems": problems}) from error
    wake(Job.advance)
    if change is not None:
        here().queue.wake(Job.change, change.id)
    user = caller().user
    published = _version(version, None if user is None else user.name).model_dump()
    return reply(Publishing(**published, change=None if change is None else change_item(change)))


@journeys_area.get("/journeys/<int:id>/versions", responses=answers(200, VersionList, 404))
@allow(Permission.journeys_read)
def list_versions(path: ById) -> Response:
    """List what was published."""
    with here().db.read() as session:
        rows = drafts.versions(session, path.id)
    items = [
        VersionItem(**_version(version, publisher).model_dump(), live=bool(live), active=active)
        for version, publisher, live, active in rows
    ]
    return reply(VersionList(items=items, total=len(items)))


@journeys_area.get("/journeys/<int:id>/counts", responses=answers(200, Counts, 404))
@allow(Permission.journeys_read)
def get_counts(path: ById) -> Response:
    """How many people stand on each node now, and how many went which way."""
    with here().db.read() as session:
        found = counts.of_journey(session, path.id)
    return reply(Counts.model_validate(found, from_attributes=True))


def _detail(journey_id: int) -> JourneyDetail:
    with here().db.read() as session:
        journey, live, saved_by, published_by = drafts.get(session, journey_id)
        found, said = check_and_say(session, journey.draft, channels(), journey_id)
        change = changes.running(session, [journey_id]).get(journey_id)
    return JourneyDetail.model_validate(
        {
            **lived(journey, change),
            "guard": asdict(guard.of_journey(journey)),
            "id": journey.id,
            "name": journey.name,
            "graph": journey.draft,
            "revision": journey.revision,
            "saved_at": journey.saved_at,
            "saved_by": saved_by,
            "live_version": None if live is None else _version(live, published_by),
            "problems": [problem.to_dict() for problem in found],
            "sentences": said,
        }
    )


def _version(version: JourneyVersion, publisher: str | None) -> Version:
    return Version(
        id=version.id,
        number=version.number,
        published_at=version.published_at,
        published_by=publisher,
        reason=version.reason,
        hash=version.hash,
    )


def _stale(error: drafts.StaleDraftError) -> ProblemError:
    detail = {language: text.format(who=error.saved_by or SOMEBODY[language]) for language, text in STALE.items()}
    return ProblemError("conflict", detail=detail, extra={"revision": error.revision, "saved_by": error.saved_by})
