"""Offers an instalment plan over all that is owed, in the name of a step."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside
from app.models import Account
from app.store import plans
from app.store.acts import Ordered
from app.store.plans import Not, Terms
from app.store.terms import Ordering


class OfferPlan(Inside):
    """Offers the plan of the account that is on the journey, unless there is one, or nothing to share out."""

    name = "offer_plan"

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One plan."""
        details = act.details
        account = session.get_one(Account, act.run_account_id, populate_existing=True)
        terms = Terms(
            details["count"],
            details["every"],
            date.fromisoformat(details["first_due"]),
            datetime.fromisoformat(details["expires_at"]),
            details["minimum"],
        )
        made = plans.offer(session, account, terms, now, Ordering(None, act.run_id, act.node, act.visit))
        if isinstance(made, Not):
            return Done(ok=False, result={"why": made.value})
        return Done(result={"plan": made})


PERFORMER = OfferPlan()
