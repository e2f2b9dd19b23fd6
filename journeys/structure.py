"""Whether the drawing of a journey holds together: entry, ways out, circles and ends."""

from collections.abc import Iterable, Mapping

from journeys.graph import Edge, Graph
from journeys.kinds import Node, Port
from journeys.problems import Problem
from journeys.wording import Text, fill, say

Ways = Mapping[str, list[str]]


def check_structure(graph: Graph) -> list[Problem]:
    """What is wrong with the shape of a graph."""
    ways = _ways(graph)
    entries = _check_entry(graph)
    problems = [*entries, *_check_edges(graph), *_check_ports(graph)]
    reached = _reached([graph.entry], ways) if graph.entry in graph.nodes else frozenset(graph.ids)
    problems += [Problem(name, "unreachable", "error", *_UNREACHABLE) for name in graph.ids if name not in reached]
    problems += _check_circles(graph, ways)
    problems += _check_ends(graph, ways)
    return problems


def _ways(graph: Graph) -> dict[str, list[str]]:
    """Where people can go from each node, whatever the port."""
    ways: dict[str, list[str]] = {name: [] for name in graph.ids}
    for edge in graph.edges:
        if edge.source in ways and edge.target in ways:
            ways[edge.source].append(edge.target)
    return ways


def _reached(start: Iterable[str | None], ways: Ways) -> frozenset[str]:
    """Every node that can be reached from some nodes, those included."""
    found = {name for name in start if name is not None}
    waiting = list(found)
    while waiting:
        for target in ways[waiting.pop()]:
            if target not in found:
                found.add(target)
                waiting.append(target)
    return frozenset(found)


def _check_entry(graph: Graph) -> list[Problem]:
    starts = [node.id for node in graph.nodes.values() if node.kind.category == "start"]
    if not starts:
        return [Problem(None, "no_entry", "error", *_NO_ENTRY)]
    problems = [Problem(name, "two_entries", "error", *_TWO_ENTRIES) for name in starts[1:]]
    if graph.entry not in starts:
        problems.append(Problem(starts[0], "entry_not_set", "error", *_ENTRY_NOT_SET))
    problems += [
        Problem(edge.source, "edge_into_entry", "error", *_EDGE_INTO_ENTRY)
        for edge in graph.edges
        if edge.target in starts and edge.source in graph.ids
    ]
    return problems


def _check_edges(graph: Graph) -> list[Problem]:
    problems = []
    taken: set[tuple[str, str]] = set()
    for edge in graph.edges:
        if edge.source not in graph.ids:
            problems.append(Problem(None, "edge_from_nowhere", "error", *_words(_FROM_NOWHERE, step=edge.source)))
            continue
        node = graph.nodes.get(edge.source)
        if edge.target not in graph.ids:
            port = _port_label(node, edge)
            problems.append(
                Problem(edge.source, "edge_to_nowhere", "error", *_words(_TO_NOWHERE, port=port, step=edge.target))
            )
        if node is not None and node.sound and edge.port not in {port.name for port in node.ports}:
            problems.append(Problem(edge.source, "unknown_port", "error", *_words(_UNKNOWN_PORT, port=edge.port)))
        elif (edge.source, edge.port) in taken:
            port = _port_label(node, edge)
            problems.append(Problem(edge.source, "port_twice", "error", *_words(_PORT_TWICE, port=port)))
        taken.add((edge.source, edge.port))
    return problems


def _check_ports(graph: Graph) -> list[Problem]:
    return [
        Problem(node.id, "unwired_port", "error", *_words(_UNWIRED, port=port.labels))
        for node in graph.nodes.values()
        for port in _unwired(node, graph)
    ]


def _unwired(node: Node, graph: Graph) -> list[Port]:
    """The ways out that no line leaves from; none for a node whose ways out are not known."""
    wired = {edge.port for edge in graph.edges if edge.source == node.id}
    return [port for port in node.ports if port.name not in wired] if node.sound else []


def _port_label(node: Node | None, edge: Edge) -> Text:
    for port in node.ports if node is not None and node.sound else ():
        if port.name == edge.port:
            return port.labels
    return say(edge.port, edge.port)


def _check_circles(graph: Graph, ways: Ways) -> list[Problem]:
    """Circles without a wait: taking the nodes that wait away, no circle may be left."""
    instant = {name for name in graph.ids if (node := graph.nodes.get(name)) is not None and not node.kind.pauses}
    paths = {name: [target for target in ways[name] if target in instant] for name in instant}
    problems = []
    seen: set[str] = set()
    for name in graph.ids:
        if name not in instant or name in seen:
            continue
        ring = {other for other in _reached(paths[name], paths) if name in _reached(paths[other], paths)}
        seen |= ring
        if ring:
            problems.append(Problem(name, "loop_without_wait", "error", *_LOOP))
    return problems


def _check_ends(graph: Graph, ways: Ways) -> list[Problem]:
    """Steps from which nobody ever comes to an end, one problem for each group of them.

    A way out that leads nowhere yet may still be drawn to an end, so that steps before it are not reported twice.
    """
    ends = [node.id for node in graph.nodes.values() if node.kind.category == "end"]
    if not ends:
        return [Problem(None, "no_end", "error", *_NO_END)]
    unknown = [name for name in graph.ids if name not in graph.nodes or not graph.nodes[name].sound]
    loose = [node.id for node in graph.nodes.values() if _unwired(node, graph)]
    back: dict[str, list[str]] = {name: [] for name in graph.ids}
    for name, targets in ways.items():
        for target in targets:
            back[target].append(name)
    saved = _reached([*ends, *unknown, *loose], back)
    problems = []
    seen: set[str] = set()
    for name in graph.ids:
        if name not in saved and name not in seen:
            seen |= _reached([name], ways)
            problems.append(Problem(name, "no_way_to_end", "error", *_NO_WAY_TO_END))
    return problems


def _words(texts: tuple[Text, Text], **values: object) -> tuple[Text, Text]:
    return fill(texts[0], **values), fill(texts[1], **values)


_NO_ENTRY = (
    say("El recorrido no tiene entrada: no puede entrar nadie.", "The journey has no entry: nobody can come in."),
    say(
        "Añada un paso «Entrada» y conéctelo con el primer paso.",
        "Add an “Enter” step and connect it to the first step.",
    ),
)
_TWO_ENTRIES = (
    say("El recorrido ya tiene otra entrada.", "The journey already has another entry."),
    say(
        "Deje una sola entrada; reúna las condiciones en ella con «o».",
        "Leave one entry; put the conditions together in it with “or”.",
    ),
)
_ENTRY_NOT_SET = (
    say("El recorrido no empieza en su paso «Entrada».", "The journey does not begin at its “Enter” step."),
    say("Borre este paso y vuelva a añadirlo.", "Delete this step and add it again."),
)
_EDGE_INTO_ENTRY = (
    say("Una línea de este paso vuelve a la entrada.", "A line from this step goes back to the entry."),
    say(
        "Llévela al paso que sigue a la entrada, o a otro paso.",
        "Lead it to the step that follows the entry, or to another step.",
    ),
)
_UNREACHABLE = (
    say("A este paso no llega nadie.", "Nobody comes to this step."),
    say("Conéctelo con un paso anterior, o bórrelo.", "Connect it to an earlier step, or delete it."),
)
_UNWIRED = (
    say("La salida «{port}» no lleva a ningún paso.", "The way out “{port}” leads to no step."),
    say("Conéctela con el paso siguiente.", "Connect it to the next step."),
)
_TO_NOWHERE = (
    say(
        "La salida «{port}» lleva a un paso que no existe («{step}»).",
        "The way out “{port}” leads to a step that does not exist (“{step}”).",
    ),
    say("Conéctela con otro paso.", "Connect it to another step."),
)
_FROM_NOWHERE = (
    say(
        "Una línea sale de un paso que no existe («{step}»).",
        "A line comes from a step that does not exist (“{step}”).",
    ),
    say("Borre esa línea.", "Delete that line."),
)
_UNKNOWN_PORT = (
    say(
        "Una línea sale por «{port}», una salida que este paso ya no tiene.",
        "A line leaves by “{port}”, a way out that this step no longer has.",
    ),
    say("Borre esa línea, o vuelva a crear la salida.", "Delete that line, or add the way out again."),
)
_PORT_TWICE = (
    say("La salida «{port}» lleva a dos pasos.", "The way out “{port}” leads to two steps."),
    say(
        "Deje una sola línea; para separar a la gente use un paso «Decidir».",
        "Leave one line; to part people use a “Branch” step.",
    ),
)
_LOOP = (
    say(
        "Desde este paso se da vueltas sin esperar nunca.",
        "From this step people go round and round without ever waiting.",
    ),
    say("Añada un paso «Esperar» dentro de la vuelta.", "Add a “Wait” step inside the loop."),
)
_NO_END = (
    say("El recorrido no tiene ningún fin.", "The journey has no end."),
    say("Añada un paso «Fin» y conéctelo con el último paso.", "Add an “End” step and connect it to the last step."),
)
_NO_WAY_TO_END = (
    say("Desde este paso no se llega nunca a un fin.", "From this step nobody ever comes to an end."),
    say("Conecte alguna salida con un paso «Fin».", "Connect one of the ways out to an “End” step."),
)
