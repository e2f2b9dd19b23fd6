"""Paying: an attempt is started once, and what the provider tells about it is applied once.

The lock is the account's: whoever starts, settles or records an event waits for it, so the balance that is read is
the balance that is paid. States move ``started -> succeeded | failed | interrupted | review``; a failed or interrupted
attempt may still succeed (the provider's notices come in any order), while ``succeeded`` and ``review`` stay.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from app.cases.wake import wake
from app.errors import ConflictError, NotFoundError
from app.installation import Installation
from app.models import Account, Payment, PaymentState
from app.payments.contract import Notice, Outcome, PaymentRequest, Provider
from app.store import agreements, events
from app.store import payments as store

LONGEST_REASON = 200
UNDECIDED = (PaymentState.started, PaymentState.failed, PaymentState.interrupted)


class NothingOwedError(ConflictError):
    """Nothing is owed on this account any more."""


class UnknownPaymentError(NotFoundError):
    """No payment with this reference was ever started."""


class Result(StrEnum):
    """What a notice did."""

    applied = "applied"  # the balance fell
    failed = "failed"
    interrupted = "interrupted"
    review = "review"  # it does not fit what was asked for; nothing was applied, a person must look
    repeated = "repeated"  # it told nothing new


@dataclass(frozen=True)
class Settlement:
    """What became of a payment after a notice; ``balance`` is what the account still owes, in minor units."""

    result: Result
    payment_id: int
    account_id: int
    balance: int


@dataclass(frozen=True)
class Payer:
    """Who pays what: the account, the message that brought them, and what the provider's form should say.

    ``amount`` is what they want to pay, in minor units; all that is owed where they do not say.
    ``return_url`` gives the address to come back to for a payment's id.
    """

    account_id: int
    message_id: int | None
    description: str
    language: str
    return_url: Callable[[int], str]
    amount: int | None = None


def start(installation: Installation, provider: Provider, payer: Payer) -> str:
    """Start paying what the payer says, or all that is owed, and say where to send the debtor.

    A second click finds the attempt that the first one started. The provider is asked outside any transaction.

    Raises:
        NothingOwedError: the balance is zero.
        ProviderUnavailableError: the provider did not answer; a later click tries the same attempt again.
    """
    now, wall = installation.clock.now(), installation.clock.wall()
    with installation.db.write() as session:
        payment, is_new = _attempt(session, provider, payer, now, wall)
    if is_new:
        wake(installation)
    if payment.data.get("url"):
        return str(payment.data["url"])
    reference = str(payment.data["reference"])
    return_url = payer.return_url(payment.id)
    redirect = provider.start(
        PaymentRequest(
            reference=reference,
            amount=payment.amount,
            currency=payment.currency,
            description=payer.description,
            language=payer.language,
            return_url=return_url,
            wall=wall,
        )
    )
    form = {"reference": reference, "url": redirect.url, "expires_at": redirect.expires_at.isoformat()}
    with installation.db.write() as session:
        store.attach(
            session,
            payment.id,
            redirect.provider_ref,
            {**form, "language": payer.language, "return_url": return_url},
        )
    return redirect.url


def settle(session: Session, notice: Notice, now: datetime) -> Settlement:
    """Apply one notice, however often and in whatever order notices come; ``now`` is business time.

    After the commit, call ``wake``.

    Raises:
        UnknownPaymentError: the provider names a payment that was never started.
    """
    payment = store.find(session, notice.provider, notice.provider_ref)
    if payment is None:
        raise UnknownPaymentError
    events.hold(session, payment.account_id)
    store.reload(session, payment)
    hear = _succeed if notice.outcome is Outcome.succeeded else _end
    result = hear(session, payment, notice, now)
    account = session.get_one(Account, payment.account_id, populate_existing=True)
    return Settlement(result=result, payment_id=payment.id, account_id=account.id, balance=account.balance)


def _attempt(session: Session, provider: Provider, payer: Payer, now: datetime, wall: datetime) -> tuple[Payment, bool]:
    """The attempt that is under way for this amount, or a new one; whether it is new."""
    events.lock(session, payer.account_id)
    account = session.get(Account, payer.account_id, populate_existing=True)
    if account is None or account.balance <= 0:
        raise NothingOwedError
    amount = account.balance if payer.amount is None else min(payer.amount, account.balance)
    payment = store.started(session, account.id, provider.name, amount, account.currency)
    if payment is not None:
        if _still_good(payment, payer, wall):
            return payment, False
        store.move(
            session,
            payment.id,
            before=[PaymentState.started],
            to=PaymentState.interrupted,
            at=now,
            error="A newer attempt took its place.",
        )
    new = store.NewPayment(
        account_id=account.id,
        message_id=payer.message_id,
        provider=provider.name,
        reference=uuid4().hex,
        amount=amount,
        currency=account.currency,
        at=now,
    )
    payment_id = store.add(session, new)
    _record(
        session, "payment_started", session.get_one(Payment, payment_id), now, dedup=f"payment:{payment_id}:started"
    )
    return session.get_one(Payment, payment_id), True


def _still_good(payment: Payment, payer: Payer, wall: datetime) -> bool:
    """Whether the form of this attempt can be shown again: its time runs, and it leads back to where the debtor is."""
    form = payment.data
    if "url" not in form:
        return payment.message_id == payer.message_id
    return (
        datetime.fromisoformat(form["expires_at"]) > wall
        and form["return_url"] == payer.return_url(payment.id)
        and form["language"] == payer.language
    )


def _succeed(session: Session, payment: Payment, notice: Notice, now: datetime) -> Result:
    if payment.state == PaymentState.review:
        return Result.repeated
    mismatch = _mismatch(payment, notice)
    if payment.state == PaymentState.succeeded:
        return _contradiction(session, payment, notice, now, mismatch) if mismatch else Result.repeated
    if mismatch:
        return _review(session, payment, notice, now, mismatch)
    balance = store.apply(session, payment.account_id, payment.amount, payment.currency, now)
    if balance is None:
        return _review(session, payment, notice, now, "The account owes less than was paid, or in another currency.")
    store.move(session, payment.id, before=UNDECIDED, to=PaymentState.succeeded, at=now)
    counted = agreements.count(session, payment.account_id, payment.amount, balance, now, now)
    _record(session, "paid", payment, now, dedup=f"payment:{payment.id}:paid", balance=counted.balance)
    events.record_many(session, counted.told)
    return Result.applied


def _end(session: Session, payment: Payment, notice: Notice, now: datetime) -> Result:
    """Note that an attempt did not succeed; a notice that was read before, or comes after success, changes nothing."""
    state = PaymentState(notice.outcome.value)
    kind = f"payment_{notice.outcome.value}"
    if payment.state not in UNDECIDED:
        return Result.repeated
    reason = (notice.reason or "").replace("\x00", "")[:LONGEST_REASON] or None
    if _record(session, kind, payment, now, dedup=_name(notice), reason=reason) is None:
        return Result.repeated
    store.move(session, payment.id, before=UNDECIDED, to=state, at=now, error=reason)
    return Result(state.value)


def _name(notice: Notice) -> str:
    """A name of bounded length for this notice, the same when it is sent again."""
    return f"notice:{notice.provider}:{sha256(notice.event_id.encode()).hexdigest()}"


def _mismatch(payment: Payment, notice: Notice) -> str | None:
    if notice.currency != payment.currency:
        return f"Asked for {payment.currency}, but {notice.currency} was paid."
    if notice.amount != payment.amount:
        return f"Asked for {payment.amount} minor units, but {notice.amount} were paid."
    return None


def _review(session: Session, payment: Payment, notice: Notice, now: datetime, why: str) -> Result:
    store.move(session, payment.id, before=UNDECIDED, to=PaymentState.review, at=now, error=why)
    return _tell_people(session, payment, notice, now, why)


def _contradiction(session: Session, payment: Payment, notice: Notice, now: datetime, why: str) -> Result:
    """What was applied stays applied; that the provider now tells another story is for a person to sort out."""
    store.mark(session, payment.id, why)
    return _tell_people(session, payment, notice, now, why)


def _tell_people(session: Session, payment: Payment, notice: Notice, now: datetime, why: str) -> Result:
    told = _record(
        session,
        "payment_review",
        payment,
        now,
        dedup=_name(notice),
        why=why,
        paid_amount=notice.amount,
        paid_currency=notice.currency,
    )
    return Result.repeated if told is None else Result.review


def _record(
    session: Session,
    kind: str,
    payment: Payment,
    now: datetime,
    *,
    dedup: str,
    **more: Any,  # noqa: ANN401 - plain JSON values
) -> int | None:
    return events.record(
        session,
        account_id=payment.account_id,
        kind=kind,
        at=now,
        message_id=payment.message_id,
        dedup=dedup,
        data={
            "payment_id": payment.id,
            "provider": payment.provider,
            "amount": payment.amount,
            "currency": payment.currency,
            **more,
        },
    )
