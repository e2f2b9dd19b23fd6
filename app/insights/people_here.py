"""Who stands on one node of a journey: since when, until when, what for, and what keeps a message to them back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.insights import blocks, labels, waits
from app.insights.blocks import Moment, Words
from app.insights.labels import Text
from app.models import Message, MessageState, Refusal, Step, StepState
from app.store import explained, journeys, on_node
from app.store.explained import Version
from app.store.on_node import Here, Node
from app.store.vocabulary import context
from journeys.kinds import Kind, Settings, defaults, kinds
from journeys.problems import CheckContext


@dataclass(frozen=True)
class Waiting:
    """A message to somebody that is not out; ``why`` says what keeps it back, where anything does."""

    id: int
    state: str
    channel: str
    template: Text
    due_at: datetime
    why: Words | None
    by_rule: bool


@dataclass(frozen=True)
class Person:
    """Somebody on a node; ``visit`` numbers their stay, by which whoever acts on them says whom they saw."""

    here: Here
    since: datetime
    due_at: datetime | None
    waits_for: list[Text]
    waiting: list[Waiting]
    tasks: int


@dataclass(frozen=True)
class Place:
    """Where somebody can be put."""

    node: str
    label: Text
    sentence: Text


@dataclass(frozen=True)
class Ways:
    """What can be done with people of one version: the ways out of the node, and the nodes they can be put on."""

    number: int
    ports: list[tuple[str, Text]]
    places: list[Place]


@dataclass(frozen=True)
class PeopleHere:
    """One page of those who stand on a node, how many there are, and the versions that they are on, by id."""

    people: list[Person]
    total: int
    versions: Mapping[int, Ways]


def of_node(  # noqa: PLR0913 - which page of whom
    session: Session, journey_id: int, node: str, moment: Moment, *, search: str, offset: int, limit: int
) -> PeopleHere:
    """The people on a node, over all versions of a journey; a fixed number of queries.

    Raises:
        NotFoundError: there is no such journey, or no version of it has such a node.
    """
    published = journeys.numbered(session, journey_id)
    versions = {one.id: Version(one.id, one.number, one.graph, one.plan) for one in published.values()}
    having = [version for version in versions.values() if node in version.plan.get("nodes", {})]
    if not having:
        raise NotFoundError
    place = Node(sorted(versions), node, _forks(versions))
    found, total = on_node.page(session, place, search, offset, limit)
    known = context(session, frozenset())
    people = _people(session, found, versions, moment)
    here = {one.step.version_id for one in found}
    ways = {number: _ways(version, node, known) for number, version in versions.items() if number in here}
    return PeopleHere(people, total, ways)


def _forks(versions: Mapping[int, Version]) -> list[str]:
    """The nodes in whose arms people may stand."""
    nodes = [node for version in versions.values() for node in version.graph.get("nodes", ())]
    return sorted({node["id"] for node in nodes if _parts(kinds().get(node["kind"]), node["settings"])})


def _parts(kind: Kind | None, settings: Settings) -> bool:
    return kind is not None and bool(kind.opens({**defaults(kind), **settings}))


def _people(session: Session, found: Sequence[Here], versions: Mapping[int, Version], moment: Moment) -> list[Person]:
    run_ids = [one.step.run_id for one in found]
    moved = explained.latest_moves(session, run_ids)
    written: dict[int, list[Message]] = {}
    for message in on_node.waiting_messages(session, run_ids):
        written.setdefault(message.run_id, []).append(message)
    refusals = explained.refusals(session, [message.id for messages in written.values() for message in messages])
    asked: dict[int, int] = {}
    for task in on_node.open_tasks(session, run_ids):
        asked[task.run_id] = asked.get(task.run_id, 0) + 1
    return [
        Person(
            here=one,
            since=moved.get(one.step.run_id, one.entered_at),
            due_at=_until(one.step),
            waits_for=waits.events_of(one.step, versions[one.step.version_id]),
            waiting=[_waiting(message, refusals, moment) for message in written.get(one.step.run_id, ())],
            tasks=asked.get(one.step.run_id, 0),
        )
        for one in found
    ]


def _until(step: Step) -> datetime | None:
    """Until when they stand here: the time limit of the node, or else when they are looked at again."""
    if step.state == StepState.failed:
        return None
    return step.until or explained.due_at(step)


def _waiting(message: Message, refusals: Mapping[int, Refusal], moment: Moment) -> Waiting:
    refusal = refusals.get(message.id)
    deferred = message.state == MessageState.queued and refusal is not None and message.due_at > moment.now
    return Waiting(
        id=message.id,
        state=message.state,
        channel=message.channel,
        template=blocks.called(message),
        due_at=message.due_at,
        why=blocks.of_message(message, refusal, moment),
        by_rule=deferred or message.state == MessageState.refused,
    )


def _ways(version: Version, node: str, known: CheckContext) -> Ways:
    named = labels.ports_of(version.graph, node)
    wired = sorted(version.ports(node), key=[*named, *version.ports(node)].index)
    ports = [(port, named.get(port, {"es": port, "en": port})) for port in wired]
    places = [
        Place(name, labels.kind_of(version.graph, name), labels.of_node(version.graph, name, known))
        for name in (drawn["id"] for drawn in version.graph["nodes"])
        if name not in {node, version.graph.get("entry")}
    ]
    return Ways(version.number, ports, places)
