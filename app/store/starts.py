"""Journeys that another journey started: how deep that goes, and telling the starter of their end."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.models import Run, RunState
from app.store import acts
from app.store.acts import NewAct
from app.store.ids import among

REPORT = "report_end"
"""The act that tells a run of the end of another that it started."""

DEEPEST = 10
CLOSE = timedelta(days=1)


def report_ends(session: Session, run_ids: Sequence[int], now: datetime) -> None:
    """Order that whoever started these runs, which just ended, and waits for that, is told so.

    It is an event of the starter's account, which has to be held before steps are; whoever ends runs holds steps.
    """
    if not run_ids:
        return
    parent = aliased(Run)
    query = (
        select(
            parent.id,
            parent.journey_id,
            parent.version_id,
            parent.account_id,
            Run.parent_node,
            Run.parent_visit,
            Run.journey_id.label("ended_id"),
            Run.id.label("ended_run_id"),
            Run.end_reason,
        )
        .join(parent, parent.id == Run.parent_id)
        .where(among(session, Run.id, run_ids), Run.parent_node.is_not(None), parent.state == RunState.active)
        .order_by(Run.id)
    )
    new = [
        NewAct(
            row.id,
            row.journey_id,
            row.version_id,
            row.account_id,
            row.parent_node,
            row.parent_visit,
            REPORT,
            None,
            {"journey": row.ended_id, "run": row.ended_run_id, "reason": row.end_reason},
        )
        for row in session.execute(query)
    ]
    acts.write(session, new, now)


def too_deep(session: Session, run_ids: Sequence[int], now: datetime) -> set[int]:
    """Those of these runs that came of ``DEEPEST`` others within a day, each started by the one before it.

    Journeys that start each other in a circle would otherwise never end.
    """
    above = {number: number for number in run_ids}
    for _ in range(DEEPEST):
        query = select(Run.id, Run.parent_id).where(
            among(session, Run.id, sorted(set(above.values()))),
            Run.parent_id.is_not(None),
            Run.entered_at > now - CLOSE,
        )
        parents = {row.id: row.parent_id for row in session.execute(query)}
        above = {number: parents[at] for number, at in above.items() if at in parents}
        if not above:
            return set()
    return set(above)
