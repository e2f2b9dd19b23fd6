"""Dead letters: the steps that could not be moved, for people to look at and to deal with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from app.models import Account, Debtor, Journey, JourneyVersion, Step, StepState
from app.store.ids import among
from app.store.rows import Columns, update_by_id
from app.store.runs import STEPS


@dataclass(frozen=True)
class Chosen:
    """Which dead letters: those of ``ids`` that are still any, or all of a journey."""

    ids: Sequence[int] = ()
    journey_id: int | None = None


@dataclass(frozen=True, slots=True)
class Dead:
    """A dead letter that this transaction holds."""

    id: int
    run_id: int
    journey_id: int
    version_id: int
    node: str
    seq: int


@dataclass(frozen=True, slots=True)
class Arrival:
    """A dead letter that goes on at another node."""

    id: int
    node: str
    seq: int


def page(
    session: Session, journey_id: int | None, offset: int, limit: int
) -> tuple[Sequence[Row[Step, int, str, Account, Debtor]], int]:
    """(Step, journey's id, journey's name, Account, Debtor) of dead letters, newest first, and how many there are."""
    failed = select(Step).where(Step.state == StepState.failed)
    if journey_id is not None:
        failed = failed.where(Step.version_id.in_(_versions(journey_id)))
    total = session.scalar(failed.with_only_columns(func.count())) or 0
    query = (
        failed.join(JourneyVersion, JourneyVersion.id == Step.version_id)
        .join(Journey, Journey.id == JourneyVersion.journey_id)
        .join(Account, Account.id == Step.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .with_only_columns(Step, Journey.id, Journey.name, Account, Debtor)
    )
    return session.execute(query.order_by(Step.due_at.desc(), Step.id.desc()).offset(offset).limit(limit)).all(), total


def after(session: Session, chosen: Chosen, after_id: int, limit: int) -> list[int]:
    """The next dead letters beyond a step id, in the order of their ids; nobody holds them yet."""
    query = select(Step.id).where(Step.state == StepState.failed, Step.id > after_id).order_by(Step.id).limit(limit)
    if chosen.journey_id is not None:
        query = query.where(Step.version_id.in_(_versions(chosen.journey_id)))
    else:
        query = query.where(among(session, Step.id, chosen.ids))
    return list(session.scalars(query))


def hold(session: Session, ids: Sequence[int]) -> list[Dead]:
    """Lock those of these steps that still are dead letters, until the transaction ends."""
    query = (
        select(
            Step.id,
            Step.run_id,
            JourneyVersion.journey_id,
            Step.version_id,
            Step.node,
            Step.seq,
        )
        .join(JourneyVersion, JourneyVersion.id == Step.version_id)
        .where(among(session, Step.id, ids), Step.state == StepState.failed)
        .order_by(Step.id)
        .with_for_update(of=Step)
    )
    return [Dead(*row) for row in session.execute(query)]


def replay(session: Session, ids: Sequence[int], now: datetime) -> None:
    """Make dead letters that this transaction holds due, as if they had never been tried."""
    again = {"state": int(StepState.due), "due_at": now, "attempt": 0, "error": None}
    columns: Columns = {name: [value] * len(ids) for name, value in again.items()}
    update_by_id(session, STEPS, ids, columns)


def move(session: Session, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Let dead letters that this transaction holds arrive at other nodes, due now; what they heard stays heard."""
    same = {"state": int(StepState.due), "due_at": now, "until": None, "waits": None, "attempt": 0, "error": None}
    columns: Columns = {
        "node": [arrival.node for arrival in arrivals],
        "seq": [arrival.seq for arrival in arrivals],
        **{name: [value] * len(arrivals) for name, value in same.items()},
    }
    update_by_id(session, STEPS, [arrival.id for arrival in arrivals], columns)


def _versions(journey_id: int) -> Select[int]:
    return select(JourneyVersion.id).where(JourneyVersion.journey_id == journey_id)
