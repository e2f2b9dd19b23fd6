"""An account that is held with its steps, and whose day it is there."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, Debtor
from app.store import events
from journeys.workdays import ZONE, zone_of


def hold(session: Session, account_id: int) -> Account:
    """Hold an account, then its steps, until the transaction ends; rows that hang on them come after that.

    Raises:
        NotFoundError: there is no such account.
    """
    account = events.hold(session, account_id)
    if account is None:
        raise NotFoundError
    return account


def today(session: Session, account: Account, now: datetime) -> date:
    """The day it is where the debtor lives."""
    debtor = session.get_one(Debtor, account.debtor_id)
    return now.astimezone(zone_of({ZONE: debtor.time_zone})).date()
