"""Offers a settlement in the name of a step, above what this installation allows only with a supervisor's approval."""

from datetime import datetime
from typing import Self

from sqlalchemy.orm import Session

from app.config import SETTLEMENT_AUTHORITY, Config
from app.flow.performer import Answer, Done, Inside
from app.models import Account
from app.store import offers
from app.store.acts import Ordered
from app.store.offers import Not, Terms
from app.store.terms import Ordering
from journeys import durations


class OfferSettlement(Inside):
    """Offers a discount to the account that is on the journey; ``authority`` per cent is the most without approval.

    What counts is a done task of this very visit, approved by somebody who still may, whatever the journey says.
    """

    name = "offer_settlement"

    def __init__(self, authority: int = SETTLEMENT_AUTHORITY) -> None:
        self._authority = authority

    def knowing(self, config: Config) -> Self:
        """The limit of this installation."""
        return type(self)(config.settlement_authority)

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One offer; the journey hears until when it stands."""
        discount: int = act.details["discount"]
        ordering = Ordering(None, act.run_id, act.node, act.visit)
        approved_by = offers.approver(session, ordering)
        if discount > self._authority and approved_by is None:
            return Done(ok=False, result={"why": Not.above_limit.value})
        account = session.get_one(Account, act.run_account_id, populate_existing=True)
        terms = Terms(discount, now + durations.length(act.details["valid"]), approved_by)
        made = offers.offer(session, account, terms, now, ordering)
        if isinstance(made, Not):
            return Done(ok=False, result={"why": made.value})
        return Done(result={"offer": made.id, "expires_at": made.expires_at.isoformat()})


PERFORMER = OfferSettlement()
