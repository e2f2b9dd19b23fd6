"""A template as the studio saves it: in each language one variant, or several that compete.

``{"schema_version": 1, "channel", "brand", "page", "languages": {"es": {"variants": [{"id", "share", "subject",
"preheader", "content"}]}}}``. The content is the editor's own, the source of truth, and is kept as it came.
"""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from renderers.designs.contents import content_for
from renderers.errors import DesignError, TemplateError
from renderers.gallery import EVERYBODY, TemplateFile
from renderers.sources import words_of

SCHEMA_VERSION = 1
MOST_VARIANTS = 6
WITH_SUBJECT = ("email", "letter", "page")
LANGUAGE = r"^[a-z]{2,3}$(?!\n)"


@dataclass(frozen=True)
class Written:
    """One variant in one language, in words that can be compiled."""

    language: str
    variant: str
    share: int
    words: Mapping[str, str]


@cache
def document_schema(channel: str) -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of a channel's documents."""
    subject = {"subject": {"type": "string", "maxLength": 500}} if channel in WITH_SUBJECT else {}
    preheader = {"preheader": {"type": "string", "maxLength": 500}} if channel == "email" else {}
    variant = {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "share", "content", *subject, *preheader],
        "properties": {
            "id": {"type": "string", "pattern": r"^[a-z]$(?!\n)"},
            "share": {"type": "integer", "minimum": 0, "maximum": EVERYBODY},
            **subject,
            **preheader,
            "content": content_for(channel).schema(),
        },
    }
    language = {
        "type": "object",
        "additionalProperties": False,
        "required": ["variants"],
        "properties": {"variants": {"type": "array", "minItems": 1, "maxItems": MOST_VARIANTS, "items": variant}},
    }
    key = {"type": "string", "maxLength": 100, "pattern": r"^[\w.-]*$(?!\n)"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Template",
        "type": "object",
        "additionalProperties": False,
        "required": ["schema_version", "channel", "languages"],
        "properties": {
            "schema_version": {"const": SCHEMA_VERSION},
            "channel": {"const": channel},
            "brand": key,
            "page": key,
            "languages": {
                "type": "object",
                "minProperties": 1,
                "maxProperties": 20,
                "propertyNames": {"pattern": LANGUAGE},
                "additionalProperties": language,
            },
        },
    }


def blank(channel: str, language: str) -> dict[str, Any]:
    """A document with nothing in it yet, in one language."""
    beside = {"subject": ""} if channel in WITH_SUBJECT else {}
    beside |= {"preheader": ""} if channel == "email" else {}
    variant = {"id": "a", "share": EVERYBODY, **beside, "content": content_for(channel).blank(language)}
    return {
        "schema_version": SCHEMA_VERSION,
        "channel": channel,
        "brand": "",
        "page": "",
        "languages": {language: {"variants": [variant]}},
    }


def require_sound(channel: str, document: Mapping[str, Any]) -> None:
    """Make sure that a document is built as one of its channel must be.

    Raises:
        DesignError: it is not; the message names the place.
    """
    faults = _validator(channel).iter_errors(document)
    fault = min(faults, key=lambda one: [str(part) for part in one.absolute_path], default=None)
    if fault is not None:
        place = [str(part) for part in fault.absolute_path]
        language = place[1] if len(place) > 1 and place[0] == "languages" else ""
        raise DesignError(f"{'.'.join(place) or 'The document'}: {fault.message[:300]}", language=language)
    for language, said in document["languages"].items():
        ids = [one["id"] for one in said["variants"]]
        if len(set(ids)) < len(ids):
            raise DesignError("Two variants have the same name.", language=language)
        if sum(one["share"] for one in said["variants"]) != EVERYBODY:
            raise DesignError("The shares of the variants must add up to 100 %.", language=language)


def written(document: Mapping[str, Any]) -> list[Written]:
    """Every variant of a sound document in words, the first of each language first.

    Raises:
        DesignError: a content cannot be used.
    """
    return [
        _written(document["channel"], language, one)
        for language, said in document["languages"].items()
        for one in said["variants"]
    ]


def document_of(template: TemplateFile) -> dict[str, Any]:
    """A document from a template that was written elsewhere, to look at in the editor and to copy.

    Raises:
        TemplateError: the editor cannot show it.
    """
    content = content_for(template.channel)
    languages: dict[str, Any] = {}
    for language in template.sources:
        variants: list[dict[str, Any]] = []
        for one in template.variants_in(language):
            words = words_of(one.source)
            about: dict[str, Any] = {"id": one.id, "share": one.share}
            about |= {name: words[name] for name in ("subject", "preheader") if name in words}
            designed = None if language in template.variants else template.contents.get(language)
            kept = content.content_of(words, language) if designed is None else deepcopy(dict(designed))
            variants.append({**about, "content": kept})
        languages[language] = {"variants": variants}
    return {
        "schema_version": SCHEMA_VERSION,
        "channel": template.channel,
        "brand": "",
        "page": template.page,
        "languages": languages,
    }


def _written(channel: str, language: str, variant: Mapping[str, Any]) -> Written:
    beside: dict[str, str] = {name: variant[name] for name in ("subject", "preheader") if name in variant}
    try:
        words = {**beside, **content_for(channel).words(variant["content"], language)}
    except TemplateError as error:
        block = error.block if isinstance(error, DesignError) else ""
        raise DesignError(str(error), block=block, language=language, variant=variant["id"]) from error
    return Written(language, variant["id"], variant["share"], words)


@cache
def _validator(channel: str) -> Draft202012Validator:
    return Draft202012Validator(document_schema(channel))
