"""Adding fees and interest to what is owed. The accounts are held."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus
from app.store.ids import among
from app.store.rows import table_of
from app.store.upserts import update_where

ACCOUNTS = table_of(Account)


def principals(session: Session, account_ids: Sequence[int]) -> dict[int, int]:
    """The principal of those of these accounts on which something is owed."""
    query = select(Account.id, Account.principal).where(among(session, Account.id, sorted(set(account_ids))))
    owing = query.where(Account.status == AccountStatus.open.value, Account.balance > 0)
    return {row.id: row.principal for row in session.execute(owing)}


def add(session: Session, fees: Mapping[int, int], interest: Mapping[int, int], now: datetime) -> None:
    """Add to the fees and the interest of accounts, in minor units, and so to what they owe; two statements."""
    ids = sorted({*fees, *interest})
    query = select(Account.id, Account.fees, Account.interest, Account.balance)
    rows = []
    for row in session.execute(query.where(among(session, Account.id, ids))):
        fee, more = fees.get(row.id, 0), interest.get(row.id, 0)
        changed = {"fees": row.fees + fee, "interest": row.interest + more, "balance": row.balance + fee + more}
        rows.append({"id": row.id, **changed, "updated_at": now})
    update_where(session, ACCOUNTS, rows)
