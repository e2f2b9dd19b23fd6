"""What laws want to be read in a message: data beside the rule sets, since the gate sees no words.

Each file in ``contents`` is one jurisdiction. What is asked of the first message only says so: a template does not know
whether it is the first, so that this is told to its author instead of being enforced.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from journeys.contact.rules import EVERY_SCOPE
from journeys.wording import Text


@dataclass(frozen=True, slots=True)
class Required:
    """One thing to be read, where one of ``applies_to`` is in use (everywhere, when empty), on these channels.

    It is there when a message uses all tokens of one of ``tokens``, or one of ``phrases`` (regular expressions by
    language) is found in it. With ``markers`` only messages that use one of these tokens are meant.
    """

    id: str
    jurisdiction: str
    applies_to: frozenset[str]
    binds: frozenset[str]
    channels: frozenset[str]
    text: Text
    source: str
    sure: str
    tokens: tuple[frozenset[str], ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    markers: frozenset[str] = frozenset()
    first: bool = False
    strict: bool = True


@cache
def required(scope: str) -> tuple[Required, ...]:
    """Everything that binds who collects as ``third_party`` or ``creditor``."""
    files = resources.files(__package__).joinpath("contents").iterdir()
    documents = (tomllib.loads(file.read_text("utf-8")) for file in sorted(files, key=lambda one: one.name))
    every = (_read(item, document) for document in documents for item in document["contents"])
    return tuple(one for one in every if scope in one.binds)


def _read(item: Mapping[str, Any], document: Mapping[str, Any]) -> Required:
    return Required(
        id=item["id"],
        jurisdiction=document["id"],
        applies_to=frozenset(document["applies_to"]),
        binds=frozenset(item.get("binds", document.get("binds", EVERY_SCOPE))),
        channels=frozenset(item["channels"]),
        text=item["text"],
        source=item.get("source", document["source"]),
        sure=item.get("sure", document["sure"]),
        tokens=tuple(frozenset(group) for group in item.get("tokens", ())),
        phrases={language: tuple(item.get(language, ())) for language in ("es", "en")},
        markers=frozenset(item.get("markers", ())),
        first=item.get("first", False),
        strict=item.get("strict", True),
    )
