"""Where a debtor stands: the runs of all their accounts, each in one line."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.insights import labels
from app.insights.blocks import Moment
from app.insights.labels import Text
from app.models import Run, Step, StepState
from app.store import explained
from app.store.vocabulary import context


@dataclass(frozen=True)
class Line:
    """One run. ``blocked`` says that something is in the way, which ``explain.of_run`` names."""

    id: int
    journey_id: int
    journey: str
    account_ref: str
    state: str
    node_label: Text | None
    since: datetime | None
    due_at: datetime | None
    blocked: bool
    end_reason: Text | None


def of_debtor(session: Session, debtor_id: int, moment: Moment) -> list[Line]:
    """The runs of a debtor, the active ones first; seven queries."""
    rows = explained.runs_of(session, debtor_id)
    ids = [row.Run.id for row in rows]
    versions = explained.versions(session, {row.Step.version_id for row in rows if row.Step is not None})
    moved = explained.latest_moves(session, ids)
    stopped = explained.with_blocked_messages(session, ids)
    known = context(session, frozenset())
    lines = []
    for run, journey, account, _, step in rows:
        halted = journey.halt is not None
        lines.append(
            Line(
                id=run.id,
                journey_id=journey.id,
                journey=journey.name,
                account_ref=account.ref,
                state=run.state,
                node_label=None if step is None else labels.of_node(versions[step.version_id].graph, step.node, known),
                since=None if step is None else moved.get(run.id, run.entered_at),
                due_at=None if step is None else explained.due_at(step),
                blocked=run.id in stopped or _stands_still(step, moment, halted=halted),
                end_reason=_end(run),
            )
        )
    return lines


def _stands_still(step: Step | None, moment: Moment, *, halted: bool) -> bool:
    if step is None:
        return False
    still = step.state in {StepState.failed, StepState.frozen}
    return halted or still or (step.state == StepState.due and step.due_at <= moment.overdue)


def _end(run: Run) -> Text | None:
    return labels.of_end(run.end_reason) if run.end_reason else None
