"""Settlement offers: part of a debt instead of all of it. Whoever writes one holds the account (``events.hold``)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, AccountStatus, Offer, OfferState, Role, Task, TaskState, User
from app.store import events
from app.store.events import NewEvent
from app.store.terms import Ordering

HUNDRED = 100  # per cent
OPEN = (OfferState.offered, OfferState.accepted)
APPROVERS = (Role.admin, Role.supervisor)
"""Those who may let a discount beyond the authority through, as the API's table of permissions says."""


class Not(StrEnum):
    """Why a settlement cannot be offered, or not be answered any more."""

    nothing_owed = "nothing_owed"
    too_late = "too_late"  # its time is over
    above_limit = "above_limit"  # beyond what this installation lets journeys offer, and nobody approved it
    answered = "answered"  # it is accepted, declined, paid or gone already


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered: all that is owed but for ``discount`` per cent, if it is paid by ``expires_at``."""

    discount: int
    expires_at: datetime
    approved_by: int | None = None


def amount_after(balance: int, discount: int) -> int:
    """What is to be paid of a balance, in minor units; part of a unit is to the debtor's advantage."""
    return balance - -(-balance * discount // HUNDRED)


def to_pay(balance: int, discount: int) -> int:
    """What an offer asks of a balance that is owed: something has to be paid in any case."""
    return max(amount_after(balance, discount), 1)


def offer(session: Session, account: Account, terms: Terms, now: datetime, ordering: Ordering) -> Offer | Not:
    """Offer a settlement, or find the one that stands if it asks for no more; a dearer one is taken back for it."""
    expire(session, account.id, now)
    if account.balance <= 0:
        return Not.nothing_owed
    if terms.expires_at <= now:
        return Not.too_late
    amount = to_pay(account.balance, terms.discount)
    standing = open_one(session, account.id)
    if standing is not None:
        if standing.amount <= amount:
            return standing
        move(session, standing.id, OPEN, state=OfferState.cancelled, settled_at=now)
    made = Offer(
        account_id=account.id,
        run_id=ordering.run_id,
        node=ordering.node,
        visit=ordering.visit,
        discount=terms.discount,
        amount=amount,
        currency=account.currency,
        offered_at=now,
        expires_at=terms.expires_at,
        approved_by=terms.approved_by,
        mark=events.newest(session, account.id),
    )
    session.add(made)
    session.flush()
    events.record(session, account_id=account.id, kind="offer_made", at=now, data=told(made))
    return made


def approver(session: Session, ordering: Ordering) -> int | None:
    """Who approved what this visit of a node asked for, if it is somebody who may."""
    query = (
        select(Task.closed_by)
        .join(User, User.id == Task.closed_by)
        .where(
            Task.run_id == ordering.run_id,
            Task.node == ordering.node,
            Task.visit == ordering.visit,
            Task.kind == "approval",
            Task.state == TaskState.done,
            Task.outcome == "approved",
            User.role.in_(APPROVERS),
        )
    )
    return session.scalar(query)


def answer(session: Session, found: Offer, state: OfferState, now: datetime, by: str) -> Not | None:
    """Write that the debtor accepts or declines; None when that is so now, else why not.

    One who accepted may still decline; what is not paid in time expires either way.
    """
    if found.state not in OPEN or found.state == state:
        return Not.too_late if found.state == OfferState.expired else Not.answered
    if found.expires_at <= now:
        expire(session, found.account_id, now)
        return Not.too_late
    settled = None if state is OfferState.accepted else now
    if not move(session, found.id, OPEN, state=state, settled_at=settled):
        return Not.answered
    data = {**told(found), "by": by}
    events.record(session, account_id=found.account_id, kind=f"offer_{state.value}", at=now, data=data)
    return None


def newest_until(session: Session, account_id: int, moment: datetime) -> Offer | None:
    """The account's newest offer, if a payment of this moment is in time for it.

    A bank transfer may be booked after its day: an offer that expired meanwhile is honoured.
    """
    query = select(Offer).where(Offer.account_id == account_id).order_by(Offer.id.desc()).limit(1)
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    states = {*OPEN, OfferState.expired}
    return found if found is not None and found.state in states and found.expires_at > moment else None


def let_go(session: Session, found: Offer, now: datetime) -> NewEvent:
    """Waive what is left of a debt whose offer was paid; the event that says so, not yet recorded."""
    move(session, found.id, (*OPEN, OfferState.expired), state=OfferState.paid, settled_at=now)
    account = session.get_one(Account, found.account_id, populate_existing=True)
    rest = account.balance
    account.waived += rest
    account.balance = 0
    account.status = AccountStatus.paid
    account.updated_at = now
    session.flush()
    return NewEvent(account.id, "offer_settled", now, data={**told(found), "waived": rest})


def move(session: Session, offer_id: int, before: Sequence[OfferState], **values: Any) -> bool:  # noqa: ANN401 - columns
    """Change an offer that is in one of the states ``before``; False when it is in none of them."""
    query = update(Offer).where(Offer.id == offer_id, Offer.state.in_(before)).values(**values)
    return session.execute(query.returning(Offer.id)).first() is not None


def expire(session: Session, account_id: int, now: datetime) -> None:
    """Let an account's offer go whose time is over."""
    query = update(Offer).where(Offer.account_id == account_id, Offer.state.in_(OPEN), Offer.expires_at <= now)
    session.execute(query.values(state=OfferState.expired, settled_at=now))


def get(session: Session, offer_id: int) -> Offer:
    """One offer.

    Raises:
        NotFoundError: there is no such offer.
    """
    found = session.get(Offer, offer_id, populate_existing=True)
    if found is None:
        raise NotFoundError
    return found


def open_one(session: Session, account_id: int) -> Offer | None:
    """The offer of an account that stands."""
    query = select(Offer).where(Offer.account_id == account_id, Offer.state.in_(OPEN))
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def of_account(session: Session, account_id: int) -> Sequence[Offer]:
    """All offers of an account, the newest first."""
    return session.scalars(select(Offer).where(Offer.account_id == account_id).order_by(Offer.id.desc())).all()


def told(found: Offer) -> dict[str, Any]:
    """What an event says of an offer."""
    return {"offer_id": found.id, "amount": found.amount, "currency": found.currency, "discount": found.discount}
