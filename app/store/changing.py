"""What journeys change of accounts and of the people who owe them: own fields, tags, the stage.

Whoever changes anything holds the accounts, and before them the debtors (``hold_debtors``).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models import Account, Debtor
from app.store.ids import among

NO_ORM = {"synchronize_session": False}
Documents = dict[int, tuple[int, Mapping[str, Any]]]
"""By account: the row that carries the field (the account's own, or its debtor's), and all own fields there."""


def hold_debtors(session: Session, account_ids: Sequence[int]) -> None:
    """Lock whoever owes these accounts, before the accounts are locked."""
    owners = select(Account.debtor_id).where(among(session, Account.id, account_ids))
    session.execute(select(Debtor.id).where(Debtor.id.in_(owners)).order_by(Debtor.id).with_for_update()).all()


def documents(session: Session, scope: str, account_ids: Sequence[int]) -> Documents:
    """The own fields of these accounts, or of their debtors."""
    query = select(Account.id, Account.id, Account.custom)
    if scope == "debtor":
        query = select(Account.id, Debtor.id, Debtor.custom).join(Debtor, Debtor.id == Account.debtor_id)
    rows = session.execute(query.where(among(session, Account.id, account_ids)).order_by(Account.id)).all()
    return {account: (owner, custom or {}) for account, owner, custom in rows}


def write(session: Session, scope: str, changed: Mapping[int, Mapping[str, Any]]) -> None:
    """Give accounts, or debtors, these own fields, by their id."""
    table = Debtor if scope == "debtor" else Account
    if changed:
        session.execute(update(table), [{"id": number, "custom": dict(fields)} for number, fields in changed.items()])


def put_on(session: Session, account_ids: Sequence[int], tag: str) -> None:
    """Put a tag on accounts that do not have it."""
    missing = ~Account.tags.contains(f" {tag} ", autoescape=True)
    query = update(Account).where(among(session, Account.id, account_ids), missing)
    first = func.coalesce(func.nullif(Account.tags, ""), " ")
    session.execute(query.values(tags=first + f"{tag} "), execution_options=NO_ORM)


def take_off(session: Session, account_ids: Sequence[int], tag: str) -> None:
    """Take a tag off accounts."""
    there = Account.tags.contains(f" {tag} ", autoescape=True)
    query = update(Account).where(among(session, Account.id, account_ids), there)
    rest = func.replace(Account.tags, f" {tag} ", " ")
    session.execute(query.values(tags=rest), execution_options=NO_ORM)
    bare = update(Account).where(among(session, Account.id, account_ids), Account.tags == " ")
    session.execute(bare.values(tags=""), execution_options=NO_ORM)


def set_stage(session: Session, account_ids: Sequence[int], stage: str) -> None:
    """Move accounts to a stage."""
    query = update(Account).where(among(session, Account.id, account_ids))
    session.execute(query.values(stage=stage), execution_options=NO_ORM)
