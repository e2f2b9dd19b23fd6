"""From a graph to the plan that is stored with a version."""

from collections.abc import Mapping
from typing import Any

from journeys.graph import Graph, Loaded, load_graph
from journeys.plan import PLAN_VERSION, KindMissingError, Plan, PlanError, PlanNode, load_plan
from journeys.problems import Problem
from journeys.wording import say

__all__ = ["CompileError", "KindMissingError", "Plan", "PlanError", "PlanNode", "compile_graph", "load_plan"]


class CompileError(ValueError):
    """A graph cannot be compiled; ``problems`` say why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("; ".join(problem.message["en"] for problem in problems))
        self.problems = problems


def compile_graph(graph: Mapping[str, Any]) -> dict[str, Any]:
    """The plan of a graph that ``check`` found no error in, as plain JSON.

    Raises CompileError where the graph does not fit its schema or has no entry. A way out that leads nowhere is
    left out of the plan; whoever takes it is stuck.
    """
    loaded = load_graph(graph)
    if loaded.problems:
        raise CompileError(loaded.problems)
    if loaded.graph.entry not in loaded.graph.nodes:
        raise CompileError([Problem(None, "no_entry", "error", *_NO_ENTRY)])
    return _plan(loaded)


def _plan(loaded: Loaded) -> dict[str, Any]:
    graph: Graph = loaded.graph
    nodes: dict[str, dict[str, Any]] = {
        name: {"kind": node.kind.name, "arguments": node.kind.compile(node.settings), "ports": {}}
        for name, node in graph.nodes.items()
    }
    for edge in graph.edges:
        if edge.source in nodes and edge.target in nodes:
            nodes[edge.source]["ports"].setdefault(edge.port, edge.target)
    watched = {"exits": list(graph.exits), "holds": list(graph.holds)}
    return {"plan_version": PLAN_VERSION, "entry": graph.entry, **watched, "nodes": nodes}


_NO_ENTRY = (
    say("El recorrido no dice dónde empieza.", "The journey does not say where it begins."),
    say("Añada un paso «Entrada».", "Add an “Enter” step."),
)
