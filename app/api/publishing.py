"""Before a draft is published: what it would bring, and the second pair of eyes where one is wanted."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, channels, here, wake
from app.api.journeys import published_answer
from app.api.permissions import Permission
from app.api.running import saying
from app.api.shapes.base import ById
from app.api.shapes.journeys import Publishing
from app.api.shapes.publishing import (
    Approval,
    Asking,
    OutlookAnswer,
    OutlookInfo,
    Refusal,
    RequestItem,
    RequestList,
)
from app.errors import NotFoundError
from app.flow import approval, outlook
from app.flow.approval import ApprovalError, Who
from app.flow.publish import PublishError
from app.http import ProblemError
from app.models import Journey, JourneyVersion, PublishRequest
from app.queue import Job
from app.store import audit, changes, drafts, requests
from journeys.changes import Move

publishing_area = area("publishing", "What publishing would bring, and who has to agree.")


@publishing_area.get("/journeys/<int:id>/outlook", responses=answers(200, OutlookAnswer, 404))
@allow(Permission.journeys_read)
def get_outlook(path: ById) -> Response:
    """Whom the saved draft would let in, when the first messages go out, how many follow, and at what cost."""
    with here().db.read() as session:
        found = outlook.of_draft(session, here().config, path.id, here().clock.now())
    return reply(OutlookAnswer(outlook=None if found is None else OutlookInfo.model_validate(asdict(found))))


@publishing_area.get("/journeys/<int:id>/requests", responses=answers(200, RequestList, 404))
@allow(Permission.journeys_read)
def list_publish_requests(path: ById) -> Response:
    """List who asked for the journey to be published, and what became of it."""
    with here().db.read() as session:
        items = _items(session, path.id)
    return reply(RequestList(needed=here().config.four_eyes, items=items, total=len(items)))


@publishing_area.post("/journeys/<int:id>/requests", responses=answers(201, RequestItem, 404, 409))
@allow(Permission.journeys_edit)
def ask_to_publish(path: ById, body: Asking) -> Response:
    """Ask somebody else to publish the draft exactly as it is now, in place of an earlier request."""
    with _acting() as session:
        drafts.require_revision(session, path.id, body.revision)
        request = approval.ask(
            session,
            path.id,
            reason=body.reason,
            moves=[Move(**move.model_dump()) for move in body.moves],
            who=_who(),
            now=here().clock.now(),
            channels=channels(),
        )
        _record(session, request, "journey.publication_asked", {"reason": request.reason})
        answer = _item_of(session, request)
    return reply(answer, 201)


@publishing_area.post("/requests/<int:id>/approve", responses=answers(200, Publishing, 404, 409))
@allow(Permission.journeys_publish)
def approve_request(path: ById, body: Approval) -> Response:
    """Publish what somebody else asked for."""
    with _acting() as session:
        now = here().clock.now()
        version = approval.approve(session, path.id, who=_who(), now=now, channels=channels(), answer=body.answer)
        request = requests.get(session, path.id)
        if version is None:
            _record(session, request, "journey.publication_stale", {})
        else:
            known = {"version": version.number, "hash": version.hash, "reason": version.reason}
            _record(session, request, "journey.publication_approved", {**known, "answer": body.answer})
            _record(session, request, "journey.published", {**known, "asked_by": request.asked_actor})
        change = changes.running(session, [request.journey_id]).get(request.journey_id)
    if version is None:
        raise ProblemError("conflict", detail=approval.STALE)
    wake(Job.advance)
    if change is not None:
        here().queue.wake(Job.change, change.id)
    return reply(published_answer(version, change))


@publishing_area.post("/requests/<int:id>/refuse", responses=answers(200, RequestItem, 404, 409))
@allow(Permission.journeys_publish)
def refuse_request(path: ById, body: Refusal) -> Response:
    """Say no to what somebody else asked for, and why."""
    with _acting() as session:
        request = approval.refuse(session, path.id, who=_who(), answer=body.answer, now=here().clock.now())
        _record(session, request, "journey.publication_refused", {"answer": body.answer})
        return reply(_item_of(session, request))


@publishing_area.post("/requests/<int:id>/withdraw", responses=answers(200, RequestItem, 404, 409))
@allow(Permission.journeys_edit)
def withdraw_request(path: ById) -> Response:
    """Take a request back."""
    with _acting() as session:
        request = approval.withdraw(session, path.id, who=_who(), now=here().clock.now())
        _record(session, request, "journey.publication_withdrawn", {})
        return reply(_item_of(session, request))


@contextmanager
def _acting() -> Iterator[Session]:
    """A transaction; what stands in the way is said in the reader's language."""
    try:
        with saying(), here().db.write() as session:
            yield session
    except ApprovalError as error:
        raise ProblemError("conflict", detail=error.text) from error
    except PublishError as error:
        problems = [problem.to_dict() for problem in error.problems]
        raise ProblemError("unpublishable", extra={"problems": problems}) from error


def _who() -> Who:
    return Who(caller().actor, caller().user_id)


def _record(session: Session, request: PublishRequest, action: str, details: dict[str, Any]) -> None:
    audit.record(
        session,
        actor=caller().actor,
        action=action,
        subject="journey",
        subject_id=request.journey_id,
        details={"request": request.id, "hash": request.hash, **details},
        at=here().clock.wall(),
    )


def _item_of(session: Session, request: PublishRequest) -> RequestItem:
    return next(item for item in _items(session, request.journey_id) if item.id == request.id)


def _items(session: Session, journey_id: int) -> list[RequestItem]:
    journey = session.get(Journey, journey_id)
    if journey is None:
        raise NotFoundError
    rows = requests.of_journey(session, journey_id)
    return [_item(session, journey, request, asker, answerer) for request, asker, answerer in rows]


def _item(
    session: Session, journey: Journey, request: PublishRequest, asker: str | None, answerer: str | None
) -> RequestItem:
    version = None if request.version_id is None else session.get_one(JourneyVersion, request.version_id)
    return RequestItem(
        id=request.id,
        state=request.state,
        current=request.state == "open" and approval.is_current(request, journey),
        own=request.asked_actor == caller().actor,
        reason=request.reason,
        moves=request.moves,
        hash=request.hash,
        asked_by=asker or request.asked_actor,
        asked_at=request.asked_at,
        answered_by=answerer,
        answered_at=request.answered_at,
        answer=request.answer,
        version=None if version is None else version.number,
    )
