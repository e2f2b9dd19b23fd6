"""Writing down a promise to pay that somebody made to an agent; the account is held."""

from datetime import date, datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models import Account, Event, Promise, PromiseState


def make(  # noqa: PLR0913 - the columns of a promise
    session: Session,
    account: Account,
    *,
    run_id: int,
    amount: int,
    due_date: date,
    by: str,
    note: str | None,
    at: datetime,
) -> int:
    """A new promise in place of the one that was open; its id."""
    earlier = update(Promise).where(Promise.account_id == account.id, Promise.state == PromiseState.open)
    session.execute(earlier.values(state=PromiseState.cancelled, settled_at=at))
    newest = session.scalar(select(func.max(Event.id)).where(Event.account_id == account.id))
    promise = Promise(
        account_id=account.id,
        run_id=run_id,
        amount=amount,
        currency=account.currency,
        due_date=due_date,
        made_at=at,
        made_by=by,
        note=note,
        mark=newest or 0,
    )
    session.add(promise)
    session.flush()
    return promise.id
