"""Events that a customer's own systems report about accounts."""

import json

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import here, wake
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.events import OwnEvent, Recorded
from app.errors import NotFoundError
from app.http import ProblemError
from app.queue import Job
from app.store import events

events_area = area("events", "What your own systems report about accounts; journeys can wait for it.")

LONGEST = 2_000
TOO_LONG = {
    "es": f"Los datos ocupan más de {LONGEST} letras como JSON.",
    "en": f"The data take more than {LONGEST} characters as JSON.",
}


@events_area.post("/accounts/<int:id>/events", responses=answers(200, Recorded, 404))
@allow(Permission.events_record)
def record_event(path: ById, body: OwnEvent) -> Response:
    """Report that something of your own happened to an account; journeys that wait for it go on at once."""
    if len(json.dumps(body.data)) > LONGEST:
        raise ProblemError("invalid", fields={"data": TOO_LONG})
    with here().db.write() as session:
        if not events.lock(session, path.id):
            raise NotFoundError
        recorded = events.record(
            session,
            account_id=path.id,
            kind=body.kind,
            at=here().clock.now(),
            dedup=None if body.key is None else f"own:{path.id}:{body.kind}:{body.key}",
            data={"own": body.data} if body.data else {},
        )
    wake(Job.advance)
    return reply(Recorded(recorded=recorded is not None))
