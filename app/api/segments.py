"""Segments: conditions with a name, which many journeys may use."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.segments import SegmentDetail, SegmentDraft, SegmentItem, SegmentList
from app.http import ProblemError
from app.models import Segment
from app.store import audience, audit, segments
from app.store.vocabulary import context
from journeys.check import check_audience

segments_area = area("segments", "Conditions with a name, which many journeys may use.")

TAKEN = {"es": "Ya hay un segmento con este nombre.", "en": "There is a segment of this name already."}
IN_USE = {"es": "Lo usan estos recorridos: {names}.", "en": "These journeys use it: {names}."}


@segments_area.get("/segments", responses=answers(200, SegmentList))
@allow(Permission.journeys_read)
def list_segments() -> Response:
    """List segments."""
    with here().db.read() as session:
        found = segments.every(session)
    items = [SegmentItem.model_validate(one, from_attributes=True) for one in found]
    return reply(SegmentList(items=items, total=len(items)))


@segments_area.post("/segments", responses=answers(201, SegmentDetail, 409))
@allow(Permission.journeys_edit)
def create_segment(body: SegmentDraft) -> Response:
    """Save a new segment."""
    now = here().clock.now()
    with _saying(), here().db.write() as session:
        _require_sound(session, body.condition)
        segment = segments.add(session, name=body.name, condition=body.condition, user_id=caller().user_id, now=now)
        _record(session, segment, "segment.saved")
        return reply(_detail(session, segment), 201)


@segments_area.get("/segments/<int:id>", responses=answers(200, SegmentDetail, 404))
@allow(Permission.journeys_read)
def get_segment(path: ById) -> Response:
    """One segment, with how many accounts it takes now."""
    with here().db.read() as session:
        return reply(_detail(session, segments.require(session, path.id)))


@segments_area.put("/segments/<int:id>", responses=answers(200, SegmentDetail, 404, 409))
@allow(Permission.journeys_edit)
def save_segment(path: ById, body: SegmentDraft) -> Response:
    """Give a segment another name or condition; journeys that use it follow."""
    now = here().clock.now()
    with _saying(), here().db.write() as session:
        _require_sound(session, body.condition)
        segment = segments.change(session, path.id, name=body.name, condition=body.condition, now=now)
        _record(session, segment, "segment.saved")
        return reply(_detail(session, segment))


@segments_area.delete("/segments/<int:id>", responses=answers(204, None, 404, 409))
@allow(Permission.journeys_edit)
def delete_segment(path: ById) -> Response:
    """Delete a segment that no journey uses."""
    with _saying(), here().db.write() as session:
        segment = segments.require(session, path.id)
        _record(session, segment, "segment.deleted")
        segments.remove(session, path.id)
    return nothing()


def _detail(session: Session, segment: Segment) -> SegmentDetail:
    matches, total = audience.count(session, segment.condition, here().clock.now())
    own = SegmentItem.model_validate(segment, from_attributes=True).model_dump()
    used_by = segments.used_by(session, segment.id)
    return SegmentDetail(**own, matches=matches, accounts=total, used_by=used_by)


def _require_sound(session: Session, condition: Mapping[str, Any]) -> None:
    problems = check_audience(condition, context(session, frozenset()))
    errors = [problem.message for problem in problems if problem.severity == "error"]
    if errors:
        raise ProblemError("invalid", fields={"condition": dict(errors[0])})


@contextmanager
def _saying() -> Iterator[None]:
    try:
        yield
    except segments.NameTakenError as error:
        raise ProblemError("conflict", detail=TAKEN) from error
    except segments.InUseError as error:
        names = ", ".join(error.journeys)
        detail = {language: text.format(names=names) for language, text in IN_USE.items()}
        raise ProblemError("conflict", detail=detail) from error


def _record(session: Session, segment: Segment, action: str) -> None:
    audit.record(
        session,
        actor=caller().actor,
        action=action,
        subject="segment",
        subject_id=segment.id,
        details={"name": segment.name},
        at=here().clock.wall(),
    )
