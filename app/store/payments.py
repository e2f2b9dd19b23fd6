"""Payments: one row per attempt, moved by conditional updates under the lock of the account they pay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError
from app.models import Account, AccountStatus, Payment, PaymentState


@dataclass(frozen=True)
class NewPayment:
    """An attempt to pay that is about to start; ``amount`` is in minor units."""

    account_id: int
    message_id: int | None
    provider: str
    reference: str
    amount: int
    currency: str
    at: datetime


def find(session: Session, provider: str, provider_ref: str) -> Payment | None:
    """The payment that a provider calls ``provider_ref``."""
    query = select(Payment).where(Payment.provider == provider, Payment.provider_ref == provider_ref)
    return session.scalars(query).one_or_none()


def of_account(session: Session, account_id: int, payment_id: int) -> Payment | None:
    """One payment of this account; None when it is another's."""
    return session.scalars(
        select(Payment).where(Payment.id == payment_id, Payment.account_id == account_id)
    ).one_or_none()


def reload(session: Session, payment: Payment) -> None:
    """Read a payment again, after its account was locked."""
    session.refresh(payment)


def started(session: Session, account_id: int, provider: str, amount: int, currency: str) -> Payment | None:
    """The newest attempt to pay exactly this that is still under way; hold the account's lock."""
    query = (
        select(Payment)
        .where(
            Payment.account_id == account_id,
            Payment.provider == provider,
            Payment.state == PaymentState.started,
            Payment.amount == amount,
            Payment.currency == currency,
        )
        .order_by(Payment.id.desc())
        .limit(1)
    )
    return session.scalars(query).one_or_none()


def add(session: Session, new: NewPayment) -> int:
    """Write down an attempt before its provider is asked; its reference stands in until the provider has named it."""
    query = insert(Payment).values(
        account_id=new.account_id,
        message_id=new.message_id,
        provider=new.provider,
        provider_ref=new.reference,
        amount=new.amount,
        currency=new.currency,
        state=PaymentState.started,
        data={"reference": new.reference},
        started_at=new.at,
    )
    return session.execute(query.returning(Payment.id)).scalar_one()


def attach(session: Session, payment_id: int, provider_ref: str, data: Mapping[str, Any]) -> None:
    """Write down what the provider calls the payment; doing it twice with the same answer changes nothing."""
    session.execute(update(Payment).where(Payment.id == payment_id).values(provider_ref=provider_ref, data=dict(data)))


def move(  # noqa: PLR0913 - the columns of one change
    session: Session,
    payment_id: int,
    *,
    before: Sequence[PaymentState],
    to: PaymentState,
    at: datetime,
    error: str | None = None,
) -> None:
    """Move a payment from one of the states ``before``.

    Raises:
        ConflictError: it stood elsewhere, which its account's lock rules out; nothing of the transaction may stay.
    """
    moved = session.execute(
        update(Payment)
        .where(Payment.id == payment_id, Payment.state.in_(before))
        .values(state=to, error=error, settled_at=at)
        .returning(Payment.id)
        .execution_options(synchronize_session=False)
    )
    if moved.first() is None:
        raise ConflictError(f"Payment {payment_id} did not stand where it was moved from.")


def mark(session: Session, payment_id: int, error: str) -> None:
    """Note on a payment what a person should look at, without moving it."""
    session.execute(update(Payment).where(Payment.id == payment_id).values(error=error))


def book(session: Session, new: NewPayment, received_at: datetime) -> int | None:
    """Write down a payment that was received elsewhere; None when its reference is known by now."""
    row = Payment(
        account_id=new.account_id,
        message_id=None,
        provider=new.provider,
        provider_ref=new.reference,
        amount=new.amount,
        currency=new.currency,
        state=PaymentState.succeeded,
        data={},
        started_at=received_at,
        settled_at=new.at,
    )
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return None
    return row.id


def apply(session: Session, account_id: int, amount: int, currency: str, at: datetime) -> int | None:
    """Take ``amount`` off what is owed, and close the account at zero; the new balance.

    None when the account owes less than that, or in another currency: nothing is changed then.
    """
    return session.execute(
        update(Account)
        .where(Account.id == account_id, Account.balance >= amount, Account.currency == currency)
        .values(
            paid=Account.paid + amount,
            balance=Account.balance - amount,
            status=case((Account.balance == amount, AccountStatus.paid.value), else_=Account.status),
            updated_at=at,
        )
        .returning(Account.balance)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
