"""Segments: conditions with a name, which many journeys may use."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api import trail
from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import ById, Text
from app.api.shapes.messages import Named
from app.api.shapes.segments import (
    Audience,
    AudienceCount,
    ConditionToTry,
    CostReason,
    SegmentDetail,
    SegmentDraft,
    SegmentItem,
    SegmentList,
    SegmentMember,
    SegmentPreview,
)
from app.errors import InvalidError
from app.http import ProblemError
from app.models import Segment
from app.store import audience, cost, segments
from app.store.segments import Use
from app.store.vocabulary import context
from journeys.check import check_audience

segments_area = area("segments", "Conditions with a name, which many journeys may use.")

PREVIEW = 10  # accounts that are shown

BAD_CONDITION = {"es": "La condición no se puede usar: {why}", "en": "The condition cannot be used: {why}"}
TAKEN = {"es": "Ya hay un segmento con este nombre.", "en": "There is a segment of this name already."}
IN_USE = {"es": "Lo usan estos recorridos: {names}.", "en": "These journeys use it: {names}."}


@segments_area.get("/segments", responses=answers(200, SegmentList))
@allow(Permission.segments_read)
def list_segments() -> Response:
    """List segments."""
    with here().db.read() as session:
        found, uses = segments.every(session), segments.uses(session)
    items = [_item(one, uses) for one in found]
    return reply(SegmentList(items=items, total=len(items)))


@segments_area.post("/segments", responses=answers(201, SegmentDetail, 409))
@allow(Permission.segments_edit)
def create_segment(body: SegmentDraft) -> Response:
    """Save a new segment."""
    now = here().clock.now()
    with _saying(), here().db.write() as session:
        _require_sound(session, body.condition)
        segment = segments.add(session, name=body.name, condition=body.condition, user_id=caller().user_id, now=now)
        _record(session, segment, "segment.saved")
        return reply(_detail(session, segment), 201)


@segments_area.post("/segments/preview", responses=answers(200, SegmentPreview))
@allow(Permission.debtors_read)
def preview_segment(body: ConditionToTry) -> Response:
    """Show the first accounts that a condition takes; ``POST /audience`` counts them."""
    now = here().clock.now()
    with here().db.read() as session:
        _require_sound(session, body.condition)
        found = audience.first(session, body.condition, now, PREVIEW)
    members = [
        SegmentMember(
            id=one.id,
            ref=one.ref,
            debtor=Named(id=one.debtor_id, name=one.debtor),
            balance=one.balance,
            currency=one.currency,
        )
        for one in found or ()
    ]
    return reply(SegmentPreview(members=members, in_time=found is not None))


@segments_area.post("/audience", responses=answers(200, AudienceCount))
@allow(Permission.journeys_read)
def count_audience(body: Audience) -> Response:
    """Count the accounts that a condition takes, of those that can enter a journey, and say what takes time."""
    began = perf_counter()
    try:
        with here().db.read() as session:
            counted = audience.count(session, body.condition, here().clock.now())
            seconds = None if counted.matches is None else round(perf_counter() - began, 3)
            why = [] if body.condition is None else cost.reasons(session, body.condition)
    except InvalidError as error:
        detail = {language: text.format(why=error) for language, text in BAD_CONDITION.items()}
        raise ProblemError("invalid", fields={"condition": detail}) from error
    return reply(
        AudienceCount(
            matches=counted.matches,
            total=counted.total,
            seconds=seconds,
            speed=cost.speed_of(seconds),
            reasons=[CostReason(code=one.code, field=one.field, text=Text(**one.text)) for one in why],
        )
    )


@segments_area.get("/segments/<int:id>", responses=answers(200, SegmentDetail, 404))
@allow(Permission.segments_read)
def get_segment(path: ById) -> Response:
    """One segment, with how many accounts it takes now."""
    with here().db.read() as session:
        return reply(_detail(session, segments.require(session, path.id)))


@segments_area.put("/segments/<int:id>", responses=answers(200, SegmentDetail, 404, 409))
@allow(Permission.segments_edit)
def save_segment(path: ById, body: SegmentDraft) -> Response:
    """Give a segment another name or condition; journeys that use it follow."""
    now = here().clock.now()
    with _saying(), here().db.write() as session:
        _require_sound(session, body.condition)
        segment = segments.change(session, path.id, name=body.name, condition=body.condition, now=now)
        _record(session, segment, "segment.saved")
        return reply(_detail(session, segment))


@segments_area.delete("/segments/<int:id>", responses=answers(204, None, 404, 409))
@allow(Permission.segments_edit)
def delete_segment(path: ById) -> Response:
    """Delete a segment that no journey uses."""
    with _saying(), here().db.write() as session:
        segment = segments.require(session, path.id)
        _record(session, segment, "segment.deleted")
        segments.remove(session, path.id)
    return nothing()


def _item(segment: Segment, uses: Mapping[int, Sequence[Use]]) -> SegmentItem:
    users = [Named(id=use.id, name=use.name) for use in uses.get(segment.id, [])]
    own = {name: getattr(segment, name) for name in ("id", "name", "condition", "updated_at")}
    return SegmentItem(**own, used_by=users)


def _detail(session: Session, segment: Segment) -> SegmentDetail:
    counted = audience.count(session, segment.condition, here().clock.now())
    own = _item(segment, segments.uses(session)).model_dump()
    return SegmentDetail(**own, matches=counted.matches, accounts=counted.total)


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
    trail.note(session, "segment", segment.id, action, {"name": segment.name})
