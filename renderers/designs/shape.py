"""What a project of the editor may be: the JSON Schema of its shape, and the limits of its size and depth."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from renderers.designs.dialect import EMAIL, TABLE_TAGS, TEXT_TAGS, Dialect
from renderers.errors import DesignError

MAX_SIZE = 2_000_000  # characters of JSON
MAX_DEPTH = 60
MAX_COMPONENTS = 15_000

Component = Mapping[str, Any]

TAGS = {
    "link": "a",
    "image": "img",
    "inline": "span",
    "text": "div",
    "default": "div",
    "": "div",
    "row": "row",
    "cell": "td",
}
"""The tag of a component of a text that names none, by its type."""

TEXTNODE = "textnode"
BLOCK_TYPES_OF_GRAPES = frozenset({"wrapper", "head"})


@cache
def project_schema(dialect: Dialect = EMAIL) -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of a project of this dialect."""
    short = {"type": "string", "maxLength": 200}
    component: dict[str, Any] = {
        "type": "object",
        "properties": {
            "type": {"enum": sorted({*dialect.blocks, *TAGS, TEXTNODE, "token", "code", *BLOCK_TYPES_OF_GRAPES})},
            "tagName": {"enum": sorted({*TEXT_TAGS, *TABLE_TAGS})},
            "attributes": {
                "type": "object",
                "maxProperties": 80,
                "propertyNames": {"pattern": r"^[A-Za-z_:][A-Za-z0-9_:.-]*$(?!\n)", "maxLength": 80},
                "additionalProperties": {"type": ["string", "number", "boolean", "null"]},
            },
            "components": {"type": ["array", "string"], "items": {"$ref": "#/$defs/component"}},
            "content": {"type": "string"},
            "classes": {"type": "array", "items": {"type": ["string", "object"]}},
            "style": {"type": ["object", "string", "array"]},
            "css": {"type": "string"},
            "token": short,
            "format": short,
            "fallback": {"type": "string", "maxLength": 500},
            "code": {"type": "string"},
        },
    }
    frame = {
        "type": "object",
        "required": ["component"],
        "properties": {"component": {"type": "object", "properties": {"components": {"type": "array"}}}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"Design of the channel {dialect.channel}",
        "type": "object",
        "required": ["pages"],
        "properties": {
            "pages": {
                "type": "array",
                "minItems": 1,
                "maxItems": 1,
                "items": {
                    "type": "object",
                    "required": ["frames"],
                    "properties": {"frames": {"type": "array", "minItems": 1, "maxItems": 1, "items": frame}},
                },
            }
        },
        "$defs": {"component": component},
    }


def check_project(project: Mapping[str, Any], dialect: Dialect) -> Component:
    """The component of the whole design, where a project is one; raises DesignError with the block at fault."""
    _check_size(project)
    _check_shape(project_schema(dialect), project, "")
    wrapper = project["pages"][0]["frames"][0]["component"]
    found = [
        one for one in wrapper.get("components", []) if isinstance(one, Mapping) and one.get("type") == dialect.root
    ]
    if len(found) != 1:
        raise DesignError("The design is empty: it has no body.")
    _check_limits(found[0])
    _check_components(found[0], dialect)
    whole: Component = found[0]
    return whole


def check_component(component: Component, dialect: Dialect) -> None:
    """Refuse a component that a project could not hold, with DesignError."""
    _check_size(component)
    _check_limits(component)
    _check_components(component, dialect)


def _check_size(project: Mapping[str, Any]) -> None:
    try:
        size = len(json.dumps(project, ensure_ascii=False))
    except (RecursionError, ValueError):
        size = MAX_SIZE  # deeper than can be written: told by the limit of depth, which knows the block
    if size > MAX_SIZE:
        raise DesignError(f"The design is longer than {MAX_SIZE:,} characters.")


def _check_limits(top: Component) -> None:
    """Depth and number of the components, without recursion."""
    waiting: list[tuple[Component, int, str]] = [(top, 1, "")]
    count = 0
    while waiting:
        component, depth, around = waiting.pop()
        name = block_id(component) or around
        count += 1
        if depth > MAX_DEPTH:
            raise DesignError(
                f"Blocks stand more than {MAX_DEPTH} deep inside each other; take block {name} out of some of them.",
                block=name,
            )
        if count > MAX_COMPONENTS:
            raise DesignError(
                f"The design has more than {MAX_COMPONENTS:,} blocks; divide it at block {name}.", block=name
            )
        waiting += [(child, depth + 1, name) for child in reversed(children_of(component))]


def _check_components(top: Component, dialect: Dialect) -> None:
    schema = {**project_schema(dialect)["$defs"]["component"]}
    schema["properties"] = {name: rule for name, rule in schema["properties"].items() if name != "components"}
    waiting = [top]
    while waiting:
        component = waiting.pop()
        if component.get("type", "") not in schema["properties"]["type"]["enum"]:
            raise DesignError(f"There is no block of the kind {component.get('type')}.", block=block_id(component))
        _check_shape(schema, component, block_id(component))
        waiting += children_of(component)


@cache
def _validator(schema: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema))


def _check_shape(schema: Mapping[str, Any], value: object, block: str) -> None:
    fault = next(iter(_validator(json.dumps(schema, sort_keys=True)).iter_errors(value)), None)
    if fault is not None:
        place = ".".join(str(part) for part in fault.absolute_path)
        shown = fault.message if len(fault.message) < 200 else f"{fault.message[:200]}…"  # noqa: PLR2004 - a line of words
        raise DesignError(f"The design cannot be read at {place or 'its top'}: {shown}", block=block)


def block_id(component: Component) -> str:
    """The id of a component, empty for one without."""
    attributes = component.get("attributes")
    return str(attributes.get("id", "")) if isinstance(attributes, Mapping) else ""


def children_of(component: Component) -> Sequence[Component]:
    """The components in a component."""
    found = component.get("components")
    return [child for child in found if isinstance(child, Mapping)] if isinstance(found, list) else []
