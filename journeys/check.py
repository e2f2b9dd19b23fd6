"""Everything that can be wrong with a journey, in one list of problems."""

from collections.abc import Mapping

from journeys.condition_check import check_condition
from journeys.conditions import condition_faults
from journeys.counting import check_counting
from journeys.exit_check import check_exits
from journeys.graph import load_graph
from journeys.parallel import check_parallel
from journeys.problems import MESSAGE_TOKENS, CheckContext, FieldInfo, Problem, TemplateInfo
from journeys.sense import check_sense
from journeys.structure import check_structure

__all__ = [
    "MESSAGE_TOKENS",
    "CheckContext",
    "FieldInfo",
    "Problem",
    "TemplateInfo",
    "check",
    "check_audience",
    "publishable",
]


def check(graph: object, context: CheckContext) -> list[Problem]:
    """The problems of any JSON value taken as a graph: errors first, each kind in the order of the nodes.

    Never raises, whatever the value is.
    """
    loaded = load_graph(graph)
    understood = loaded.graph
    problems = [*loaded.problems]
    if understood.ids or not problems:
        problems += check_structure(understood)
        problems += check_parallel(understood)
        problems += check_exits(understood, context)
        for node in understood.nodes.values():
            if node.sound:
                problems += node.kind.check(node, context)
        problems += check_sense(understood)
        problems += check_counting(understood, context)
    return _ordered(problems, understood.ids)


def check_audience(condition: object, context: CheckContext) -> list[Problem]:
    """The problems of any JSON value taken as a condition that stands alone; None is everybody. Never raises."""
    if condition is None:
        return []
    faults = condition_faults(condition)
    if faults or not isinstance(condition, Mapping):
        return faults
    return check_condition(condition, context, None, "audience")


def publishable(problems: list[Problem]) -> bool:
    """Whether a journey with these problems may be published: warnings do not forbid it."""
    return all(problem.severity != "error" for problem in problems)


def _ordered(problems: list[Problem], ids: tuple[str, ...]) -> list[Problem]:
    """Each problem once: errors first, those of the whole journey before those of its steps."""
    places = {name: place for place, name in enumerate(ids)}
    unique: dict[tuple[str | None, ...], Problem] = {}
    for problem in problems:
        unique.setdefault((problem.node, problem.code, problem.setting, problem.message["en"]), problem)
    return sorted(
        unique.values(),
        key=lambda problem: (problem.severity != "error", places.get(problem.node or "", -1)),
    )
