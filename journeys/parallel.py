"""Whether the forks of a drawing and its joins fit together."""

from collections.abc import Iterator, Mapping

from journeys.graph import Graph
from journeys.kinds import Node
from journeys.problems import Problem
from journeys.wording import fill, say

DEEPEST = 20

_Place = tuple[str, int]
"""A node, and how many forks deep it lies inside the fork that is looked at."""


def check_parallel(graph: Graph) -> list[Problem]:
    """Joins that no fork leads to, and forks whose ways come together in different places or lead back to them."""
    ways = _ways(graph)
    inside = {name for node in graph.nodes.values() for name in _inside(graph, node, ways)}
    problems = [
        Problem(name, "join_without_fork", "warning", *_WITHOUT_FORK)
        for name, node in graph.nodes.items()
        if node.kind.joins and name not in inside
    ]
    for node in graph.nodes.values():
        within = _inside(graph, node, ways)
        if node.id in within:
            problems.append(Problem(node.id, "fork_in_itself", "error", *_IN_ITSELF))
        joins = sorted(name for name, depth in within.items() if depth == 0 and _joins(graph, name))
        if len(joins) > 1:
            problems.append(Problem(node.id, "joins_differ", "error", fill(_DIFFER[0], count=len(joins)), _DIFFER[1]))
    return problems


def _ways(graph: Graph) -> Mapping[str, list[tuple[str, str]]]:
    """(port, target) of every node."""
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in graph.ids}
    for edge in graph.edges:
        if edge.source in found and edge.target in found:
            found[edge.source].append((edge.port, edge.target))
    return found


def _inside(graph: Graph, fork: Node, ways: Mapping[str, list[tuple[str, str]]]) -> dict[str, int]:
    """What lies on the ways of a fork, up to the joins at which they come together: each with its least depth."""
    opened = _opens(fork)
    waiting: list[_Place] = [(target, 0) for port, target in ways[fork.id] if port in opened]
    seen: dict[_Place, None] = {}
    while waiting:
        place = waiting.pop()
        if place in seen:
            continue
        seen[place] = None
        waiting += _onward(graph, place, ways)
    least: dict[str, int] = {}
    for name, depth in seen:
        least[name] = min(depth, least.get(name, depth))
    return least


def _onward(graph: Graph, place: _Place, ways: Mapping[str, list[tuple[str, str]]]) -> Iterator[_Place]:
    name, depth = place
    if _joins(graph, name):
        if depth == 0:
            return
        depth -= 1
    node = graph.nodes.get(name)
    opened = frozenset() if node is None else _opens(node)
    for port, target in ways[name]:
        yield target, min(depth + (port in opened), DEEPEST)


def _opens(node: Node) -> frozenset[str]:
    return node.kind.opens(node.settings) if node.sound else frozenset()


def _joins(graph: Graph, name: str) -> bool:
    return name in graph.nodes and graph.nodes[name].kind.joins


_WITHOUT_FORK = (
    say("A este paso no llega ningún camino en paralelo.", "No way that goes side by side comes to this step."),
    say("Póngalo después de un paso «En paralelo», o quítelo.", "Put it after a “Fork” step, or remove it."),
)
_DIFFER = (
    say(
        "Los caminos que salen de aquí se reúnen en {count} pasos distintos.",
        "The ways from here come together in {count} different steps.",
    ),
    say("Llévelos todos al mismo paso «Reunir».", "Lead all of them to one “Join” step."),
)
_IN_ITSELF = (
    say(
        "Un camino que sale de aquí vuelve a este paso sin haberse reunido, y se multiplica en cada vuelta.",
        "A way from here leads back to this step without coming together first, and multiplies each time round.",
    ),
    say(
        "Reúna los caminos con un paso «Reunir» antes de volver.", "Let the ways come together in a “Join” step first."
    ),
)
