"""Runs: one account's way through one journey, explained."""

from dataclasses import asdict

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import here, moment
from app.api.permissions import Permission
from app.api.shapes.base import ById, Text
from app.api.shapes.messages import Named
from app.api.shapes.runs import BlockInfo, MoveInfo, NextInfo, NodeInfo, RunExplanation, RunMessage
from app.insights import explain
from app.insights.explain import Explanation, Place
from app.models import MessageState, RunState
from app.store import people

runs_area = area("runs", "Where somebody stands on a journey, and why.")


@runs_area.get("/runs/<int:id>", responses=answers(200, RunExplanation, 404))
@allow(Permission.debtors_read)
def explain_run(path: ById) -> Response:
    """Explain a run: why here, what next, when, and what is in the way."""
    with here().db.read() as session:
        found = explain.of_run(session, path.id, moment())
    return reply(_explanation(found))


def _explanation(found: Explanation) -> RunExplanation:
    run, place = found.run, found.place
    return RunExplanation(
        id=run.id,
        journey=Named(id=found.journey.id, name=found.journey.name),
        version=found.version,
        account_ref=found.account.ref,
        debtor=Named(id=found.debtor.id, name=people.name_of(found.debtor)),
        state=RunState(run.state),
        entered_at=run.entered_at,
        ended_at=run.ended_at,
        end_reason=None if found.end_reason is None else Text(**found.end_reason),
        node=_node(place),
        since=None if place is None else place.since,
        due_at=None if place is None else place.due_at,
        waits_for=[] if place is None else [Text(**text) for text in place.waits_for],
        why=[Text(**text) for text in found.why],
        next=[NextInfo.model_validate(asdict(item)) for item in found.next],
        blocks=[BlockInfo.model_validate(asdict(item)) for item in found.blocks],
        trail=[MoveInfo.model_validate(asdict(item)) for item in found.trail],
        messages=[
            RunMessage(
                id=message.id,
                state=MessageState(message.state),
                template=message.template,
                due_at=message.due_at,
                why=None if why is None else Text(**why),
            )
            for message, why in found.messages
        ],
    )


def _node(place: Place | None) -> NodeInfo | None:
    if place is None:
        return None
    return NodeInfo(id=place.node, label=Text(**place.label), sentence=Text(**place.sentence))
