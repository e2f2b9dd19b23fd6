"""What a new drawing changes for the people who stand on an older one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from journeys.graph import load_graph
from journeys.kinds import Node
from journeys.wording import Text, fill, say

Difference = Literal["same", "changed", "gone", "new"]
Act = Literal["stay", "move", "leave"]


@dataclass(frozen=True, slots=True)
class Move:
    """What becomes of the people on one node of one version, by its number; ``target`` None is the same node."""

    version: int
    node: str
    act: Act
    target: str | None = None


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Difference]:
    """How each node of two graphs differs: the same is one with the same id, kind and settings.

    Where its ways out lead, and where it stands on the canvas, makes no difference to whoever stands on it.
    """
    before, after = load_graph(old).graph.nodes, load_graph(new).graph.nodes
    names = dict.fromkeys([*before, *after])
    return {name: _difference(before.get(name), after.get(name)) for name in names}


def fault(
    move: Move, versions: Mapping[int, Mapping[str, Any]], targets: Mapping[str, Any]
) -> tuple[Literal["version", "node", "target"], Text] | None:
    """What is wrong with a move, and with which part of it; None where it can be carried out.

    ``versions`` are the plans of the published versions by number, ``targets`` the nodes of the new plan.
    """
    plan = versions.get(move.version)
    if plan is None:
        return "version", fill(_NO_VERSION, number=move.version)
    if move.node not in plan["nodes"]:
        return "node", fill(_NO_NODE, number=move.version, node=move.node)
    target = move.target or move.node
    if move.act == "move" and target not in targets:
        return "target", fill(_NO_TARGET, node=target)
    return None


def repeated(moves: Sequence[Move]) -> int | None:
    """The place of the first move that speaks of a node that another one spoke of before."""
    seen: set[tuple[int, str]] = set()
    for place, move in enumerate(moves):
        if (move.version, move.node) in seen:
            return place
        seen.add((move.version, move.node))
    return None


def _difference(before: Node | None, after: Node | None) -> Difference:
    if before is None:
        return "new"
    if after is None:
        return "gone"
    same = before.kind == after.kind and before.sound and after.sound and before.settings == after.settings
    return "same" if same else "changed"


TWICE = say(
    "Ya se dijo qué pasa con las personas de este paso.", "It was said before what becomes of the people on this step."
)
_NO_VERSION = say("Este recorrido no tiene una versión {number}.", "This journey has no version {number}.")
_NO_NODE = say("La versión {number} no tiene un paso «{node}».", "Version {number} has no step “{node}”.")
_NO_TARGET = say("La versión nueva no tiene un paso «{node}».", "The new version has no step “{node}”.")
