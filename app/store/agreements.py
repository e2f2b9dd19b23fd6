"""What a payment does to all that was agreed on about an account: its promise, its plan, its settlement.

The account and its steps are held (``events.hold``). Events are given back, to be recorded after ``paid`` itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.models import Offer, OfferState, Plan, PlanState, Promise, PromiseState
from app.store import offers, plans, received
from app.store.events import NewEvent
from app.store.ids import among


@dataclass(frozen=True, slots=True)
class Counted:
    """What the account owes after a payment, and what is to be told of the agreements that it settled."""

    balance: int
    told: list[NewEvent]


def count(  # noqa: PLR0913, PLR0917 - a payment
    session: Session, account_id: int, amount: int, balance: int, moment: datetime, now: datetime
) -> Counted:
    """Let a payment of this ``moment`` count, which left ``balance``; its own event is recorded after this.

    It goes to the promise, to the instalments that are due first, and to the offer, which is settled once it is paid:
    the rest of the debt is let go then.
    """
    promised = update(Promise).where(Promise.account_id == account_id, Promise.state == PromiseState.open)
    session.execute(promised.values(paid=Promise.paid + amount))
    plan = plans.open_one(session, account_id)
    if plan is not None and plan.state == PlanState.confirmed:
        plans.lay(session, plan.id, amount)
    offer = offers.newest_until(session, account_id, moment)
    if offer is None or received.since(session, offer) + amount < offer.amount:
        return Counted(balance, [] if balance > 0 else close(session, [account_id], now))
    settled = offers.let_go(session, offer, now)
    return Counted(0, [settled, *close(session, [account_id], now, forgiven=balance > 0)])


def close(session: Session, account_ids: Sequence[int], now: datetime, *, forgiven: bool = False) -> list[NewEvent]:
    """Settle what is open of accounts that owe nothing any more; three queries where nothing is.

    Promises and plans are kept, and offers not needed any more. Where the rest was ``forgiven``, a promise of which
    less was paid is void, and so is a plan.
    """
    if not account_ids:
        return []
    told = [
        *_close_promises(session, account_ids, now, forgiven=forgiven),
        *_close_plans(session, account_ids, now, forgiven=forgiven),
    ]
    offered = update(Offer).where(among(session, Offer.account_id, account_ids), Offer.state.in_(offers.OPEN))
    session.execute(offered.values(state=OfferState.cancelled, settled_at=now))
    return told


def _close_promises(session: Session, account_ids: Sequence[int], now: datetime, *, forgiven: bool) -> list[NewEvent]:
    query = select(Promise).where(among(session, Promise.account_id, account_ids), Promise.state == PromiseState.open)
    told = []
    for promise in session.scalars(query.order_by(Promise.id).execution_options(populate_existing=True)):
        kept = not forgiven or promise.paid >= promise.amount
        promise.state = PromiseState.kept if kept else PromiseState.cancelled
        promise.settled_at = now
        told.append(NewEvent(promise.account_id, f"promise_{promise.state}", now, data=about(promise)))
    session.flush()
    return told


def _close_plans(session: Session, account_ids: Sequence[int], now: datetime, *, forgiven: bool) -> list[NewEvent]:
    query = select(Plan).where(among(session, Plan.account_id, account_ids), Plan.state.in_(plans.OPEN))
    told, kept = [], []
    for plan in session.scalars(query.order_by(Plan.id).execution_options(populate_existing=True)):
        if plan.state == PlanState.confirmed and not forgiven:
            plan.state = PlanState.kept
            kept.append(plan.id)
            told.append(NewEvent(plan.account_id, "plan_kept", now, data=plans.told(plan)))
        else:
            plan.state = PlanState.cancelled
        plan.settled_at = now
    session.flush()
    if kept:
        plans.all_paid(session, kept)
    return told


def about(promise: Promise) -> dict[str, int | str]:
    """What an event says of a promise."""
    return {
        "promise_id": promise.id,
        "amount": promise.amount,
        "paid": promise.paid,
        "currency": promise.currency,
        "due_date": promise.due_date.isoformat(),
    }


def expire(session: Session, now: datetime) -> int:
    """Let all offers of plans and settlements go whose time is over; how many.

    It holds nothing but their rows: whoever answers one holds the account, and finds it expired.
    """
    plan = update(Plan).where(Plan.state == PlanState.offered, Plan.expires_at <= now)
    offer = update(Offer).where(Offer.state.in_(offers.OPEN), Offer.expires_at <= now)
    gone = [
        *session.scalars(plan.values(state=PlanState.expired, settled_at=now).returning(Plan.id)),
        *session.scalars(offer.values(state=OfferState.expired, settled_at=now).returning(Offer.id)),
    ]
    return len(gone)


def any_expired(session: Session, now: datetime) -> bool:
    """Whether the time of any offer is over."""
    plan = select(Plan.id).where(Plan.state == PlanState.offered, Plan.expires_at <= now).exists()
    offer = select(Offer.id).where(Offer.state.in_(offers.OPEN), Offer.expires_at <= now).exists()
    return bool(session.scalar(select(or_(plan, offer))))
