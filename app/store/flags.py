"""The flags of people and of debts, each kept as the moment since when it holds."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.models import Account, Debtor

_OF_PERSON: dict[str, InstrumentedAttribute[datetime | None]] = {
    "deceased": Debtor.deceased_at,
    "insolvent": Debtor.insolvent_at,
    "vulnerable": Debtor.vulnerable_at,
    "cease_contact": Debtor.cease_contact_at,
}
_OF_ACCOUNT: dict[str, InstrumentedAttribute[datetime | None]] = {
    "disputed": Account.disputed_at,
    "recalled": Account.recalled_at,
}
FLAGS = (*_OF_ACCOUNT, *_OF_PERSON)


def concerned(session: Session, account_id: int, flag: str) -> list[int]:
    """The accounts that a flag of this one is about, with the row that carries it locked; none where there is none."""
    if flag in _OF_ACCOUNT:
        query = select(Account.id).where(Account.id == account_id)
        return list(session.scalars(query.with_for_update(key_share=True)))
    owner = select(Account.debtor_id).where(Account.id == account_id).scalar_subquery()
    held = session.scalar(select(Debtor.id).where(Debtor.id == owner).with_for_update())
    return list(session.scalars(select(Account.id).where(Account.debtor_id == held).order_by(Account.id)))


def write(session: Session, account_id: int, flag: str, since: datetime | None) -> bool:
    """Keep since when a flag holds, None for not; whether that is new."""
    no_orm = {"synchronize_session": False}
    if flag in _OF_ACCOUNT:
        column, which = _OF_ACCOUNT[flag], Account.id == account_id
        query = update(Account).where(which)
    else:
        owner = select(Account.debtor_id).where(Account.id == account_id).scalar_subquery()
        column, which = _OF_PERSON[flag], Debtor.id == owner
        query = update(Debtor).where(which)
    changes = column.is_(None) if since is not None else column.is_not(None)
    done = session.execute(query.where(changes).values({column: since}).returning(column), execution_options=no_orm)
    return done.first() is not None


def of_debtor(debtor: Debtor) -> list[str]:
    """The flags that a person has."""
    return [flag for flag, column in _OF_PERSON.items() if getattr(debtor, column.key) is not None]


def of_account(account: Account) -> list[str]:
    """The flags that a debt has."""
    return [flag for flag, column in _OF_ACCOUNT.items() if getattr(account, column.key) is not None]
