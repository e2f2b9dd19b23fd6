"""Guarantors and co-debtors of an account."""

from collections.abc import Iterable

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.parties import PartiesGiven, PartyInfo, PartyList
from app.http import ProblemError
from app.models import Party
from app.store import audit, parties
from app.store.parties import Known

parties_area = area("parties", "Who else answers for a debt.")


@parties_area.get("/accounts/<int:id>/parties", responses=answers(200, PartyList, 404))
@allow(Permission.debtors_read)
def list_parties(path: ById) -> Response:
    """Everybody who answers for a debt beside the debtor."""
    with here().db.read() as session:
        return reply(_list(parties.of_account(session, path.id)))


@parties_area.put("/accounts/<int:id>/parties", responses=answers(200, PartyList, 404))
@allow(Permission.parties_edit)
def put_parties(path: ById, body: PartiesGiven) -> Response:
    """Say who answers for a debt beside the debtor, all at once."""
    wanted = [Known(**one.model_dump()) for one in body.parties]
    if len({(one.role, one.ref) for one in wanted}) < len(wanted):
        raise ProblemError("invalid", fields={"parties": TWICE})
    with here().db.write() as session:
        found = _list(parties.replace(session, path.id, wanted, here().clock.now()))
        audit.record(
            session,
            actor=caller().actor,
            action="parties.replaced",
            subject="account",
            subject_id=path.id,
            details={"count": len(wanted)},
            at=here().clock.wall(),
        )
    return reply(found)


def _list(found: Iterable[Party]) -> PartyList:
    return PartyList(
        parties=[
            PartyInfo.model_validate({name: getattr(one, name) for name in PartyInfo.model_fields}) for one in found
        ]
    )


TWICE = {"es": "Una persona está dos veces.", "en": "Somebody is named twice."}
