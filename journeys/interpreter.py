"""Takes one person as far forward as is possible now.

Pure and deterministic: the same plan, position, facts and ``now`` always give the same outcome.
"""

from datetime import datetime

from journeys.plan import BALANCE, Plan, PlanNode
from journeys.walk import (
    Facts,
    Left,
    Occurrence,
    Outcome,
    Position,
    Send,
    Stand,
    Stay,
    Stuck,
    Walk,
)

__all__ = ["Facts", "Left", "Occurrence", "Outcome", "Position", "Send", "Stand", "Stuck", "exit_of", "step"]

MOVES = 1000
"""More moves without waiting than any journey needs; a person who makes them goes round in a circle."""


def step(plan: Plan, position: Position, facts: Facts, now: datetime) -> Outcome | Stuck:
    """Move a person through every node that can be passed now.

    An exit comes before anything else. ``facts.events`` holds the account's events since entry, oldest first.
    """
    left = exit_of(plan, facts)
    if left is not None:
        return Outcome([Left(position.node, left, now)], [], None, left)
    node = plan.nodes.get(position.node)
    if node is None:
        return Stuck(position.node, "no_node")
    walk = Walk(node.id, position.seq, position.until, position.mark, facts.fields, facts.events, now, [])
    return _move(plan, node, walk)


def _move(plan: Plan, node: PlanNode, walk: Walk) -> Outcome | Stuck:
    """From node to node until one keeps the person or ends the run."""
    now = walk.now
    trail: list[Left] = []
    for _ in range(MOVES):
        answer = node.run(walk)
        if isinstance(answer, str):
            trail.append(Left(node.id, answer, now))
            following = node.ports.get(answer)
            if following is None:
                return Stuck(node.id, "no_way", answer)
            node = following
            walk.node = node.id
            walk.seq += 1
            walk.until = None
        elif isinstance(answer, Stay):
            until, waits = answer.until, answer.waits | plan.exits
            if until is None and not waits:
                return Stuck(node.id, "nothing_wakes")
            return Outcome(trail, walk.sends, Stand(node.id, until, until, waits, walk.mark, walk.seq), None)
        else:
            trail.append(Left(node.id, f"end:{answer.reason}", now))
            return Outcome(trail, walk.sends, None, answer.reason)
    return Stuck(node.id, "circle")


def exit_of(plan: Plan, facts: Facts) -> str | None:
    """The exit that holds for a person, as ``exit:<exit>``; to be asked again when a message is handed over.

    ``paid`` holds once a payment came and nothing is owed any more.
    """
    if not facts.events or "paid" not in plan.exits:
        return None
    balance = facts.fields.get(BALANCE)
    if balance is None or balance > 0:
        return None
    return "exit:paid" if any(event.kind == "paid" for event in facts.events) else None
