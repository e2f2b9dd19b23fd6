"""What somebody does to one person on a journey: let them go on, put them on another step, take them off.

The step's row is the person's lock, here as for the engine: whoever acts waits for a batch that is moving them right
now, and then looks whether they still stand where they were seen. Nothing is done to somebody who went on meanwhile.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.errors import ConflictError, InvalidError, NotFoundError
from app.flow.dead_letters import SKIPPED, TAKEN_OFF
from app.installation import Installation
from app.queue import Job
from app.reasons import reason
from app.store import audit, explained, messages, placing, runs, tallies, tasks
from app.store.explained import Version
from app.store.placing import PLACED, Person, Spot
from app.store.runs import PORT_LENGTH, Passed
from app.store.tallies import Tally
from journeys import memory

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Seen:
    """Whom somebody acts on, and the visit of the node on which they saw them; ``why`` is kept in the trail."""

    run_id: int
    node: str
    visit: int
    why: str


@dataclass(frozen=True, slots=True)
class Done:
    """Where the person stands now, None off the journey, and how much that waited for them was cancelled."""

    node: str | None
    messages: int = 0
    tasks: int = 0


class ElsewhereError(ConflictError):
    """The person is not where they were seen any more.

    ``place`` is the version and the node on which they stand now, None off the journey; ``ended`` is then why.
    """

    def __init__(self, place: tuple[Version, str] | None, ended: str | None = None) -> None:
        super().__init__()
        self.place = place
        self.ended = ended


class WayError(InvalidError):
    """There is no such way out, or no such step to stand on; ``texts`` has a sentence for the field."""

    def __init__(self, field: str, text: Text) -> None:
        super().__init__(text["en"])
        self.texts = {field: text}


def go_on(installation: Installation, seen: Seen, port: str, *, actor: str) -> Done:
    """Let a person leave the node now, by a way out, without waiting for what it waits for.

    What earlier steps wrote stays written; the open tasks of this visit are closed, as when its time is over.

    Raises:
        NotFoundError: there is no such run.
        ElsewhereError: they went on meanwhile.
        WayError: the node has no such way out, or they stand on several nodes at once.
    """
    with installation.db.write() as session:
        person, version = _hold(session, seen)
        target = version.ports(person.node).get(port)
        if target is None or person.arms is not None:
            raise WayError("port", NO_WAY if person.arms is None else SEVERAL)
        now = installation.clock.now()
        visit = {(person.node, person.seq): [person.run_id]}
        tasks.close(session, visit, now)
        messages.cancel_of_visits(session, visit, reason("placed"), now)
        way = f"{SKIPPED}{port}"[:PORT_LENGTH]
        placing.put(session, person, Spot(target, person.seq + 1, _remembered(person, all_of_it=True)), now)
        _leave(session, person, way, target, now)
        _record(installation, session, (actor, "run.went_on"), person, seen, {"port": port, "to": target})
    installation.queue.wake(Job.advance)
    return Done(target)


def move(installation: Installation, seen: Seen, target: str, *, actor: str) -> Done:
    """Put a person on another node of their version, where they arrive now as if the journey had led them there.

    What still waits for them, messages and tasks, is cancelled as by an exit.

    Raises:
        NotFoundError: there is no such run.
        ElsewhereError: they went on meanwhile.
        WayError: their version has no such node, it is where the journey begins, or they stand there.
    """
    with installation.db.write() as session:
        person, version = _hold(session, seen)
        if target not in places(version):
            raise WayError("target", NO_PLACE)
        if target == person.node:
            raise WayError("target", SAME_PLACE)
        now = installation.clock.now()
        done = _cancel(session, person, target, reason("placed"), now)
        placing.put(session, person, Spot(target, person.seq + 1, _remembered(person, all_of_it=False)), now)
        _leave(session, person, f"{PLACED}{target}"[:PORT_LENGTH], target, now)
        cancelled = {"to": target, "messages": done.messages, "tasks": done.tasks}
        _record(installation, session, (actor, "run.moved"), person, seen, cancelled)
    installation.queue.wake(Job.advance)
    return done


def remove(installation: Installation, seen: Seen, *, actor: str) -> Done:
    """Take a person off the journey, and cancel what still waits for them.

    Raises:
        NotFoundError: there is no such run.
        ElsewhereError: they went on meanwhile.
    """
    with installation.db.write() as session:
        person, _ = _hold(session, seen)
        now = installation.clock.now()
        done = _cancel(session, person, None, reason("left"), now)
        _leave(session, person, TAKEN_OFF, None, now)
        runs.end(session, [person], [TAKEN_OFF], now)
        _record(
            *(installation, session, (actor, "run.removed"), person, seen),
            {"messages": done.messages, "tasks": done.tasks},
        )
    installation.queue.wake(Job.advance)
    return done


def places(version: Version) -> list[str]:
    """The nodes of a version on which somebody can be put: all but where it begins."""
    return [node for node in version.plan.get("nodes", {}) if node != version.graph.get("entry")]


def _hold(session: Session, seen: Seen) -> tuple[Person, Version]:
    """The person, held, and their version; only where they stand where they were seen."""
    person = placing.hold(session, seen.run_id)
    if person is None:
        there, why = placing.end_reason(session, seen.run_id)
        if not there:
            raise NotFoundError
        raise ElsewhereError(None, why)
    version = explained.versions(session, {person.version_id})[person.version_id]
    if (person.node, person.seq) != (seen.node, seen.visit):
        raise ElsewhereError((version, person.node))
    return person, version


def _remembered(person: Person, *, all_of_it: bool) -> str | None:
    """What the journey still knows of somebody who left a node: nothing of arms and holds, nor of that node.

    Of whoever is put elsewhere it knows nothing any more: rounds and loops begin anew.
    """
    if not all_of_it or person.memory is None:
        return None
    token = memory.Token(person.node, person.seq, None, 0)
    memory.read(token, person.memory)
    token.arms = []
    token.notes.pop(person.node, None)
    return memory.write(token, None)


def _cancel(session: Session, person: Person, target: str | None, why: str, now: datetime) -> Done:
    """Cancel what was written for a person and is not with a channel, and what people still should do for them."""
    ids = [person.run_id]
    return Done(target, messages.cancel_of_runs(session, ids, why, now), tasks.cancel_of_runs(session, ids, now))


def _leave(session: Session, person: Person, port: str, target: str | None, now: datetime) -> None:
    """Write into the history that they left, and count it."""
    runs.note(session, [Passed(person.run_id, person.version_id, person.node, port)], now)
    tallies.add(session, _counted(person, port, target), now.date())


def _counted(person: Person, port: str, target: str | None) -> Iterator[Tally]:
    place = (person.journey_id, person.version_id)
    yield Tally(*place, person.node, tallies.HERE, -1)
    for node in (person.arms or "").split():
        yield Tally(*place, node, tallies.ARM, -1)
    yield Tally(*place, person.node, f"{tallies.PORT}{port}")
    yield Tally(*place, "", f"{tallies.ENDED}{port}") if target is None else Tally(*place, target, tallies.HERE)


def _record(  # noqa: PLR0913, PLR0917 - who did what to whom
    installation: Installation,
    session: Session,
    act: tuple[str, str],
    person: Person,
    seen: Seen,
    details: Mapping[str, Any],
) -> None:
    actor, action = act
    about = {"journey": person.journey_id, "account": person.account_id, "node": person.node, "reason": seen.why}
    audit.record(
        session,
        actor=actor,
        action=action,
        subject="run",
        subject_id=person.run_id,
        details={**about, **details},
        at=installation.clock.wall(),
    )


NO_WAY: Text = {"es": "El paso no tiene esa salida.", "en": "The step has no such way out."}
SEVERAL: Text = {
    "es": "La persona está en varios caminos a la vez: muévala a un paso o sáquela del recorrido.",
    "en": "They are on several ways at once: move them to a step, or take them off the journey.",
}
NO_PLACE: Text = {
    "es": "La versión en la que está esta persona no tiene ese paso.",
    "en": "The version that this person is on has no such step.",
}
SAME_PLACE: Text = {"es": "La persona ya está en ese paso.", "en": "They stand on that step already."}
