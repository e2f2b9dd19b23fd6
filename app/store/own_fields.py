"""What journeys may change of accounts and debtors: fields of the customer's own, tags and the stage.

The accounts are held. Their debtors come after them, and are never waited for: imports, and hand-overs of messages,
hold debtors too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, Debtor
from app.store.ids import among
from app.store.rows import table_of
from app.store.upserts import update_where

ACCOUNTS = table_of(Account)
DEBTORS = table_of(Debtor)


@dataclass(slots=True)
class Owner:
    """An account or a debtor with what may be changed of it; nobody sees a change before ``write``."""

    id: int
    custom: dict[str, Any]
    tags: list[str] = field(default_factory=list)
    stage: str | None = None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Owners:
    """Accounts by id, the debtors that could be held by id, and whose accounts these are."""

    accounts: Mapping[int, Owner]
    debtors: Mapping[int, Owner]
    debtor_of: Mapping[int, int]

    def of_field(self, account_id: int, scope: str) -> Owner | None:
        """Who has a field of this scope; None where somebody else holds them."""
        return self.accounts[account_id] if scope == "account" else self.debtors.get(self.debtor_of[account_id])


def read(session: Session, account_ids: Iterable[int], with_debtors: Iterable[int], *, nowait: bool = False) -> Owners:
    """Read held accounts, and hold the debtors of some of them; two queries.

    Debtors that somebody else holds are left out; with ``nowait`` the database raises instead, and is busy.
    """
    columns = ACCOUNTS.c
    query = select(columns.id, columns.custom, columns.tags, columns.stage, columns.debtor_id)
    rows = session.execute(query.where(among(session, columns.id, sorted(set(account_ids))))).all()
    accounts = {row.id: Owner(row.id, dict(row.custom), row.tags.split(), row.stage) for row in rows}
    debtor_of = {row.id: row.debtor_id for row in rows}
    wanted = sorted({debtor_of[number] for number in with_debtors})
    return Owners(accounts, _debtors(session, wanted, nowait=nowait) if wanted else {}, debtor_of)


def write(session: Session, owners: Owners, now: datetime) -> None:
    """Write what was changed; at most two statements."""
    accounts = [
        {"id": one.id, "custom": one.custom, "tags": _spaced(one.tags), "stage": one.stage, "updated_at": now}
        for one in owners.accounts.values()
        if one.changed
    ]
    debtors = [
        {"id": one.id, "custom": one.custom, "updated_at": now} for one in owners.debtors.values() if one.changed
    ]
    update_where(session, ACCOUNTS, accounts)
    update_where(session, DEBTORS, debtors)


def fits_column(tags: Sequence[str]) -> bool:
    """Whether an account can keep so many tags."""
    return len(_spaced(tags)) <= (Account.tags.type.length or 0)


def _spaced(tags: Sequence[str]) -> str:
    return f" {' '.join(tags)} " if tags else ""


def _debtors(session: Session, ids: Sequence[int], *, nowait: bool) -> dict[int, Owner]:
    query = select(DEBTORS.c.id, DEBTORS.c.custom).where(among(session, DEBTORS.c.id, ids)).order_by(DEBTORS.c.id)
    locked = query.with_for_update(key_share=True, nowait=nowait, skip_locked=not nowait)
    return {row.id: Owner(row.id, dict(row.custom)) for row in session.execute(locked)}
