"""The fields of conditions as SQL, over ``accounts`` joined with ``debtors`` and ``portfolios``.

Each has the value that ``app.store.facts`` gives it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    String,
    Text,
    bindparam,
    case,
    false,
    func,
    select,
    true,
)
from sqlalchemy.sql.functions import FunctionElement

from app.models import Account, ContactPoint, Debtor
from app.store import agreed, histories, oldest, own_values
from app.store.columns import COLUMNS, CUSTOM, FLAGS, NUMBERS, TAGS
from app.store.functions import DayOfMonth, DaysBetween, IsoDay, Month, ReadDay, Weekday, Year
from journeys.calendar_parts import TODAY
from journeys.history import History, history_named

Sql = ColumnElement[Any]
Truth = ColumnElement[bool]


@dataclass(frozen=True)
class Operand:
    """A field as SQL: whether it is there, and its value under each type it may have.

    The types are ``str``, ``float``, ``bool``, and ``list`` for tags, whose value is the text that holds them.
    """

    present: Truth
    values: Mapping[type, Sql]
    day: Sql | None = None  # the same value as a date, for the index


def operand(name: str, now: datetime) -> Operand:
    """The field of this name; one that nobody knows has no value."""
    fixed = _fixed(name, now)
    if fixed is not None:
        return fixed
    if name in CONTACTS:
        return typed(_contact(CONTACTS[name]))
    history = history_named(name)
    if history is not None:
        return asked(history, now)
    column = oldest.FIELDS.get(name, agreed.column(name))
    if column is not None:
        return typed(column)
    scope, _, key = name.partition(".")
    if scope in CUSTOM and key and '"' not in key:
        # What type a value has is known only where it lies.
        return Operand(own_values.present(scope, key), own_values.values(scope, key))
    return _NOTHING


def asked(history: History, now: datetime) -> Operand:
    """How often something happened: a number that is always there."""
    return Operand(true(), {float: histories.count_of(history, now)})


def part_of(field: Operand, part: str) -> Operand:
    """A part of a date as a number; not there where the field is no date."""
    if str not in field.values:
        return _NOTHING
    day = ReadDay(field.values[str]) if field.day is None else field.day
    number = _PARTS[part](day)
    return Operand(number.is_not(None), {float: number})


_NOTHING = Operand(false(), {})
CONTACTS: Mapping[str, str] = {"debtor.email": "email", "debtor.mobile": "mobile", "debtor.postal": "postal"}
"""The kind of address behind each field that is one."""

_PARTS: Mapping[str, type[FunctionElement[int]]] = {
    "weekday": Weekday,
    "day": DayOfMonth,
    "month": Month,
    "year": Year,
}


def _fixed(name: str, now: datetime) -> Operand | None:
    """A field that is made of the columns of the account and its debtor, or of the time."""
    today = bindparam(None, now.date(), Date)
    if name == TODAY:
        return Operand(true(), {str: bindparam(None, now.date().isoformat(), Text)}, day=today)
    if name == "account.days_past_due":
        return Operand(Account.due_date.is_not(None), {float: DaysBetween(Account.due_date, today)})
    if name == TAGS:
        return Operand(true(), {list: Account.tags.expression})
    if name in FLAGS:
        return Operand(true(), {bool: case((FLAGS[name].is_not(None), true()), else_=false())})
    if name == "debtor.full_name":
        both = func.coalesce(Debtor.first_name, "") + " " + func.coalesce(Debtor.last_name, "")
        name_of = func.nullif(func.trim(both), "")
        return Operand(name_of.is_not(None), {str: name_of})
    column = COLUMNS.get(name, NUMBERS.get(name))
    return None if column is None else typed(column.expression)


def typed(column: Sql) -> Operand:
    """A value whose type the database knows."""
    if isinstance(column.type, Date):
        return Operand(column.is_not(None), {str: IsoDay(column)}, day=column)
    python = str if isinstance(column.type, String) else bool if isinstance(column.type, Boolean) else float
    return Operand(column.is_not(None), {python: column})


def _contact(kind: str) -> Sql:
    """The first address of this kind that may be used, as ``facts.load`` picks it."""
    return (
        select(ContactPoint.value)
        .where(
            ContactPoint.debtor_id == Debtor.id,
            ContactPoint.kind == kind,
            ContactPoint.valid,
            ContactPoint.opted_out_at.is_(None),
        )
        .order_by(ContactPoint.position, ContactPoint.id)
        .limit(1)
        .correlate(Debtor)
        .scalar_subquery()
    )
