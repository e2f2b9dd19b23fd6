"""Writes that an instalment plan was kept or broken, or that nobody answered its offer in time."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside
from app.models import Plan, PlanState
from app.store import plans
from app.store.acts import Ordered


class SettlePlan(Inside):
    """Settles a plan; the journey of one that is settled otherwise is told how it stands."""

    name = "settle_plan"

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One plan."""
        state = PlanState(act.details["state"])
        plan = session.get(Plan, act.details["plan"], populate_existing=True)
        if plan is None:
            return Done(ok=False, result={"state": None})
        if not _settle(session, plan, state, now):
            return Done(ok=False, result={"state": plan.state})
        return Done(result={"state": state.value})


def _settle(session: Session, plan: Plan, state: PlanState, now: datetime) -> bool:
    if state is PlanState.expired:
        return plans.move(session, plan.id, (PlanState.offered,), state=state, settled_at=now)
    return plans.settle(session, plan, state, now)


PERFORMER = SettlePlan()
