"""What an account last agreed on: its newest promise, instalment plan and settlement offer, as facts and as SQL."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Account, Instalment, InstalmentState, Offer, Plan, Promise
from app.store.functions import DayOf
from app.store.ids import among

_FIRST = Instalment.number == 1

_PROMISE: Mapping[str, Any] = {
    "promise.id": Promise.id,
    "promise.amount": Promise.amount,
    "promise.due_date": Promise.due_date,
    "promise.paid": Promise.paid,
    "promise.state": Promise.state,
}
_PLAN: Mapping[str, Any] = {
    "plan.id": Plan.id,
    "plan.state": Plan.state,
    "plan.total": Plan.total,
    "plan.count": func.count(Instalment.id),
    "plan.amount": func.max(case((_FIRST, Instalment.amount))),
    "plan.first_due": func.max(case((_FIRST, Instalment.due_date))),
    "plan.missed": func.count(case((Instalment.state == InstalmentState.missed.value, Instalment.id))),
}
_OFFER: Mapping[str, Any] = {
    "offer.id": Offer.id,
    "offer.state": Offer.state,
    "offer.amount": Offer.amount,
    "offer.discount": Offer.discount,
    "offer.expires": DayOf(Offer.expires_at),
}
_Table = type[Promise] | type[Plan] | type[Offer]
_TABLES: tuple[tuple[_Table, Mapping[str, Any]], ...] = ((Promise, _PROMISE), (Plan, _PLAN), (Offer, _OFFER))

AGREED: AbstractSet[str] = _PROMISE.keys() | _PLAN.keys() | _OFFER.keys()
"""The fields that this module answers. The numbers of rows are for the engine, never offered in forms."""


def load(session: Session, account_ids: Sequence[int], wanted: AbstractSet[str]) -> Iterable[tuple[int, str, Any]]:
    """The values of these fields as (account id, field, value): one query for each of the three that is wanted."""
    for table, columns in _TABLES:
        names = sorted(columns.keys() & wanted)
        if names:
            newest = select(func.max(table.id)).where(among(session, table.account_id, account_ids))
            query = _from(table, [table.account_id, *(columns[name] for name in names)])
            for row in session.execute(query.where(table.id.in_(newest.group_by(table.account_id)))):
                for name, value in zip(names, row[1:], strict=True):
                    yield row[0], name, value


def table_with(name: str) -> _Table | None:
    """The table that answers this field; None for a field that this module does not know."""
    return next((table for table, columns in _TABLES if name in columns), None)


def label_of(name: str) -> str:
    """What ``everybody`` calls a field."""
    return name.partition(".")[2]


def everybody(table: _Table) -> Select[Any]:
    """The newest of every account that has any: ``account_id``, and every field of it by its label."""
    columns = next(columns for known, columns in _TABLES if known is table)
    named = [column.label(label_of(name)) for name, column in columns.items()]
    newest = select(func.max(table.id)).group_by(table.account_id)
    return _from(table, [table.account_id, *named]).where(table.id.in_(newest))


def column(name: str) -> ColumnElement[Any] | None:
    """A field as SQL, for the account of the query around it; NULL where nothing was agreed."""
    for table, columns in _TABLES:
        if name in columns:
            newest = select(func.max(table.id)).where(table.account_id == Account.id).correlate(Account)
            query = _from(table, [columns[name]]).where(table.id == newest.scalar_subquery())
            return query.correlate(Account).scalar_subquery()
    return None


def _from(table: _Table, columns: Sequence[InstrumentedAttribute[Any] | ColumnElement[Any]]) -> Select[Any]:
    query = select(*columns).select_from(table)
    if table is Plan:
        query = query.outerjoin(Instalment, Instalment.plan_id == Plan.id).group_by(Plan.id)
    return query
