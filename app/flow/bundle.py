"""A journey as one file (``*.cauce.json``), with all that it takes on another installation.

The file numbers its journeys and segments from 1 in the order in which they are met, so that the same journey always
gives the same file. The first journey is the one that was exported; the others are those that it starts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

from jsonschema import Draft202012Validator, ValidationError

from app.errors import InvalidError
from app.store.fields import BUILTIN, TYPES
from app.store.templates import KEY_LENGTH
from journeys.conditions import condition_faults
from journeys.schema_problems import rubbish
from journeys.schemas import Schema
from journeys.wording import LANGUAGES, Text, fill, say
from renderers.gallery import TemplateFile
from renderers.sources import source_of, words_of

FORMAT = "cauce.journey"
VERSION = 1
ENDING = ".cauce.json"
LARGEST = 2 * 1024 * 1024  # characters of a file
MOST_JOURNEYS = 20
MOST_PARTS = 100
WITH_SUBJECT = ("email", "letter")


class BundleError(InvalidError):
    """This file cannot be imported; ``text`` says why in both languages."""

    def __init__(self, text: Text) -> None:
        super().__init__(text["en"])
        self.text = text


@dataclass(frozen=True)
class OwnField:
    """A field of the customer's own that a journey, a segment or a template uses."""

    name: str
    type: str
    labels: Text
    personal: bool = False


@dataclass(frozen=True)
class NamedCondition:
    """A segment."""

    name: str
    condition: Mapping[str, Any]


@dataclass(frozen=True)
class Bundle:
    """What a file holds: graphs and segments by the file's own numbers, templates by key, fields by name."""

    journeys: Mapping[int, Mapping[str, Any]]
    segments: Mapping[int, NamedCondition]
    templates: Mapping[str, TemplateFile]
    fields: Mapping[str, OwnField]


def read(text: str) -> Bundle:
    """Understand the text of a file.

    Raises:
        BundleError: it is no such file, too large, of a newer version, or something in it is not as it must be.
    """
    if len(text) > LARGEST:
        raise BundleError(_TOO_LARGE)
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise BundleError(_NO_JSON) from None
    refused = rubbish(value)
    if refused is not None:
        raise BundleError(fill(_BROKEN, where="…", why=refused.message))
    if not isinstance(value, dict) or value.get("format") != FORMAT:
        raise BundleError(_BARE if isinstance(value, dict) and "schema_version" in value else _FOREIGN)
    version = value.get("version")
    if isinstance(version, int) and version > VERSION:
        raise BundleError(_NEWER)
    fault = next(iter(sorted(_validator().iter_errors(value), key=lambda one: list(map(str, one.absolute_path)))), None)
    if fault is not None:
        raise BundleError(fill(_BROKEN, where=_place(fault), why=_NOT_SO))
    return _understood(value)


def write(bundle: Bundle) -> dict[str, Any]:
    """A bundle as the file's JSON."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "journeys": [{"number": number, "graph": dict(graph)} for number, graph in bundle.journeys.items()],
        "segments": [
            {"number": number, "name": one.name, "condition": dict(one.condition)}
            for number, one in bundle.segments.items()
        ],
        "fields": [
            {"name": one.name, "type": one.type, "labels": dict(one.labels), "personal": one.personal}
            for one in bundle.fields.values()
        ],
        "templates": [_written(one) for one in bundle.templates.values()],
    }


def dump(bundle: Bundle) -> str:
    """The text of a file."""
    return json.dumps(write(bundle), ensure_ascii=False, indent=2) + "\n"


@cache
def bundle_schema() -> Schema:
    """The JSON Schema (Draft 2020-12) of a file. Whether a graph in it has problems, the check of journeys says."""
    number = {"type": "integer", "minimum": 1, "maximum": MOST_PARTS}
    labels = {
        "type": "object",
        "additionalProperties": False,
        "required": list(LANGUAGES),
        "properties": {language: {"type": "string", "minLength": 1, "maxLength": 200} for language in LANGUAGES},
    }
    name = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"\S"}
    graph = {
        "type": "object",
        "required": ["schema_version", "name", "nodes", "edges"],
        "properties": {"name": name, "nodes": {"type": "array"}, "edges": {"type": "array"}},
    }
    text = {"type": "string", "maxLength": 200_000}
    words = {
        "type": "object",
        "additionalProperties": False,
        "required": ["text"],
        "properties": {
            "subject": {"type": "string", "maxLength": 500},
            **dict.fromkeys(("preheader", "text", "script", "design"), text),
        },
    }
    parts = {
        "journeys": {"number": number, "graph": graph},
        "segments": {"number": number, "name": name, "condition": {"type": "object"}},
        "fields": {
            "name": {"type": "string", "pattern": r"^(debtor|account)\.[a-z][a-z0-9_]{0,63}$(?!\n)"},
            "type": {"enum": list(TYPES)},
            "labels": labels,
            "personal": {"type": "boolean"},
        },
        "templates": {
            "key": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH, "pattern": r"^[\w.-]+$(?!\n)"},
            "channel": {"type": "string", "pattern": r"^[a-z][a-z0-9_]{0,15}$(?!\n)"},
            "name": labels,
            "languages": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 20,
                "propertyNames": {"pattern": r"^[a-z]{2,3}$(?!\n)"},
                "additionalProperties": words,
            },
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Journey with all that it takes",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "version", *parts],
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            **{name: _list_of(properties) for name, properties in parts.items()},
            "journeys": {**_list_of(parts["journeys"]), "minItems": 1, "maxItems": MOST_JOURNEYS},
        },
    }


def _list_of(properties: Mapping[str, Any]) -> Schema:
    item = {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": dict(properties),
    }
    return {"type": "array", "maxItems": MOST_PARTS, "items": item}


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(bundle_schema())


def _understood(value: Mapping[str, Any]) -> Bundle:
    """What a file that fits the schema says."""
    for part, name in (("journeys", "number"), ("segments", "number"), ("fields", "name"), ("templates", "key")):
        names = [one[name] for one in value[part]]
        if len(set(names)) < len(names):
            raise BundleError(fill(_BROKEN, where=part, why=_TWICE))
    for one in value["segments"]:
        faults = condition_faults(one["condition"])
        if faults:
            raise BundleError(fill(_BROKEN, where=one["name"], why=faults[0].message))
    for one in value["templates"]:
        if one["channel"] in WITH_SUBJECT and not all("subject" in words for words in one["languages"].values()):
            raise BundleError(fill(_BROKEN, where=one["key"], why=_NO_SUBJECT))
    fields = [OwnField(one["name"], one["type"], one["labels"], one["personal"]) for one in value["fields"]]
    return Bundle(
        journeys={one["number"]: one["graph"] for one in value["journeys"]},
        segments={one["number"]: NamedCondition(one["name"], one["condition"]) for one in value["segments"]},
        templates={one["key"]: _template(one) for one in value["templates"]},
        fields={one.name: one for one in fields if one.name not in BUILTIN},
    )


def _template(value: Mapping[str, Any]) -> TemplateFile:
    sources = {language: source_of(value["channel"], language, words) for language, words in value["languages"].items()}
    return TemplateFile(value["key"], value["channel"], MappingProxyType(value["name"]), MappingProxyType(sources))


def _written(template: TemplateFile) -> dict[str, Any]:
    languages = {language: words_of(source) for language, source in template.sources.items()}
    return {"key": template.key, "channel": template.channel, "name": dict(template.name), "languages": languages}


def _place(fault: ValidationError) -> str:
    return " / ".join(str(part) for part in fault.absolute_path) or "…"


_TOO_LARGE = say("El archivo es demasiado grande: caben 2 MB.", "The file is too large: 2 MB fit.")
_NO_JSON = say(
    "El archivo está dañado o no es de Cauce: no se puede leer como JSON.",
    "The file is damaged or not from Cauce: it cannot be read as JSON.",
)
_FOREIGN = say(
    "Este archivo no es un recorrido exportado de Cauce (*.cauce.json).",
    "This file is no journey exported from Cauce (*.cauce.json).",
)
_BARE = say(
    "Este archivo tiene solo el dibujo de un recorrido. Expórtelo de nuevo desde su ficha, con sus plantillas.",
    "This file has only the graph of a journey. Export it again with its templates.",
)
_NEWER = say(
    "Este archivo es de una versión más nueva de Cauce. Actualice esta instalación para importarlo.",
    "This file is from a newer version of Cauce. Upgrade this installation to import it.",
)
_BROKEN = say(
    "El archivo no está completo o se cambió a mano ({where}): {why}",
    "The file is not whole, or was changed by hand ({where}): {why}",
)
_NOT_SO = say("esta parte no es como debe ser.", "this part is not as it must be.")
_TWICE = say("algo está dos veces.", "something is there twice.")
_NO_SUBJECT = say("falta el asunto.", "the subject is missing.")
