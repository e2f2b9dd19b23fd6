"""The word lists, read once from the TOML files in ``words``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from renderers.review.finding import Severity, Text

Patterns = tuple[re.Pattern[str], ...]


@dataclass(frozen=True)
class Threat:
    """Words that no message may say where ``jurisdictions`` are in use (everywhere, when empty), and the law on it."""

    id: str
    severity: Severity
    means: Text
    jurisdictions: frozenset[str]
    patterns: Mapping[str, Patterns]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class Spam:
    """What spam filters mark down: words by language, and hosts that hide where a link leads."""

    patterns: Mapping[str, Patterns]
    shorteners: frozenset[str]


@cache
def threats() -> tuple[Threat, ...]:
    """Every rule on threats."""
    return tuple(
        Threat(
            rule["id"],
            rule["severity"],
            rule["means"],
            frozenset(rule.get("jurisdictions", ())),
            {language: _compiled(rule[language]) for language in ("es", "en")},
            rule["sources"],
        )
        for rule in _read("threats")["rules"]
    )


@cache
def spam() -> Spam:
    """What spam filters look for."""
    lists = _read("spam")
    return Spam({language: _compiled(lists[language]) for language in ("es", "en")}, frozenset(lists["shorteners"]))


@cache
def plain() -> Mapping[str, tuple[tuple[re.Pattern[str], str], ...]]:
    """By language, words that are hard to read, each with what to say instead."""
    return {
        language: tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), instead) for words, instead in pairs.items())
        for language, pairs in _read("plain").items()
    }


def _read(name: str) -> dict[str, Any]:
    file = resources.files(__package__).joinpath(f"words/{name}.toml")
    return tomllib.loads(file.read_text("utf-8"))


def _compiled(words: list[str]) -> Patterns:
    return tuple(re.compile(word, re.IGNORECASE) for word in words)
