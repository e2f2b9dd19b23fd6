"""Conditions as SQL: the audience of a journey, found by the database instead of one person at a time.

The answer is the same that ``journeys.conditions`` gives on the facts of ``app.store.facts``;
tests hold the two together.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Double,
    Select,
    String,
    Text,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.errors import InvalidError
from app.models import Account, ContactPoint, Debtor, Portfolio
from app.store.functions import ByCodePoint, DaysBetween, IsoDay, JsonKind, Position

Sql = ColumnElement[Any]
Truth = ColumnElement[bool]


@dataclass(frozen=True)
class _Operand:
    """A field as SQL: its value under each type it may have (``str``, ``float``, ``bool``), and whether it is there."""

    present: Truth
    values: Mapping[type, Sql]
    day: Sql | None = None  # the same value as a date, for the index


def accounts(condition: Mapping[str, Any] | None, now: datetime) -> Select[int]:
    """The ids of the accounts that match; of all accounts when the condition is None. Nobody who was erased matches."""
    query = (
        select(Account.id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .join(Portfolio, Portfolio.id == Account.portfolio_id)
        .where(Debtor.erased_at.is_(None))
    )
    return query if condition is None else query.where(to_sql(condition, now))


def to_sql(condition: Mapping[str, Any], now: datetime) -> Truth:
    """A condition over ``accounts`` joined with ``debtors`` and ``portfolios``; never NULL.

    ``now`` is business time: ``account.days_past_due`` counts to its day in UTC.

    Raises:
        InvalidError: this is no condition.
    """
    match condition:
        case {"all": list(parts), **rest} if not rest:
            return and_(true(), *(to_sql(part, now) for part in parts))
        case {"any": list(parts), **rest} if not rest:
            return or_(false(), *(to_sql(part, now) for part in parts))
        case {"not": part, **rest} if not rest:
            return not_(to_sql(part, now))
        case {"field": str(name), "op": str(op)} if op in _OPS:
            return _OPS[op](_operand(name, now), condition.get("value"))
        case _:
            raise InvalidError("A condition is not understood.")


def _equality(compare: Callable[[Sql, Any], Truth]) -> Callable[[_Operand, Any], Truth]:
    ordering = _order(compare, sorts=False)

    def build(operand: _Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
        if isinstance(value, bool) and bool in operand.values:
            column = operand.values[bool]
            return and_(column.is_not(None), compare(column, bindparam(None, value)))
        return ordering(operand, value)

    return build


def _membership(*, inside: bool) -> Callable[[_Operand, Any], Truth]:
    def build(operand: _Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
        items = value if isinstance(value, list) else []
        tests: list[Truth] = []
        for kind in (str, float):
            chosen = [item for item in items if _kind(item) is kind]
            if chosen and kind in operand.values:
                column = operand.values[kind]
                tests.append(and_(column.is_not(None), column.in_(chosen) if inside else column.not_in(chosen)))
        return or_(false(), *tests)

    return build


def _order(compare: Callable[[Sql, Any], Truth], *, sorts: bool = True) -> Callable[[_Operand, Any], Truth]:
    def build(operand: _Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
        kind = _kind(value)
        if kind is None or kind is bool or kind not in operand.values:
            return false()
        if kind is str and operand.day is not None and (day := _day(value)) is not None:
            return and_(operand.present, compare(operand.day, day))
        column = operand.values[kind]
        if kind is str and sorts:
            column = ByCodePoint(column)
        return and_(column.is_not(None), compare(column, _literal(value)))

    return build


def _contains(operand: _Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
    if not isinstance(value, str) or str not in operand.values:
        return false()
    column = operand.values[str]
    return and_(column.is_not(None), Position(column, bindparam(None, value, Text)) > 0)


def _starts_with(operand: _Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
    if not isinstance(value, str) or str not in operand.values:
        return false()
    column = operand.values[str]
    return and_(column.is_not(None), func.substr(column, 1, len(value)) == bindparam(None, value, Text))


def _empty(operand: _Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
    del value
    if str not in operand.values or operand.day is not None:
        return not_(operand.present)
    text = operand.values[str]
    return or_(not_(operand.present), and_(text.is_not(None), text == ""))


_OPS: Mapping[str, Callable[[_Operand, Any], Truth]] = {
    "eq": _equality(lambda column, value: column == value),
    "ne": _equality(lambda column, value: column != value),
    "gt": _order(lambda column, value: column > value),
    "gte": _order(lambda column, value: column >= value),
    "lt": _order(lambda column, value: column < value),
    "lte": _order(lambda column, value: column <= value),
    "in": _membership(inside=True),
    "not_in": _membership(inside=False),
    "contains": _contains,
    "starts_with": _starts_with,
    "is_empty": _empty,
    "is_not_empty": lambda operand, value: not_(_empty(operand, value)),
}


def _kind(value: Any) -> type | None:  # noqa: ANN401 - any JSON value
    if isinstance(value, bool):
        return bool
    if isinstance(value, int | float):
        return float
    return str if isinstance(value, str) else None


def _literal(value: str | float) -> Sql:
    """The value as a parameter of a fixed type; a whole number stays one, so that the index on it is used."""
    if isinstance(value, str):
        return bindparam(None, value, Text)
    return bindparam(None, value)


def _day(value: str) -> date | None:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.isoformat() == value else None


def _operand(name: str, now: datetime) -> _Operand:
    if name == "account.days_past_due":
        days = DaysBetween(Account.due_date, bindparam(None, now.date(), Date))
        return _Operand(Account.due_date.is_not(None), {float: days})
    if name in _COLUMNS:
        return _column(_COLUMNS[name])
    if name == "debtor.full_name":
        both = func.coalesce(Debtor.first_name, "") + " " + func.coalesce(Debtor.last_name, "")
        return _text(func.nullif(func.trim(both), ""))
    if name in _CONTACTS:
        return _text(_contact(_CONTACTS[name]))
    scope, _, key = name.partition(".")
    if scope in _DOCUMENTS and key and '"' not in key:
        return _custom(_DOCUMENTS[scope], key)
    return _Operand(false(), {})


_COLUMNS: Mapping[str, InstrumentedAttribute[Any]] = {
    **{
        f"debtor.{column.key}": column
        for column in (
            Debtor.ref,
            Debtor.first_name,
            Debtor.last_name,
            Debtor.birth_date,
            Debtor.document,
            Debtor.language,
            Debtor.time_zone,
            Debtor.jurisdiction,
        )
    },
    **{
        f"account.{column.key}": column
        for column in (
            Account.ref,
            Account.creditor,
            Account.product,
            Account.nature,
            Account.currency,
            Account.principal,
            Account.interest,
            Account.fees,
            Account.paid,
            Account.balance,
            Account.due_date,
            Account.status,
        )
    },
    "portfolio.name": Portfolio.name,
}
_CONTACTS = {"debtor.email": "email", "debtor.mobile": "mobile", "debtor.postal": "postal"}
_DOCUMENTS: Mapping[str, InstrumentedAttribute[Any]] = {"debtor": Debtor.custom, "account": Account.custom}


def _column(column: InstrumentedAttribute[Any]) -> _Operand:
    if isinstance(column.type, Date):
        return _Operand(column.is_not(None), {str: IsoDay(column)}, day=column.expression)
    if isinstance(column.type, String):
        return _text(column.expression)
    return _Operand(column.is_not(None), {float: column.expression})


def _text(column: Sql) -> _Operand:
    return _Operand(column.is_not(None), {str: column})


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


def _custom(document: InstrumentedAttribute[Any], key: str) -> _Operand:
    """A field of the customer's own; what type a value has is known only where it lies."""
    kind = JsonKind(document, bindparam(None, key, Text))
    text = document[key].as_string()
    return _Operand(
        present=func.coalesce(kind, "null") != "null",
        values={
            str: case((kind.in_(("string", "text")), text)),
            float: case((kind.in_(("number", "integer", "real")), cast(text, Double))),
            bool: case((kind.in_(("boolean", "true", "false")), document[key].as_boolean())),
        },
    )
