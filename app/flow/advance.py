"""Moving people: claim whoever is due, let the interpreter say how far they go, write it all at once.

One call is one transaction's work in a number of queries that does not grow with the people. The claimed rows stay
locked until it commits; if the process dies, nothing happened.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session

from app.reasons import reason
from app.store import facts, journeys, messages, runs
from app.store.messages import NewMessage
from app.store.runs import NewStand, Passed, Standing
from journeys.compiler import Plan, PlanError, load_plan
from journeys.interpreter import Facts, Occurrence, Outcome, Position, Stand, Stuck, step

log = structlog.get_logger(__name__)

BATCH = 1_000
PLANS_KEPT = 200
EXIT = "exit:"


@dataclass(frozen=True)
class _Route:
    """A version ready to run; without a plan it cannot be, and ``error`` says why."""

    journey_id: int
    plan: Plan | None
    error: str = ""


_routes: dict[tuple[str, int], _Route] = {}  # a version never changes, so what is here is never stale


@dataclass
class _Batch:
    """What a batch has to write."""

    stands: list[NewStand] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    messages: list[NewMessage] = field(default_factory=list)
    ended: list[Standing] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    failed: list[Standing] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def fail(self, standing: Standing, error: str) -> None:
        """Leave this person where they stand, for somebody to look at."""
        self.failed.append(standing)
        self.errors.append(error)

    def take(self, standing: Standing, journey_id: int, outcome: Outcome) -> None:
        """Add what the interpreter said of one person."""
        run_id, version_id = standing.run_id, standing.version_id
        for left in outcome.trail:
            self.passed.append(Passed(run_id, version_id, left.node, left.port))
        for send in outcome.sends:
            self.messages.append(
                NewMessage(run_id, journey_id, standing.account_id, send.node, send.visit, send.channel, send.template)
            )
        if outcome.stand is not None:
            self.stands.append(_stand(standing.id, outcome.stand))
        else:
            self.ended.append(standing)
            self.reasons.append(outcome.ended or "")


def advance_batch(session: Session, now: datetime, limit: int = BATCH) -> int:
    """Move up to ``limit`` people whose steps are due; how many there were.

    Whoever cannot be moved goes to the dead letter, and does not hold up the others.
    """
    standing = runs.claim(session, now, limit)
    if not standing:
        return 0
    routes = _load_routes(session, sorted({one.version_id for one in standing}))
    exits = {name for route in routes.values() if route.plan for name in route.plan.exits}
    known = facts.load(session, sorted({one.account_id for one in standing}), now)
    heard = runs.heard(session, standing, exits)
    batch = _Batch()
    for one in standing:
        _move_one(batch, one, routes[one.version_id], known.get(one.account_id, {}), heard.get(one.id, ()), now)
    _write(session, batch, now)
    return len(standing)


def _move_one(  # noqa: PLR0913, PLR0917 - everything that decides about one person
    batch: _Batch,
    standing: Standing,
    route: _Route,
    fields: Mapping[str, Any],
    heard: Sequence[tuple[int, str, datetime]],
    now: datetime,
) -> None:
    if route.plan is None:
        batch.fail(standing, route.error)
        return
    position = Position(standing.node, standing.seq, standing.until, standing.mark)
    events = [Occurrence(*event) for event in heard]
    try:
        outcome = step(route.plan, position, Facts(fields, events), now)
    except Exception as error:  # noqa: BLE001 - a kind's fault with one person must not stop the others
        raised = type(error).__name__
        log.error("step_raised", step_id=standing.id, run_id=standing.run_id, node=standing.node, error=raised)  # noqa: TRY400 - a traceback may hold personal data
        batch.fail(standing, f"{raised}: {error}")
        return
    if isinstance(outcome, Stuck):
        log.error("step_stuck", step_id=standing.id, run_id=standing.run_id, node=outcome.node)
        batch.fail(standing, outcome.reason)
    else:
        batch.take(standing, route.journey_id, outcome)


def _write(session: Session, batch: _Batch, now: datetime) -> None:
    messages.write(session, batch.messages, now)
    left = [one.run_id for one, reason in zip(batch.ended, batch.reasons, strict=True) if reason.startswith(EXIT)]
    messages.cancel_of_runs(session, left, reason("left"), now)
    runs.note(session, batch.passed, now)
    runs.move(session, batch.stands, now)
    runs.end(session, batch.ended, batch.reasons, now)
    runs.fail(session, batch.failed, batch.errors)


def _stand(step_id: int, stand: Stand) -> NewStand:
    waits = f" {' '.join(sorted(stand.waits))} " if stand.waits else None
    return NewStand(step_id, stand.node, stand.due_at, stand.until, stand.seq, stand.mark, waits)


def _load_routes(session: Session, version_ids: Sequence[int]) -> dict[int, _Route]:
    """The versions of a batch, ready to run; read and built once per process."""
    database = str(session.get_bind().engine.url)
    missing = [number for number in version_ids if (database, number) not in _routes]
    if len(_routes) + len(missing) > PLANS_KEPT:
        _routes.clear()
        missing = list(version_ids)
    for version in journeys.published(session, missing) if missing else ():
        _routes[database, version.id] = _route(version)
    return {number: _routes[database, number] for number in version_ids}


def _route(version: journeys.Published) -> _Route:
    try:
        return _Route(version.journey_id, load_plan(version.plan))
    except (PlanError, KeyError, TypeError, ValueError) as error:
        log.exception("plan_unusable", version_id=version.id)
        return _Route(version.journey_id, None, f"The plan of this version cannot be run: {error}")
