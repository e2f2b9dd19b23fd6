"""Whether a journey makes sense: it can be published with these problems, but should not be without thought."""

from journeys.graph import Graph
from journeys.problems import Problem
from journeys.wording import say


def check_sense(graph: Graph) -> list[Problem]:
    """What a careful colleague would ask about."""
    problems = [] if "paid" in graph.exits else [Problem(None, "no_exit_on_payment", "warning", *_NO_EXIT)]
    problems += [
        Problem(name, "relies_on_opens", "warning", *_OPENS, "events")
        for name in graph.ids
        if _relies_on_opens(graph, name)
    ]
    return problems


def _relies_on_opens(graph: Graph, name: str) -> bool:
    """Whether a step parts people by opening alone."""
    node = graph.nodes.get(name)
    if node is None or node.settings.get("events") != ["page_opened"]:
        return False
    targets = {edge.port: edge.target for edge in graph.edges if edge.source == name}
    ways = [targets.get(port.name) for port in node.ports]
    return len(ways) == 1 or len(set(ways)) > 1


_NO_EXIT = (
    say(
        "Quien paga sigue en el recorrido y recibe más mensajes.",
        "Whoever pays stays on the journey and gets more messages.",
    ),
    say("Añada la salida «Pagó todo».", "Add the exit “All is paid”."),
)
_OPENS = (
    say(
        "Este paso decide solo por si abrió la página, y abrir no dice si va a pagar.",
        "This step decides only by whether the page was opened, and opening does not say whether they will pay.",
    ),
    say(
        "Añada «Pagó» o «Verificó su identidad» a los eventos.", "Add “Paid” or “Verified who they are” to the events."
    ),
)
