"""Everything that can be wrong with a journey, in one list of problems."""

from journeys.graph import load_graph
from journeys.problems import MESSAGE_TOKENS, CheckContext, FieldInfo, Problem, TemplateInfo
from journeys.sense import check_sense
from journeys.structure import check_structure

__all__ = ["MESSAGE_TOKENS", "CheckContext", "FieldInfo", "Problem", "TemplateInfo", "check", "publishable"]


def check(graph: object, context: CheckContext) -> list[Problem]:
    """The problems of any JSON value taken as a graph: errors first, each kind in the order of the nodes.

    Never raises, whatever the value is.
    """
    loaded = load_graph(graph)
    understood = loaded.graph
    problems = [*loaded.problems]
    if understood.ids or not problems:
        problems += check_structure(understood)
        for node in understood.nodes.values():
            if node.sound:
                problems += node.kind.check(node, context)
        problems += check_sense(understood)
    return _ordered(problems, understood.ids)


def publishable(problems: list[Problem]) -> bool:
    """Whether a journey with these problems may be published: warnings do not forbid it."""
    return all(problem.severity != "error" for problem in problems)


def _ordered(problems: list[Problem], ids: tuple[str, ...]) -> list[Problem]:
    places = {name: place for place, name in enumerate(ids)}
    unique = list(dict.fromkeys(_hashable(problem) for problem in problems))
    kept = {key: problem for problem in reversed(problems) for key in [_hashable(problem)]}
    found = [kept[key] for key in unique]
    return sorted(
        found, key=lambda p: (p.severity != "error", -1 if p.node is None else places.get(p.node, len(places)))
    )


def _hashable(problem: Problem) -> tuple[str | None, ...]:
    return problem.node, problem.code, problem.setting, problem.message["en"]
