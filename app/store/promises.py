"""Promises to pay. Whoever writes one holds the account and its steps (``events.hold``)."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, Promise, PromiseState
from app.store import events


def make(  # noqa: PLR0913 - the columns of a promise
    session: Session,
    account: Account,
    *,
    run_id: int | None,
    amount: int,
    due_date: date,
    by: str,
    note: str | None,
    at: datetime,
) -> int:
    """A new promise in place of the one that was open; its id. Payments after this moment count towards it."""
    earlier = update(Promise).where(Promise.account_id == account.id, Promise.state == PromiseState.open)
    session.execute(earlier.values(state=PromiseState.cancelled, settled_at=at))
    promise = Promise(
        account_id=account.id,
        run_id=run_id,
        amount=amount,
        currency=account.currency,
        due_date=due_date,
        made_at=at,
        made_by=by,
        note=note,
        mark=events.newest(session, account.id),
    )
    session.add(promise)
    session.flush()
    return promise.id


def get(session: Session, promise_id: int) -> Promise:
    """One promise.

    Raises:
        NotFoundError: there is no such promise.
    """
    promise = session.get(Promise, promise_id, populate_existing=True)
    if promise is None:
        raise NotFoundError
    return promise


def settle(session: Session, promise_id: int, state: PromiseState, at: datetime, paid: int | None = None) -> bool:
    """Write what became of an open promise, and how much was paid of it; False when it is open no more."""
    query = update(Promise).where(Promise.id == promise_id, Promise.state == PromiseState.open)
    more = {} if paid is None else {"paid": paid}
    settled = session.execute(query.values(state=state, settled_at=at, **more).returning(Promise.id))
    return settled.first() is not None


def of_account(session: Session, account_id: int) -> Sequence[Promise]:
    """All promises of an account, the newest first."""
    return session.scalars(select(Promise).where(Promise.account_id == account_id).order_by(Promise.id.desc())).all()
