"""The acts that journeys order: writing them, claiming those that are due, and recording what became of each.

Whoever changes an act that was claimed holds its account. The order of locks is the usual one, account, steps, acts,
with one exception: ``claim_inside`` locks due acts first. It never waits, neither for them nor for their accounts, so
nobody can wait in a circle with it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from app.errors import ConflictError
from app.models import Account, Act, ActState, Run
from app.store import tallies
from app.store.events import NewEvent
from app.store.ids import among
from app.store.rows import Columns, table_of, update_by_id
from app.store.tallies import Tally
from app.store.upserts import insert_new, update_where

ACTS = table_of(Act)
RUNS = table_of(Run)

ACT_DONE = "act_done"
ERROR_LENGTH = 500


class NewAct(NamedTuple):
    """An act to write; (run, node, visit, kind, part) is written once, however often it is asked for."""

    run_id: int
    journey_id: int
    version_id: int
    account_id: int
    node: str
    visit: int
    kind: str
    item: str | None
    details: Mapping[str, Any]
    part: int = 0


@dataclass(frozen=True, slots=True)
class Ordered:
    """An act that is to be carried out, as performers see it; ``attempt`` counts the attempts before this one.

    ``account_id`` is the account that it is about; ``run_account_id`` is the one that is on the journey, which is
    another one in a round over the accounts of a debtor.
    """

    id: int
    run_id: int
    journey_id: int
    version_id: int
    account_id: int
    node: str
    visit: int
    kind: str
    item: str | None
    details: Mapping[str, Any]
    part: int
    attempt: int
    run_account_id: int


@dataclass(frozen=True, slots=True)
class Became:
    """What became of an act: done, failed, or queued again for ``due_at``."""

    act: Ordered
    state: ActState
    attempt: int
    due_at: datetime
    error: str | None = None
    result: Mapping[str, Any] | None = None


def write(session: Session, new: Sequence[NewAct], now: datetime) -> None:
    """Order acts, to be carried out from ``now`` (business time) on."""
    same = {"state": ActState.queued.value, "due_at": now, "attempt": 0, "created_at": now}
    insert_new(session, ACTS, [{**act._asdict(), "details": dict(act.details), **same} for act in new])


def any_due(session: Session, now: datetime, kinds: Collection[str], lost_before: datetime) -> bool:
    """Whether any act of these kinds is due, or was begun before this wall time by somebody who did not come back."""
    due, lost = (exists().where(one) for one in (_due(now, kinds), _lost(lost_before)))
    return bool(session.scalar(select(or_(due, lost))))


def claim_inside(session: Session, now: datetime, kinds: Collection[str], limit: int) -> list[Ordered]:
    """Lock up to ``limit`` due acts of these kinds, oldest first, for the length of this transaction.

    ``hold_accounts`` comes next.
    """
    return _claim(session, ordered().where(_due(now, kinds)).order_by(ACTS.c.due_at, ACTS.c.id).limit(limit))


def hold_accounts(session: Session, claimed: Sequence[Ordered], *, wait: bool = False) -> list[Ordered]:
    """Hold the accounts of these acts; those acts whose accounts could be held, since others may hold them now.

    With ``wait`` those of others are waited for: only for whoever holds no acts.
    """
    ids = sorted({account for act in claimed for account in (act.account_id, act.run_account_id)})
    query = select(Account.id).where(among(session, Account.id, ids)).order_by(Account.id)
    held = set(session.scalars(query.with_for_update(key_share=True, skip_locked=not wait)))
    return [act for act in claimed if act.account_id in held and act.run_account_id in held]


def put_off(session: Session, claimed: Sequence[Ordered], until: datetime) -> None:
    """Leave claimed acts queued until then; the last thing in a transaction.

    A batch that orders such an act again waits for this transaction, which must not wait for the batch's steps then.
    """
    if claimed:
        query = update(ACTS).where(among(session, ACTS.c.id, [act.id for act in claimed]))
        session.execute(query.values(due_at=until))


def begin(session: Session, now: datetime, kinds: Collection[str], limit: int, wall: datetime) -> list[Ordered]:
    """Mark up to ``limit`` due acts ``doing``: whoever calls somebody outside commits this first."""
    claimed = claim_inside(session, now, kinds, limit)
    columns: Columns = {"state": [ActState.doing.value] * len(claimed), "claimed_at": [wall] * len(claimed)}
    if claimed:
        update_by_id(session, ACTS, [act.id for act in claimed], columns)
    return claimed


def give_back(session: Session, lost_before: datetime, now: datetime, limit: int) -> int:
    """Queue again what was begun before this wall time by somebody who did not come back; how many acts.

    Nobody knows whether the other side heard of it: it is called again under the same number.
    """
    claimed = _claim(session, ordered().where(_lost(lost_before)).order_by(ACTS.c.claimed_at).limit(limit))
    if claimed:
        again = update(ACTS).where(among(session, ACTS.c.id, [act.id for act in claimed]))
        session.execute(
            again.values(state=ActState.queued.value, claimed_at=None, due_at=now, attempt=ACTS.c.attempt + 1)
        )
    return len(claimed)


def still_mine(session: Session, ids: Sequence[int], claimed_at: datetime) -> set[int]:
    """Those of these acts that are still with whoever began them at that very moment; the accounts are held."""
    query = select(ACTS.c.id).where(
        among(session, ACTS.c.id, ids), _is(ActState.doing), ACTS.c.claimed_at == claimed_at
    )
    return set(session.scalars(query))


def finish(
    session: Session,
    became: Sequence[Became],
    now: datetime,
    *,
    was: ActState,
    claimed_at: datetime | None = None,
) -> None:
    """Write what became of acts whose accounts are held, and count it; nothing is waited for afterwards.

    Raises:
        ConflictError: one of them is not in the state that it was in; nothing of this transaction may stay.
    """
    rows = [
        {
            "id": one.act.id,
            "state": one.state.value,
            "due_at": one.due_at,
            "attempt": one.attempt,
            "claimed_at": None,
            "error": one.error and one.error[:ERROR_LENGTH],
            "result": None if one.result is None else dict(one.result),
            "done_at": None if one.state is ActState.queued else now,
        }
        for one in became
    ]
    where = [_is(was)] if claimed_at is None else [_is(was), ACTS.c.claimed_at == claimed_at]
    if update_where(session, ACTS, rows, *where) != len(rows):
        raise ConflictError("Somebody else changed an act meanwhile.")
    tallies.add(session, list(_counted(became)), now.date())


def _counted(became: Iterable[Became]) -> Iterable[Tally]:
    for one in became:
        if one.state is not ActState.queued:
            act = one.act
            yield Tally(act.journey_id, act.version_id, act.node, f"{tallies.ACT}{one.state.value}")


def told(act: Ordered, became: str, now: datetime, *, ok: bool, result: Mapping[str, Any]) -> NewEvent:
    """The event that says what became of an act; it names the run, since others of the account may have such a node."""
    place = {"run_id": act.run_id, "node": act.node, "visit": act.visit, "act": act.kind}
    part = {"part": act.part} if act.part else {}
    data = {**place, **part, "ok": ok, "result": dict(result)}
    return NewEvent(act.run_account_id, ACT_DONE, now, None, f"act:{act.id}:{became}", data)


def ordered() -> Select[Any]:
    """What ``Ordered`` takes of acts."""
    columns = [ACTS.c[name] for name in Ordered.__slots__ if name in ACTS.c]
    return select(*columns, RUNS.c.account_id.label("run_account_id")).join(RUNS, RUNS.c.id == ACTS.c.run_id)


def _claim(session: Session, query: Select[Any]) -> list[Ordered]:
    return [Ordered(*row) for row in session.execute(query.with_for_update(of=ACTS, skip_locked=True))]


def _is(state: ActState) -> ColumnElement[bool]:
    return ACTS.c.state == state.value


def _due(now: datetime, kinds: Collection[str]) -> ColumnElement[bool]:
    return and_(_is(ActState.queued), ACTS.c.due_at <= now, ACTS.c.kind.in_(sorted(kinds)))


def _lost(before: datetime) -> ColumnElement[bool]:
    return and_(_is(ActState.doing), or_(ACTS.c.claimed_at.is_(None), ACTS.c.claimed_at < before))
