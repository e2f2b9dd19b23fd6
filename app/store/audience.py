"""How many accounts a condition takes, and the first of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus, Debtor
from app.store import conditions, patience, people


@dataclass(frozen=True, slots=True)
class Member:
    """An account that a condition takes, and whose it is; the balance is in minor units."""

    id: int
    ref: str
    debtor_id: int
    debtor: str
    balance: int
    currency: str


@dataclass(frozen=True, slots=True)
class Counted:
    """How many of ``total`` open accounts match; None where that could not be found out in time."""

    matches: int | None
    total: int


def count(session: Session, condition: Mapping[str, Any] | None, now: datetime) -> Counted:
    """How many open accounts match.

    Raises:
        InvalidError: the condition cannot be used.
    """
    is_open = Account.status == AccountStatus.open
    total = session.scalar(select(func.count()).select_from(Account).where(is_open)) or 0
    if condition is None:
        return Counted(total, total)
    matching = conditions.open_accounts(condition, now).subquery()
    found = patience.answer(session, select(func.count()).select_from(matching))
    return Counted(None if found is None else found[0][0], total)


def first(session: Session, condition: Mapping[str, Any], now: datetime, limit: int) -> list[Member] | None:
    """The first open accounts that match, in the order in which they would enter; None where that took too long.

    Raises:
        InvalidError: the condition cannot be used.
    """
    ids = conditions.open_accounts(condition, now).order_by(Account.id).limit(limit).subquery()
    query = select(Account, Debtor).join(ids, ids.c.id == Account.id).join(Debtor, Debtor.id == Account.debtor_id)
    found = patience.answer(session, query.order_by(Account.id))
    if found is None:
        return None
    return [
        Member(account.id, account.ref, debtor.id, people.name_of(debtor), account.balance, account.currency)
        for account, debtor in map(tuple, found)
    ]
