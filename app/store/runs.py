"""Runs and steps: claiming whoever is due, and writing where they stand now."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Select, delete, or_, select
from sqlalchemy.orm import Session

from app.models import Event, History, Run, RunState, Step, StepState
from app.store import starts
from app.store.ids import among
from app.store.rows import Columns, insert_groups, table_of, update_by_id, update_groups

RUNS = table_of(Run)
STEPS = table_of(Step)
HISTORY = table_of(History)

ERROR_LENGTH = 500
PORT_LENGTH = 64

_DUE = int(StepState.due)
_LISTENING = int(StepState.listening)
_FROZEN = int(StepState.frozen)
_STOOD = ("node", "state", "due_at", "until", "seq", "mark", "waits")


class Standing(NamedTuple):
    """One claimed step: who stands where, since when it was due."""

    id: int
    run_id: int
    version_id: int
    account_id: int
    node: str
    seq: int
    until: datetime | None
    mark: int
    due_at: datetime
    memory: str | None
    arms: str | None


class Stood(NamedTuple):
    """How a step stands now; a ``due_at`` of None listens without a time limit.

    ``frozen`` is kept in place by a hold. ``memory`` and ``arms`` are left as they are where both are None, unless the
    step had some before (``had``).
    """

    node: str
    due_at: datetime | None
    until: datetime | None
    seq: int
    mark: int
    waits: frozenset[str]
    memory: str | None = None
    arms: tuple[str, ...] = ()
    frozen: bool = False
    had: bool = False


class Passed(NamedTuple):
    """A node that a run left by a port."""

    run_id: int
    version_id: int
    node: str
    port: str


class OfRun(Protocol):
    """A step of a run."""

    @property
    def id(self) -> int:
        """The number of the step."""

    @property
    def run_id(self) -> int:
        """The number of its run."""


def claim(session: Session, now: datetime, limit: int, floor: datetime | None = None) -> list[Standing]:
    """Take up to ``limit`` due steps, oldest first, for the length of this transaction: the row lock is the lease.

    Nothing that was due before ``floor`` is looked at: what has moved leaves dead entries in the index, which every
    claim would have to read while some session holds an old snapshot.
    """
    columns = STEPS.c
    query = _claimable().where(columns.state == _DUE, columns.due_at <= now)
    if floor is not None:
        query = query.where(columns.due_at >= floor)
    return list(map(Standing._make, session.execute(query.limit(limit)).all()))


def claim_woken(session: Session, now: datetime, limit: int) -> list[Standing]:
    """Take up to ``limit`` steps that an event, or a person, woke before their time limit, as ``claim`` does.

    They have an index of their own, so that an answer does not wait behind a backlog of time limits.
    """
    columns = STEPS.c
    query = _claimable().where(columns.state == _DUE, columns.waits.is_not(None))
    query = query.where(or_(columns.until.is_(None), columns.due_at < columns.until), columns.due_at <= now)
    return list(map(Standing._make, session.execute(query.limit(limit)).all()))


def _claimable() -> Select[Any]:
    columns = STEPS.c
    return (
        select(*(columns[name] for name in Standing._fields)).order_by(columns.due_at).with_for_update(skip_locked=True)
    )


def any_due(session: Session, now: datetime) -> bool:
    """Whether any step is due."""
    query = select(STEPS.c.id).where(STEPS.c.state == StepState.due, STEPS.c.due_at <= now).limit(1)
    return session.execute(query).first() is not None


def heard(
    session: Session, steps: Sequence[Standing], always: Iterable[str]
) -> dict[int, list[tuple[int, str, datetime, Mapping[str, Any]]]]:
    """What happened to the accounts of claimed steps, oldest first: (id, kind, at, data) by step id.

    Events that a step already took into account are left out, but for kinds in ``always`` since it entered; so is what
    became of a task of another run (``run_id`` in its data). This reads after ``claim`` locked the steps; see
    ``app.store.events`` for why no event can slip through.
    """
    kinds = sorted(always)
    query = (
        select(STEPS.c.id, STEPS.c.run_id, STEPS.c.mark, Event.id, Event.kind, Event.at, Event.data)
        .select_from(STEPS)
        .join(Event, (Event.account_id == STEPS.c.account_id) & or_(Event.id > STEPS.c.mark, Event.kind.in_(kinds)))
        .where(among(session, STEPS.c.id, [step.id for step in steps]))
        .order_by(Event.id)
    )
    rows = session.execute(query).all()
    start = _starts(session, {run_id for _, run_id, mark, event_id, *_ in rows if event_id <= mark})
    found: dict[int, list[tuple[int, str, datetime, Mapping[str, Any]]]] = {}
    for step_id, run_id, mark, event_id, kind, at, data in rows:
        if (event_id > mark or event_id > start[run_id]) and data.get("run_id", run_id) == run_id:
            found.setdefault(step_id, []).append((event_id, kind, at, data))
    return found


def _starts(session: Session, run_ids: Collection[int]) -> dict[int, int]:
    """The newest event of the account when each of these runs began."""
    if not run_ids:
        return {}
    query = select(RUNS.c.id, RUNS.c.start).where(among(session, RUNS.c.id, sorted(run_ids)))
    return {row.id: row.start for row in session.execute(query)}


def move(session: Session, stands: Mapping[Stood, Sequence[int]], now: datetime) -> None:
    """Write how steps stand now: the ids of those that stand alike.

    What is remembered of a person is written only where there is, or was, anything: almost nobody has it.
    """
    plain: dict[tuple[Any, ...], Sequence[int]] = {}
    whole: dict[tuple[Any, ...], Sequence[int]] = {}
    for stood, ids in stands.items():
        values = (
            stood.node,
            _state(stood),
            stood.due_at or now,
            stood.until,
            stood.seq,
            stood.mark,
            spaced(sorted(stood.waits)),
        )
        if stood.memory is None and not stood.had:
            plain[values] = ids
        else:
            whole[(*values, stood.memory, spaced(stood.arms))] = ids
    update_groups(session, STEPS, _STOOD, plain)
    update_groups(session, STEPS, (*_STOOD, "memory", "arms"), whole)


def spaced(words: Sequence[str]) -> str | None:
    """Words as a step keeps them, each between spaces, so that one can be looked for; None for no word."""
    return f" {' '.join(words)} " if words else None


def _state(stood: Stood) -> int:
    if stood.frozen:
        return _FROZEN
    return _LISTENING if stood.due_at is None else _DUE


def end(session: Session, steps: Sequence[OfRun], reasons: Sequence[str], now: datetime) -> None:
    """End the runs of these steps, each for its reason."""
    if not steps:
        return
    session.execute(delete(STEPS).where(among(session, STEPS.c.id, [step.id for step in steps])))
    columns: Columns = {
        "state": [RunState.ended.value] * len(steps),
        "ended_at": [now] * len(steps),
        "end_reason": [reason[:PORT_LENGTH] for reason in reasons],
    }
    update_by_id(session, RUNS, [step.run_id for step in steps], columns)
    starts.report_ends(session, [step.run_id for step in steps], now)


def fail(session: Session, steps: Sequence[Standing], errors: Sequence[str], now: datetime) -> None:
    """Put these steps into the dead letter, each with what went wrong, for a person to look at.

    Their ``due_at`` becomes the time at which they failed.
    """
    columns: Columns = {
        "due_at": [now] * len(steps),
        "state": [int(StepState.failed)] * len(steps),
        "error": [error[:ERROR_LENGTH] for error in errors],
    }
    update_by_id(session, STEPS, [step.id for step in steps], columns)


def note(session: Session, passed: Iterable[Passed], now: datetime) -> None:
    """Write down which nodes were left, in their order."""
    groups = [((item.version_id, item.node, item.port), (item.run_id,)) for item in passed]
    note_groups(session, groups, now)


def note_groups(session: Session, groups: Iterable[tuple[tuple[int, str, str], Sequence[int]]], now: datetime) -> None:
    """Write down which nodes were left, in their order: (version, node, port), and the runs that left it so."""
    rows = [((version_id, node, port[:PORT_LENGTH], now), run_ids) for (version_id, node, port), run_ids in groups]
    insert_groups(session, HISTORY, "run_id", ("version_id", "node", "port", "at"), rows)
