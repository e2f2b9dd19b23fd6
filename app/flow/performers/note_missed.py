"""Writes that an instalment was not paid in time, and tells it to the account's journeys."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside
from app.models import Plan, PlanState
from app.store import events, plans
from app.store.acts import Ordered

COUNTS = (PlanState.confirmed, PlanState.broken)


class NoteMissed(Inside):
    """Notes one instalment; one that was paid meanwhile is not missed, and none is twice."""

    name = "note_missed"

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One instalment."""
        plan = session.get(Plan, act.details["plan"], populate_existing=True)
        if plan is None or plan.state not in COUNTS:
            return Done(ok=False)
        missed = plans.miss(session, act.details["instalment"])
        if missed is None:
            return Done(ok=False)
        data = {
            "plan_id": plan.id,
            "number": missed.number,
            "amount": missed.amount,
            "paid": missed.paid,
            "currency": plan.currency,
            "due_date": missed.due_date.isoformat(),
        }
        events.record(session, account_id=plan.account_id, kind="instalment_missed", at=now, data=data)
        return Done()


PERFORMER = NoteMissed()
