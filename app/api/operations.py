"""How the installation runs, and the repair of what is stuck."""

from dataclasses import asdict

from flask import Response

from app.api.area import allow, answers, area, nothing, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.operations import (
    AlarmItem,
    DatabaseState,
    Erasure,
    MessageBacklog,
    OperationsState,
    QueueJob,
    QueueState,
    Repaired,
    StepBacklog,
    StuckSteps,
    TickerState,
    WorkerState,
)
from app.crm import erasure
from app.flow import repair
from app.http import ProblemError
from app.insights import operations
from app.insights.operations import Operations
from app.store import audit

operations_area = area("operations", "How the installation runs.")

STEPS = ("due", "waiting", "listening", "held", "failed")
MESSAGES = ("due", "queued", "held", "paused", "sending", "unknown")


@operations_area.get("/operations", responses=answers(200, OperationsState))
@allow(Permission.operations_read)
def get_operations() -> Response:
    """The backlog, the queue, the workers, the database, and what is wrong with them."""
    return reply(_shown(operations.look(here())))


@operations_area.post("/operations/repair", responses=answers(200, Repaired))
@allow(Permission.operations_run)
def repair_operations() -> Response:
    """Wake workers for whatever is due, take up the work of dead ones, and let go what nobody holds any more."""
    done = repair.repair(here())
    with here().db.write() as session:
        audit.record(
            session,
            actor=caller().actor,
            action="operations.repaired",
            subject="operations",
            details={"woken": done.woken, "released": done.released},
            at=here().clock.wall(),
        )
    return reply(Repaired(woken=done.woken, released=done.released))


@operations_area.post("/debtors/<int:id>/erase", responses=answers(204, None, 404, 409))
@allow(Permission.debtors_erase)
def erase_debtor(path: ById, body: Erasure) -> Response:
    """Erase a person for good; a 409 says until when their records must be kept, unless ``anyway`` is set."""
    try:
        erasure.erase(here(), path.id, reason=body.reason, actor=caller().actor, anyway=body.anyway)
    except (erasure.KeptError, erasure.ImportingError) as error:
        raise ProblemError("conflict", detail=error.texts) from error
    return nothing()


def _shown(found: Operations) -> OperationsState:
    facts, queue, stuck = found.facts, found.queue, found.stuck
    return OperationsState(
        now=found.now,
        steps=StepBacklog(
            **{name: getattr(facts.steps, name) for name in STEPS},
            oldest_due_seconds=found.seconds_since(facts.steps.oldest_due),
        ),
        messages=MessageBacklog(
            **{name: getattr(facts.messages, name) for name in MESSAGES},
            oldest_queued_seconds=found.seconds_since(facts.messages.oldest_due),
        ),
        stuck=None if stuck is None else StuckSteps(people=stuck.people, since=stuck.since, minutes=stuck.minutes),
        queue=QueueState(
            reachable=queue.reachable,
            waiting=queue.waiting,
            failed=queue.failed,
            jobs=[QueueJob(**asdict(job)) for job in queue.jobs],
        ),
        workers=[WorkerState(**asdict(worker)) for worker in queue.workers],
        ticker=None if facts.ticker is None else TickerState(holder=facts.ticker.holder, until=facts.ticker.until),
        database=DatabaseState.model_validate(
            {
                "kind": facts.database.kind,
                "size_bytes": facts.database.size,
                "oldest_snapshot_seconds": facts.database.oldest_snapshot,
            }
        ),
        alarms=[AlarmItem.model_validate(asdict(alarm)) for alarm in found.alarms],
    )
