"""Finding debtors, and everything that is on file about one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Account, AccountStatus, ContactPoint, Debtor, Portfolio
from app.store.ids import among
from app.store.searchable import fold


@dataclass(frozen=True)
class Found:
    """One line of a list of debtors; ``balances`` are (currency, minor units) of what is still open."""

    id: int
    ref: str
    name: str
    language: str
    jurisdiction: str | None
    email: str | None
    mobile: str | None
    accounts: int
    balances: list[tuple[str, int]]
    status: str


@dataclass(frozen=True)
class Person:
    """One debtor with contact points in the order they are tried, and accounts with the names of their portfolios."""

    debtor: Debtor
    points: list[ContactPoint]
    accounts: list[tuple[Account, str]]


def name_of(debtor: Debtor) -> str:
    """The name to show: the person's, or the reference where there is none."""
    return " ".join(part for part in (debtor.first_name, debtor.last_name) if part) or debtor.ref


def search(session: Session, text: str, page: int, size: int) -> tuple[list[Found], int]:
    """One page (from 1) of the debtors in whose name, references and addresses every word of ``text`` stands.

    Returns the page, by name of the newest first, and how many there are in all. Four queries, whatever the size.
    """
    conditions = [Debtor.search.contains(word, autoescape=True) for word in fold(text).split()]
    total = session.scalar(select(func.count()).select_from(Debtor).where(*conditions)) or 0
    query = select(Debtor).where(*conditions).order_by(Debtor.id.desc()).offset((page - 1) * size).limit(size)
    debtors = list(session.scalars(query))
    ids = [debtor.id for debtor in debtors]
    owed = _owed(session, ids)
    addresses = _addresses(session, ids)
    return [_found(debtor, owed.get(debtor.id, []), addresses.get(debtor.id, {})) for debtor in debtors], total


def get(session: Session, debtor_id: int) -> Person | None:
    """One debtor with everything on file, in three queries; None where there is no such debtor."""
    debtor = session.get(Debtor, debtor_id)
    if debtor is None:
        return None
    points = session.scalars(
        select(ContactPoint)
        .where(ContactPoint.debtor_id == debtor_id)
        .order_by(ContactPoint.kind, ContactPoint.position, ContactPoint.id)
    )
    accounts = session.execute(
        select(Account, Portfolio.name)
        .join(Portfolio, Portfolio.id == Account.portfolio_id)
        .where(Account.debtor_id == debtor_id)
        .order_by(Account.id)
    )
    return Person(debtor, list(points), [(account, name) for account, name in accounts])


def _owed(session: Session, debtor_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Of each debtor: currency, number of accounts, of open ones, and what is open, per currency."""
    still = Account.status == AccountStatus.open
    query = (
        select(
            Account.debtor_id,
            Account.currency,
            func.count(),
            func.count().filter(still),
            func.sum(Account.balance).filter(still),
        )
        .where(among(session, Account.debtor_id, debtor_ids))
        .group_by(Account.debtor_id, Account.currency)
        .order_by(Account.debtor_id, Account.currency)
    )
    found: dict[int, list[Any]] = {}
    for debtor, *sums in session.execute(query):
        found.setdefault(debtor, []).append(sums)
    return found


def _addresses(session: Session, debtor_ids: Sequence[int]) -> dict[int, dict[str, str]]:
    """The first address of each kind of each debtor."""
    query = (
        select(ContactPoint.debtor_id, ContactPoint.kind, ContactPoint.value)
        .where(among(session, ContactPoint.debtor_id, debtor_ids))
        .order_by(ContactPoint.debtor_id, ContactPoint.position, ContactPoint.id)
    )
    found: dict[int, dict[str, str]] = {}
    for debtor, kind, value in session.execute(query):
        found.setdefault(debtor, {}).setdefault(kind, value)
    return found


def _found(debtor: Debtor, owed: Sequence[Any], addresses: dict[str, str]) -> Found:
    return Found(
        id=debtor.id,
        ref=debtor.ref,
        name=name_of(debtor),
        language=debtor.language,
        jurisdiction=debtor.jurisdiction,
        email=addresses.get("email"),
        mobile=addresses.get("mobile"),
        accounts=sum(count for _, count, _, _ in owed),
        balances=[(currency, int(amount)) for currency, _, unpaid, amount in owed if unpaid],
        status=AccountStatus.open if any(unpaid for _, _, unpaid, _ in owed) else AccountStatus.paid,
    )
