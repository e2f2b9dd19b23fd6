"""Instalment plans. Whoever writes one holds the account and its steps (``events.hold``)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, Instalment, InstalmentState, Plan, PlanState
from app.store import events
from app.store.ids import among
from app.store.terms import Ordering
from journeys import instalments
from journeys.instalments import Every

OPEN = (PlanState.offered, PlanState.confirmed)


class Not(StrEnum):
    """Why a plan cannot be offered, or not be answered any more."""

    nothing_owed = "nothing_owed"
    has_plan = "has_plan"  # the account has one already
    too_small = "too_small"  # an instalment would be smaller than wanted
    too_late = "too_late"  # its time is over
    answered = "answered"  # it is confirmed, declined or gone already


@dataclass(frozen=True, slots=True)
class Terms:
    """What is offered: all that is owed in ``count`` parts, each of ``minimum`` at least, until ``expires_at``."""

    count: int
    every: Every
    first_due: date
    expires_at: datetime
    minimum: int = 1


def offer(session: Session, account: Account, terms: Terms, now: datetime, ordering: Ordering) -> int | Not:
    """Offer a plan over all that is owed; its id, or why not. One whose time is over makes room."""
    expire(session, account.id, now)
    if account.balance <= 0:
        return Not.nothing_owed
    if terms.expires_at <= now:
        return Not.too_late
    if open_one(session, account.id) is not None:
        return Not.has_plan
    amounts = instalments.split(account.balance, terms.count)
    if min(amounts) < max(terms.minimum, 1):
        return Not.too_small
    plan = Plan(
        account_id=account.id,
        run_id=ordering.run_id,
        node=ordering.node,
        visit=ordering.visit,
        total=account.balance,
        currency=account.currency,
        every=terms.every,
        offered_at=now,
        expires_at=terms.expires_at,
    )
    session.add(plan)
    session.flush()
    _add_instalments(session, plan, amounts, terms.first_due)
    _tell(session, "plan_offered", plan, now, ordering.by)
    return plan.id


def confirm(session: Session, plan: Plan, account: Account, now: datetime, by: str) -> Not | None:
    """Let a plan count from now on; None when it does, else why not.

    What was paid since it was offered comes off the last instalments. Interest that came on top is not part of it.
    """
    late = _not_any_more(session, plan, now)
    if late is not None:
        return late
    if account.balance <= 0:
        return Not.nothing_owed
    total = min(plan.total, account.balance)
    _trim(session, plan, total)
    mark = events.newest(session, account.id)
    values = {"state": PlanState.confirmed, "confirmed_at": now, "mark": mark, "total": total}
    if not move(session, plan.id, (PlanState.offered,), **values):
        return Not.answered
    session.refresh(plan)
    _tell(session, "plan_confirmed", plan, now, by)
    return None


def decline(session: Session, plan: Plan, now: datetime, by: str) -> Not | None:
    """Write that the debtor does not want a plan; None when that is so now, else why not."""
    late = _not_any_more(session, plan, now)
    if late is not None:
        return late
    if not move(session, plan.id, (PlanState.offered,), state=PlanState.declined, settled_at=now):
        return Not.answered
    _tell(session, "plan_declined", plan, now, by)
    return None


def settle(session: Session, plan: Plan, state: PlanState, now: datetime) -> bool:
    """Write that a confirmed plan was kept or broken, and tell its journeys; False when it is confirmed no more."""
    if not move(session, plan.id, (PlanState.confirmed,), state=state, settled_at=now):
        return False
    if state is PlanState.kept:
        all_paid(session, [plan.id])
    _tell(session, f"plan_{state.value}", plan, now, None)
    return True


def move(session: Session, plan_id: int, before: Sequence[PlanState], **values: Any) -> bool:  # noqa: ANN401 - columns
    """Change a plan that is in one of the states ``before``; False when it is in none of them."""
    query = update(Plan).where(Plan.id == plan_id, Plan.state.in_(before)).values(**values)
    return session.execute(query.returning(Plan.id)).first() is not None


def expire(session: Session, account_id: int, now: datetime) -> None:
    """Let an account's offered plan go whose time is over."""
    query = update(Plan).where(Plan.account_id == account_id, Plan.state == PlanState.offered, Plan.expires_at <= now)
    session.execute(query.values(state=PlanState.expired, settled_at=now))


def withdraw(session: Session, account_id: int, now: datetime) -> None:
    """Take back what is offered to an account and was not answered yet."""
    expire(session, account_id, now)
    query = update(Plan).where(Plan.account_id == account_id, Plan.state == PlanState.offered)
    session.execute(query.values(state=PlanState.cancelled, settled_at=now))


def get(session: Session, plan_id: int) -> Plan:
    """One plan.

    Raises:
        NotFoundError: there is no such plan.
    """
    plan = session.get(Plan, plan_id, populate_existing=True)
    if plan is None:
        raise NotFoundError
    return plan


def open_one(session: Session, account_id: int) -> Plan | None:
    """The plan of an account that is offered or confirmed."""
    query = select(Plan).where(Plan.account_id == account_id, Plan.state.in_(OPEN))
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def of_account(session: Session, account_id: int) -> Sequence[Plan]:
    """All plans of an account, the newest first."""
    return session.scalars(select(Plan).where(Plan.account_id == account_id).order_by(Plan.id.desc())).all()


def instalments_of(session: Session, plan_ids: Sequence[int]) -> Mapping[int, Sequence[Instalment]]:
    """The instalments of these plans, by plan, in their order."""
    query = select(Instalment).where(among(session, Instalment.plan_id, plan_ids))
    found: dict[int, list[Instalment]] = {plan_id: [] for plan_id in plan_ids}
    fresh = query.order_by(Instalment.plan_id, Instalment.number).execution_options(populate_existing=True)
    for instalment in session.scalars(fresh):
        found[instalment.plan_id].append(instalment)
    return found


def lay(session: Session, plan_id: int, payment: int) -> None:
    """Let a payment fill the instalments of a plan, the oldest first."""
    rows = instalments_of(session, [plan_id])[plan_id]
    paid = instalments.laid([row.amount for row in rows], [row.paid for row in rows], payment)
    for row, now_paid in zip(rows, paid, strict=True):
        row.paid = now_paid
        if now_paid >= row.amount:
            row.state = InstalmentState.paid
    session.flush()


def miss(session: Session, instalment_id: int) -> Instalment | None:
    """Write that an instalment was not paid in time; None when it is paid by now, or known to be missed."""
    query = update(Instalment).where(Instalment.id == instalment_id, Instalment.state == InstalmentState.due)
    missed = session.execute(query.values(state=InstalmentState.missed).returning(Instalment.id)).first()
    return None if missed is None else session.get_one(Instalment, instalment_id, populate_existing=True)


def all_paid(session: Session, plan_ids: Sequence[int]) -> None:
    """Nothing is to be paid any more of these plans."""
    query = update(Instalment).where(among(session, Instalment.plan_id, plan_ids))
    session.execute(query.values(state=InstalmentState.paid), execution_options={"synchronize_session": False})


def told(plan: Plan, by: str | None = None) -> dict[str, Any]:
    """What an event says of a plan."""
    own = {"plan_id": plan.id, "total": plan.total, "currency": plan.currency}
    return own if by is None else {**own, "by": by}


def _not_any_more(session: Session, plan: Plan, now: datetime) -> Not | None:
    if plan.state != PlanState.offered:
        return Not.too_late if plan.state == PlanState.expired else Not.answered
    if plan.expires_at is not None and plan.expires_at <= now:
        expire(session, plan.account_id, now)
        return Not.too_late
    return None


def _add_instalments(session: Session, plan: Plan, amounts: Sequence[int], first: date) -> None:
    days = instalments.due_dates(first, "weeks" if plan.every == "weeks" else "months", len(amounts))
    rows = [
        {
            "plan_id": plan.id,
            "number": number,
            "due_date": day,
            "amount": amount,
            "paid": 0,
            "state": InstalmentState.due,
        }
        for number, (day, amount) in enumerate(zip(days, amounts, strict=True), 1)
    ]
    session.execute(insert(Instalment), rows)


def _trim(session: Session, plan: Plan, total: int) -> None:
    rows = instalments_of(session, [plan.id])[plan.id]
    kept = instalments.trimmed([row.amount for row in rows], total)
    for row, amount in zip(rows, kept, strict=False):
        row.amount = amount
    session.flush()
    session.execute(delete(Instalment).where(Instalment.plan_id == plan.id, Instalment.number > len(kept)))


def _tell(session: Session, kind: str, plan: Plan, now: datetime, by: str | None) -> None:
    events.record(session, account_id=plan.account_id, kind=kind, at=now, data=told(plan, by))
