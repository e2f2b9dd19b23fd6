"""What does not fit the graph's JSON Schema, said in plain words."""

import math
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from jsonschema import ValidationError

from journeys.problems import Problem
from journeys.wording import Text, fill, say

MAX_DEPTH = 40
"""How deep a graph may be nested; a hand-made condition reaches about ten."""

MAX_VALUES = 200_000
"""How many values a graph may hold; a thousand steps with ten lines of conditions each hold a quarter of that."""


def rubbish(value: object) -> Problem | None:
    """A problem where a value cannot even be looked at or stored: too deep, too big, NaN, NUL or half a character."""
    layer: list[object] = [value]
    total = 0
    for _ in range(MAX_DEPTH):
        if not layer:
            return None
        total += len(layer)
        if total > MAX_VALUES:
            return Problem(None, "too_big", "error", *_TOO_BIG)
        deeper: list[object] = []
        for item in layer:
            if not _storable(item):
                return Problem(None, "unreadable", "error", *_UNREADABLE)
            deeper.extend(_inside(item))
        layer = deeper
    return Problem(None, "too_deep", "error", *_TOO_DEEP)


def _inside(item: object) -> Iterable[object]:
    if isinstance(item, dict):
        return [*item.keys(), *item.values()]
    return item if isinstance(item, list) else ()


def _storable(item: object) -> bool:
    if isinstance(item, float):
        return math.isfinite(item)
    if isinstance(item, str):
        return "\0" not in item and not any("\ud800" <= letter <= "\udfff" for letter in item)
    return True


def duplicate_problem(name: str, what: Literal["node", "edge"]) -> Problem:
    """Two nodes, or two edges from this node, have the same id."""
    message, hint = _NODE_TWICE if what == "node" else _EDGE_TWICE
    return Problem(name, f"{what}_twice", "error", fill(message, name=name), hint)


def schema_problem(error: ValidationError, value: object) -> Problem:
    """One fault that jsonschema found in a graph."""
    path = list(error.absolute_path)
    node = _node_of(path, value)
    kind_problem = _about_kind(error, path, node)
    if kind_problem is not None:
        return kind_problem
    rule = str(error.validator)
    if rule == "pattern" and not str(error.instance).strip():
        rule = "blank"
    if rule == "type" and isinstance(error.validator_value, list):
        rule = "enum"
    message = fill(_WORDS.get(rule, _OTHER), **_facts(error, path))
    return Problem(node, "schema", "error", _capital(message), _HINTS.get(rule, _HINT), _setting_of(path))


def _about_kind(error: ValidationError, path: list[str | int], node: str | None) -> Problem | None:
    if len(path) != len(("nodes", 0, "kind")) or path[0] != "nodes":
        return None
    shown = _short(error.instance)
    if path[-1] == "kind":
        return Problem(node, "unknown_kind", "error", fill(_UNKNOWN_KIND[0], kind=shown), _UNKNOWN_KIND[1])
    if path[-1] == "kind_version":
        return Problem(
            node, "unknown_kind_version", "error", fill(_UNKNOWN_VERSION[0], version=shown), _UNKNOWN_VERSION[1]
        )
    return None


def _node_of(path: list[str | int], value: object) -> str | None:
    """The node that a fault concerns: the one it is in, or the one that its edge comes from."""
    if not isinstance(value, Mapping) or len(path) < len(("nodes", 0)):
        return None
    owner = {"nodes": "id", "edges": "from"}.get(str(path[0]))
    item = value[path[0]][path[1]]
    if owner is None or not isinstance(item, Mapping):
        return None
    found = item.get(owner)
    return found if isinstance(found, str) else None


def _setting_of(path: list[str | int]) -> str | None:
    is_setting = len(path) > len(("nodes", 0, "settings")) and path[0] == "nodes" and path[2] == "settings"
    return str(path[3]) if is_setting else None


def _facts(error: ValidationError, path: list[str | int]) -> dict[str, Any]:
    """What the words of every fault may name."""
    limit: Any = error.validator_value
    schema: Any = error.schema
    instance: Any = error.instance
    facts = {"where": _where(schema, path), "limit": _short(limit), "value": _short(instance)}
    properties = schema.get("properties", {})
    if error.validator == "required":
        # jsonschema reports each missing name by itself, and its message begins with that name.
        name = next(name for name in limit if error.message.startswith(repr(name)))
        facts["missing"] = _title(properties.get(name, {})) or say(f"«{name}»", f"“{name}”")
    if error.validator == "additionalProperties":
        facts["unknown"] = ", ".join(_short(name) for name in instance if name not in properties)
    if isinstance(limit, str) and limit in _TYPES:
        facts["wanted"] = _TYPES[limit]
    return facts


def _where(schema: Mapping[str, Any], path: list[str | int]) -> Text:
    """The place of a fault: the title of a setting as its form shows it, or else the key."""
    title = _title(schema)
    if title is not None:
        return title
    key = next((part for part in reversed(path) if isinstance(part, str)), None)
    if key is None:
        return _THE_JOURNEY
    if len(path) > 1 and key in _PARTS:
        return _PARTS[key]
    return say(f"«{key}»", f"“{key}”")


def _title(schema: Mapping[str, Any]) -> Text | None:
    title = schema.get("x-title")
    return None if title is None else say(f"«{title['es']}»", f"“{title['en']}”")


def _capital(text: Text) -> Text:
    return {language: words[:1].upper() + words[1:] for language, words in text.items()}


def _short(value: object) -> str:
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


_SHOWN = 60

_TYPES: dict[str, Text] = {
    "object": say("un objeto", "an object"),
    "array": say("una lista", "a list"),
    "string": say("un texto", "a text"),
    "number": say("un número", "a number"),
    "integer": say("un número entero", "a whole number"),
    "boolean": say("sí o no", "yes or no"),
}
_THE_JOURNEY = say("el recorrido", "the journey")
_PARTS: dict[str, Text] = {
    "settings": say("este paso", "this step"),
    "nodes": say("un paso", "a step"),
    "edges": say("una línea", "a line"),
}

_WORDS: dict[str, Text] = {
    "required": say("Falta {missing} en {where}.", "{where} lacks {missing}."),
    "additionalProperties": say(
        "{where} tiene algo que no se conoce: {unknown}.", "{where} has something unknown: {unknown}."
    ),
    "type": say("{where} tiene que ser {wanted}.", "{where} must be {wanted}."),
    "enum": say("{where} no admite «{value}».", "{where} does not take “{value}”."),
    "const": say("{where} tiene que ser {limit}.", "{where} must be {limit}."),
    "minimum": say("{where} tiene que ser {limit} o más.", "{where} must be {limit} or more."),
    "maximum": say("{where} tiene que ser {limit} o menos.", "{where} must be {limit} or less."),
    "blank": say("{where} está vacío.", "{where} is empty."),
    "minLength": say("{where} está vacío.", "{where} is empty."),
    "maxLength": say("{where} es demasiado largo: caben {limit} letras.", "{where} is too long: {limit} letters fit."),
    "maxItems": say("{where} tiene demasiados elementos: caben {limit}.", "{where} has too many items: {limit} fit."),
    "uniqueItems": say("{where} repite un elemento.", "{where} has an item twice."),
    "pattern": say("{where} no admite «{value}».", "{where} does not take “{value}”."),
    "oneOf": say(
        "Una condición está incompleta, o mezcla un grupo con una comparación.",
        "A condition is not complete, or mixes a group with a comparison.",
    ),
    "anyOf": say("Una condición compara, pero no dice qué.", "A condition compares, but does not say what."),
    "dependentRequired": say("Una condición está incompleta.", "A condition is not complete."),
}
_OTHER = say("{where} no es válido.", "{where} is not valid.")

_HINT = say("Corrija ese dato.", "Correct this.")
_HINTS: dict[str, Text] = {
    "required": say("Añada lo que falta.", "Add what is missing."),
    "additionalProperties": say("Quítelo, o revise cómo está escrito.", "Remove it, or look at how it is written."),
    "blank": say("Escriba un texto.", "Write a text."),
    "minLength": say("Escriba un texto.", "Write a text."),
    "maxLength": say("Acorte el texto.", "Make the text shorter."),
    "maxItems": say("Quite elementos.", "Remove items."),
    "uniqueItems": say("Quite la repetición.", "Remove the repetition."),
    "oneOf": say(
        "Elija campo, comparación y valor, o quite la línea.", "Choose field, comparison and value, or remove the line."
    ),
    "anyOf": say("Elija el campo o el evento, o quite la línea.", "Choose the field or the event, or remove the line."),
    "dependentRequired": say(
        "Elija campo, comparación y valor, o quite la línea.", "Choose field, comparison and value, or remove the line."
    ),
}

_UNREADABLE = (
    say(
        "El recorrido contiene números o letras que no se pueden guardar.",
        "The journey holds numbers or letters that cannot be stored.",
    ),
    say("Quite los caracteres de control y los números infinitos.", "Remove control characters and infinite numbers."),
)
_TOO_BIG = (
    say("El recorrido es demasiado grande.", "The journey is too big."),
    say("Repártalo en varios recorridos.", "Part it into several journeys."),
)
_TOO_DEEP = (
    say("El recorrido tiene condiciones anidadas demasiado hondo.", "The journey has conditions nested too deep."),
    say("Simplifique los grupos de condiciones.", "Simplify the groups of conditions."),
)
_NODE_TWICE = (
    say("Hay dos pasos con el identificador «{name}».", "Two steps have the identifier “{name}”."),
    say("Borre uno de los dos y vuelva a crearlo.", "Delete one of the two and add it again."),
)
_EDGE_TWICE = (
    say("Dos líneas tienen el mismo identificador.", "Two lines have the same identifier."),
    say("Borre una de las dos y vuelva a trazarla.", "Delete one of the two and draw it again."),
)
_UNKNOWN_KIND = (
    say(
        "Este paso es de un tipo que aquí no existe: «{kind}».",
        "This step is of a kind that does not exist here: “{kind}”.",
    ),
    say(
        "Cámbielo por otro paso, o pida que se instale ese tipo.",
        "Replace it by another step, or ask for that kind to be installed.",
    ),
)
_UNKNOWN_VERSION = (
    say(
        "Este paso se hizo con otra versión de su tipo ({version}).",
        "This step was made with another version of its kind ({version}).",
    ),
    say("Bórrelo y vuelva a añadirlo.", "Delete it and add it again."),
)
