"""The history of drafts, and who has a journey open: kept, named, restored; looked at, edited, taken over."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api import trail
from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import caller, here
from app.api.journeys import refuse_taken, saved_draft, stale_said, version_of
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.drafts import (
    DraftName,
    KeptDraftDetail,
    KeptDraftItem,
    KeptDraftList,
    NewKeptDraft,
    PresentItem,
    Restoration,
    Sitting,
    SittingState,
    VersionDetail,
)
from app.api.shapes.journeys import JourneyTab, SavedDraft
from app.http import ProblemError
from app.models import Cause
from app.store import drafts, kept_drafts, sittings
from app.store.sittings import Wish

drafts_area = area("drafts", "Drafts as they once were, and who has a journey open.")

FULL = {
    "es": f"Ya hay {kept_drafts.NAMED} borradores con nombre: quite el nombre a alguno.",
    "en": f"{kept_drafts.NAMED} drafts have a name already: take it away from one of them.",
}


@drafts_area.get("/journeys/<int:id>/drafts", responses=answers(200, KeptDraftList, 404))
@allow(Permission.journeys_read)
def list_drafts(path: ById) -> Response:
    """List the drafts of a journey that were kept."""
    with here().db.read() as session:
        rows = kept_drafts.every(session, path.id)
    items = [_item(row, row.author) for row in rows]
    return reply(KeptDraftList(items=items, total=len(items)))


@drafts_area.post("/journeys/<int:id>/drafts", responses=answers(201, KeptDraftDetail, 404, 409))
@allow(Permission.journeys_edit)
def keep_draft(path: ById, body: NewKeptDraft) -> Response:
    """Keep the draft as it is now under a name, or a graph aside."""
    clock, user_id = here().clock, caller().user_id
    with _saying(), here().db.write() as session:
        if body.graph is None:
            drafts.require_revision(session, path.id, body.revision)
            draft_id = kept_drafts.name_current(session, path.id, body.revision, body.name, clock.wall())
        else:
            draft_id = kept_drafts.put_aside(
                session,
                path.id,
                graph=body.graph,
                name=body.name,
                user_id=user_id,
                now=clock.now(),
                wall=clock.wall(),
            )
        _record(session, path.id, "journey.draft_kept", {"draft": draft_id, "name": body.name})
        return reply(_detail(session, draft_id), 201)


@drafts_area.get("/drafts/<int:id>", responses=answers(200, KeptDraftDetail, 404))
@allow(Permission.journeys_read)
def get_draft(path: ById) -> Response:
    """A draft as it once was."""
    with here().db.read() as session:
        return reply(_detail(session, path.id))


@drafts_area.patch("/drafts/<int:id>", responses=answers(200, KeptDraftDetail, 404, 409))
@allow(Permission.journeys_edit)
def name_draft(path: ById, body: DraftName) -> Response:
    """Give a kept draft a name, or take it away."""
    with _saying(), here().db.write() as session:
        kept = kept_drafts.rename(session, path.id, body.name)
        _record(session, kept.journey_id, "journey.draft_named", {"draft": kept.id, "name": body.name})
        return reply(_detail(session, kept.id))


@drafts_area.post("/drafts/<int:id>/restore", responses=answers(200, SavedDraft, 404, 409))
@allow(Permission.journeys_edit)
def restore_draft(path: ById, body: Restoration) -> Response:
    """Make a kept draft the draft again; the one that it replaces is kept."""
    now = here().clock.now()
    with _saying(), here().db.write() as session:
        kept, _ = kept_drafts.get(session, path.id)
        revision = _restore(session, kept.journey_id, kept.graph, body, now=now, told={"draft": kept.id})
    return reply(saved_draft(kept.journey_id, kept.graph, revision, now))


@drafts_area.get("/versions/<int:id>", responses=answers(200, VersionDetail, 404))
@allow(Permission.journeys_read)
def get_version(path: ById) -> Response:
    """A published version with its graph."""
    with here().db.read() as session:
        version, publisher, live, active = drafts.version(session, path.id)
    told = version_of(version, publisher).model_dump()
    return reply(
        VersionDetail(**told, live=bool(live), active=active, journey_id=version.journey_id, graph=version.graph)
    )


@drafts_area.post("/versions/<int:id>/restore", responses=answers(200, SavedDraft, 404, 409))
@allow(Permission.journeys_edit)
def restore_version(path: ById, body: Restoration) -> Response:
    """Make a published version the draft again; the one that it replaces is kept."""
    now = here().clock.now()
    with _saying(), here().db.write() as session:
        version, _, _, _ = drafts.version(session, path.id)
        revision = _restore(session, version.journey_id, version.graph, body, now=now, told={"version": version.number})
    return reply(saved_draft(version.journey_id, version.graph, revision, now))


@drafts_area.get("/journeys/<int:id>/sittings/<tab>", responses=answers(200, SittingState, 404))
@allow(Permission.journeys_read)
def get_sitting(path: JourneyTab) -> Response:
    """Who has a journey open, and what the tab that asks may do."""
    with here().db.read() as session:
        return reply(_state(session, path))


@drafts_area.put("/journeys/<int:id>/sittings/<tab>", responses=answers(200, SittingState, 404))
@allow(Permission.journeys_read)
def sit_down(path: JourneyTab, body: Sitting) -> Response:
    """Say that a tab still has the journey open, and what its person wants: look, edit if nobody does, or take over."""
    user = caller().user
    if user is None or (body.wish != Wish.look and Permission.journeys_edit not in caller().permissions):
        raise ProblemError("forbidden")
    wall = here().clock.wall()
    with here().db.write() as session:
        if sittings.hear(session, path.id, path.tab, user_id=user.id, wish=body.wish, wall=wall):
            revision = sittings.state(session, path.id, path.tab, wall).revision
            kept_drafts.keep_current(session, path.id, revision, Cause.take_over, wall)
            _record(session, path.id, "journey.taken_over", {"revision": revision})
        return reply(_state(session, path))


@drafts_area.delete("/journeys/<int:id>/sittings/<tab>", responses=answers(204, None))
@allow(Permission.journeys_read)
def stand_up(path: JourneyTab) -> Response:
    """Say that a tab does not have the journey open any more."""
    user_id = caller().user_id
    if user_id is not None:
        with here().db.write() as session:
            sittings.leave(session, path.id, path.tab, user_id)
    return nothing()


def _restore(  # noqa: PLR0913 - what, in whose place, when, and what the trail tells
    session: Session,
    journey_id: int,
    graph: dict[str, Any],
    body: Restoration,
    *,
    now: datetime,
    told: dict[str, Any],
) -> int:
    refuse_taken(session, journey_id, body.tab)
    revision = drafts.save(
        session,
        journey_id,
        graph=graph,
        revision=body.revision,
        user_id=caller().user_id,
        now=now,
        wall=here().clock.wall(),
        cause=Cause.restore,
    )
    _record(session, journey_id, "journey.draft_restored", {**told, "revision": revision})
    return revision


def _state(session: Session, path: JourneyTab) -> SittingState:
    found = sittings.state(session, path.id, path.tab, here().clock.wall())
    mine = caller().user_id
    present = [
        PresentItem(name=one.name, editing=one.editing, you=one.user_id == mine, here=one.tab == path.tab)
        for one in found.present
    ]
    return SittingState(
        seat=found.seat(path.tab),
        taken_by=found.taken_by,
        present=present,
        revision=found.revision,
        saved_at=found.saved_at,
        saved_by=found.saved_by,
    )


def _item(kept: Any, author: str | None) -> KeptDraftItem:  # noqa: ANN401 - a row of the list, or a whole draft
    names = ("id", "revision", "cause", "name", "saved_at")
    return KeptDraftItem(**{name: getattr(kept, name) for name in names}, saved_by=author)


def _detail(session: Session, draft_id: int) -> KeptDraftDetail:
    kept, author = kept_drafts.get(session, draft_id)
    return KeptDraftDetail(**_item(kept, author).model_dump(), journey_id=kept.journey_id, graph=kept.graph)


@contextmanager
def _saying() -> Iterator[None]:
    with stale_said():
        try:
            yield
        except kept_drafts.FullError as error:
            raise ProblemError("conflict", detail=FULL) from error


def _record(session: Session, journey_id: int, action: str, details: dict[str, Any]) -> None:
    trail.note(session, "journey", journey_id, action, details)
