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
        owing = charges.owing(session, [act.account_id for act in acts])
        answers: dict[int, Answer] = {act.id: Done(result={"amount": 0}) for act in acts}
        for act in acts:
            debt = owing.get(act.account_id)
            if debt is None:
                continue
            amount = amount_of(act.details, debt.principal)
            debt.balance += amount
            if act.details["what"] == FEE:
                debt.fees += amount
            else:
                debt.interest += amount
            answers[act.id] = Done(result={"amount": amount})
        charges.write(session, owing.values(), now)
        return answers


PERFORMER = Charge()
