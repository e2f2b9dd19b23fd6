"""What mail programs do not support of what a mail uses: the table of caniemail.com, reduced and kept with the code.

``caniemail.json`` is made by ``designer/tools/caniemail``. What degrades without harm is not told: a corner that is
square in one program says the same as a round one. Those features are in ``words/graceful.toml``, each with its reason.
"""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from renderers.review import page
from renderers.review.finding import Finding, say, warning
from renderers.review.given import Review

AT = re.compile(r"@[a-z-]+[^{;]*", re.IGNORECASE)
PSEUDO = re.compile(r"::?[a-z-]+", re.IGNORECASE)
SELECTOR = re.compile(r"(?<![^{}@;])([^{}@;]+)\{([^{}]*)\}")
WORD = re.compile(r"[\w-]+\(|[\w-]+")


@dataclass(frozen=True)
class Feature:
    """Something of HTML or CSS, and the programs that do not know it."""

    slug: str
    title: str
    no: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """Every feature that some big program lacks, by kind and name (``property``, ``border-radius``)."""

    updated: str
    features: Mapping[tuple[str, str], Feature]


@cache
def table() -> Table:
    """The table, without what degrades without harm."""
    folder = resources.files(__package__)
    found = json.loads(folder.joinpath("caniemail.json").read_text("utf-8"))
    graceful = tomllib.loads(folder.joinpath("words/graceful.toml").read_text("utf-8"))
    features = {
        (one["kind"], name.lower()): Feature(
            one["slug"], one["title"], tuple(found["clients"][client] for client in one["no"])
        )
        for one in found["features"]
        if one["slug"] not in graceful
        for name in one["names"]
    }
    return Table(found["updated"], features)


def check(review: Review) -> Iterator[Finding]:
    """Each feature once."""
    if review.channel != "email":
        return
    known = table().features
    told: set[str] = set()
    for kind, name, where in _used(review):
        feature = known.get((kind, name))
        if feature is None or feature.slug in told:
            continue
        told.add(feature.slug)
        clients = ", ".join(feature.no)
        yield warning(
            "not_supported",
            say(f"«{feature.title}» no funciona en: {clients}.", f"“{feature.title}” does not work in: {clients}."),
            say(
                f"Compruebe que el mensaje se entiende sin ello. Más en caniemail.com/features/{feature.slug}/.",
                f"Make sure that the message is understood without it. More at caniemail.com/features/{feature.slug}/.",
            ),
            review.block_of(where),
            feature=feature.slug,
            clients=feature.no,
        )


def _used(review: Review) -> Iterator[tuple[str, str, str]]:
    """Kind and name of everything that the mail uses, and the words of where."""
    for node in review.page.walk():
        if not node.shows:
            continue  # what hides it may fail where it likes: it is hidden in several ways at once
        words = node.words() if node.tag not in {"html", "body", ""} else ""
        yield "element", node.tag, words
        for name, value in node.attributes.items():
            yield "attribute", name, words
            if name == "style":
                for found in _declared(value):
                    yield *found, words
        if node.tag == "img":
            yield from (("image", name, words) for name in _image(node.attributes.get("src", "")))
    sheets = page.sheets(review.html)
    for rule in AT.findall(sheets):
        yield from (("rule", name, "") for name in _rule(rule.strip().lower()))
    for selector, body in SELECTOR.findall(sheets):
        yield from (("pseudo", name.lower(), "") for name in PSEUDO.findall(selector))
        for found in _declared(body):
            yield *found, ""


def _declared(style: str) -> Iterator[tuple[str, str]]:
    for name, value in page.declarations(style).items():
        yield "property", name
        yield "pair", f"{name}:{value.lower()}"
        for word in WORD.findall(value.lower()):
            yield "value", word


def _rule(rule: str) -> Iterator[str]:
    """An at-rule by its name, and by each feature that a media query asks for: ``@media (hover)``."""
    name = rule.split(None, 1)[0].split("(", maxsplit=1)[0]
    yield name
    for asked in re.findall(r"\(([a-z-]+)", rule):
        yield f"{name} ({asked})"


def _image(source: str) -> Iterator[str]:
    if source.startswith("data:image/"):
        yield "data:image/"
    else:
        yield "." + source.split("?", maxsplit=1)[0].rpartition(".")[2].lower()
