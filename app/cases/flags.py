"""Flags: what is known of a person or a debt that ends journeys, or holds them.

A flag of the person is one of all their debts. The locks are taken in the order person, accounts, steps.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import InvalidError, NotFoundError
from app.store import events, flags
from app.store.events import NewEvent
from journeys.exits import CLEARED

__all__ = ["FLAGS", "set_flag"]

FLAGS = flags.FLAGS


def set_flag(  # noqa: PLR0913 - which flag of which account, how, by whom and when
    session: Session, account_id: int, flag: str, *, on: bool, by: str, now: datetime, reason: str = ""
) -> bool:
    """Set a flag, or clear it, and tell the journeys of all accounts that it concerns; whether anything changed.

    After the commit, call ``wake``.

    Raises:
        InvalidError: there is no such flag.
        NotFoundError: there is no such account.
    """
    if flag not in FLAGS:
        raise InvalidError("There is no such flag.")
    accounts = flags.concerned(session, account_id, flag)
    if not accounts:
        raise NotFoundError
    if not flags.write(session, account_id, flag, now if on else None):
        return False
    data = {"flag": flag, "by": by, **({"reason": reason} if reason else {})}
    kind = flag if on else CLEARED
    events.record_many(session, [NewEvent(one, kind, now, data=data) for one in accounts])
    return True
