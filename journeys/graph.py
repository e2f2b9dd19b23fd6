"""The journey graph that the designer saves: its JSON Schema, its hash, and its typed form."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from journeys import exits
from journeys.exits import Listed
from journeys.kinds import Kind, Node, defaults, kinds
from journeys.problems import Problem
from journeys.schema_problems import duplicate_problem, rubbish, schema_problem
from journeys.schemas import DEFINITIONS, NAME_PATTERN, Schema, titled
from journeys.wording import say

SCHEMA_VERSION = 1

NEW_ID = "enter"

Ways = Mapping[str, list[str]]
"""The nodes that each node leads to, or that lead to it."""


_NOTE: Schema = {
    "type": "object",
    "additionalProperties": False,
    "required": ["x", "y", "text", "color"],
    "properties": {
        "x": {"type": "number"},
        "y": {"type": "number"},
        "text": {"type": "string", "maxLength": 2000},
        "color": {"enum": ["yellow", "blue", "green", "pink"]},
    },
}
_LAYOUT: Schema = {
    "type": "object",
    "properties": {
        "placed": {"type": "object", "additionalProperties": {"const": True}},
        "notes": {"type": "object", "additionalProperties": _NOTE, "maxProperties": 500},
    },
}
"""What the drawing keeps: where cards stand, which of them were placed by hand, and notes that people leave there."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A line from a port of one node to another node."""

    id: str
    source: str
    port: str
    target: str


@dataclass(frozen=True, slots=True)
class Graph:
    """A journey in typed form, as far as it could be understood; nodes are in the order in which they are written.

    ``ids`` also has the nodes of an unknown kind, which ``nodes`` has not.
    """

    name: str = ""
    ids: tuple[str, ...] = ()
    nodes: Mapping[str, Node] = field(default_factory=dict)
    edges: tuple[Edge, ...] = ()
    entry: str | None = None
    exits: tuple[Listed, ...] = ()
    holds: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Loaded:
    """What loading gave: what was understood, and what did not fit the schema."""

    graph: Graph
    problems: list[Problem]


def reached(start: Iterable[str], ways: Ways) -> set[str]:
    """Every node that can be reached from some nodes, those included."""
    found = set(start)
    waiting = list(found)
    while waiting:
        for target in ways[waiting.pop()]:
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


def empty_graph(name: str) -> dict[str, Any]:
    """A new journey: its entry, waiting to be connected, and the usual exits and holds."""
    enter = kinds()["enter"]
    node = {"id": NEW_ID, "kind": enter.name, "kind_version": enter.version, "settings": defaults(enter)}
    return {
        "schema_version": SCHEMA_VERSION,
        "name": name,
        "nodes": [node],
        "edges": [],
        "entry": NEW_ID,
        "exits": list(exits.USUAL_EXITS),
        "holds": list(exits.USUAL_HOLDS),
        "layout": {"nodes": {NEW_ID: {"x": 0, "y": 0}}},
    }


def digest(graph: Mapping[str, Any]) -> str:
    """The SHA-256 of what a journey does: moving boxes on the canvas does not change it."""
    content = {key: value for key, value in graph.items() if key != "layout"}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


@cache
def graph_schema() -> Schema:
    """The JSON Schema (Draft 2020-12) of a graph, assembled from the schemas of all kinds."""
    known = kinds()
    node = {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "kind", "kind_version", "settings"],
        "properties": {
            "id": {"type": "string", "pattern": NAME_PATTERN},
            "kind": {"enum": list(known)},
            "kind_version": {"type": "integer"},
            "settings": {"type": "object"},
        },
        "allOf": [
            {
                "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                "then": {
                    "properties": {
                        "kind_version": {"const": kind.version},
                        "settings": {"$ref": f"#/$defs/kind_{name}"},
                    }
                },
            }
            for name, kind in known.items()
        ],
    }
    name = {"type": "string", "maxLength": 100}
    edge = {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "from", "port", "to"],
        "properties": {"id": {**name, "minLength": 1}, "from": name, "port": name, "to": name},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Journey",
        "type": "object",
        "additionalProperties": False,
        "required": ["schema_version", "name", "nodes", "edges", "entry", "exits"],
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "name": titled({"type": "string", "minLength": 1, "maxLength": 200}, say("Nombre", "Name")),
            "nodes": {"type": "array", "items": node, "maxItems": 1000},
            "edges": {"type": "array", "items": edge, "maxItems": 5000},
            "entry": {"type": ["string", "null"]},
            "exits": exits.schema(holds=False),
            "holds": exits.schema(holds=True),
            "layout": _LAYOUT,
        },
        "$defs": {**DEFINITIONS, **{f"kind_{name}": kind.schema for name, kind in known.items()}},
    }


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(graph_schema())


def load_graph(value: object) -> Loaded:
    """Understand any JSON value as far as possible; never raises, whatever the value is."""
    refused = rubbish(value)
    if refused is not None:
        return Loaded(Graph(), [refused])
    value = upgraded(value) if isinstance(value, dict) else value
    errors = list(_validator().iter_errors(value))
    problems = [schema_problem(error, value) for error in errors]
    if not isinstance(value, dict):
        return Loaded(Graph(), problems)
    faulty = {error.absolute_path[1] for error in errors if _is_in(error.absolute_path, "nodes")}
    crooked = {error.absolute_path[1] for error in errors if _is_in(error.absolute_path, "edges")}
    ids, nodes, twice = _nodes(_list(value, "nodes"), faulty)
    edges, edges_twice = _edges(_list(value, "edges"), crooked)
    name, entry = value.get("name"), value.get("entry")
    graph = Graph(
        name=name if isinstance(name, str) else "",
        ids=ids,
        nodes=nodes,
        edges=edges,
        entry=entry if isinstance(entry, str) else None,
        exits=_watched(value, "exits", errors),
        holds=_watched(value, "holds", errors),
    )
    return Loaded(graph, [*problems, *twice, *edges_twice])


def upgraded(graph: Mapping[str, Any]) -> dict[str, Any]:
    """The same graph with every node of an older version of its kind as that kind is today.

    A node whose settings even the kind's own ``upgrade`` cannot read is left as it is; so is one of a newer version.
    """
    nodes = graph.get("nodes")
    return {**graph, "nodes": [_upgraded(node) for node in nodes]} if isinstance(nodes, list) else dict(graph)


def _upgraded(node: Any) -> Any:  # noqa: ANN401 - any JSON value
    kind = _kind_of(node) if isinstance(node, dict) else None
    if kind is None:
        return node
    version, settings = node.get("kind_version"), node.get("settings")
    if type(version) is not int or not 0 < version < kind.version or not isinstance(settings, dict):
        return node
    try:
        return {**node, "kind_version": kind.version, "settings": kind.upgrade(settings, version)}
    except (KeyError, TypeError, ValueError, AttributeError):
        return node  # what is wrong with it, the schema says


def _kind_of(node: Mapping[str, Any]) -> Kind | None:
    return kinds().get(node["kind"]) if isinstance(node.get("kind"), str) else None


def _watched(value: Mapping[str, Any], key: str, errors: Sequence[Any]) -> tuple[Listed, ...]:
    """The exits or holds that fit the schema."""
    faulty = {error.absolute_path[1] for error in errors if _is_in(error.absolute_path, key)}
    sound = [one for place, one in enumerate(_list(value, key)) if place not in faulty]
    return tuple(one for one in sound if isinstance(one, str | dict))


def _is_in(path: Any, part: str) -> bool:  # noqa: ANN401 - jsonschema's deque of str and int
    return len(path) > 1 and path[0] == part


def _list(value: Mapping[str, Any], key: str) -> list[Any]:
    found = value.get(key)
    return found if isinstance(found, list) else []


def _nodes(values: list[Any], faulty: set[Any]) -> tuple[tuple[str, ...], dict[str, Node], list[Problem]]:
    ids: dict[str, None] = {}
    nodes: dict[str, Node] = {}
    problems = []
    for index, value in enumerate(values):
        if not isinstance(value, dict) or not isinstance(value.get("id"), str):
            continue
        if value["id"] in ids:
            problems.append(duplicate_problem(value["id"], "node"))
            continue
        ids[value["id"]] = None
        kind = _kind_of(value)
        if kind is not None:
            sound = index not in faulty
            settings = {**defaults(kind), **value["settings"]} if sound else {}
            nodes[value["id"]] = Node(value["id"], kind, settings, sound)
    return tuple(ids), nodes, problems


def _edges(values: list[Any], crooked: set[Any]) -> tuple[tuple[Edge, ...], list[Problem]]:
    edges: dict[str, Edge] = {}
    problems = []
    for index, value in enumerate(values):
        if index in crooked:
            continue
        if value["id"] in edges:
            problems.append(duplicate_problem(value["from"], "edge"))
            continue
        edges[value["id"]] = Edge(value["id"], value["from"], value["port"], value["to"])
    return tuple(edges.values()), problems
