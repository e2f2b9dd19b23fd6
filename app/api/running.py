"""What is done to a running journey: pause, resume, stop, archive, restore, its limits, and what publishing means."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app import reasons
from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.running import Because, ChangeItem, Guard, GuardLimits, Halt, Impact, Life, Resumption
from app.errors import NotFoundError
from app.flow import guard, impact, lifecycle
from app.http import ProblemError, language
from app.models import Change, Journey
from app.queue import Job
from app.store import audit, changes, journeys

running_area = area("running", "What is done to a running journey, and to the people on it.")


@running_area.post("/journeys/<int:id>/pause", responses=answers(200, Life, 404, 409))
@allow(Permission.journeys_run)
def pause_journey(path: ById, body: Because) -> Response:
    """Keep everybody on a journey where they are, from now on."""
    with _acting() as session:
        lifecycle.pause(session, path.id, reason=body.reason, now=here().clock.now())
        _record(session, path.id, "journey.paused", {"reason": body.reason})
        return reply(life(session, path.id))


@running_area.post("/journeys/<int:id>/resume", responses=answers(200, Life, 404, 409))
@allow(Permission.journeys_run)
def resume_journey(path: ById, body: Resumption) -> Response:
    """Let everybody on a paused journey go on. It is live once the change that this begins is carried out."""
    with _acting() as session:
        change = lifecycle.resume(
            session,
            path.id,
            timers=body.timers,
            ramp_minutes=body.ramp_minutes,
            user_id=caller().user_id,
            now=here().clock.now(),
        )
        _record(session, path.id, "journey.resumed", body.model_dump())
        answer = life(session, path.id)
    here().queue.wake(Job.change, change.id)
    return reply(answer)


@running_area.post("/journeys/<int:id>/stop", responses=answers(200, Life, 404, 409))
@allow(Permission.journeys_run)
def stop_journey(path: ById, body: Because) -> Response:
    """Take everybody off a journey, and cancel what was written for them and is not handed over."""
    with _acting() as session:
        now = here().clock.now()
        change = lifecycle.stop(session, path.id, reason=body.reason, user_id=caller().user_id, now=now)
        _record(session, path.id, "journey.stopped", {"reason": body.reason})
        answer = life(session, path.id)
    here().queue.wake(Job.change, change.id)
    return reply(answer)


@running_area.post("/journeys/<int:id>/archive", responses=answers(200, Life, 404, 409))
@allow(Permission.journeys_run)
def archive_journey(path: ById, body: Because) -> Response:
    """Put a journey out of the way that was never published, or is stopped."""
    with _acting() as session:
        lifecycle.archive(session, path.id, reason=body.reason, now=here().clock.now())
        _record(session, path.id, "journey.archived", {"reason": body.reason})
        return reply(life(session, path.id))


@running_area.post("/journeys/<int:id>/restore", responses=answers(200, Life, 404, 409))
@allow(Permission.journeys_run)
def restore_journey(path: ById) -> Response:
    """Bring an archived journey back, as a draft or stopped."""
    with _acting() as session:
        lifecycle.restore(session, path.id, now=here().clock.now())
        _record(session, path.id, "journey.restored", {})
        return reply(life(session, path.id))


@running_area.put("/journeys/<int:id>/guard", responses=answers(200, Guard, 404))
@allow(Permission.journeys_run)
def set_guard(path: ById, body: GuardLimits) -> Response:
    """Set the limits of the blast guard for a journey."""
    limits = guard.Guard(**body.model_dump())
    with _acting() as session:
        journey = journeys.locked(session, path.id)
        if journey is None:
            raise NotFoundError
        guard.store(journey, limits)
        _record(session, path.id, "journey.guard_set", body.model_dump())
    return reply(Guard.model_validate(asdict(limits)))


@running_area.get("/journeys/<int:id>/impact", responses=answers(200, Impact, 404))
@allow(Permission.journeys_read)
def get_impact(path: ById) -> Response:
    """What publishing the saved draft would mean for the people who are on the journey."""
    with here().db.read() as session:
        found = impact.of_draft(session, path.id, here().clock.now())
    return reply(Impact.model_validate(asdict(found)))


@running_area.get("/changes/<int:id>", responses=answers(200, ChangeItem, 404))
@allow(Permission.journeys_read)
def get_change(path: ById) -> Response:
    """How far a change to everybody on a journey has come."""
    with here().db.read() as session:
        change = changes.get(session, path.id)
    if change is None:
        raise NotFoundError
    return reply(change_item(change))


def life(session: Session, journey_id: int) -> Life:
    """Where a journey is in its life."""
    journey = session.get_one(Journey, journey_id)
    return Life.model_validate(lived(journey, changes.running(session, [journey_id]).get(journey_id)))


def lived(journey: Journey, change: Change | None) -> dict[str, Any]:
    """The parts of an answer that say where a journey is in its life."""
    return {
        "state": lifecycle.state_of(journey).value,
        "halt": _halt(journey),
        "change": None if change is None else change_item(change),
    }


def change_item(change: Change) -> ChangeItem:
    """A change as the API tells it."""
    return ChangeItem.model_validate(change, from_attributes=True)


@contextmanager
def saying() -> Iterator[None]:
    """Say in the reader's language why something cannot be done to a journey now, or to the people on it."""
    try:
        yield
    except lifecycle.StateError as error:
        raise ProblemError("conflict", detail=error.text) from error
    except impact.MoveError as error:
        raise ProblemError("invalid", fields=error.texts) from error


@contextmanager
def _acting() -> Iterator[Session]:
    with saying(), here().db.write() as session:
        yield session


def _halt(journey: Journey) -> Halt | None:
    if journey.halt is None:
        return None
    words = reasons.read(journey.halt_reason) or {"es": "", "en": ""}
    at = journey.halted_at or journey.saved_at
    return Halt(at=at, reason=words[language()], by_guard=guard.is_ours(journey.halt_reason))


def _record(session: Session, journey_id: int, action: str, details: dict[str, Any]) -> None:
    session.flush()
    audit.record(
        session,
        actor=caller().actor,
        action=action,
        subject="journey",
        subject_id=journey_id,
        details=details,
        at=here().clock.wall(),
    )
