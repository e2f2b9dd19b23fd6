"""Adds fees and interest to debts, for all who are charged at once; to one that is closed, nothing."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside
from app.store import charges
from app.store.acts import Ordered
from journeys.charging import FEE, amount_of


class Charge(Inside):
    """Carries out what steps of the kind ``charge`` order."""

    name = "charge"

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One charge."""
        return self.perform_many(session, [act], now)[act.id]

    def perform_many(self, session: Session, acts: Sequence[Ordered], now: datetime) -> Mapping[int, Answer]:
        """All charges, in a number of statements that does not grow with them."""
        principals = charges.principals(session, [act.account_id for act in acts])
        fees: dict[int, int] = {}
        interest: dict[int, int] = {}
        answers: dict[int, Answer] = {}
        for act in acts:
            account = act.account_id
            amount = amount_of(act.details, principals[account]) if account in principals else 0
            added = fees if act.details["what"] == FEE else interest
            added[account] = added.get(account, 0) + amount
            answers[act.id] = Done(result={"amount": amount})
        charges.add(session, fees, interest, now)
        return answers


PERFORMER = Charge()
