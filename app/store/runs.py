"""Runs and steps: letting people in, claiming whoever is due, and writing where they stand now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.orm import Session

from app.db import UtcDateTime
from app.models import Account, Event, History, Run, RunState, Step, StepState
from app.store import conditions
from app.store.ids import among
from app.store.journeys import Published
from app.store.rows import Columns, insert_ignoring, table_of, update_by_id

RUNS = table_of(Run)
STEPS = table_of(Step)
HISTORY = table_of(History)

ERROR_LENGTH = 500


@dataclass(frozen=True, slots=True)
class Standing:
    """One claimed step: who stands where."""

    id: int
    run_id: int
    version_id: int
    account_id: int
    node: str
    seq: int
    until: datetime | None
    mark: int


@dataclass(frozen=True, slots=True)
class NewStand:
    """Where a step stands now; ``due_at`` None listens without a time limit."""

    id: int
    node: str
    due_at: datetime | None
    until: datetime | None
    seq: int
    mark: int
    waits: str | None


@dataclass(frozen=True, slots=True)
class Passed:
    """A node that a run left by a port."""

    run_id: int
    version_id: int
    node: str
    port: str


@dataclass(frozen=True, slots=True)
class Entered:
    """How many accounts one batch let in, and the last of them."""

    count: int
    last_id: int


def let_in(  # noqa: PLR0913 - one batch of an audience
    session: Session,
    version: Published,
    *,
    entry: str,
    audience: Mapping[str, Any] | None,
    only_owing: bool,
    now: datetime,
    after_id: int,
    limit: int,
) -> Entered:
    """Start runs for up to ``limit`` accounts beyond ``after_id`` that match and never were on this journey.

    The caller holds the journey (``journeys.hold_live``): that is what keeps two batches from letting one account in
    twice. ``only_owing`` leaves out who owes nothing. Ids rise in the order of entry, so that what falls due
    together lies together.

    An account of which an event or a payment is being recorded at this moment is left for the next look, and whoever
    records one of an account that is let in waits: an event is either older than the run or finds its step.
    """
    before = exists().where(Run.journey_id == version.journey_id, Run.account_id == Account.id)
    newest = select(func.max(Event.id)).where(Event.account_id == Account.id).correlate(Account).scalar_subquery()
    chosen = conditions.accounts(audience, now).where(Account.id > after_id, ~before)
    if only_owing:
        chosen = chosen.where(Account.balance > 0)
    source = chosen.with_only_columns(
        literal(version.journey_id),
        literal(version.id),
        Account.id,
        literal(RunState.active.value),
        literal(now, UtcDateTime),
        func.coalesce(newest, 0),
        maintain_column_froms=True,
    )
    names = ["journey_id", "version_id", "account_id", "state", "entered_at", "start"]
    settled = source.order_by(Account.id).limit(limit).with_for_update(read=True, of=Account, skip_locked=True)
    start = insert(RUNS).from_select(names, settled)
    started = session.execute(start.returning(RUNS.c.id, RUNS.c.account_id)).all()
    if not started:
        return Entered(0, after_id)
    numbers = [row.id for row in started]
    _first_steps(session, version.id, entry, now, (min(numbers), max(numbers)))
    return Entered(len(started), max(row.account_id for row in started))


def _first_steps(session: Session, version_id: int, entry: str, now: datetime, span: tuple[int, int]) -> None:
    source = (
        select(
            RUNS.c.id,
            RUNS.c.version_id,
            RUNS.c.account_id,
            literal(entry),
            literal(int(StepState.due)),
            literal(now, UtcDateTime),
            literal(0),
            RUNS.c.start,
            literal(0),
        )
        .where(RUNS.c.id.between(*span), RUNS.c.version_id == version_id)
        .order_by(RUNS.c.id)
    )
    names = ["run_id", "version_id", "account_id", "node", "state", "due_at", "seq", "mark", "attempt"]
    session.execute(insert(STEPS).from_select(names, source))


def claim(session: Session, now: datetime, limit: int) -> list[Standing]:
    """Take up to ``limit`` due steps, oldest first, for the length of this transaction: the row lock is the lease."""
    columns = STEPS.c
    query = (
        select(
            columns.id,
            columns.run_id,
            columns.version_id,
            columns.account_id,
            columns.node,
            columns.seq,
            columns.until,
            columns.mark,
        )
        .where(columns.state == StepState.due, columns.due_at <= now)
        .order_by(columns.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    return [Standing(*row) for row in session.execute(query).all()]


def any_due(session: Session, now: datetime) -> bool:
    """Whether any step is due."""
    query = select(STEPS.c.id).where(STEPS.c.state == StepState.due, STEPS.c.due_at <= now).limit(1)
    return session.execute(query).first() is not None


def heard(
    session: Session, steps: Sequence[Standing], always: Iterable[str]
) -> dict[int, list[tuple[int, str, datetime]]]:
    """What happened to the accounts of claimed steps, oldest first: (id, kind, at) by step id.

    Events that a step already took into account are left out, but for kinds in ``always`` since it entered. This
    reads after ``claim`` locked the steps; see ``app.store.events`` for why no event can slip through.
    """
    query = (
        select(STEPS.c.id, Event.id, Event.kind, Event.at)
        .select_from(STEPS)
        .join(RUNS, RUNS.c.id == STEPS.c.run_id)
        .join(Event, (Event.account_id == STEPS.c.account_id) & (Event.id > RUNS.c.start))
        .where(
            among(session, STEPS.c.id, [step.id for step in steps]),
            or_(Event.id > STEPS.c.mark, Event.kind.in_(sorted(always))),
        )
        .order_by(Event.id)
    )
    found: dict[int, list[tuple[int, str, datetime]]] = {}
    for step_id, event_id, kind, at in session.execute(query).all():
        found.setdefault(step_id, []).append((event_id, kind, at))
    return found


def move(session: Session, stands: Sequence[NewStand], now: datetime) -> None:
    """Write where these steps stand now."""
    columns: Columns = {
        "node": [stand.node for stand in stands],
        "state": [int(StepState.listening if stand.due_at is None else StepState.due) for stand in stands],
        "due_at": [stand.due_at or now for stand in stands],
        "until": [stand.until for stand in stands],
        "seq": [stand.seq for stand in stands],
        "mark": [stand.mark for stand in stands],
        "waits": [stand.waits for stand in stands],
    }
    update_by_id(session, STEPS, [stand.id for stand in stands], columns)


def end(session: Session, steps: Sequence[Standing], reasons: Sequence[str], now: datetime) -> None:
    """End the runs of these steps, each for its reason."""
    if not steps:
        return
    session.execute(delete(STEPS).where(among(session, STEPS.c.id, [step.id for step in steps])))
    columns: Columns = {
        "state": [RunState.ended.value] * len(steps),
        "ended_at": [now] * len(steps),
        "end_reason": [reason[:64] for reason in reasons],
    }
    update_by_id(session, RUNS, [step.run_id for step in steps], columns)


def fail(session: Session, steps: Sequence[Standing], errors: Sequence[str]) -> None:
    """Put these steps into the dead letter, each with what went wrong, for a person to look at."""
    columns: Columns = {
        "state": [int(StepState.failed)] * len(steps),
        "error": [error[:ERROR_LENGTH] for error in errors],
    }
    update_by_id(session, STEPS, [step.id for step in steps], columns)


def note(session: Session, passed: Sequence[Passed], now: datetime) -> None:
    """Write down which nodes were left, in their order."""
    columns: Columns = {
        "run_id": [item.run_id for item in passed],
        "version_id": [item.version_id for item in passed],
        "node": [item.node for item in passed],
        "port": [item.port[:64] for item in passed],
        "at": [now] * len(passed),
    }
    insert_ignoring(session, HISTORY, columns)


def revive(session: Session, step_id: int, now: datetime) -> bool:
    """Take a step out of the dead letter and try it again; False if it is not there."""
    query = update(STEPS).where(STEPS.c.id == step_id, STEPS.c.state == StepState.failed)
    found = session.execute(query.values(state=StepState.due, due_at=now, error=None).returning(STEPS.c.id))
    return found.first() is not None
