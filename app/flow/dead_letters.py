"""What people do with dead letters: try them again, let them skip their node, take them off the journey.

Each works through any number of them in transactions of ``CHUNK`` people, each with its line in the audit trail, and
passes over whoever is no dead letter any more: two people who do the same thing at once do it once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.installation import Installation
from app.queue import Job
from app.reasons import reason
from app.store import audit, dead_letters, explained, messages, runs, tallies
from app.store.dead_letters import Arrival, Chosen, Dead
from app.store.runs import Passed
from app.store.tallies import Tally

__all__ = ["CHUNK", "SKIPPED", "TAKEN_OFF", "Chosen", "end", "replay", "skip"]

CHUNK = 2_000
PORT_LENGTH = 64
SKIPPED = "skipped:"  # before the port, in the history of whoever skipped a node
TAKEN_OFF = "left:hand"  # why a run ended that a person ended

Act = Callable[[Session, list[Dead]], list[int]]


@dataclass(frozen=True)
class Skipped:
    """How many skipped their node, and how many could not because it has no such way out."""

    count: int
    without: int


def replay(installation: Installation, chosen: Chosen, *, actor: str) -> int:
    """Try them again, now and on the node they stand on; how many."""

    def act(session: Session, held: list[Dead]) -> list[int]:
        ids = [dead.id for dead in held]
        dead_letters.replay(session, ids, installation.clock.now())
        return ids

    return _each(installation, chosen, act, "replayed", actor, {})


def skip(installation: Installation, chosen: Chosen, port: str, *, actor: str) -> Skipped:
    """Let them leave their node by ``port``, without doing what it does, as their version of the journey goes on."""
    without = 0
    way = f"{SKIPPED}{port}"[:PORT_LENGTH]

    def act(session: Session, held: list[Dead]) -> list[int]:
        nonlocal without
        now = installation.clock.now()
        versions = explained.versions(session, {dead.version_id for dead in held})
        ways = [(dead, versions[dead.version_id].ports(dead.node).get(port)) for dead in held]
        going = [(dead, target) for dead, target in ways if target is not None]
        without += len(held) - len(going)
        dead_letters.move(session, [Arrival(dead.id, target, dead.seq + 1) for dead, target in going], now)
        runs.note(session, [Passed(dead.run_id, dead.version_id, dead.node, way) for dead, _ in going], now)
        tallies.add(session, [tally for dead, target in going for tally in _counted(dead, way, target)], now.date())
        return [dead.id for dead, _ in going]

    count = _each(installation, chosen, act, "skipped", actor, {"port": port})
    return Skipped(count, without)


def end(installation: Installation, chosen: Chosen, why: str, *, actor: str) -> int:
    """Take them off their journey, and cancel what was not handed over yet; how many."""

    def act(session: Session, held: list[Dead]) -> list[int]:
        now = installation.clock.now()
        messages.cancel_of_runs(session, [dead.run_id for dead in held], reason("left"), now)
        runs.note(session, [Passed(dead.run_id, dead.version_id, dead.node, TAKEN_OFF) for dead in held], now)
        runs.end(session, held, [TAKEN_OFF] * len(held), now)
        tallies.add(session, [tally for dead in held for tally in _counted(dead, TAKEN_OFF, None)], now.date())
        return [dead.id for dead in held]

    return _each(installation, chosen, act, "ended", actor, {"reason": why})


def _counted(dead: Dead, port: str, target: str | None) -> Iterator[Tally]:
    """What changes in the counters when somebody leaves a node by a port, for another or for good."""
    yield Tally(dead.journey_id, dead.version_id, dead.node, tallies.HERE, -1)
    yield Tally(dead.journey_id, dead.version_id, dead.node, f"{tallies.PORT}{port}")
    if target is not None:
        yield Tally(dead.journey_id, dead.version_id, target, tallies.HERE)
    else:
        yield Tally(dead.journey_id, dead.version_id, "", f"{tallies.ENDED}{port}")


def _each(  # noqa: PLR0913, PLR0917 - who does what to whom
    installation: Installation, chosen: Chosen, act: Act, done: str, actor: str, details: Mapping[str, Any]
) -> int:
    """Act on the chosen, a part and a transaction at a time, and wake the workers; on how many it was done."""
    total, last = 0, 0
    while True:
        with installation.db.write() as session:
            found = dead_letters.after(session, chosen, last, CHUNK)
            if not found:
                break
            last = found[-1]
            ids = act(session, dead_letters.hold(session, found))
            if ids:
                audit.record(
                    session,
                    actor=actor,
                    action=f"dead_letters.{done}",
                    subject="journey" if chosen.journey_id is not None else "dead_letters",
                    subject_id=chosen.journey_id,
                    details={**details, "count": len(ids), "steps": ids},
                    at=installation.clock.wall(),
                )
        total += len(ids)
    if total:
        installation.queue.wake(Job.advance)
    return total
