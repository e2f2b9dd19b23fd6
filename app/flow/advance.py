"""Moving people: claim whoever is due, let the interpreter say how far they go, write it all at once.

One call is one transaction's work in a number of queries that does not grow with the people. The claimed rows stay
locked until it commits; if the process dies, nothing happened.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

import structlog
from sqlalchemy.orm import Session

from app.flow import batch, guard, routes
from app.flow.batch import Failed, Moved
from app.flow.gate import Ask, Gate, Refused
from app.flow.routes import Route
from app.store import facts, halts, runs
from app.store.messages import NewMessage
from app.store.runs import Standing
from journeys.contact import NotBefore
from journeys.interpreter import Facts, Occurrence, Outcome, Position, Stuck, step
from journeys.plan import all_fields

log = structlog.get_logger(__name__)

BATCH = 2_000

_Heard = Mapping[int, Sequence[tuple[int, str, datetime]]]


class _NotRead(BaseException):  # noqa: N818 - no error: a kind that catches every Exception must not catch this
    """A person's fields are wanted, and were not read yet."""


class _Unread(Mapping[str, Any]):
    """The fields of whoever may not need any: most nodes look at none, and reading them costs more than the step."""

    def __getitem__(self, key: str) -> NoReturn:
        raise _NotRead

    def get(self, key: str, default: object = None) -> NoReturn:  # type: ignore[override]
        """Say that they are wanted."""
        raise _NotRead

    def __iter__(self) -> Iterator[str]:
        raise _NotRead

    def __len__(self) -> NoReturn:
        raise _NotRead


_UNREAD = _Unread()


@dataclass
class _Batch:
    """A claimed batch on its way: who moved how far, who could not, and who is still to be looked at."""

    session: Session
    now: datetime
    routes: Mapping[int, Route]
    heard: _Heard
    moved: list[Moved] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)

    def take(self, standing: Sequence[Standing], known: Mapping[int, Mapping[str, Any]] | None) -> list[Standing]:
        """Let the interpreter say how far each goes; those are given back whose fields it wants and does not have."""
        wanting: list[Standing] = []
        for one in standing:
            fields = _UNREAD if known is None else known.get(one.account_id, {})
            try:
                self._take(one, fields)
            except _NotRead:
                wanting.append(one)
        return wanting

    def _take(self, one: Standing, fields: Mapping[str, Any]) -> None:
        route = self.routes[one.version_id]
        if route.plan is None:
            self.failed.append((one, route.error))
            return
        heard = self.heard.get(one.id)
        events = [Occurrence(*event) for event in heard] if heard else ()
        position = Position(one.node, one.seq, one.until, one.mark)
        try:
            outcome = step(route.plan, position, Facts(fields, events), self.now)
        except Exception as error:  # noqa: BLE001 - a kind's fault with one person must not stop the others
            raised = type(error).__name__
            log.error("step_raised", step_id=one.id, run_id=one.run_id, node=one.node, error=raised)  # noqa: TRY400 - a traceback may hold personal data
            self.failed.append((one, f"{raised}: {error}"))
            return
        if isinstance(outcome, Stuck):
            log.error("step_stuck", step_id=one.id, run_id=one.run_id, node=outcome.node)
            self.failed.append((one, outcome.reason))
        else:
            self.moved.append((one, route.journey_id, outcome))


def advance_batch(
    session: Session, now: datetime, limit: int = BATCH, *, gate: Gate | None = None, speed: float = 1.0
) -> int:
    """Deal with up to ``limit`` people whose steps are due; how many there were.

    Those of a halted journey are held. Whoever cannot be moved goes to the dead letter, and does not hold up the
    others. ``gate`` says when messages may go out; without it, that is only asked when they are handed over. ``speed``
    is the clock's.
    """
    claimed = _claim(session, now, limit)
    if not claimed:
        return 0
    halted = halts.of_versions(session, sorted({one.version_id for one in claimed}))
    standing = [one for one in claimed if one.version_id not in halted] if halted else claimed
    if halted:
        halts.hold(session, [one.id for one in claimed if one.version_id in halted])
    if standing:
        _move(session, standing, now, gate, speed)
    return len(claimed)


def _claim(session: Session, now: datetime, limit: int) -> list[Standing]:
    """Whoever was woken, if anybody was; the backlog otherwise. Nobody who answered waits for a full batch."""
    return runs.claim_woken(session, now, limit) or runs.claim(session, now, limit)


def _move(session: Session, standing: Sequence[Standing], now: datetime, gate: Gate | None, speed: float) -> None:
    known = routes.load(session, sorted({one.version_id for one in standing}))
    exits = {name for route in known.values() if route.plan for name in route.plan.exits}
    going = _Batch(session, now, known, runs.heard(session, standing, exits))
    wanting = going.take(standing, None)
    if wanting:
        fields = all_fields(route.plan.fields for route in known.values() if route.plan)
        read = facts.load(session, sorted({one.account_id for one in wanting}), now, fields)
        going.take(wanting, read)
    new, refused = _messages(session, going.moved, now, gate)
    batch.write(session, going.moved, going.failed, new, now)
    batch.note_lag(session, standing, now, speed)
    if gate and refused:
        gate.record(session, refused)
