"""Takes one person as far forward as is possible now.

Pure and deterministic: the same plan, position, facts and ``now`` always give the same outcome. Somebody who goes
several ways at once is still one person: their arms are walked here, one after the other, always in the same order.
"""

from collections.abc import Iterable
from datetime import datetime

from journeys import memory
from journeys.arms import Lane, Mover
from journeys.memory import Hold, Token
from journeys.plan import Plan
from journeys.walk import (
    Act,
    Facts,
    Left,
    Occurrence,
    Outcome,
    Position,
    Send,
    Stand,
    Stuck,
    Task,
)

__all__ = [
    "Act",
    "Facts",
    "Left",
    "Occurrence",
    "Outcome",
    "Position",
    "Send",
    "Stand",
    "Stuck",
    "Task",
    "exit_of",
    "step",
]


def step(plan: Plan, position: Position, facts: Facts, now: datetime) -> Outcome | Stuck:
    """Move a person through every node that can be passed now.

    An exit comes before anything else, a hold before any move. ``facts.events`` holds the account's events since
    entry, oldest first.
    """
    heard = {event.kind for event in facts.events} if facts.events else ()
    left = _exit(plan, facts, heard)
    if left is not None:
        return Outcome([Left(position.node, left, now)], [], None, left)
    token = Token(position.node, position.seq, position.until, position.mark)
    hold = memory.read(token, position.memory)
    if plan.holds is not None:
        kept = plan.holds.first(facts.fields, None if hold else heard)
        if kept is not None:
            return _frozen(plan, position, token, Hold(kept, hold.since if hold else now))
    if hold is not None:
        memory.shift(token, now - hold.since)
    if token.node not in plan.nodes:
        return Stuck(token.node, "no_node")
    mover = Mover(plan, facts, now, position.seq)
    lane = mover.go(token)
    return lane if isinstance(lane, Stuck) else _outcome(plan, mover, token, lane)


def exit_of(plan: Plan, facts: Facts) -> str | None:
    """The exit that holds for a person, as ``exit:<exit>``."""
    return _exit(plan, facts, {event.kind for event in facts.events})


def _exit(plan: Plan, facts: Facts, heard: Iterable[str]) -> str | None:
    found = plan.exits.first(facts.fields, heard)
    return None if found is None else f"exit:{found}"


def _frozen(plan: Plan, position: Position, token: Token, hold: Hold) -> Outcome:
    """Everything as it is, until something about the person changes."""
    stand = Stand(
        position.node,
        None,
        position.until,
        plan.waits,
        position.mark,
        position.seq,
        memory.write(token, hold),
        _nodes(token),
        hold.name,
    )
    return Outcome([], [], stand, None)


def _outcome(plan: Plan, mover: Mover, token: Token, lane: Lane) -> Outcome | Stuck:
    if lane.ended is not None:
        return _whole(mover, None, lane.ended)
    waits = lane.waits | plan.waits
    if lane.until is None and not waits:
        return Stuck(token.node, "nothing_wakes")
    mark = min(leaf.mark for leaf in token.leaves()) if token.arms else token.mark
    kept = memory.write(token, None) if token.arms or token.notes else None
    nodes = _nodes(token) if token.arms else ()
    return _whole(mover, Stand(token.node, lane.until, lane.until, waits, mark, mover.seq, kept, nodes), None)


def _whole(mover: Mover, stand: Stand | None, ended: str | None) -> Outcome:
    return Outcome(mover.trail, mover.sends, stand, ended, mover.tasks, mover.acts, mover.closes, mover.cancels)


def _nodes(token: Token) -> tuple[str, ...]:
    """On which nodes the arms stand, each once for every arm."""
    return tuple(leaf.node for leaf in token.leaves()) if token.arms else ()
