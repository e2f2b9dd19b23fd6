"""Journeys: the list, drafts, publishing, versions and live counts."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

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
from app.models import Cause, Change, JourneyVersion
from app.queue import Job
from app.store import audit, changes, drafts, requests, sittings
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
        numbers = [journey.id for journey, _, _, _ in rows]
        running, asked = changes.running(session, numbers), requests.waiting(session, numbers)
        known = context(session, channels(), here().config)
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
                asked=journey.id in asked,
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
        found, said = check_and_say(session, body.graph, channels(), config=here().config)
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
    with stale_said(), here().db.write() as session:
        refuse_taken(session, path.id, body.tab)
        revision = drafts.save(
            session,
            path.id,
            graph=body.graph,
            revision=body.revision,
            user_id=caller().user_id,
            now=now,
            wall=here().clock.wall(),
            cause=Cause.merge if body.merged else None,
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
    return reply(saved_draft(path.id, body.graph, revision, now))


@journeys_area.post("/journeys/<int:id>/publish", responses=answers(200, Publishing, 404, 409))
@allow(Permission.journeys_publish)
def publish_journey(path: ById, body: Publication) -> Response:
    """Publish the draft as a new version; a 422 says in ``problems`` what is in the way.

    Where the installation wants four eyes, it has to be asked for: ``POST /journeys/{id}/requests``.
    """
    if here().config.four_eyes:
        raise ProblemError("four-eyes")
    try:
        with saying(), stale_said(), here().db.write() as session:
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
    except PublishError as error:
        problems = [problem.to_dict() for problem in error.problems]
        raise ProblemError("unpublishable", extra={"problems": problems}) from error
    wake(Job.advance)
    if change is not None:
        here().queue.wake(Job.change, change.id)
    return reply(published_answer(version, change))


@journeys_area.get("/journeys/<int:id>/versions", responses=answers(200, VersionList, 404))
@allow(Permission.journeys_read)
def list_versions(path: ById) -> Response:
    """List what was published."""
    with here().db.read() as session:
        rows = drafts.versions(session, path.id)
    items = [
        VersionItem(**version_of(version, publisher).model_dump(), live=bool(live), active=active)
        for version, publisher, live, active in rows
    ]
    return reply(VersionList(items=items, total=len(items)))


@journeys_area.get("/journeys/<int:id>/counts", responses=answers(200, Counts, 404))
@allow(Permission.journeys_read)
def get_counts(path: ById) -> Response:
    """How many people stand on each node now, and how many went which way."""
    with here().db.read() as session:
        found = counts.of_journey(session, path.id, here().clock.now())
    return reply(Counts.model_validate(found, from_attributes=True))


def _detail(journey_id: int) -> JourneyDetail:
    with here().db.read() as session:
        journey, live, saved_by, published_by = drafts.get(session, journey_id)
        found, said = check_and_say(session, journey.draft, channels(), journey_id, here().config)
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
            "live_version": None if live is None else version_of(live, published_by),
            "problems": [problem.to_dict() for problem in found],
            "sentences": said,
        }
    )


def published_answer(version: JourneyVersion, change: Change | None) -> Publishing:
    """What the caller just published, and the change that moves people onto it."""
    user = caller().user
    published = version_of(version, None if user is None else user.name).model_dump()
    return Publishing(**published, change=None if change is None else change_item(change))


def version_of(version: JourneyVersion, publisher: str | None) -> Version:
    """A version as the API tells it."""
    return Version(
        id=version.id,
        number=version.number,
        published_at=version.published_at,
        published_by=publisher,
        reason=version.reason,
        hash=version.hash,
    )


def saved_draft(journey_id: int, graph: dict[str, Any], revision: int, now: datetime) -> SavedDraft:
    """What is said of a draft that was saved. A check takes its time: nobody who writes should wait for it."""
    with here().db.read() as session:
        found, said = check_and_say(session, graph, channels(), journey_id, here().config)
    problems = [problem.to_dict() for problem in found]
    return SavedDraft.model_validate({"revision": revision, "saved_at": now, "problems": problems, "sentences": said})


def refuse_taken(session: Session, journey_id: int, tab: str | None) -> None:
    """Refuse what comes from a tab from which somebody took over.

    Raises:
        ProblemError: somebody did.
    """
    taker = None if tab is None else sittings.taken(session, journey_id, tab)
    if taker is not None:
        raise ProblemError("taken-over", extra={"taken_by": taker})


@contextmanager
def stale_said() -> Iterator[None]:
    """Say in the reader's language that somebody else saved the draft in the meantime, and who."""
    try:
        yield
    except drafts.StaleDraftError as error:
        detail = {language: text.format(who=error.saved_by or SOMEBODY[language]) for language, text in STALE.items()}
        extra = {"revision": error.revision, "saved_by": error.saved_by}
        raise ProblemError("conflict", detail=detail, extra=extra) from error
