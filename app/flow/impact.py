"""What publishing a draft would mean for the people who are on the journey now, and the rules that follow from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from sqlalchemy.orm import Session

from app.errors import InvalidError, NotFoundError
from app.flow import enter
from app.models import Journey, JourneyVersion
from app.store import changes, journeys
from app.store.vocabulary import context
from journeys import exits
from journeys.changes import TWICE, Difference, Move, compare, fault, repeated
from journeys.compiler import CompileError, compile_graph, load_plan
from journeys.forecast import most_in_a_day
from journeys.graph import load_graph
from journeys.plan import watched_of
from journeys.problems import CheckContext
from journeys.sentences import sentence_of
from journeys.wording import LANGUAGES, Text


class MoveError(InvalidError):
    """Somebody cannot be moved like this; ``texts`` say why in both languages, by field."""

    def __init__(self, texts: Mapping[str, Text]) -> None:
        super().__init__(next(iter(texts.values()))["en"])
        self.texts = texts


@dataclass(frozen=True)
class Occupied:
    """A node of a published version on which people stand."""

    version: int
    node: str
    label: Text
    sentence: Text
    people: int
    change: Difference
    suggestion: Literal["move", "stay"]


@dataclass(frozen=True)
class Target:
    """A node of the draft that people can be moved to."""

    node: str
    label: Text


@dataclass(frozen=True)
class VersionPeople:
    """A published version with people on it."""

    id: int
    number: int
    people: int


@dataclass(frozen=True)
class Forecast:
    """How many people the journey would have, and the most messages it would write them in a day."""

    people: int
    messages_per_person_day: int
    messages_per_day: int


@dataclass(frozen=True)
class Impact:
    """What publishing would mean. ``forecast`` is None while the draft cannot be run."""

    people: int
    versions: list[VersionPeople]
    nodes: list[Occupied]
    targets: list[Target]
    forecast: Forecast | None


def of_draft(session: Session, journey_id: int, now: datetime) -> Impact:
    """What publishing the saved draft of a journey would mean for the people who are on it.

    Raises:
        NotFoundError: there is no such journey.
    """
    journey = session.get(Journey, journey_id)
    if journey is None:
        raise NotFoundError("There is no such journey.")
    known = context(session, frozenset())
    versions = {version.id: version for version in journeys.numbered(session, journey_id).values()}
    people = changes.people(session, list(versions))
    inside = [
        VersionPeople(number, version.number, count)
        for number, version in reversed(versions.items())
        if (count := sum(found for (owner, _), found in people.items() if owner == number))
    ]
    nodes = [node for one in inside for node in _occupied(versions[one.id], journey.draft, people, known)]
    draft = load_graph(journey.draft).graph.nodes
    targets = [Target(name, sentence_of(node, known)) for name, node in draft.items() if node.sound]
    try:
        forecast = foresee(session, journey_id, compile_graph(journey.draft), now)
    except (CompileError, InvalidError):
        forecast = None
    return Impact(sum(one.people for one in inside), inside, nodes, targets, forecast)


def foresee(session: Session, journey_id: int, plan: Mapping[str, Any], now: datetime) -> Forecast:
    """What a plan would write in a day at most, if it let in everybody now whom it may."""
    people = enter.foreseen(session, journey_id, plan, now)
    most = most_in_a_day(load_plan(plan))
    return Forecast(people, most, most * people)


def rules(
    session: Session, journey_id: int, moves: Sequence[Move], graph: Mapping[str, Any], plan: Mapping[str, Any]
) -> dict[str, dict[str, Any]]:
    """The rules of a change by version id and node, for whoever does not stay where they are.

    Raises:
        MoveError: a move names something that there is not.
    """
    versions = journeys.numbered(session, journey_id)
    plans = {number: version.plan for number, version in versions.items()}
    found: dict[str, dict[str, Any]] = {}
    for place, move in enumerate(moves):
        wrong = fault(move, plans, plan["nodes"])
        if wrong is not None:
            raise MoveError({f"moves.{place}.{wrong[0]}": wrong[1]})
        if move.act == "stay":
            continue
        version = versions[move.version]
        found.setdefault(str(version.id), {})[move.node] = _rule(move, version, graph, plan)
    twice = repeated(moves)
    if twice is not None:
        raise MoveError({f"moves.{twice}.node": TWICE})
    return found


def _rule(move: Move, version: JourneyVersion, graph: Mapping[str, Any], plan: Mapping[str, Any]) -> dict[str, Any]:
    if move.act == "leave":
        return {"act": "leave"}
    target = move.target or move.node
    differences = compare(version.graph, graph)
    same = target == move.node and differences[target] == "same"
    intact = [name for name, difference in differences.items() if difference == "same"]
    waits = sorted(exits.waits_of(watched_of(plan)))
    return {"act": "move", "target": target, "same": same, "intact": intact, "waits": waits}


def _occupied(
    version: JourneyVersion, draft: Mapping[str, Any], people: Mapping[tuple[int, str], int], known: CheckContext
) -> list[Occupied]:
    """The nodes of a version on which people stand, in the order in which they were drawn."""
    drawn = load_graph(version.graph).graph
    differences = compare(version.graph, draft)
    standing = [name for name in drawn.ids if (version.id, name) in people]
    occupied = []
    for name in standing:
        node = drawn.nodes.get(name)
        bare = dict.fromkeys(LANGUAGES, name)
        change = differences.get(name, "gone")
        occupied.append(
            Occupied(
                version=version.number,
                node=name,
                label=bare if node is None else node.kind.labels,
                sentence=bare if node is None else sentence_of(node, known),
                people=people[version.id, name],
                change=change,
                suggestion="move" if change == "same" else "stay",
            )
        )
    return occupied
