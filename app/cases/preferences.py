"""How a debtor wants to be written to: over which kinds of address, and in which language."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import ContactKind
from app.store import debts, events
from app.store.debts import Debt

OPTED_OUT = "opted_out"
OPTED_IN = "opted_in"


def stop(session: Session, debt: Debt, kind: ContactKind, message_id: int | None, now: datetime) -> bool:
    """Write to no such address of this debtor any more, whatever the account; False when that was so already."""
    changed = debts.opt_out(session, debt.debtor_id, kind, now)
    if changed:
        _record(session, OPTED_OUT, debt, kind, message_id, now)
    return changed


def allow(session: Session, debt: Debt, kind: ContactKind, message_id: int | None, now: datetime) -> bool:
    """Write to addresses of this kind of this debtor again; False when that was so already."""
    changed = debts.opt_in(session, debt.debtor_id, kind)
    if changed:
        _record(session, OPTED_IN, debt, kind, message_id, now)
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


def _record(  # noqa: PLR0913, PLR0917 - what an event says
    session: Session, what: str, debt: Debt, kind: ContactKind, message_id: int | None, now: datetime
) -> None:
    events.record(
        session, account_id=debt.account_id, kind=what, at=now, message_id=message_id, data={"channel": kind.value}
    )
