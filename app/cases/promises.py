"""Promises to pay: taking a debtor's word, and taking it back."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.cases.held import hold, today
from app.cases.refusals import RefusedError, UnfitError
from app.models import Promise, PromiseState
from app.store import agreements, events
from app.store import promises as store
from app.wording import Text

FARTHEST = timedelta(days=366)  # how far ahead somebody may promise


def make(  # noqa: PLR0913 - what is promised, by whom and when
    session: Session,
    account_id: int,
    *,
    amount: int,
    due_date: date,
    by: str,
    now: datetime,
    note: str | None = None,
    run_id: int | None = None,
) -> Promise:
    """Write down a promise in place of the one that was open, and tell the account's journeys.

    ``amount`` is in minor units of the account's currency. After the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such account.
        UnfitError: the amount or the day cannot be promised.
    """
    account = hold(session, account_id)
    first = today(session, account, now)
    wrong: dict[str, Text] = {}
    if not 0 < amount <= account.balance:
        wrong["amount"] = NOTHING if account.balance <= 0 else TOO_MUCH
    if not first <= due_date <= first + FARTHEST:
        wrong["due_date"] = NO_DAY
    if wrong:
        raise UnfitError(wrong)
    number = store.make(
        session, account, run_id=run_id, amount=amount, due_date=due_date, by=by, note=note or None, at=now
    )
    promise = store.get(session, number)
    data = {**agreements.about(promise), "by": by}
    events.record(session, account_id=account_id, kind="promise_made", at=now, data=data)
    return promise


def cancel(session: Session, promise_id: int, *, by: str, now: datetime) -> Promise:
    """Take back an open promise, and tell the account's journeys. After the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such promise.
        RefusedError: it is open no more.
    """
    hold(session, store.get(session, promise_id).account_id)
    if not store.settle(session, promise_id, PromiseState.cancelled, now):
        raise RefusedError(CLOSED)
    promise = store.get(session, promise_id)
    data = {**agreements.about(promise), "by": by}
    events.record(session, account_id=promise.account_id, kind="promise_cancelled", at=now, data=data)
    return promise


NOTHING: Text = {"es": "En esta cuenta ya no se debe nada.", "en": "Nothing is owed on this account any more."}
TOO_MUCH: Text = {"es": "Escriba un importe que no supere lo que se debe.", "en": "Enter at most what is owed."}
NO_DAY: Text = {
    "es": "Elija un día entre hoy y dentro de un año.",
    "en": "Choose a day from today to a year ahead.",
}
CLOSED: Text = {
    "es": "Esta promesa ya no está abierta: se cumplió, no se cumplió o fue retirada.",
    "en": "This promise is open no more: it was kept, broken or withdrawn.",
}
