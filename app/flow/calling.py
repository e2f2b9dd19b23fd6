"""Carrying out the acts that call somebody outside: webhooks.

Three moments, as in delivery, and the database knows which one a crash fell into. *Begin*: one transaction marks due
acts ``doing``. *Call*: no transaction is open. *Record*: one transaction writes what became of each, and wakes the
steps that wait for it. An act that stays ``doing`` longer than ``LEASE`` belonged to a process that died; it is queued
again and called again under the same id, by which the other side knows that it is the same.
"""

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app.db import trouble
from app.flow import perform
from app.flow.backoff import Backoff
from app.flow.performer import Answer, Done, Failed, Later, Outside, Performer, Terms, outside, performers
from app.installation import Installation
from app.models import ActState
from app.reasons import reason
from app.store import acts
from app.store.acts import Ordered

log = structlog.get_logger(__name__)

AT_ONCE = 8  # calls
LONGEST = 40  # seconds that one call may take
LEASE = timedelta(seconds=120)  # wall time after which whoever began an act counts as dead
BACKOFF = Backoff(first=30.0, longest=3_600.0, attempts=8)
RECORD_WAITS = (0.2, 1.0, 5.0, 15.0)  # seconds between tries to record, while the database is away


@dataclass
class _Batch:
    """Acts that were begun at that moment of wall time: what each call takes, or the answer where none is made."""

    begun_at: datetime
    acts: list[Ordered]
    prepared: Mapping[int, Any]
    answers: dict[int, Answer] = field(default_factory=dict)


def call_batch(
    installation: Installation, *, limit: int = AT_ONCE, known: Mapping[str, Performer] | None = None
) -> int:
    """Deal with up to ``limit`` due acts of performers outside; how many there were."""
    asked = outside(performers() if known is None else known)
    batch = _begin(installation, asked, limit)
    if batch.acts:
        _call(asked, batch)
        _patiently(lambda: _record(installation, asked, batch))
    return len(batch.acts)


def give_back(installation: Installation, limit: int = 200) -> int:
    """Queue again what a process that died had begun; how many acts."""
    clock = installation.clock
    with installation.db.write() as session:
        return acts.give_back(session, clock.wall() - LEASE, clock.now(), limit)


def _begin(installation: Installation, asked: Mapping[str, Outside], limit: int) -> _Batch:
    clock = installation.clock
    terms = Terms(clock.now(), clock.wall(), installation.config)
    with installation.db.write() as session:
        claimed = acts.begin(session, terms.now, asked, limit, terms.wall)
        prepared: dict[int, Any] = {}
        for name, mine in perform.by_kind(claimed).items():
            prepared |= asked[name].prepare(session, mine, terms)
    return _Batch(terms.wall, claimed, prepared)


def _call(asked: Mapping[str, Outside], batch: _Batch) -> None:
    """Make the calls, several at once, each of which ends by itself in time."""

    def call(act: Ordered) -> Answer:
        prepared = batch.prepared.get(act.id)
        if isinstance(prepared, Done | Later | Failed):
            return prepared
        try:
            return asked[act.kind].call(prepared)
        except Exception as error:
            log.warning("act_raised", kind=act.kind, act_id=act.id, exc_info=error)
            return Later(reason("act_raised", act.kind))

    with ThreadPoolExecutor(AT_ONCE, "caller") as callers:
        batch.answers = dict(zip((act.id for act in batch.acts), callers.map(call, batch.acts), strict=True))


def _record(installation: Installation, asked: Mapping[str, Outside], batch: _Batch) -> None:
    """Write what became of those acts that are still with this process: one that was frozen may be too late."""
    clock = installation.clock
    now = clock.now()
    with installation.db.write() as session:
        held = acts.hold_accounts(session, batch.acts, wait=True)
        mine = acts.still_mine(session, [act.id for act in held], batch.begun_at)
        answered = [
            (act, asked[act.kind].keep(session, act, batch.answers[act.id], now)) for act in held if act.id in mine
        ]
        session.flush()
        perform.record(
            session,
            answered,
            now,
            speed=clock.speed,
            was=ActState.doing,
            backoff=BACKOFF,
            claimed_at=batch.begun_at,
        )


def _patiently(record: Callable[[], None]) -> None:
    """Record; a database that is away is waited for, because nobody else knows what was answered."""
    waits = iter(RECORD_WAITS)
    while True:
        try:
            record()
        except SQLAlchemyError as error:
            wait = next(waits, None) if trouble(error) else None
            if wait is None:
                raise
            threading.Event().wait(wait)
        else:
            return
