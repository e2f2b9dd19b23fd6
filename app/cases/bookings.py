"""Booking payments that were received elsewhere: bank transfers, cash at a counter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from app.cases.held import hold
from app.cases.refusals import RefusedError, UnfitError
from app.models import Account, Payment
from app.store import agreements, events
from app.store import payments as store
from app.wording import Text

PROVIDER = "booked"
OLDEST = timedelta(days=366)  # how long ago a payment may have been received


@dataclass(frozen=True, slots=True)
class Received:
    """A payment in minor units. ``reference`` names it once and for all: booked again, it counts once."""

    amount: int
    currency: str
    reference: str
    paid_at: datetime


@dataclass(frozen=True, slots=True)
class Booked:
    """What came of it; ``balance`` is what the account owes now."""

    payment_id: int
    balance: int
    is_new: bool


def book(session: Session, account_id: int, received: Received, *, by: str, now: datetime) -> Booked:
    """Take a payment off what is owed, let it count for what was agreed, and tell the account's journeys.

    It counts from ``paid_at``, so that a transfer that came in time keeps a promise even if it is booked later. After
    the commit, call ``wake``.

    Raises:
        NotFoundError: there is no such account.
        UnfitError: the amount, the currency or the time cannot be right.
        RefusedError: the reference names another payment.
    """
    account = hold(session, account_id)
    known = store.find(session, PROVIDER, received.reference)
    if known is not None:
        return _again(account, known, received)
    _check(account, received, now)
    new = store.NewPayment(account_id, None, PROVIDER, received.reference, received.amount, received.currency, now)
    number = store.book(session, new, received.paid_at)
    balance = None if number is None else store.apply(session, account_id, received.amount, received.currency, now)
    if number is None or balance is None:
        raise RefusedError(ANOTHER)
    counted = agreements.count(session, account_id, received.amount, balance, received.paid_at, now)
    data = {
        "payment_id": number,
        "provider": PROVIDER,
        "amount": received.amount,
        "currency": received.currency,
        "balance": counted.balance,
        "paid_at": received.paid_at.isoformat(),
        "by": by,
    }
    dedup = f"payment:{number}:paid"
    events.record(session, account_id=account_id, kind="paid", at=now, dedup=dedup, data=data)
    events.record_many(session, counted.told)
    return Booked(number, counted.balance, is_new=True)


def _again(account: Account, known: Payment, received: Received) -> Booked:
    same = (known.account_id, known.amount, known.currency) == (account.id, received.amount, received.currency)
    if not same:
        raise RefusedError(ANOTHER)
    return Booked(known.id, account.balance, is_new=False)


def _check(account: Account, received: Received, now: datetime) -> None:
    wrong: dict[str, Text] = {}
    if received.currency != account.currency:
        wrong["currency"] = {
            "es": f"La deuda está en {account.currency}.",
            "en": f"The debt is in {account.currency}.",
        }
    elif not 0 < received.amount <= account.balance:
        wrong["amount"] = NOTHING if account.balance <= 0 else TOO_MUCH
    if not now - OLDEST <= received.paid_at <= now:
        wrong["paid_at"] = NO_TIME
    if wrong:
        raise UnfitError(wrong)


NOTHING: Text = {"es": "En esta cuenta ya no se debe nada.", "en": "Nothing is owed on this account any more."}
TOO_MUCH: Text = {
    "es": "Es más de lo que se debe. Registre lo que corresponde a esta cuenta y devuelva el resto.",
    "en": "This is more than is owed. Book what belongs to this account, and give the rest back.",
}
NO_TIME: Text = {
    "es": "Indique cuándo se recibió: en el último año y no en el futuro.",
    "en": "Say when it was received: within the last year, and not in the future.",
}
ANOTHER: Text = {
    "es": "Con esta referencia ya se registró otro pago.",
    "en": "Another payment was booked under this reference.",
}
