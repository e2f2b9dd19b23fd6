"""Building blocks of the kinds' JSON Schemas, with the words and widgets that forms are drawn from."""

from collections.abc import Mapping, Sequence
from typing import Any

from journeys.calendar_parts import PARTS
from journeys.wording import Text, say

NAME_PATTERN = r"^[a-z][a-z0-9_]{0,39}$(?!\n)"
"""Ids of nodes and branches, names of events: they become values in the database."""

UNITS = ("minutes", "hours", "days", "weeks")

OPERATORS = (
    "eq",
    "ne",
    "gt",
    "gte",
    "lt",
    "lte",
    "in",
    "not_in",
    "contains",
    "starts_with",
    "has",
    "has_not",
    "is_empty",
    "is_not_empty",
)

COMPARED = ("eq", "ne", "gt", "gte", "lt", "lte")
"""The operators that compare with one value by size: those of how often something happened, and of days from today."""

FARTHEST = 36_500
"""How many days from today a condition may look."""

OFTEN = 100_000
"""The highest count that a condition may compare with."""

Schema = dict[str, Any]


def titled(schema: Schema, title: Text) -> Schema:
    """A part of a schema that problems and forms call by this title."""
    return {**schema, "title": title["en"], "x-title": dict(title)}


def reference(name: str) -> Schema:
    """A value as one of ``DEFINITIONS`` says."""
    return {"$ref": f"#/$defs/{name}"}


def or_null(schema: Schema) -> Schema:
    """That value, or null; written so that a fault is reported where it is."""
    return {"if": {"not": {"type": "null"}}, "then": schema}


_OF_SOMETHING: Schema = {"anyOf": [{"required": ["field"]}, {"required": ["event"]}]}

CONDITION: Schema = {
    "title": "Condition",
    "x-title": say("Condición", "Condition"),
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "all": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "maxItems": 100},
        "any": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "maxItems": 100},
        "not": {"$ref": "#/$defs/condition"},
        "field": titled({"type": "string", "maxLength": 100}, say("Campo", "Field")),
        "part": titled({"enum": list(PARTS)}, say("Parte de la fecha", "Part of the date")),
        "event": titled({"type": "string", "pattern": NAME_PATTERN}, say("Evento", "Event")),
        "within": titled(or_null(reference("duration")), say("Plazo hacia atrás", "How far back")),
        "channel": titled(
            {"type": ["string", "null"], "pattern": r"^[a-z][a-z0-9_]{0,15}$(?!\n)"}, say("Canal", "Channel")
        ),
        "op": titled({"enum": list(OPERATORS)}, say("Comparación", "Comparison")),
        "value": titled(
            {
                "type": ["string", "number", "boolean", "null", "array", "object"],
                "items": titled({"type": ["string", "number"]}, say("Valor", "Value")),
                "maxItems": 500,
                "additionalProperties": False,
                "required": ["today"],
                "properties": {
                    "today": titled(
                        {"type": "integer", "minimum": -FARTHEST, "maximum": FARTHEST},
                        say("Días desde hoy", "Days from today"),
                    )
                },
            },
            say("Valor", "Value"),
        ),
    },
    "dependentRequired": {
        "field": ["op"],
        "event": ["op", "value"],
        "part": ["field"],
        "within": ["event"],
        "channel": ["event"],
    },
    "dependentSchemas": {"op": _OF_SOMETHING, "value": _OF_SOMETHING},
    "oneOf": [{"required": [part]} for part in ("all", "any", "not", "field", "event")],
    "if": {"required": ["event"]},
    "then": {
        "properties": {
            "op": titled({"enum": list(COMPARED)}, say("Comparación", "Comparison")),
            "value": titled(
                {"type": "integer", "minimum": 0, "maximum": OFTEN}, say("Número de veces", "Number of times")
            ),
        }
    },
}

DURATION: Schema = {
    "title": "Duration",
    "x-title": say("Duración", "Duration"),
    "type": "object",
    "additionalProperties": False,
    "required": ["amount", "unit"],
    "properties": {
        "amount": titled({"type": "integer", "minimum": 1, "maximum": 9999}, say("Cantidad", "Amount")),
        "unit": titled({"enum": list(UNITS)}, say("Unidad", "Unit")),
    },
}

DEFINITIONS: dict[str, Schema] = {"condition": CONDITION, "duration": DURATION}
"""What a kind's schema may refer to as ``#/$defs/<name>``."""


def setting(  # noqa: PLR0913 - the parts of a form field, by keyword
    schema: Schema,
    *,
    title: Text,
    about: Text,
    default: object,
    widget: str,
    secret: bool = False,
    shown_when: Mapping[str, Sequence[Any]] | None = None,
) -> Schema:
    """One setting of a kind, with what a form needs to show it: its title, a sentence of help, its widget.

    With ``shown_when``, a form shows it only while each setting that is named there has one of the values given.
    """
    words: Schema = {"description": about["en"], "x-help": dict(about), "default": default, "widget": widget}
    if secret:
        words["secret"] = True
    if shown_when is not None:
        words["x-when"] = {name: list(values) for name, values in shown_when.items()}
    return {**titled(schema, title), **words}


def spoken_default(schema: Schema, default: Text) -> Schema:
    """A setting whose new value is a word that people read: each studio writes it in its own language."""
    return {**schema, "default": default["en"], "x-default": dict(default)}


def settings(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """The settings of a kind: these properties and no other."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": dict(properties),
    }
