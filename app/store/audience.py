"""How many accounts a condition takes, and the first of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus, Debtor
from app.store import conditions, people


@dataclass(frozen=True, slots=True)
class Member:
    """An account that a condition takes, and whose it is; the balance is in minor units."""

    id: int
    ref: str
    debtor_id: int
    debtor: str
    balance: int
    currency: str


def count(session: Session, condition: Mapping[str, Any] | None, now: datetime) -> tuple[int, int]:
    """How many open accounts match, of how many.

    Raises:
        InvalidError: the condition cannot be used.
    """
    is_open = Account.status == AccountStatus.open
    total = session.scalar(select(func.count()).select_from(Account).where(is_open)) or 0
    if condition is None:
        return total, total
    matching = conditions.accounts(condition, now).where(is_open)
    return session.scalar(select(func.count()).select_from(matching.subquery())) or 0, total


def first(session: Session, condition: Mapping[str, Any] | None, now: datetime, limit: int) -> list[Member]:
    """The first open accounts that match, in the order in which they would enter.

    Raises:
        InvalidError: the condition cannot be used.
    """
    matching = conditions.accounts(condition, now).where(Account.status == AccountStatus.open)
    query = matching.with_only_columns(Account, Debtor, maintain_column_froms=True).order_by(Account.id).limit(limit)
    return [
        Member(account.id, account.ref, debtor.id, people.name_of(debtor), account.balance, account.currency)
        for account, debtor in session.execute(query)
    ]
