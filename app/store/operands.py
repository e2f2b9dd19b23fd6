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
    Double,
    String,
    Text,
    bindparam,
    case,
    cast,
    false,
    func,
    select,
    true,
)
from sqlalchemy.sql.functions import FunctionElement

from app.models import Account, ContactPoint, Debtor
from app.store import agreed, histories, oldest
from app.store.columns import COLUMNS, CUSTOM, FLAGS, NUMBERS, TAGS, Column
from app.store.functions import DayOfMonth, DaysBetween, IsoDay, JsonKind, Month, ReadDay, Weekday, Year
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
    if name in _CONTACTS:
        return _typed(_contact(_CONTACTS[name]))
    history = history_named(name)
    if history is not None:
        return asked(history, now)
    column = oldest.FIELDS.get(name, agreed.column(name))
    if column is not None:
        return _typed(column)
    scope, _, key = name.partition(".")
    if scope in CUSTOM and key and '"' not in key:
        return _custom(CUSTOM[scope], key)
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
_CONTACTS = {"debtor.email": "email", "debtor.mobile": "mobile", "debtor.postal": "postal"}
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
    return None if column is None else _typed(column.expression)


def _typed(column: Sql) -> Operand:
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


def _custom(document: Column, key: str) -> Operand:
    """A field of the customer's own; what type a value has is known only where it lies. Lists and objects are none."""
    kind = JsonKind(document, bindparam(None, key, Text))
    text = document[key].as_string()
    return Operand(
        present=func.coalesce(kind, "null").not_in(("null", "array", "object")),
        values={
            str: case((kind.in_(("string", "text")), text)),
            float: case((kind.in_(("number", "integer", "real")), cast(text, Double))),
            bool: case((kind.in_(("boolean", "true", "false")), document[key].as_boolean())),
        },
    )
