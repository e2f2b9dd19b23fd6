"""Proving who one is: how many wrong answers a debtor has given, counted so that nobody can race past the limit."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Account, Debtor, Event

FAILED = "verification_failed"
PASSED = "verified"


def lock(session: Session, debtor_id: int) -> None:
    """Hold this debtor until the transaction ends: whoever else answers for them waits.

    Where an account is locked too, the debtor comes first.
    """
    session.execute(select(Debtor.id).where(Debtor.id == debtor_id).with_for_update(key_share=True))


def failures(session: Session, debtor_id: int, since: datetime) -> int:
    """How often somebody answered wrongly for this debtor after ``since`` (business time), on any of their accounts."""
    query = (
        select(func.count())
        .select_from(Event)
        .join(Account, Account.id == Event.account_id)
        .where(Account.debtor_id == debtor_id, Event.kind == FAILED, Event.at > since)
    )
    return session.execute(query).scalar_one()
