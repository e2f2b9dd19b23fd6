"""Building blocks of the kinds' JSON Schemas, with the words and widgets that forms are drawn from."""

from collections.abc import Mapping, Sequence
from typing import Any

from journeys.wording import Text, say

NAME_PATTERN = r"^[a-z][a-z0-9_]{0,39}$(?!\n)"
"""Ids of nodes and branches: they become values in the database."""

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
    "is_empty",
    "is_not_empty",
)

Schema = dict[str, Any]


def titled(schema: Schema, title: Text) -> Schema:
    """A part of a schema that problems and forms call by this title."""
    return {**schema, "title": title["en"], "x-title": dict(title)}


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
        "op": titled({"enum": list(OPERATORS)}, say("Comparación", "Comparison")),
        "value": titled(
            {
                "type": ["string", "number", "boolean", "null", "array"],
                "items": titled({"type": ["string", "number"]}, say("Valor", "Value")),
                "maxItems": 500,
            },
            say("Valor", "Value"),
        ),
    },
    "dependentRequired": {"field": ["op"], "op": ["field"], "value": ["field"]},
    "oneOf": [{"required": ["all"]}, {"required": ["any"]}, {"required": ["not"]}, {"required": ["field"]}],
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


def reference(name: str) -> Schema:
    """A value as one of ``DEFINITIONS`` says."""
    return {"$ref": f"#/$defs/{name}"}


def or_null(schema: Schema) -> Schema:
    """That value, or null; written so that a fault is reported where it is."""
    return {"if": {"not": {"type": "null"}}, "then": schema}


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
