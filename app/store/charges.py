"""Adding fees and interest to what is owed. The accounts are held."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus
from app.store.ids import among
from app.store.rows import table_of
from app.store.upserts import update_where

ACCOUNTS = table_of(Account)


@dataclass(slots=True)
class Owed:
    """What is owed on an account, in minor units; the principal is never added to."""

    id: int
    principal: int
    fees: int
    interest: int
    balance: int


def owing(session: Session, account_ids: Sequence[int]) -> dict[int, Owed]:
    """Those of these accounts on which something is owed, by id."""
    query = select(Account.id, Account.principal, Account.fees, Account.interest, Account.balance)
    query = query.where(Account.status == AccountStatus.open.value, Account.balance > 0)
    found = session.execute(query.where(among(session, Account.id, sorted(set(account_ids)))))
    return {row.id: Owed(*row) for row in found}


def write(session: Session, changed: Iterable[Owed], now: datetime) -> None:
    """Write what is owed now; one statement."""
    update_where(session, ACCOUNTS, [{**asdict(one), "updated_at": now} for one in changed])
