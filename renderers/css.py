"""Writes the rules of ``<mj-style inline="inline">`` into the style attributes of the elements they match.

Many mail programs read no style sheet. The HTML is left as it is but for the start tags that a rule matches:
parsing and writing it anew would move template tags about and lose Outlook's conditional comments.
A rule that no attribute can hold is a fault of ``inline``, and is left out by ``inline_what_can_be``.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from renderers.document import VOID
from renderers.errors import TemplateError

COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
RULE = re.compile(r"(?<![^{}])([^{}]*)\{([^{}]*)\}")  # begins where another ends: no letter is looked at twice
AT_RULE = re.compile(r"@[a-z-]+[^{};@]*(?:;|\{(?:[^{}]*\{[^{}]*\})*[^{}]*\})", re.IGNORECASE)
SIMPLE = re.compile(r"(?P<tag>[a-zA-Z][a-zA-Z0-9]*|\*)?(?P<marks>(?:[.#][A-Za-z_-][\w-]*)*)")
TAG = re.compile(r"<!--.*?-->|<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9:]*)(?P<rest>[^<>]*)>", re.DOTALL)
ATTRIBUTE = re.compile(r'([a-zA-Z:-]+)="([^"]*)"')


@dataclass(frozen=True)
class _Step:
    """One compound of a selector: ``td.amount#total``."""

    tag: str
    classes: frozenset[str]
    id: str

    def matches(self, other: "_Step") -> bool:
        return self.tag in {"", other.tag} and self.classes <= other.classes and self.id in {"", other.id}


@dataclass(frozen=True)
class _Rule:
    steps: tuple[_Step, ...]
    declarations: str
    weight: tuple[int, int, int, int]

    def matches(self, path: list[_Step]) -> bool:
        """Whether the last element of a path is meant: each earlier compound has an ancestor, in order."""
        if not self.steps[-1].matches(path[-1]):
            return False
        ancestors = iter(reversed(path[:-1]))
        return all(any(step.matches(ancestor) for ancestor in ancestors) for step in reversed(self.steps[:-1]))


def inline(html: str, sheet: str) -> str:
    """The HTML with the sheet's rules in its style attributes; an element's own style wins over them.

    Raises TemplateError for a rule that no attribute can hold.
    """
    return _written(html, _rules(sheet))


def inline_what_can_be(html: str, sheet: str) -> str:
    """The same without the rules that no attribute can hold: those of a state, of a sibling, of some screens."""
    return _written(html, _plain_rules(sheet))


def _written(html: str, found: Iterable[_Rule]) -> str:
    rules = sorted(found, key=lambda rule: rule.weight)
    if not rules:
        return html
    pieces, at = [], 0
    path: list[_Step] = []
    for match in TAG.finditer(html):
        name = (match["name"] or "").lower()
        if match["end"]:
            _leave(path, name)
        elif name:
            path.append(_element(name, match["rest"]))
            wanted = [rule.declarations for rule in rules if rule.matches(path)]
            if wanted:
                pieces += [html[at : match.start()], _styled(match[0], wanted)]
                at = match.end()
            if name in VOID or match["rest"].endswith("/"):
                path.pop()
    return "".join([*pieces, html[at:]])


def _leave(path: list[_Step], name: str) -> None:
    """Close the nearest open element of a name, and what was left open in it."""
    for index in range(len(path) - 1, -1, -1):
        if path[index].tag == name:
            del path[index:]
            return


def _element(name: str, rest: str) -> _Step:
    attributes = {key.lower(): unescape(value) for key, value in ATTRIBUTE.findall(rest)}
    return _Step(name, frozenset(attributes.get("class", "").split()), attributes.get("id", ""))


def _styled(tag: str, wanted: list[str]) -> str:
    """A start tag with declarations before its own, and those marked important after them."""
    before: list[str] = []
    after: list[str] = []
    for declaration in ";".join(wanted).split(";"):
        if declaration.strip():
            target = after if declaration.rstrip().endswith("!important") else before
            target.append(" ".join(declaration.split()).replace(" !important", ""))
    own = re.search(r'\sstyle="([^"]*)"', tag)
    style = ";".join(
        [
            *(escape(text) for text in before),
            *([own[1].strip("; ")] if own and own[1].strip("; ") else []),
            *(escape(t) for t in after),
        ]
    )
    if own:
        return f"{tag[: own.start(1)]}{style}{tag[own.end(1) :]}"
    end = len(tag) - (2 if tag.endswith("/>") else 1)
    return f'{tag[:end].rstrip()} style="{style}"{tag[end:]}'


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules of a sheet; raises TemplateError for one that cannot be written into attributes."""
    plain = COMMENT.sub("", sheet)
    rest = RULE.sub("", plain)
    if rest.strip():
        found = " ".join(rest.split())[:60]
        raise TemplateError(
            f"An inline style cannot hold {found!r}; rules for screens belong into a style of their own."
        )
    for order, (selector, declarations) in enumerate(_single(plain)):
        yield _rule(selector, declarations, order)


def _plain_rules(sheet: str) -> Iterator[_Rule]:
    """Those of its rules that can be."""
    for order, (selector, declarations) in enumerate(_single(AT_RULE.sub("", COMMENT.sub("", sheet)))):
        try:
            yield _rule(selector, declarations, order)
        except TemplateError:
            continue  # what it says holds only now and then


def _single(plain: str) -> Iterator[tuple[str, str]]:
    """Each selector with its declarations, in order."""
    for selectors, declarations in RULE.findall(plain):
        for selector in selectors.split(","):
            yield selector, declarations


def _rule(selector: str, declarations: str, order: int) -> _Rule:
    steps, weight = _selected(selector)
    return _Rule(steps, declarations, (*weight, order))


@lru_cache(maxsize=1024)
def _selected(selector: str) -> tuple[tuple[_Step, ...], tuple[int, int, int]]:
    """The compounds of a selector and what it weighs: mails have the same ones again and again."""
    steps = tuple(_step(part, selector) for part in selector.split())
    if not steps:
        raise TemplateError("An inline style has a rule without a selector.")
    ids = sum(1 for step in steps if step.id)
    classes = sum(len(step.classes) for step in steps)
    return steps, (ids, classes, sum(1 for step in steps if step.tag))


def _step(part: str, selector: str) -> _Step:
    match = SIMPLE.fullmatch(part)
    if match is None:
        raise TemplateError(f"An inline style can select by element, class and id only, not by {selector.strip()!r}.")
    marks = re.findall(r"([.#])([\w-]+)", match["marks"])
    tag = (match["tag"] or "").replace("*", "").lower()
    ids = [name for kind, name in marks if kind == "#"]
    return _Step(tag, frozenset(name for kind, name in marks if kind == "."), ids[-1] if ids else "")
