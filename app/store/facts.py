"""What is known about debts and the people who owe them, as flat dictionaries that the pure engine reads."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, ContactKind, ContactPoint, Debtor, Portfolio
from app.store import agreed, histories, oldest, received, rounds
from app.store.columns import COLUMNS, CUSTOM, FLAGS, NUMBERS, TAGS
from app.store.ids import among
from journeys.calendar_parts import TODAY
from journeys.history import history_named

Fact = str | int | float | bool | list[Any]
Known = dict[int, dict[str, Fact]]

_FULL_NAME = "debtor.full_name"
_PAST_DUE = "account.days_past_due"
_ADDRESSES = frozenset(f"debtor.{kind}" for kind in ContactKind)
_MADE_OF = {_FULL_NAME: ("debtor.first_name", "debtor.last_name"), _PAST_DUE: ("account.due_date",)}
_READ = {**COLUMNS, **NUMBERS, **FLAGS, TAGS: Account.tags}
_OWN = _READ.keys() | _ADDRESSES | _MADE_OF.keys()

USUAL: AbstractSet[str] = (_OWN - NUMBERS.keys()) | {TODAY}
"""The fields that are read where nobody says which: those of the account, its debtor and its portfolio."""


def load(
    session: Session,
    account_ids: Sequence[int],
    now: datetime,
    fields: Iterable[str] | None = None,
    *,
    also: Iterable[str] = (),
) -> Known:
    """The facts of these accounts by account id: at least ``fields``; without them ``USUAL``, all own, and ``also``.

    Two queries tell the usual ones; what an account agreed on, its past and the lists of ``rounds`` take some more
    where they are asked for, always as many for the same fields. What is not known is left out. Money is in minor
    units, dates are ISO text, and ``account.days_past_due`` counts from the due date to ``now`` in UTC (negative
    before it). An address is the first of its kind that is valid and that the debtor has not opted out of. An account
    that does not exist is left out.
    """
    if not account_ids:
        return {}
    wanted = frozenset((*(USUAL if fields is None else fields), *also))
    names = sorted(_READ.keys() & wanted.union(*(_MADE_OF.get(name, ()) for name in wanted)))
    custom = [scope for scope in CUSTOM if fields is None or _is_custom(wanted, scope)]
    rows = _rows(session, account_ids, names, custom)
    shape = _shape(names, custom, wanted, now.date())
    found = {row[-2]: _facts(row, shape) for row in rows}
    if wanted & _ADDRESSES:
        contacts = _contacts(session, sorted({row[-1] for row in rows}))
        for row in rows:
            found[row[-2]] |= contacts.get(row[-1], {})
    if not wanted <= _OWN:
        _add_more(session, found, {row[-2]: row[-1] for row in rows}, wanted, now)
    return found


def _rows(
    session: Session, account_ids: Sequence[int], names: Sequence[str], custom: Sequence[str]
) -> Sequence[Sequence[Any]]:
    """What stands in the columns of these fields, the documents of own fields, the account and its debtor."""
    chosen = [*(_READ[name] for name in names), *(CUSTOM[scope] for scope in custom)]
    query = select(*chosen, Account.id, Account.debtor_id).where(among(session, Account.id, account_ids))
    if any(column.class_ is Debtor for column in chosen):
        query = query.join(Debtor, Debtor.id == Account.debtor_id)
    if "portfolio.name" in names:
        query = query.join(Portfolio, Portfolio.id == Account.portfolio_id)
    return session.execute(query).all()


def _add_more(
    session: Session, found: Known, debtors: Mapping[int, int], wanted: AbstractSet[str], now: datetime
) -> None:
    """Add what does not stand with the account: today, what was agreed, how often things happened, lists."""
    ids = sorted(found)
    if TODAY in wanted:
        today = now.date().isoformat()
        for known in found.values():
            known[TODAY] = today
    for number, name, value in chain(*(one.load(session, ids, wanted) for one in (agreed, received, oldest))):
        if value is not None:
            found[number][name] = value.isoformat() if isinstance(value, date) else value
    for name in sorted(wanted):
        history = history_named(name)
        if history is not None:
            counts = histories.counts(session, ids, history, now)
            for number, known in found.items():
                known[name] = counts.get(number, 0)
    for name, items in rounds.load(session, debtors, wanted, now.date()).items():
        for number, known in found.items():
            known[name] = items[number]


def debtors(session: Session, account_ids: Sequence[int]) -> dict[int, int]:
    """Whose accounts these are: debtor ids by account id."""
    query = select(Account.id, Account.debtor_id).where(among(session, Account.id, account_ids))
    return {row.id: row.debtor_id for row in session.execute(query)}


@dataclass(frozen=True)
class _Shape:
    """Where in a row what stands, and what is wanted of it."""

    places: Mapping[str, int]
    flags: Mapping[str, int]
    custom: Mapping[str, int]
    wanted: AbstractSet[str]
    today: date


def _shape(names: Sequence[str], custom: Sequence[str], wanted: AbstractSet[str], today: date) -> _Shape:
    places = {name: place for place, name in enumerate(names) if name not in FLAGS}
    flags = {name: place for place, name in enumerate(names) if name in FLAGS}
    return _Shape(places, flags, {scope: len(names) + place for place, scope in enumerate(custom)}, wanted, today)


def _is_custom(wanted: AbstractSet[str], scope: str) -> bool:
    """Whether any of these fields is the customer's own."""
    return any(name.startswith(f"{scope}.") and name not in _OWN | oldest.FIELDS.keys() for name in wanted)


def _facts(row: Sequence[Any], shape: _Shape) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for scope, place in shape.custom.items():
        facts.update(_own(scope, row[place] or {}))
    for name, place in shape.places.items():
        value = row[place]
        if value is not None:
            facts[name] = value.isoformat() if isinstance(value, date) else value
    for name, place in shape.flags.items():
        facts[name] = row[place] is not None
    if TAGS in facts:
        facts[TAGS] = str(facts[TAGS]).split()
    if _FULL_NAME in shape.wanted:
        full_name = f"{facts.get('debtor.first_name', '')} {facts.get('debtor.last_name', '')}".strip(" ")
        if full_name:
            facts[_FULL_NAME] = full_name
    if _PAST_DUE in shape.wanted and (due := row[shape.places["account.due_date"]]) is not None:
        facts[_PAST_DUE] = (shape.today - due).days
    return facts


def _own(scope: str, custom: Mapping[str, Any]) -> Iterator[tuple[str, Fact]]:
    """Fields of the customer's own; none of them hides a built-in one."""
    for key, value in custom.items():
        name = f"{scope}.{key}"
        if isinstance(value, str | int | float) and name not in _OWN:
            yield name, value


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
