"""How many accounts a condition takes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus
from app.store import conditions


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
