"""Finished journeys to start from, each in every language that people read.

A journey is a folder: ``journey.json`` says what it is for, which fields of the customer's own it takes, and holds its
graph without a word in it; ``<language>.json`` has the words: the journey's name, a sentence about it, what its fields
are called, and for each node its texts by setting, where labels of branches or outcomes stand by their id.
"""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from journeys.problems import FieldType
from journeys.wording import LANGUAGES, Text

FOLDER = Path(__file__).parent
FALLBACK = "en"

STAGES = ("pre_due", "early", "mid", "late", "broken_promise", "instalment_care", "pre_legal", "business")
"""What a journey can be for, in the order in which a debt comes to it."""


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field of the customer's own that a journey takes: its dotted name, its type, and what people call it."""

    name: str
    type: FieldType
    labels: Text


@dataclass(frozen=True, slots=True)
class Finished:
    """A finished journey: its key, what it is for, in which country (None: anywhere), and its fields.

    ``names`` and ``abouts`` are its name and the sentence about it, by language.
    """

    key: str
    stage: str
    country: str | None
    fields: tuple[OwnField, ...]
    names: Text
    abouts: Text


def names() -> list[str]:
    """The keys of the journeys that there are, in the order of their stages."""
    return [one.key for one in journeys().values()]


@cache
def journeys() -> Mapping[str, Finished]:
    """What there is to know of every journey beside its graph, by key, in the order of their stages."""
    found = [_finished(path.parent) for path in FOLDER.glob("*/journey.json")]
    ordered = sorted(found, key=lambda one: (STAGES.index(one.stage), one.country or "", one.key))
    return MappingProxyType({one.key: one for one in ordered})


def load(key: str, language: str = FALLBACK) -> dict[str, Any]:
    """The graph of a finished journey with its words in a language, in English where it does not have that one.

    Raises KeyError where there is no journey of this key.
    """
    if key not in journeys():
        raise KeyError(key)
    folder = FOLDER / key
    spoken = language if (folder / f"{language}.json").is_file() else FALLBACK
    texts = _read(folder, spoken)
    graph: dict[str, Any] = deepcopy(_read(folder, "journey")["graph"])
    for node in graph["nodes"]:
        _say(node["settings"], texts["words"].get(node["id"], {}))
    return {"schema_version": graph.pop("schema_version"), "name": texts["name"], **graph}


def _say(settings: dict[str, Any], words: Mapping[str, Any]) -> None:
    """Put the words of a node into its settings."""
    for setting, said in words.items():
        if isinstance(said, str):
            settings[setting] = said
        else:
            settings[setting] = [{**item, "label": said[item["id"]]} for item in settings[setting]]


def _finished(folder: Path) -> Finished:
    about = _read(folder, "journey")
    texts = {language: _read(folder, language) for language in LANGUAGES}
    fields = [
        OwnField(one["name"], one["type"], {language: texts[language]["fields"][one["name"]] for language in LANGUAGES})
        for one in about["fields"]
    ]
    return Finished(
        key=folder.name,
        stage=about["stage"],
        country=about["country"],
        fields=tuple(fields),
        names={language: texts[language]["name"] for language in LANGUAGES},
        abouts={language: texts[language]["about"] for language in LANGUAGES},
    )


@cache
def _read(folder: Path, name: str) -> dict[str, Any]:
    whole: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return whole
