"""Fields of the customer's own: which are fast to search, and making them so or not."""

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here, wake
from app.api.permissions import Permission
from app.api.shapes.base import ById, Text
from app.api.shapes.segments import OwnFieldItem, OwnFieldList
from app.http import ProblemError
from app.models import CrmField, Search
from app.queue import Job
from app.store import audit, field_indexes

own_fields_area = area("fields", "Fields of the customer's own, and which of them are fast to search.")

BUSY = {
    "es": "Ya se está haciendo o quitando. Espere a que termine.",
    "en": "It is just being made or removed. Wait until that is done.",
}


@own_fields_area.get("/own-fields", responses=answers(200, OwnFieldList))
@allow(Permission.segments_read)
def list_own_fields() -> Response:
    """List the fields of the customer's own, and which of them are fast to search."""
    with here().db.read() as session:
        items = [_item(field) for field in field_indexes.every(session)]
    return reply(OwnFieldList(items=items, total=len(items)))


@own_fields_area.post("/own-fields/<int:id>/index", responses=answers(202, OwnFieldItem, 404, 409))
@allow(Permission.fields_index)
def make_field_fast(path: ById) -> Response:
    """Have an index made on a field, so that it is fast to search; a worker does it while others work."""
    return _order(path.id, Search.making, "field.index_ordered")


@own_fields_area.delete("/own-fields/<int:id>/index", responses=answers(202, OwnFieldItem, 404, 409))
@allow(Permission.fields_index)
def make_field_plain(path: ById) -> Response:
    """Have the index on a field removed: what writes to accounts gets a little faster."""
    return _order(path.id, Search.removing, "field.index_removed")


def _order(field_id: int, wanted: Search, action: str) -> Response:
    try:
        with here().db.write() as session:
            field = field_indexes.order(session, field_id, wanted)
            audit.record(
                session,
                actor=caller().actor,
                action=action,
                subject="field",
                subject_id=field.id,
                details={"name": f"{field.scope}.{field.name}"},
                at=here().clock.wall(),
            )
    except field_indexes.BusyError as error:
        raise ProblemError("conflict", detail=BUSY) from error
    wake(Job.index_fields)
    return reply(_item(field), 202)


def _item(field: CrmField) -> OwnFieldItem:
    return OwnFieldItem.model_validate(
        {
            "id": field.id,
            "name": f"{field.scope}.{field.name}",
            "type": field.type,
            "labels": Text(**{language: str(field.labels.get(language, field.name)) for language in ("es", "en")}),
            "search": field.search,
            "error": field.search_error,
        }
    )
