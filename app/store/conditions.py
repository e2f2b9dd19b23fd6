"""Conditions as SQL: the audience of a journey, found by the database instead of one person at a time.

The answer is the same that ``journeys.conditions`` gives on the facts of ``app.store.facts``;
tests hold the two together.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Text, and_, bindparam, false, func, not_, or_, select, true
from sqlalchemy.orm import aliased

from app.errors import InvalidError
from app.models import Account, AccountStatus, Debtor, Portfolio
from app.store.at_once import ELSEWHERE, AtOnce
from app.store.functions import ByCodePoint, Position
from app.store.operands import Operand, Sql, Truth, asked, operand, part_of
from journeys.calendar_parts import PARTS, days_from, is_relative, read_day, shifted
from journeys.conditions import fields_of
from journeys.history import history_of
from journeys.schemas import COMPARED

_Person = aliased(Debtor)


def accounts(condition: Mapping[str, Any] | None, now: datetime) -> Select[int]:
    """The ids of the accounts that match; of all accounts when the condition is None. Nobody who was erased matches."""
    query = (
        select(Account.id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .join(Portfolio, Portfolio.id == Account.portfolio_id)
        .where(Debtor.erased_at.is_(None))
    )
    return query if condition is None else query.where(to_sql(condition, now))


def open_accounts(condition: Mapping[str, Any], now: datetime) -> Select[int]:
    """The ids of the open accounts that match, of persons who were not erased: those of ``accounts``, sooner found.

    It is made to look at all accounts at once; a batch of some thousands is found sooner by ``accounts``.

    Raises:
        InvalidError: this is no condition.
    """
    everybody = AtOnce(now)
    matching = to_sql(condition, now, everybody)
    erased = select(_Person.id).where(_Person.erased_at.is_not(None))
    there = (Account.status == AccountStatus.open.value, Account.debtor_id.not_in(erased))
    query = select(Account.id).where(*there, matching)
    scopes = {name.partition(".")[0] for name in fields_of(condition) - ELSEWHERE}
    if "debtor" in scopes:
        query = query.join(Debtor, Debtor.id == Account.debtor_id)
    if "portfolio" in scopes:
        query = query.join(Portfolio, Portfolio.id == Account.portfolio_id)
    return everybody.join(query)


def to_sql(condition: Mapping[str, Any], now: datetime, everybody: AtOnce | None = None) -> Truth:
    """A condition over ``accounts`` joined with ``debtors`` and ``portfolios``; never NULL.

    ``now`` is business time: ``account.days_past_due`` counts to its day in UTC. ``everybody`` answers what lies in
    other tables for all accounts at once, instead of one at a time; the query has to be joined with it.

    Raises:
        InvalidError: this is no condition.
    """
    match condition:
        case {"all": list(parts), **rest} if not rest:
            return and_(true(), *(to_sql(part, now, everybody) for part in parts))
        case {"any": list(parts), **rest} if not rest:
            return or_(false(), *(to_sql(part, now, everybody) for part in parts))
        case {"not": part, **rest} if not rest:
            return not_(to_sql(part, now, everybody))
        case {"event": str(), "op": str(op)} if op in COMPARED:
            history = history_of(condition)
            answer = asked(history, now) if everybody is None else everybody.history(history)
            return _OPS[op](answer, condition.get("value"))
        case {"field": str(name), "op": str(op), "part": str(part)} if op in _OPS and part in PARTS:
            return _OPS[op](part_of(_operand(name, now, everybody), part), condition.get("value"))
        case {"field": str(name), "op": str(op)} if op in _OPS and "part" not in condition:
            return _OPS[op](_operand(name, now, everybody), _value(op, condition.get("value"), now))
        case _:
            raise InvalidError("A condition is not understood.")


def _operand(name: str, now: datetime, everybody: AtOnce | None) -> Operand:
    elsewhere = None if everybody is None else everybody.field(name)
    return operand(name, now) if elsewhere is None else elsewhere


def _value(op: str, value: Any, now: datetime) -> Any:  # noqa: ANN401 - any JSON value
    """The value to compare with: a day counted from today as that day."""
    return shifted(now.date().isoformat(), days_from(value)) if op in COMPARED and is_relative(value) else value


def _equality(compare: Callable[[Sql, Any], Truth]) -> Callable[[Operand, Any], Truth]:
    ordering = _order(compare, sorts=False)

    def build(operand: Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
        if isinstance(value, bool) and bool in operand.values:
            column = operand.values[bool]
            return and_(column.is_not(None), compare(column, bindparam(None, value)))
        return ordering(operand, value)

    return build


def _membership(*, inside: bool) -> Callable[[Operand, Any], Truth]:
    def build(operand: Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
        items = value if isinstance(value, list) else []
        tests: list[Truth] = []
        for kind in (str, float):
            chosen = [item for item in items if _kind(item) is kind]
            if chosen and kind in operand.values:
                column = operand.values[kind]
                tests.append(and_(column.is_not(None), column.in_(chosen) if inside else column.not_in(chosen)))
        return or_(false(), *tests)

    return build


def _order(compare: Callable[[Sql, Any], Truth], *, sorts: bool = True) -> Callable[[Operand, Any], Truth]:
    def build(operand: Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
        kind = _kind(value)
        if kind is None or kind is bool or kind not in operand.values:
            return false()
        if kind is str and operand.day is not None and (day := read_day(value)) is not None:
            return and_(operand.present, compare(operand.day, day))
        column = operand.values[kind]
        if kind is str and sorts:
            column = ByCodePoint(column)
        return and_(column.is_not(None), compare(column, _literal(value)))

    return build


def _contains(operand: Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
    if not isinstance(value, str) or str not in operand.values:
        return false()
    column = operand.values[str]
    return and_(column.is_not(None), Position(column, bindparam(None, value, Text)) > 0)


def _starts_with(operand: Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
    if not isinstance(value, str) or str not in operand.values:
        return false()
    column = operand.values[str]
    return and_(column.is_not(None), func.substr(column, 1, len(value)) == bindparam(None, value, Text))


def _tagging(*, inside: bool) -> Callable[[Operand, Any], Truth]:
    def build(operand: Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
        if not isinstance(value, str) or list not in operand.values:
            return false()
        if value == "" or " " in value:  # no tag is written so
            return false() if inside else true()
        found = Position(operand.values[list], bindparam(None, f" {value} ", Text))
        return found > 0 if inside else found == 0

    return build


def _empty(operand: Operand, value: Any) -> Truth:  # noqa: ANN401 - any JSON value
    del value
    if list in operand.values:
        return func.trim(operand.values[list]) == ""
    if str not in operand.values or operand.day is not None:
        return not_(operand.present)
    text = operand.values[str]
    return or_(not_(operand.present), and_(text.is_not(None), text == ""))


_OPS: Mapping[str, Callable[[Operand, Any], Truth]] = {
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
    "has": _tagging(inside=True),
    "has_not": _tagging(inside=False),
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
