"""One person on a journey, held, so that somebody may put them elsewhere; and writing where they stand then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import JourneyVersion, Run, Step, StepState
from app.store.runs import STEPS

PLACED = "placed:"  # before the node, in the history of whoever was put on one by hand


@dataclass(frozen=True, slots=True)
class Person:
    """One person's step, held for this transaction."""

    id: int
    run_id: int
    journey_id: int
    version_id: int
    account_id: int
    node: str
    seq: int
    arms: str | None
    memory: str | None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a person is to stand: due there now, and what the journey still remembers of them."""

    node: str
    seq: int
    memory: str | None


def hold(session: Session, run_id: int) -> Person | None:
    """Lock the step of a run, after whoever is moving it right now; None where the run is over or was never there."""
    query = (
        select(
            Step.id,
            Step.run_id,
            JourneyVersion.journey_id,
            Step.version_id,
            Step.account_id,
            Step.node,
            Step.seq,
            Step.arms,
            Step.memory,
        )
        .join(Run, (Run.account_id == Step.account_id) & (Run.id == Step.run_id))
        .join(JourneyVersion, JourneyVersion.id == Step.version_id)
        .where(Run.id == run_id)
        .with_for_update(of=Step)
    )
    row = session.execute(query).first()
    return None if row is None else Person(*row)


def end_reason(session: Session, run_id: int) -> tuple[bool, str | None]:
    """Whether there is such a run, and why it ended."""
    row = session.execute(select(Run.end_reason).where(Run.id == run_id)).first()
    return (False, None) if row is None else (True, row.end_reason)


def put(session: Session, person: Person, spot: Spot, now: datetime) -> None:
    """Let a person who is held arrive at a node, due now, as if they had never failed; what they heard stays heard."""
    columns = STEPS.c
    query = update(STEPS).where(columns.id == person.id)
    session.execute(
        query.values(
            node=spot.node,
            seq=spot.seq,
            memory=spot.memory,
            arms=None,
            state=int(StepState.due),
            due_at=now,
            until=None,
            waits=None,
            attempt=0,
            error=None,
        )
    )
