"""Whether the exits and holds of a journey make sense."""

from collections import Counter

from journeys.condition_check import check_condition
from journeys.exits import Listed, label_of, name_of
from journeys.graph import Graph
from journeys.problems import CheckContext, Problem
from journeys.wording import Text, fill, say


def check_exits(graph: Graph, context: CheckContext) -> list[Problem]:
    """What is wrong with what ends or holds a whole journey."""
    listed = [*graph.exits, *graph.holds]
    problems = []
    for name, times in Counter(map(name_of, graph.exits)).items():
        if times > 1:
            problems.append(_problem("exit_twice", _TWICE, name, listed))
    held = Counter(map(name_of, graph.holds))
    problems += [_problem("exit_twice", _TWICE, name, listed) for name, times in held.items() if times > 1]
    both = [name for name in map(name_of, graph.exits) if name in held]
    problems += [_problem("exit_and_hold", _BOTH, name, listed) for name in dict.fromkeys(both)]
    for setting, watched in (("exits", graph.exits), ("holds", graph.holds)):
        for one in watched:
            if not isinstance(one, str):
                problems += check_condition(one["when"], context, None, setting, one["label"])
    return problems


def _problem(code: str, words: tuple[Text, Text], name: str, listed: list[Listed]) -> Problem:
    return Problem(None, code, "error", fill(words[0], name=label_of(name, listed)), words[1])


_TWICE = (
    say("«{name}» está dos veces.", "“{name}” is there twice."),
    say("Quite una de las dos.", "Remove one of the two."),
)
_BOTH = (
    say("«{name}» es a la vez salida y retención.", "“{name}” is both an exit and a hold."),
    say("Elija si termina el recorrido o lo detiene.", "Choose whether it ends the journey or holds it."),
)
