"""What a round goes through: a debtor's accounts, an account's guarantors, a plan's instalments.

Each is a list of plain dictionaries with an ``id``, in a lasting order; a date is ISO text.
"""

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus, Instalment, Party, Plan, PlanState
from app.store.ids import among

Items = list[dict[str, Any]]


def load(
    session: Session, debtors: Mapping[int, int], wanted: AbstractSet[str], today: date
) -> dict[str, dict[int, Items]]:
    """The wanted lists by name and account, in one query each; ``debtors`` says whose the accounts are."""
    return {name: LISTS[name](session, debtors, today) for name in sorted(LISTS.keys() & wanted)}


def _accounts(session: Session, debtors: Mapping[int, int], today: date) -> dict[int, Items]:
    """The open accounts of each account's debtor, itself among them while it is open."""
    query = (
        select(
            Account.debtor_id,
            Account.id,
            Account.ref,
            Account.balance,
            Account.currency,
            Account.creditor,
            Account.due_date,
        )
        .where(among(session, Account.debtor_id, sorted(set(debtors.values()))), Account.status == AccountStatus.open)
        .order_by(Account.id)
    )
    found: dict[int, Items] = {}
    for row in session.execute(query).mappings():
        due = row["due_date"]
        item = {**row, "days_past_due": None if due is None else (today - due).days}
        found.setdefault(item.pop("debtor_id"), []).append(_plain(item))
    return {account: found.get(debtor, []) for account, debtor in debtors.items()}


def _debts(session: Session, debtors: Mapping[int, int], today: date) -> dict[int, Items]:
    """The debtor's open debts as a message may say them: those that have their own page among them."""
    del today
    query = (
        select(
            Account.debtor_id,
            Account.ref,
            Account.balance,
            Account.currency,
            Account.creditor,
            Account.product,
            Account.due_date,
        )
        .where(among(session, Account.debtor_id, sorted(set(debtors.values()))), Account.status == AccountStatus.open)
        .order_by(Account.due_date.is_(None), Account.due_date, Account.id)
    )
    found: dict[int, Items] = {}
    for row in session.execute(query).mappings():
        item = dict(row)
        found.setdefault(item.pop("debtor_id"), []).append(_plain(item))
    return {account: found.get(debtor, []) for account, debtor in debtors.items()}


def _guarantors(session: Session, debtors: Mapping[int, int], today: date) -> dict[int, Items]:
    """Everybody else who answers for each account."""
    del today
    query = (
        select(
            Party.account_id,
            Party.id,
            Party.role,
            Party.ref,
            Party.name,
            Party.email,
            Party.mobile,
            Party.postal,
            Party.language,
        )
        .where(among(session, Party.account_id, sorted(debtors)))
        .order_by(Party.id)
    )
    return _by_account(debtors, [dict(row) for row in session.execute(query).mappings()])


def _instalments(session: Session, debtors: Mapping[int, int], today: date) -> dict[int, Items]:
    """The instalments of each account's newest confirmed plan."""
    del today
    confirmed = among(session, Plan.account_id, sorted(debtors)) & (Plan.state == PlanState.confirmed.value)
    newest = select(func.max(Plan.id)).where(confirmed).group_by(Plan.account_id)
    query = (
        select(
            Plan.account_id,
            Instalment.id,
            Instalment.number,
            Instalment.amount,
            Instalment.due_date,
            Instalment.paid,
            Instalment.state,
        )
        .join(Plan, Plan.id == Instalment.plan_id)
        .where(Plan.id.in_(newest))
        .order_by(Instalment.number)
    )
    return _by_account(debtors, [dict(row) for row in session.execute(query).mappings()])


LISTS: Mapping[str, Callable[[Session, Mapping[int, int], date], dict[int, Items]]] = {
    "list.accounts": _accounts,
    "list.debts": _debts,
    "list.guarantors": _guarantors,
    "list.instalments": _instalments,
}
"""The lists by the names under which they are asked for: by the engine, and ``list.debts`` by messages."""


def _by_account(accounts: Mapping[int, int], items: Sequence[dict[str, Any]]) -> dict[int, Items]:
    found: dict[int, Items] = {account: [] for account in accounts}
    for item in items:
        found[item.pop("account_id")].append(_plain(item))
    return found


def _plain(item: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in item.items()}
