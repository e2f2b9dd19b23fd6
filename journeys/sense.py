"""Whether a journey makes sense: it can be published with these problems, but should not be without thought."""

from journeys import durations
from journeys.graph import Graph
from journeys.kinds import Node
from journeys.problems import Problem
from journeys.wording import say

DAY = durations.SECONDS["days"]
OPENS = frozenset({"page_opened", "message_opened"})
LONGEST_DAYS = 730
"""How many days somebody may be kept by one step before a colleague asks whether that is meant."""


def check_sense(graph: Graph) -> list[Problem]:
    """What a careful colleague would ask about."""
    problems = [] if "paid" in graph.exits else [Problem(None, "no_exit_on_payment", "warning", *_NO_EXIT)]
    for node in graph.nodes.values():
        if node.sound:
            problems += _opens(graph, node) + _lengths(node)
    return problems


def _opens(graph: Graph, node: Node) -> list[Problem]:
    """Whether a step parts people by opening alone."""
    if not any(set(node.settings[name]) <= OPENS and node.settings[name] for name in named(node, "events")):
        return []
    targets = {edge.port: edge.target for edge in graph.edges if edge.source == node.id}
    ways = [targets.get(port.name) for port in node.ports]
    parts = len(ways) == 1 or len(set(ways)) > 1
    return [Problem(node.id, "relies_on_opens", "warning", *_OPENS, "events")] if parts else []


def _lengths(node: Node) -> list[Problem]:
    """Whether a step keeps people longer than anybody plans for."""
    given = [(name, node.settings[name]) for name in named(node, "duration")] if node.kind.pauses else []
    return [
        Problem(node.id, "long_wait", "warning", *_LONG, name)
        for name, length in given
        if length is not None and durations.seconds(length) > LONGEST_DAYS * DAY
    ]


def named(node: Node, widget: str) -> list[str]:
    """The settings of a node that a form shows with this widget, but for those that it hides beside the others."""
    return [
        name
        for name, schema in node.kind.schema["properties"].items()
        if schema.get("widget") == widget
        and all(node.settings[other] in values for other, values in schema.get("x-when", {}).items())
    ]


_NO_EXIT = (
    say(
        "Quien paga sigue en el recorrido y recibe más mensajes.",
        "Whoever pays stays on the journey and gets more messages.",
    ),
    say("Añada la salida «Pagó todo».", "Add the exit “All is paid”."),
)
_OPENS = (
    say(
        "Este paso decide solo por si abrió el mensaje o la página, y abrir no dice si va a pagar.",
        "This step decides only by whether the message or the page was opened, and opening does not say whether they "
        "will pay.",
    ),
    say(
        "Añada «Pagó» o «Verificó su identidad» a los eventos.", "Add “Paid” or “Verified who they are” to the events."
    ),
)
_LONG = (
    say(
        "Este paso retiene a las personas más de dos años.",
        "This step keeps people for more than two years.",
    ),
    say(
        "Acorte el tiempo, o espere hasta una fecha de la ficha.",
        "Make it shorter, or wait until a date of the record.",
    ),
)
