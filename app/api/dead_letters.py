"""Dead letters: listing them, and what people do with them."""

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import Count, Text
from app.api.shapes.dead_letters import (
    Chosen,
    DeadLetterItem,
    DeadLetterList,
    DeadLetterQuery,
    Ending,
    Skipping,
    WayOut,
)
from app.api.shapes.messages import Named
from app.flow import dead_letters
from app.http import ProblemError
from app.insights import failures
from app.insights.failures import Failure
from app.store import people

dead_letters_area = area("dead letters", "People whom a fault keeps where they are.")

NO_SUCH_PORT = {
    "es": "Ninguno de estos pasos tiene esa salida.",
    "en": "None of these steps has such a way out.",
}


@dead_letters_area.get("/dead-letters", responses=answers(200, DeadLetterList))
@allow(Permission.operations_read)
def list_dead_letters(query: DeadLetterQuery) -> Response:
    """List the people who could not be moved."""
    with here().db.read() as session:
        found, total = failures.page(session, query.journey, (query.page - 1) * query.size, query.size)
    return reply(DeadLetterList(items=[_item(failure) for failure in found], total=total))


@dead_letters_area.post("/dead-letters/replay", responses=answers(200, Count))
@allow(Permission.operations_run)
def replay_dead_letters(body: Chosen) -> Response:
    """Try to move them again."""
    return reply(Count(count=dead_letters.replay(here(), _chosen(body), actor=caller().actor)))


@dead_letters_area.post("/dead-letters/skip", responses=answers(200, Count))
@allow(Permission.operations_run)
def skip_dead_letters(body: Skipping) -> Response:
    """Let them leave their node by one of its ways out, without doing what it does."""
    skipped = dead_letters.skip(here(), _chosen(body), body.port, actor=caller().actor)
    if skipped.without and not skipped.count:
        raise ProblemError("invalid", fields={"port": NO_SUCH_PORT})
    return reply(Count(count=skipped.count))


@dead_letters_area.post("/dead-letters/end", responses=answers(200, Count))
@allow(Permission.operations_run)
def end_dead_letters(body: Ending) -> Response:
    """Take them off their journey."""
    return reply(Count(count=dead_letters.end(here(), _chosen(body), body.reason, actor=caller().actor)))


def _chosen(body: Chosen) -> dead_letters.Chosen:
    return dead_letters.Chosen(ids=body.ids or (), journey_id=body.journey)


def _item(failure: Failure) -> DeadLetterItem:
    step, debtor = failure.step, failure.debtor
    return DeadLetterItem(
        id=step.id,
        run_id=step.run_id,
        journey=Named(id=failure.journey_id, name=failure.journey),
        version=failure.version,
        node=step.node,
        node_label=Text(**failure.label),
        debtor=Named(id=debtor.id, name=people.name_of(debtor)),
        account_ref=failure.account_ref,
        reason=Text(**failure.reason),
        failed_at=step.due_at,
        ports=[WayOut(name=port, label=Text(**label)) for port, label in failure.ports],
    )
