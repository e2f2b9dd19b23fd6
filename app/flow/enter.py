"""Letting people in: every account that matches a live journey's audience and never was on it."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.store import runs
from app.store.journeys import Published
from app.store.runs import Entered

BATCH = 5_000


def enter(session: Session, version: Published, now: datetime, after_id: int = 0, limit: int = BATCH) -> Entered:
    """Let in one batch of accounts beyond ``after_id``, in the order of their ids; fewer than ``limit`` is the last.

    The caller holds the journey, as ``journeys.hold_live`` does. A journey that ends for whoever has paid lets
    nobody in who owes nothing.
    """
    plan = version.plan
    entry = plan["entry"]
    return runs.let_in(
        session,
        version,
        entry=entry,
        audience=plan["nodes"][entry]["arguments"].get("audience"),
        only_owing="paid" in plan["exits"],
        now=now,
        after_id=after_id,
        limit=limit,
    )
