"""Flags of people and debts: what ends their journeys, or holds them."""

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here, wake
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.flags import FlagSet, FlagSetting
from app.cases import flags
from app.queue import Job
from app.store import audit

flags_area = area("flags", "What is known of a person or a debt that ends journeys, or holds them.")


@flags_area.post("/accounts/<int:id>/flags", responses=answers(200, FlagSet, 404))
@allow(Permission.flags_set)
def set_flag(path: ById, body: FlagSetting) -> Response:
    """Set or clear a flag of an account, or of the person who owes it; their journeys hear it at once."""
    now = here().clock.now()
    with here().db.write() as session:
        changed = flags.set_flag(
            session, path.id, body.flag, on=body.on, by=caller().actor, now=now, reason=body.reason
        )
        audit.record(
            session,
            actor=caller().actor,
            action="flag.set" if body.on else "flag.cleared",
            subject="account",
            subject_id=path.id,
            details={"flag": body.flag, "changed": changed},
            at=here().clock.wall(),
        )
    if changed:
        wake(Job.advance)
    return reply(FlagSet(flag=body.flag, on=body.on, changed=changed))
