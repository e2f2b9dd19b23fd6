"""How a debtor wants to be written to: whether by email, and in which language."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.store import debts, events
from app.store.debts import Debt

OPTED_OUT = "opted_out"
OPTED_IN = "opted_in"


def stop_email(session: Session, debt: Debt, message_id: int | None, now: datetime) -> bool:
    """Send no more email to this debtor, whatever the address or the account; False when that was so already."""
    changed = debts.opt_out_of_email(session, debt.debtor_id, now)
    if changed:
        _record(session, OPTED_OUT, debt, message_id, now)
    return changed


def allow_email(session: Session, debt: Debt, message_id: int | None, now: datetime) -> bool:
    """Send email to this debtor again; False when that was so already."""
    changed = debts.opt_in_to_email(session, debt.debtor_id)
    if changed:
        _record(session, OPTED_IN, debt, message_id, now)
    return changed


def choose_language(session: Session, debt: Debt, message_id: int | None, language: str, now: datetime) -> bool:
    """Write to this debtor in ``language``, one that the site has; False when that was so already."""
    if debt.language == language:
        return False
    debts.set_language(session, debt.debtor_id, language, now)
    events.record(
        session,
        account_id=debt.account_id,
        kind="language_chosen",
        at=now,
        message_id=message_id,
        data={"language": language},
    )
    return True


def _record(session: Session, kind: str, debt: Debt, message_id: int | None, now: datetime) -> None:
    events.record(
        session, account_id=debt.account_id, kind=kind, at=now, message_id=message_id, data={"channel": "email"}
    )
