"""One debt as its debtor sees it: the account, the person, and how they may be written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, select, update
from sqlalchemy.orm import Session

from app.models import Account, ContactKind, ContactPoint, Debtor
from app.store.ids import among


@dataclass(frozen=True)
class Debt:
    """An account and its debtor. Money is in minor units of ``currency``."""

    account_id: int
    debtor_id: int
    ref: str
    creditor: str | None
    product: str | None
    currency: str
    principal: int
    interest: int
    fees: int
    paid: int
    balance: int
    due_date: date | None
    disputed_at: datetime | None
    first_name: str | None
    birth_date: date | None
    document: str | None
    language: str
    time_zone: str


def load(session: Session, account_id: int) -> Debt | None:
    """The debt of this account; None when there is no such account, or its debtor was erased."""
    row = session.execute(_debts().where(Account.id == account_id)).mappings().one_or_none()
    return None if row is None else Debt(**row)


def of_debtor(session: Session, debtor_id: int, limit: int) -> list[Debt]:
    """What this person owes here, the oldest first; at most ``limit`` accounts."""
    query = _debts().where(Account.debtor_id == debtor_id, Account.balance > 0).order_by(Account.id).limit(limit)
    return [Debt(**row) for row in session.execute(query).mappings()]


def _debts() -> Select[*tuple[Any, ...]]:
    return (
        select(
            Account.id.label("account_id"),
            Account.debtor_id,
            Account.ref,
            Account.creditor,
            Account.product,
            Account.currency,
            Account.principal,
            Account.interest,
            Account.fees,
            Account.paid,
            Account.balance,
            Account.due_date,
            Account.disputed_at,
            Debtor.first_name,
            Debtor.birth_date,
            Debtor.document,
            Debtor.language,
            Debtor.time_zone,
        )
        .join(Debtor, Debtor.id == Account.debtor_id)
        .where(Debtor.erased_at.is_(None))
    )


def newest_of(session: Session, debtor_ids: Sequence[int]) -> list[int]:
    """The newest account of each of these debtors who has one."""
    query = select(func.max(Account.id)).where(among(session, Account.debtor_id, debtor_ids))
    return sorted(session.scalars(query.group_by(Account.debtor_id)))


def set_language(session: Session, debtor_id: int, language: str, at: datetime) -> None:
    """Write to this debtor in ``language`` from now on."""
    session.execute(update(Debtor).where(Debtor.id == debtor_id).values(language=language, updated_at=at))


def takes(session: Session, debtor_id: int) -> dict[ContactKind, bool]:
    """For each kind of address that this debtor has: whether one at least has not been opted out."""
    query = select(ContactPoint.kind, func.min(case((ContactPoint.opted_out_at.is_(None), 0), else_=1)))
    rows = session.execute(query.where(ContactPoint.debtor_id == debtor_id).group_by(ContactPoint.kind))
    found: dict[str, int] = {kind: stopped for kind, stopped in rows}  # noqa: C416 - rows are no pairs to the types
    return {kind: found[kind] == 0 for kind in ContactKind if kind in found}


def opt_out(session: Session, debtor_id: int, kind: ContactKind, at: datetime) -> bool:
    """Write to no address of this kind of this debtor; False when none was left that took it."""
    return _set_opt_out(session, debtor_id, kind, at)


def opt_in(session: Session, debtor_id: int, kind: ContactKind) -> bool:
    """Write to addresses of this kind again; False when nothing was opted out."""
    return _set_opt_out(session, debtor_id, kind, None)


def _set_opt_out(session: Session, debtor_id: int, kind: ContactKind, at: datetime | None) -> bool:
    standing = ContactPoint.opted_out_at.is_not(None) if at is None else ContactPoint.opted_out_at.is_(None)
    changed = session.scalars(
        update(ContactPoint)
        .where(ContactPoint.debtor_id == debtor_id, ContactPoint.kind == kind, standing)
        .values(opted_out_at=at)
        .returning(ContactPoint.id)
        .execution_options(synchronize_session=False)
    ).all()
    return bool(changed)
