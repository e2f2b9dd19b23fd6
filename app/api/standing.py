"""Who stands on a step of a journey, and what somebody does to one of them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict

from flask import Response

from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here, moment
from app.api.permissions import Permission
from app.api.shapes.base import ById, Text
from app.api.shapes.dead_letters import WayOut
from app.api.shapes.messages import Named
from app.api.shapes.standing import (
    ActedOn,
    ActOnPerson,
    GoingOn,
    MovingTo,
    NodePath,
    PlaceInfo,
    StandingList,
    StandingPerson,
    StandingQuery,
    VersionWays,
    WaitingMessage,
)
from app.flow import by_hand
from app.flow.by_hand import ElsewhereError, Seen, WayError
from app.http import ProblemError
from app.insights import labels, people_here
from app.insights.people_here import Person, Ways
from app.models import MessageState, StepState
from app.store import people
from app.store.vocabulary import context

standing_area = area("people on a journey", "Who stands on a step, and what is done to one of them.")

WENT_ON = {
    "es": "La persona siguió mientras tanto. Ahora está en: {place}. No se cambió nada.",
    "en": "They went on in the meantime. Now they are at: {place}. Nothing was changed.",
}
GONE = {
    "es": "La persona ya no está en el recorrido. No se cambió nada.",
    "en": "They are not on the journey any more. Nothing was changed.",
}


@standing_area.get("/journeys/<int:id>/nodes/<string:node>/people", responses=answers(200, StandingList, 404))
@allow(Permission.debtors_read)
def list_people_on_node(path: NodePath, query: StandingQuery) -> Response:
    """List who stands on a step: since when, until when, and what for."""
    offset = (query.page - 1) * query.size
    with here().db.read() as session:
        found = people_here.of_node(
            *(session, path.id, path.node, moment()), search=query.search, offset=offset, limit=query.size
        )
    items = [_person(one, found.versions) for one in found.people]
    ways = [_ways(one) for _, one in sorted(found.versions.items(), reverse=True)]
    return reply(StandingList(items=items, total=found.total, versions=ways))


@standing_area.post("/runs/<int:id>/go-on", responses=answers(200, ActedOn, 404, 409))
@allow(Permission.journeys_run)
def let_go_on(path: ById, body: GoingOn) -> Response:
    """Let one person leave their step now, by a way out, without waiting any longer."""
    with _acting():
        done = by_hand.go_on(here(), _seen(path, body), body.port, actor=caller().actor)
    return reply(ActedOn.model_validate(asdict(done)))


@standing_area.post("/runs/<int:id>/move", responses=answers(200, ActedOn, 404, 409))
@allow(Permission.journeys_run)
def move_person(path: ById, body: MovingTo) -> Response:
    """Put one person on another step, and cancel what still waits for them."""
    with _acting():
        done = by_hand.move(here(), _seen(path, body), body.target, actor=caller().actor)
    return reply(ActedOn.model_validate(asdict(done)))


@standing_area.post("/runs/<int:id>/remove", responses=answers(200, ActedOn, 404, 409))
@allow(Permission.journeys_run)
def remove_person(path: ById, body: ActOnPerson) -> Response:
    """Take one person off their journey, and cancel what still waits for them."""
    with _acting():
        done = by_hand.remove(here(), _seen(path, body), actor=caller().actor)
    return reply(ActedOn.model_validate(asdict(done)))


@contextmanager
def _acting() -> Iterator[None]:
    """Say in the reader's language that somebody went on meanwhile, or what cannot be done."""
    try:
        yield
    except ElsewhereError as error:
        raise ProblemError("conflict", detail=_elsewhere(error)) from error
    except WayError as error:
        raise ProblemError("invalid", fields=error.texts) from error


def _elsewhere(error: ElsewhereError) -> dict[str, str]:
    if error.place is None:
        end = labels.ended(error.ended) if error.ended else {}
        return {language: f"{text} {end.get(language, '')}".strip() for language, text in GONE.items()}
    version, node = error.place
    with here().db.read() as session:
        said = labels.of_node(version.graph, node, context(session, frozenset()))
    return {language: text.format(place=said[language]) for language, text in WENT_ON.items()}


def _seen(path: ById, body: ActOnPerson) -> Seen:
    return Seen(path.id, body.node, body.visit, body.reason)


def _person(one: Person, versions: Mapping[int, Ways]) -> StandingPerson:
    step, debtor = one.here.step, one.here.debtor
    return StandingPerson(
        run_id=step.run_id,
        visit=step.seq,
        node=step.node,
        version=versions[step.version_id].number,
        debtor=Named(id=debtor.id, name=people.name_of(debtor)),
        account_ref=one.here.account_ref,
        state=StepState(step.state).name,
        since=one.since,
        until=one.due_at,
        waits_for=[Text(**text) for text in one.waits_for],
        waiting=[
            WaitingMessage(
                id=message.id,
                state=MessageState(message.state),
                channel=message.channel,
                template=Text(**message.template),
                due_at=message.due_at,
                why=None if message.why is None else Text(**message.why),
                by_rule=message.by_rule,
            )
            for message in one.waiting
        ],
        tasks=one.tasks,
    )


def _ways(ways: Ways) -> VersionWays:
    return VersionWays(
        version=ways.number,
        ports=[WayOut(name=port, label=Text(**label)) for port, label in ways.ports],
        places=[
            PlaceInfo(node=one.node, label=Text(**one.label), sentence=Text(**one.sentence)) for one in ways.places
        ],
    )
