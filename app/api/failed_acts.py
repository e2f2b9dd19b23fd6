"""Acts that failed: listing them, trying them again, letting them be."""

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here
from app.api.permissions import Permission
from app.api.shapes.base import Count, Text
from app.api.shapes.dead_letters import Chosen, DeadLetterQuery
from app.api.shapes.failed_acts import FailedActItem, FailedActList
from app.api.shapes.messages import Named
from app.flow import failed_acts
from app.insights import failures
from app.insights.failures import FailedAct
from app.store import people

failed_acts_area = area("failed acts", "What journeys wanted done and could not be.")


@failed_acts_area.get("/failed-acts", responses=answers(200, FailedActList))
@allow(Permission.operations_read)
def list_failed_acts(query: DeadLetterQuery) -> Response:
    """List the acts that failed."""
    with here().db.read() as session:
        found, total = failures.acts(session, query.journey, (query.page - 1) * query.size, query.size)
    return reply(FailedActList(items=[_item(one) for one in found], total=total))


@failed_acts_area.post("/failed-acts/replay", responses=answers(200, Count))
@allow(Permission.operations_run)
def replay_failed_acts(body: Chosen) -> Response:
    """Carry them out again. Whoever already left their step by “failed” does not come back to it."""
    return reply(Count(count=failed_acts.replay(here(), _chosen(body), actor=caller().actor)))


@failed_acts_area.post("/failed-acts/skip", responses=answers(200, Count))
@allow(Permission.operations_run)
def skip_failed_acts(body: Chosen) -> Response:
    """Let them be; whoever still waits for one goes on as if it had been done."""
    return reply(Count(count=failed_acts.skip(here(), _chosen(body), actor=caller().actor)))


def _chosen(body: Chosen) -> failed_acts.Chosen:
    return failed_acts.Chosen(ids=body.ids or (), journey_id=body.journey)


def _item(found: FailedAct) -> FailedActItem:
    act, debtor = found.act, found.debtor
    return FailedActItem(
        id=act.id,
        run_id=act.run_id,
        kind=act.kind,
        journey=Named(id=act.journey_id, name=found.journey),
        version=found.version,
        node=act.node,
        node_label=Text(**found.label),
        debtor=Named(id=debtor.id, name=people.name_of(debtor)),
        account_ref=found.account_ref,
        reason=Text(**found.reason),
        attempts=act.attempt,
        failed_at=act.done_at or act.due_at,
    )
