"""Makes a document of MJML fit for the editor: what its head says of all blocks is written onto each of them.

Classes and defaults of ``mj-attributes`` become attributes of the blocks. A block between ``{% if token %}`` and
``{% endif %}`` gets the condition "has a value" where that is all the ``if`` asks; any other tag stays as it is.
"""

import json
import re
from collections.abc import Sequence
from itertools import chain

from renderers.conditions import HOLDERS
from renderers.designs.source import show
from renderers.document import Element
from renderers.errors import TemplateError
from renderers.mjml import Hidden
from renderers.rules import REFUSED, apply_classes, take_classes

MAX_SIZE = 1_000_000  # characters
LETTERS = frozenset(
    {"mj-accordion", "mj-accordion-element", "mj-accordion-text", "mj-accordion-title", "mj-button", "mj-navbar-link"}
    | {"mj-social", "mj-social-element", "mj-table", "mj-text"}
)
"""The blocks that take a font; others do without those of ``mj-all``."""

BARE = frozenset({"mj-raw", "mj-body"})
LEFT_OUT = frozenset({"mj-attributes", "mj-font", "mj-title", "mj-preview"})
"""Parts of a head that have no use any more: resolved, loaded from elsewhere, or said beside the design."""

NAME = r"(?:debtor|account)\.[a-z][a-z0-9_]*"
ASKS = re.compile(rf"\{{%-?\s*if\s+({NAME}(?:\s+and\s+{NAME})*)\s*-?%\}}")
ENDS = re.compile(r"\{%-?\s*endif\s*-?%\}")


def import_mjml(text: str) -> Element:
    """The tree of a document, as the editor keeps it; raises TemplateError with the line of what it cannot take."""
    if len(text) > MAX_SIZE:
        raise TemplateError(f"The document is longer than {MAX_SIZE:,} characters.")
    hidden = Hidden()
    root = show(hidden.parse(text), hidden)
    for element in root.walk():
        if element.tag in REFUSED:
            raise element.fault(REFUSED[element.tag])
    head = _part(root, "mj-head") or Element("mj-head")
    body = _part(root, "mj-body")
    if body is None:
        raise root.fault("An email has one <mj-body>.")
    classes = take_classes(head)
    for child in body.elements():
        apply_classes(classes, child, "")
    defaults = _defaults(head)
    for element in body.walk():
        _resolve(element, defaults)
    body.attributes = defaults.get("mj-body", {}) | body.attributes
    _take_conditions(body)
    head.children = [child for child in head.elements() if child.tag not in LEFT_OUT]
    kept = {name: value for name, value in root.attributes.items() if name in {"owa", "dir"}}
    return Element("mjml", kept, [head, body] if head.children else [body])


def words_of(text: str) -> dict[str, str]:
    """The title and the preview text that a document's head gives, as ``subject`` and ``preheader``."""
    hidden = Hidden()
    head = _part(show(hidden.parse(text), hidden), "mj-head")
    found = {child.tag: _said(child) for child in head.elements()} if head else {}
    return {name: found.get(tag, "") for name, tag in (("subject", "mj-title"), ("preheader", "mj-preview"))}


def _said(element: Element) -> str:
    return " ".join("".join(child for child in element.children if isinstance(child, str)).split())


def _part(root: Element, tag: str) -> Element | None:
    return next((child for child in root.elements() if child.tag == tag), None)


def _defaults(head: Element) -> dict[str, dict[str, str]]:
    """What each tag gets where it says nothing itself; ``mj-all`` under its own name."""
    groups = [child for child in head.elements() if child.tag == "mj-attributes"]
    found: dict[str, dict[str, str]] = {}
    for one in chain.from_iterable(group.elements() for group in groups):
        found.setdefault(one.tag, {}).update(one.attributes)
    return found


def _resolve(element: Element, defaults: dict[str, dict[str, str]]) -> None:
    """Write what the head said of this tag onto the element; what it says itself wins."""
    if not element.tag.startswith("mj-") or element.tag in BARE:
        return
    everywhere = defaults.get("mj-all", {})
    if element.tag not in LETTERS:
        everywhere = {name: value for name, value in everywhere.items() if not name.startswith("font-")}
    element.attributes = everywhere | defaults.get(element.tag, {}) | element.attributes


def _take_conditions(parent: Element) -> None:
    children = [child for child in parent.children if isinstance(child, Element) or child.strip()]
    found: list[Element | str] = []
    at = 0
    while at < len(children):
        names = _asked(children[at])
        end = _end(children, at + 1) if names else None
        if end is None:
            found.append(children[at])
            at += 1
            continue
        inside = [child for child in children[at + 1 : end] if isinstance(child, Element)]
        for child in inside:
            child.attributes["show-if"] = _condition(names)
        found += inside
        at = end + 1
    parent.children = found
    for child in parent.elements():
        if child.tag in HOLDERS:
            _take_conditions(child)


def _asked(child: Element | str) -> Sequence[str]:
    """The tokens that must have a value, where that is all a tag asks."""
    match = ASKS.fullmatch(_tag(child))
    return re.split(r"\s+and\s+", match[1]) if match else ()


def _end(children: Sequence[Element | str], start: int) -> int | None:
    """Where the block ends that begins before; None where more than plain blocks stands in between."""
    for at in range(start, len(children)):
        child = children[at]
        if ENDS.fullmatch(_tag(child)):
            return at
        if _tag(child) or isinstance(child, str) or "show-if" in child.attributes:
            return None
    return None


def _tag(child: Element | str) -> str:
    """The template tag that is all there is in a child; empty where there is none."""
    if isinstance(child, str):
        return child.strip() if child.strip().startswith("{%") else ""
    if child.tag != "mj-raw":
        return ""
    words = "".join(inner if isinstance(inner, str) else "<>" for inner in child.children).strip()
    return words or "<>"


def _condition(names: Sequence[str]) -> str:
    rules = [{"field": name, "op": "is_not_empty"} for name in names]
    return json.dumps(rules[0] if len(rules) == 1 else {"all": rules}, separators=(",", ":"))
