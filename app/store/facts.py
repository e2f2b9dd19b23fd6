"""What is known about debts and the people who owe them, as flat dictionaries that the pure engine reads."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, ContactPoint, Debtor, Portfolio
from app.store.ids import among

Fact = str | int | float | bool

_DEBTOR = (
    Debtor.ref,
    Debtor.first_name,
    Debtor.last_name,
    Debtor.birth_date,
    Debtor.document,
    Debtor.language,
    Debtor.time_zone,
    Debtor.jurisdiction,
)
_ACCOUNT = (
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
_NAMES = (
    *(f"debtor.{column.key}" for column in _DEBTOR),
    *(f"account.{column.key}" for column in _ACCOUNT),
    "portfolio.name",
)
_CUSTOM = (("debtor", len(_NAMES)), ("account", len(_NAMES) + 1))
_FIRST_NAME = _NAMES.index("debtor.first_name")
_LAST_NAME = _NAMES.index("debtor.last_name")
_DUE_DATE = _NAMES.index("account.due_date")


def load(session: Session, account_ids: Sequence[int], now: datetime) -> dict[int, dict[str, Fact]]:
    """The facts of these accounts by account id, in two queries.

    What is not known is left out. Money is in minor units, dates are ISO text, and ``account.days_past_due`` counts
    from the due date to ``now`` in UTC (negative before it). An address is the first of its kind that is valid and
    that the debtor has not opted out of. An account that does not exist is left out.
    """
    if not account_ids:
        return {}
    query = (
        select(*_DEBTOR, *_ACCOUNT, Portfolio.name, Debtor.custom, Account.custom, Account.id, Debtor.id)
        .select_from(Account)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .join(Portfolio, Portfolio.id == Account.portfolio_id)
        .where(among(session, Account.id, account_ids))
    )
    rows = session.execute(query).all()
    contacts = _contacts(session, sorted({row[-1] for row in rows}))
    today = now.date()
    return {row[-2]: _facts(row, today) | contacts.get(row[-1], {}) for row in rows}


def _facts(row: Sequence[Any], today: date) -> dict[str, Fact]:
    facts: dict[str, Fact] = {}
    for scope, place in _CUSTOM:
        custom: Mapping[str, Any] = row[place] or {}
        facts.update({f"{scope}.{name}": value for name, value in custom.items() if value is not None})
    for name, value in zip(_NAMES, row, strict=False):
        if value is not None:
            facts[name] = value.isoformat() if isinstance(value, date) else value
    full_name = f"{row[_FIRST_NAME] or ''} {row[_LAST_NAME] or ''}".strip(" ")
    if full_name:
        facts["debtor.full_name"] = full_name
    due = row[_DUE_DATE]
    if due is not None:
        facts["account.days_past_due"] = (today - due).days
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
