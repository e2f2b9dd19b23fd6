"""Writes what became of a promise to pay, and tells it to the account's journeys."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside
from app.models import Promise, PromiseState
from app.store import agreements, events, promises
from app.store.acts import Ordered


class SettlePromise(Inside):
    """Settles an open promise; the journey of one that is open no more is told how that one stands."""

    name = "settle_promise"

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """One promise."""
        details = act.details
        state = PromiseState(details["state"])
        if not promises.settle(session, details["promise"], state, now, details["paid"]):
            found = session.get(Promise, details["promise"], populate_existing=True)
            return Done(ok=False, result={"state": None if found is None else found.state})
        promise = promises.get(session, details["promise"])
        events.record(
            session,
            account_id=promise.account_id,
            kind=f"promise_{state.value}",
            at=now,
            data=agreements.about(promise),
        )
        return Done(result={"state": state.value})


PERFORMER = SettlePromise()
