"""What a graph refers to outside of itself, and the same graph with those references renamed.

Which settings refer to something their kind's schema says: by the widgets ``segment``, ``journey`` and ``template``.
A node of a kind that is not installed keeps whatever it has.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Literal

from journeys.kinds import kinds

Referring = Literal["segment", "journey", "template"]
WIDGETS: tuple[Referring, ...] = ("segment", "journey", "template")

_NAME = re.compile(r"\b(?:debtor|account)\.[a-z][a-z0-9_]*\b")


def references(graph: Mapping[str, Any], what: Referring) -> list[Any]:
    """The segments or journeys, by number, or the templates, by key, that a graph refers to, each once."""
    found = [settings[name] for settings, name in _referring(graph, what)]
    kind = str if what == "template" else int
    return list(dict.fromkeys(one for one in found if type(one) is kind and one != ""))


def renamed(graph: Mapping[str, Any], names: Mapping[Referring, Mapping[Any, Any]]) -> dict[str, Any]:
    """The same graph with other numbers and keys; a segment or journey that has none any more is not set.

    A template that is not named keeps its key.
    """
    nodes = graph.get("nodes")
    if not isinstance(nodes, list):
        return dict(graph)
    return {**graph, "nodes": [_renamed(node, names) for node in nodes]}


def mentioned(value: object) -> frozenset[str]:
    """The names of fields of debtors and accounts in any text of a JSON value, whole or as a token."""
    return frozenset(name for text in _texts(value) for name in _NAME.findall(text))


def _referring(graph: Mapping[str, Any], what: Referring) -> Iterator[tuple[Mapping[str, Any], str]]:
    nodes = graph.get("nodes")
    for node in nodes if isinstance(nodes, list) else ():
        for name in _settings_of(node, what):
            yield node["settings"], name


def _settings_of(node: object, what: Referring) -> list[str]:
    """The settings of a node that refer to this, as far as it has them."""
    if not isinstance(node, dict) or not isinstance(node.get("settings"), dict):
        return []
    kind = kinds().get(node["kind"]) if isinstance(node.get("kind"), str) else None
    known = kind.schema["properties"] if kind else {}
    return [name for name, schema in known.items() if schema.get("widget") == what and name in node["settings"]]


def _renamed(node: Any, names: Mapping[Referring, Mapping[Any, Any]]) -> Any:  # noqa: ANN401 - any JSON value
    changed = {}
    for what in WIDGETS:
        for name in _settings_of(node, what):
            old = node["settings"][name]
            if isinstance(old, str | int):
                changed[name] = names.get(what, {}).get(old, old if what == "template" else None)
    return {**node, "settings": {**node["settings"], **changed}} if changed else node


def _texts(value: object) -> Iterator[str]:
    layer = [value]
    while layer:
        item = layer.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, Mapping):
            layer += item.values()
        elif isinstance(item, list | tuple):
            layer += item
