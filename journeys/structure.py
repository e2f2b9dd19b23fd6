"""Whether the drawing of a journey holds together: entry, ways out, circles and ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from journeys.graph import Edge, Graph, Ways, reached
from journeys.kinds import Node, Port
from journeys.problems import Problem
from journeys.wording import Text, fill, say


@dataclass(frozen=True, slots=True)
class _Shape:
    """A graph with what every check of its shape asks: where people can go, and which ports have a line."""

    graph: Graph
    ways: Ways
    wired: Mapping[str, set[str]]

    def loose(self, node: Node) -> list[Port]:
        """The ways out that no line leaves from; none for a node whose ways out are not known."""
        wired = self.wired[node.id]
        return [port for port in node.ports if port.name not in wired] if node.sound else []


def check_structure(graph: Graph) -> list[Problem]:
    """What is wrong with the shape of a graph."""
    shape = _shape(graph)
    starts = [node.id for node in graph.nodes.values() if node.kind.category == "start"]
    return [
        *_check_entry(shape, starts),
        *_check_edges(shape),
        *_check_ports(shape),
        *_check_reach(shape, starts),
        *_check_circles(shape),
        *_check_ends(shape),
    ]


def _shape(graph: Graph) -> _Shape:
    ways: dict[str, list[str]] = {name: [] for name in graph.ids}
    wired: dict[str, set[str]] = {name: set() for name in graph.ids}
    for edge in graph.edges:
        if edge.source in ways:
            wired[edge.source].add(edge.port)
            if edge.target in ways:
                ways[edge.source].append(edge.target)
    return _Shape(graph, ways, wired)


def _check_entry(shape: _Shape, starts: list[str]) -> list[Problem]:
    if not starts:
        return [Problem(None, "no_entry", "error", *_NO_ENTRY)]
    problems = [Problem(name, "two_entries", "error", *_TWO_ENTRIES) for name in starts[1:]]
    if shape.graph.entry not in starts:
        problems.append(Problem(starts[0], "entry_not_set", "error", *_ENTRY_NOT_SET))
    sources = [name for name, targets in shape.ways.items() if not set(targets).isdisjoint(starts)]
    return problems + [Problem(name, "edge_into_entry", "error", *_EDGE_INTO_ENTRY) for name in sources]


def _check_edges(shape: _Shape) -> list[Problem]:
    problems = []
    taken: set[tuple[str, str]] = set()
    for edge in shape.graph.edges:
        if edge.source in shape.ways:
            problems += _check_edge(shape, edge, twice=(edge.source, edge.port) in taken)
        else:
            message, hint = _words(_FROM_NOWHERE, step=edge.source)
            problems.append(Problem(None, "edge_from_nowhere", "error", message, hint))
        taken.add((edge.source, edge.port))
    return problems


def _check_edge(shape: _Shape, edge: Edge, *, twice: bool) -> list[Problem]:
    node = shape.graph.nodes.get(edge.source)
    ports = {port.name: port.labels for port in node.ports} if node is not None and node.sound else None
    if ports is not None and edge.port not in ports:
        return [Problem(edge.source, "unknown_port", "error", *_words(_UNKNOWN_PORT, port=edge.port))]
    label = say(edge.port, edge.port) if ports is None else ports[edge.port]
    problems = []
    if edge.target not in shape.ways:
        words = _words(_TO_NOWHERE, port=label, step=edge.target)
        problems.append(Problem(edge.source, "edge_to_nowhere", "error", *words))
    if twice:
        problems.append(Problem(edge.source, "port_twice", "error", *_words(_PORT_TWICE, port=label)))
    return problems


def _check_ports(shape: _Shape) -> list[Problem]:
    return [
        Problem(node.id, "unwired_port", "error", *_words(_UNWIRED, port=port.labels))
        for node in shape.graph.nodes.values()
        for port in shape.loose(node)
    ]


def _check_reach(shape: _Shape, starts: list[str]) -> list[Problem]:
    """Steps that nobody comes to; without an entry there is nothing to say about them."""
    found = reached(starts or shape.graph.ids, shape.ways)
    return [Problem(name, "unreachable", "error", *_UNREACHABLE) for name in shape.graph.ids if name not in found]


def _check_circles(shape: _Shape) -> list[Problem]:
    """Circles without a wait: with the steps that wait taken away, no circle may be left.

    Circles that share a step are reported one at a time.
    """
    nodes = shape.graph.nodes
    instant = [name for name in shape.graph.ids if name in nodes and not _keeps(nodes[name])]
    problems = []
    while ring := _circle(instant, shape.ways):
        first = next(name for name in instant if name in ring)
        problems.append(Problem(first, "loop_without_wait", "error", *_LOOP))
        instant = [name for name in instant if name not in ring]
    return problems


def _keeps(node: Node) -> bool:
    return node.kind.keeps(node.settings) if node.sound else node.kind.pauses


def _circle(names: list[str], ways: Ways) -> set[str]:
    """The steps of one circle among some steps; empty where there is none."""
    among = set(names)
    sorter = TopologicalSorter({name: [target for target in ways[name] if target in among] for name in names})
    try:
        sorter.prepare()
    except CycleError as error:
        return set(error.args[1])
    return set()


def _check_ends(shape: _Shape) -> list[Problem]:
    """Steps from which nobody ever comes to an end, one problem for each group of them.

    A way out that leads nowhere yet may still be drawn to an end, so steps before it are not reported again.
    """
    graph = shape.graph
    ends = [node.id for node in graph.nodes.values() if node.kind.category == "end"]
    if not ends:
        return [Problem(None, "no_end", "error", *_NO_END)]
    back: dict[str, list[str]] = {name: [] for name in graph.ids}
    for name, targets in shape.ways.items():
        for target in targets:
            back[target].append(name)
    seen = reached([*ends, *_open(shape)], back)
    problems = []
    for name in graph.ids:
        if name not in seen:
            trap = _trap(name, shape, back)
            seen |= reached(trap, back)
            first = next(member for member in graph.ids if member in trap)
            problems.append(Problem(first, "no_way_to_end", "error", *_NO_WAY_TO_END))
    return problems


def _open(shape: _Shape) -> list[str]:
    """Steps that may yet lead to an end: what is wrong with their ways out is a problem of its own."""
    nodes = shape.graph.nodes
    unclear = [name for name in shape.graph.ids if name not in nodes or not nodes[name].sound]
    loose = [node.id for node in nodes.values() if shape.loose(node)]
    lost = [edge.source for edge in shape.graph.edges if edge.source in shape.ways and edge.target not in shape.ways]
    return [*unclear, *loose, *lost]


def _trap(name: str, shape: _Shape, back: Ways) -> set[str]:
    """The circle in which people end up who come by a step, and which nobody ever leaves."""
    while True:
        ahead = reached([name], shape.ways)
        returning = reached([name], back)
        onward = [member for member in ahead if member not in returning]
        if not onward:
            return ahead
        name = min(onward)


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
