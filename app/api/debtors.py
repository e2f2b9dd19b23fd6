"""Debtors: finding them, and the whole story of one."""

from flask import Response

from app.api.area import allow, answers, area
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.debtors import DebtorDetail, DebtorList, DebtorQuery

debtors_area = area("debtors", "People who owe.")


@debtors_area.get("/debtors", responses=answers(200, DebtorList))
@allow(Permission.debtors_read)
def list_debtors(query: DebtorQuery) -> Response:
    """List debtors."""
    raise NotImplementedError


@debtors_area.get("/debtors/<int:id>", responses=answers(200, DebtorDetail, 404))
@allow(Permission.debtors_read)
def get_debtor(path: ById) -> Response:
    """One debtor with accounts and history."""
    raise NotImplementedError
