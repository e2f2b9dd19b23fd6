"""The oldest unpaid debt of a person: its due date, and which account it is; as facts and as SQL.

Debts without a due date do not count; of several that were due on one day, the first that was imported is the oldest.
"""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, case, false, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.models import Account, AccountStatus
from app.store.ids import among

_OTHER = aliased(Account)


def _counts() -> tuple[ColumnElement[bool], ...]:
    return (_OTHER.status == AccountStatus.open.value, _OTHER.balance > 0, _OTHER.due_date.is_not(None))


def _first(column: InstrumentedAttribute[Any]) -> ColumnElement[Any]:
    """A column of the oldest unpaid debt of whoever owes the account of the query around it."""
    query: Select[Any] = select(column).where(_OTHER.debtor_id == Account.debtor_id, *_counts())
    return query.order_by(_OTHER.due_date, _OTHER.id).limit(1).correlate(Account).scalar_subquery()


DUE_DATE = "debtor.oldest_due_date"
IS_OLDEST = "account.is_oldest"

due_date: ColumnElement[date | None] = _first(_OTHER.due_date)
is_oldest: ColumnElement[bool] = case((Account.id == _first(_OTHER.id), true()), else_=false())


def everybody() -> Select[Any]:
    """The oldest unpaid debt of everybody who has one: ``debtor_id`` and ``id``."""
    place = func.row_number().over(partition_by=_OTHER.debtor_id, order_by=(_OTHER.due_date, _OTHER.id))
    ranked = select(_OTHER.debtor_id, _OTHER.id, place.label("place")).where(*_counts()).subquery()
    return select(ranked.c.debtor_id, ranked.c.id).where(ranked.c.place == 1)


def everybodys_due_date() -> Select[*tuple[Any, ...]]:
    """The same debt's due date: ``debtor_id`` and ``due_date``; found in half the time."""
    columns = select(_OTHER.debtor_id, func.min(_OTHER.due_date).label("due_date"))
    return columns.where(*_counts()).group_by(_OTHER.debtor_id)


FIELDS: Mapping[str, ColumnElement[Any]] = {DUE_DATE: due_date, IS_OLDEST: is_oldest}


def load(session: Session, account_ids: Sequence[int], wanted: AbstractSet[str]) -> Iterable[tuple[int, str, object]]:
    """The values of those of these fields that are wanted, as (account id, field, value); one query."""
    names = sorted(FIELDS.keys() & wanted)
    if not names:
        return
    query = select(Account.id, *(FIELDS[name].label(f"f{place}") for place, name in enumerate(names)))
    for row in session.execute(query.where(among(session, Account.id, account_ids))):
        for name, value in zip(names, row[1:], strict=True):
            yield row[0], name, bool(value) if name == IS_OLDEST else value
