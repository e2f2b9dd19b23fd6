"""Tells a run that another journey, which it had started, ended."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.flow.performer import Answer, Done, Inside
from app.store import events
from app.store.acts import Ordered
from app.store.starts import REPORT


class ReportEnd(Inside):
    """Records the event; the account of the run that waits is held."""

    name = REPORT

    def perform(self, session: Session, act: Ordered, now: datetime) -> Answer:
        """Tell one run."""
        details = act.details
        events.record(
            session,
            account_id=act.run_account_id,
            kind="journey_ended",
            at=now,
            dedup=f"run:{details['run']}:ended",
            data={
                "run_id": act.run_id,
                "node": act.node,
                "visit": act.visit,
                "journey_id": details["journey"],
                "reason": details["reason"],
            },
        )
        return Done()


PERFORMER = ReportEnd()
