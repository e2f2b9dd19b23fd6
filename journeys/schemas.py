"""Building blocks of the kinds' JSON Schemas, with the words and widgets that forms are drawn from."""

from collections.abc import Mapping
from typing import Any

from journeys.wording import Text

NAME_PATTERN = "^[a-z][a-z0-9_]{0,39}$"
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

CONDITION: Schema = {
    "title": "Condition",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "all": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "maxItems": 100},
        "any": {"type": "array", "items": {"$ref": "#/$defs/condition"}, "maxItems": 100},
        "not": {"$ref": "#/$defs/condition"},
        "field": {"type": "string", "maxLength": 100},
        "op": {"enum": list(OPERATORS)},
        "value": {
            "type": ["string", "number", "boolean", "null", "array"],
            "items": {"type": ["string", "number"]},
            "maxItems": 500,
        },
    },
    "dependentRequired": {"field": ["op"], "op": ["field"], "value": ["field"]},
    "oneOf": [{"required": ["all"]}, {"required": ["any"]}, {"required": ["not"]}, {"required": ["field"]}],
}

DURATION: Schema = {
    "title": "Duration",
    "type": "object",
    "additionalProperties": False,
    "required": ["amount", "unit"],
    "properties": {
        "amount": {"type": "integer", "minimum": 1, "maximum": 9999},
        "unit": {"enum": list(UNITS)},
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


def setting(schema: Schema, *, title: Text, about: Text, default: object, widget: str, secret: bool = False) -> Schema:  # noqa: PLR0913 - the parts of a form field, by keyword
    """One setting of a kind, with what a form needs to show it: its title, a sentence of help, its widget."""
    words = {
        "title": title["en"],
        "description": about["en"],
        "default": default,
        "x-title": dict(title),
        "x-help": dict(about),
        "widget": widget,
    }
    return {**schema, **words, **({"secret": True} if secret else {})}


def settings(properties: Mapping[str, Schema], required: tuple[str, ...] = ()) -> Schema:
    """The settings of a kind: these properties and no other."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": dict(properties),
    }
