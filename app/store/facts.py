"""What is known about debts and the people who owe them, as flat dictionaries that the pure engine reads."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Account, ContactKind, ContactPoint, Debtor, Portfolio
from app.store.ids import among

Fact = str | int | float | bool

_COLUMNS: dict[str, InstrumentedAttribute[Any]] = {
    "debtor.ref": Debtor.ref,
    "debtor.first_name": Debtor.first_name,
    "debtor.last_name": Debtor.last_name,
    "debtor.birth_date": Debtor.birth_date,
    "debtor.document": Debtor.document,
    "debtor.language": Debtor.language,
    "debtor.time_zone": Debtor.time_zone,
    "debtor.jurisdiction": Debtor.jurisdiction,
    "account.ref": Account.ref,
    "account.creditor": Account.creditor,
    "account.product": Account.product,
    "account.nature": Account.nature,
    "account.currency": Account.currency,
    "account.principal": Account.principal,
    "account.interest": Account.interest,
    "account.fees": Account.fees,
    "account.paid": Account.paid,
    "account.balance": Account.balance,
    "account.due_date": Account.due_date,
    "account.status": Account.status,
    "portfolio.name": Portfolio.name,
}
_FULL_NAME = "debtor.full_name"
_PAST_DUE = "account.days_past_due"
_ADDRESSES = frozenset(f"debtor.{kind}" for kind in ContactKind)
_MADE_OF = {_FULL_NAME: ("debtor.first_name", "debtor.last_name"), _PAST_DUE: ("account.due_date",)}
_CUSTOM = {"debtor": Debtor.custom, "account": Account.custom}


def load(
    session: Session, account_ids: Sequence[int], now: datetime, fields: Iterable[str] | None = None
) -> dict[int, dict[str, Fact]]:
    """The facts of these accounts by account id, in two queries; with ``fields`` at least those.

    What is not known is left out. Money is in minor units, dates are ISO text, and ``account.days_past_due`` counts
    from the due date to ``now`` in UTC (negative before it). An address is the first of its kind that is valid and
    that the debtor has not opted out of. An account that does not exist is left out.
    """
    if not account_ids:
        return {}
    wanted = frozenset(_COLUMNS) | _ADDRESSES | _MADE_OF.keys() if fields is None else frozenset(fields)
    names = sorted(_COLUMNS.keys() & wanted.union(*(_MADE_OF.get(name, ()) for name in wanted)))
    custom = [scope for scope in _CUSTOM if fields is None or _is_custom(wanted, scope)]
    places = {name: place for place, name in enumerate(names)}
    chosen = [*(_COLUMNS[name] for name in names), *(_CUSTOM[scope] for scope in custom)]
    query = select(*chosen, Account.id, Account.debtor_id).where(among(session, Account.id, account_ids))
    if any(column.class_ is Debtor for column in chosen):
        query = query.join(Debtor, Debtor.id == Account.debtor_id)
    if "portfolio.name" in places:
        query = query.join(Portfolio, Portfolio.id == Account.portfolio_id)
    rows = session.execute(query).all()
    shape = _Shape(places, {scope: len(names) + place for place, scope in enumerate(custom)}, wanted, now.date())
    found = {row[-2]: _facts(row, shape) for row in rows}
    if wanted & _ADDRESSES:
        contacts = _contacts(session, sorted({row[-1] for row in rows}))
        for row in rows:
            found[row[-2]] |= contacts.get(row[-1], {})
    return found


def debtors(session: Session, account_ids: Sequence[int]) -> dict[int, int]:
    """Whose accounts these are: debtor ids by account id."""
    query = select(Account.id, Account.debtor_id).where(among(session, Account.id, account_ids))
    return {row.id: row.debtor_id for row in session.execute(query)}


@dataclass(frozen=True)
class _Shape:
    """Where in a row what stands, and what is wanted of it."""

    places: Mapping[str, int]
    custom: Mapping[str, int]
    wanted: AbstractSet[str]
    today: date


def _is_custom(wanted: AbstractSet[str], scope: str) -> bool:
    """Whether any of these fields is the customer's own."""
    own = _COLUMNS.keys() | _ADDRESSES | _MADE_OF.keys()
    return any(name.startswith(f"{scope}.") and name not in own for name in wanted)


def _facts(row: Sequence[Any], shape: _Shape) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for scope, place in shape.custom.items():
        custom: Mapping[str, Any] = row[place] or {}
        facts.update({f"{scope}.{name}": value for name, value in custom.items() if value is not None})
    for name, place in shape.places.items():
        value = row[place]
        if value is not None:
            facts[name] = value.isoformat() if isinstance(value, date) else value
    if _FULL_NAME in shape.wanted:
        full_name = f"{facts.get('debtor.first_name', '')} {facts.get('debtor.last_name', '')}".strip(" ")
        if full_name:
            facts[_FULL_NAME] = full_name
    if _PAST_DUE in shape.wanted and (due := row[shape.places["account.due_date"]]) is not None:
        facts[_PAST_DUE] = (shape.today - due).days
    return facts


def _contacts(session: Session, debtor_ids: Sequence[int]) -> dict[int, dict[str, Fact]]:
    """The usable addresses of these debtors, by debtor id."""
    query = (
        select(ContactPoint.debtor_id, ContactPoint.kind, ContactPoint.value)
        .where(
            among(session, ContactPoint.debtor_id, debtor_ids), ContactPoint.valid, ContactPoint.opted_out_at.is_(None)
        )
        .order_by(ContactPoint.debtor_id, ContactPoint.position, ContactPoint.id)
    )
    found: dict[int, dict[str, Fact]] = {}
    for debtor_id, kind, value in session.execute(query):
        found.setdefault(debtor_id, {}).setdefault(f"debtor.{kind}", value)
    return found
