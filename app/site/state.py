"""What a landing page is drawn with: what is known of a visit, in the shape that the renderer takes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from app.models import Plan, PromiseState
from app.site.desk import Desk, Visit, local
from app.store import debts, offers, plans, promises
from app.store.debts import Debt
from renderers.landing import state
from renderers.landing.state import Addresses, Inside, Outside

MOST_DEBTS = 50


@dataclass(frozen=True)
class Said:
    """What a form said, and what is wrong with it; ``fault`` is that of the proof."""

    typed: Mapping[str, str] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""
    proof: str = "birth_date"
    other: str = ""
    gate: str = "ask"
    sent: str = ""


NOTHING = Said()


def outside(desk: Desk, visit: Visit, said: Said, form_token: str, style: str, address: str | None) -> Outside:  # noqa: PLR0913, PLR0917 - what a page needs
    """What is known of whoever opened the link."""
    languages = tuple(state.Language(**one) for one in desk.switch(visit.language, address))
    token = visit.token
    home = url_for("site.page", token=token)
    ways = ("verify", "leave", "pay", "promise", "plan", "settlement", "dispute", "help", "preferences")
    return Outside(
        language=visit.language,
        languages=languages,
        creditor=desk.creditor(visit.debt),
        contact=desk.contact,
        style=style,
        form_token=form_token,
        today=desk.today(visit.debt).isoformat(),
        at=Addresses(
            home=home,
            page=f"{desk.installation.config.public_url}{home}",
            **{way: url_for(f"site.{way}", token=token) for way in ways},
        ),
        gate=said.gate,
        proof=said.proof,
        other=said.other,
        fault=said.fault,
        typed=said.typed,
        faults=said.faults,
        sent=said.sent,
    )


def inside(session: Session, desk: Desk, visit: Visit) -> Inside:
    """What is known of who proved who they are."""
    debt, now = visit.debt, desk.installation.clock.now()
    plan = plans.open_one(session, debt.account_id)
    promise = next((one for one in promises.of_account(session, debt.account_id)), None)
    offer = offers.open_one(session, debt.account_id)
    offered = offer is not None and offer.expires_at > now
    return Inside(
        debt=_debt(desk, debt, here=True),
        debts=tuple(
            _debt(desk, one, here=one.account_id == debt.account_id)
            for one in debts.of_debtor(session, debt.debtor_id, MOST_DEBTS)
        ),
        providers=tuple(
            state.Provider(name, name.replace("_", " ").capitalize()) for name in desk.providers if debt.balance > 0
        ),
        plan=None if plan is None or _is_over(plan, now) else _plan(session, plan),
        promise=(
            state.Promise(promise.amount, promise.due_date.isoformat())
            if promise is not None and promise.state == PromiseState.open
            else None
        ),
        offer=(
            state.Offer(
                offer.state,
                offer.amount,
                max(debt.balance - offer.amount, 0),
                offer.discount,
                local(offer.expires_at, debt).date().isoformat(),
            )
            if offer is not None and offered
            else None
        ),
        disputed=debt.disputed_at is not None,
        takes=tuple(
            state.Takes(kind.value, wanted=wanted) for kind, wanted in debts.takes(session, debt.debtor_id).items()
        ),
    )


def _is_over(plan: Plan, now: datetime) -> bool:
    """Whether the time to say yes to an offered plan is over."""
    return plan.state == "offered" and plan.expires_at is not None and plan.expires_at <= now


def _debt(desk: Desk, debt: Debt, *, here: bool) -> state.Debt:
    return state.Debt(
        ref=debt.ref,
        creditor=desk.creditor(debt),
        product=debt.product or "",
        currency=debt.currency,
        balance=debt.balance,
        principal=debt.principal,
        interest=debt.interest,
        fees=debt.fees,
        paid=debt.paid,
        due_date=debt.due_date.isoformat() if debt.due_date else "",
        overdue=debt.due_date is not None and debt.due_date < desk.today(debt),
        here=here,
    )


def _plan(session: Session, plan: Plan) -> state.Plan:
    rows = plans.instalments_of(session, [plan.id])[plan.id]
    following = next((row for row in rows if row.paid < row.amount), None)
    return state.Plan(
        state=plan.state,
        total=plan.total,
        every=plan.every,
        instalments=tuple(
            state.Instalment(row.number, row.due_date.isoformat(), row.amount, row.state) for row in rows
        ),
        next_amount=0 if following is None else following.amount - following.paid,
        next_due="" if following is None else following.due_date.isoformat(),
    )
