"""Puts an MJML tree in order for the compiler: what it would refuse or get wrong is rewritten, or refused by name."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from renderers.document import Element, write

CONTENT = frozenset(
    {"mj-accordion", "mj-button", "mj-carousel", "mj-divider", "mj-image", "mj-navbar", "mj-raw", "mj-social"}
    | {"mj-spacer", "mj-table", "mj-text"}
)
CHILDREN = {
    "mjml": frozenset({"mj-head", "mj-body"}),
    "mj-head": frozenset({"mj-attributes", "mj-breakpoint", "mj-font", "mj-preview", "mj-raw", "mj-style", "mj-title"}),
    "mj-body": frozenset({"mj-hero", "mj-raw", "mj-section", "mj-wrapper"}),
    "mj-wrapper": frozenset({"mj-hero", "mj-raw", "mj-section"}),
    "mj-section": frozenset({"mj-column", "mj-group", "mj-raw"}),
    "mj-group": frozenset({"mj-column", "mj-raw"}),
    "mj-column": CONTENT,
    "mj-hero": CONTENT,
    "mj-social": frozenset({"mj-social-element"}),
    "mj-navbar": frozenset({"mj-navbar-link"}),
    "mj-carousel": frozenset({"mj-carousel-image"}),
    "mj-accordion": frozenset({"mj-accordion-element"}),
    "mj-accordion-element": frozenset({"mj-accordion-text", "mj-accordion-title"}),
}
EMPTY = frozenset({"mj-carousel-image", "mj-divider", "mj-image", "mj-spacer", "mj-breakpoint", "mj-font"})
SIZED = frozenset({"mj-body", "mj-column", "mj-group", "mj-image"})  # the compiler computes with their widths
WIDTH = re.compile(r"\s*\d+(\.\d+)?\s*(px|%)?\s*")
PADDINGS = frozenset(
    {"padding", "padding-bottom", "padding-left", "padding-right", "padding-top"}
    | {"icon-padding", "inner-padding", "text-padding"}
)
NUMBER = re.compile(r"\d+(?:\.\d+)?")
REFUSED = {
    "mj-include": "Other files cannot be included; put their content into this document.",
    "mj-html-attributes": "<mj-html-attributes> is not supported; write the attributes on the elements themselves.",
    "script": "Scripts do not run in an email.",
    "iframe": "Frames do not show in an email.",
    "object": "Embedded objects do not show in an email.",
    "embed": "Embedded objects do not show in an email.",
}


@dataclass(frozen=True)
class Prepared:
    """A tree that the compiler takes, and what is left to do with its HTML."""

    root: Element
    before: str  # goes before the doctype
    inline: str  # CSS to be written into style attributes


def prepare(root: Element, is_block: Callable[[str], bool]) -> Prepared:
    """Check and rewrite a document in place; raises TemplateError at the first element that cannot stay."""
    for element in root.walk():
        if element.tag in REFUSED:
            raise element.fault(REFUSED[element.tag])
        if element.tag in SIZED and not WIDTH.fullmatch(element.attributes.get("width", "1")):
            raise element.fault(f"The width of <{element.tag}> must be a number of pixels or per cent.")
        for name in PADDINGS & element.attributes.keys():
            element.attributes[name] = _with_units(element.attributes[name])
    _check_structure(root, is_block)
    head, body = _halves(root)
    classes = take_classes(head)
    for child in body.elements():
        apply_classes(classes, child, "")
    before = _take(head, body)
    sheets = [
        child for child in head.elements() if child.tag == "mj-style" and child.attributes.get("inline") == "inline"
    ]
    # A font file would be loaded from another host and tell it who reads the mail; the font's fallbacks serve.
    head.children = [
        child
        for child in head.children
        if isinstance(child, Element) and child.tag != "mj-font" and child not in sheets
    ]
    return Prepared(root, before, "\n".join(text(sheet) for sheet in sheets))


def text(element: Element) -> str:
    """All text in an element."""
    return "".join(child if isinstance(child, str) else text(child) for child in element.children)


def set_head(root: Element, tag: str, content: str) -> None:
    """Put one element with this text into the head, in place of those of its kind."""
    head, _ = _halves(root)
    head.children = [child for child in head.children if not (isinstance(child, Element) and child.tag == tag)]
    head.children.append(Element(tag, {}, [content]))


def _halves(root: Element) -> tuple[Element, Element]:
    """The head (made where there is none) and the body."""
    bodies = [child for child in root.elements() if child.tag == "mj-body"]
    heads = [child for child in root.elements() if child.tag == "mj-head"]
    if len(bodies) != 1 or len(heads) > 1:
        raise root.fault("An email has one <mj-body> and at most one <mj-head>.")
    head = heads[0] if heads else Element("mj-head")
    root.children = [head, bodies[0]]
    return head, bodies[0]


def _check_structure(parent: Element, is_block: Callable[[str], bool]) -> None:
    """Each element stands where MJML allows it; text between blocks is only template tags, which need an mj-raw."""
    allowed = CHILDREN.get(parent.tag)
    if parent.tag == "mj-attributes":
        return
    if allowed is None:
        _check_content(parent)
        return
    children: list[Element | str] = []
    for child in parent.children:
        if isinstance(child, Element):
            if child.tag not in allowed:
                names = ", ".join(f"<{name}>" for name in sorted(allowed))
                raise child.fault(f"<{child.tag}> cannot stand in <{parent.tag}>; these can: {names}.")
            _check_structure(child, is_block)
            children.append(child)
        elif child.strip():
            if "mj-raw" not in allowed or parent.tag == "mj-head" or not is_block(child):
                raise parent.fault(f"Text stands directly in <{parent.tag}>; it belongs into an <mj-text>.")
            children.append(Element("mj-raw", {}, [child.strip()]))
    parent.children = children


def _check_content(element: Element) -> None:
    """Inside a block that holds HTML there is no MJML."""
    if element.tag in EMPTY and (element.elements() or text(element).strip()):
        raise element.fault(f"<{element.tag}> cannot hold anything.")
    for child in element.elements():
        for inner in child.walk():
            if inner.tag.startswith("mj-"):
                raise inner.fault(f"<{inner.tag}> cannot stand in <{element.tag}>.")


@lru_cache(maxsize=1024)
def _with_units(lengths: str) -> str:
    """Lengths of which each has its unit: one number without makes the compiler overlook them all in its widths."""
    return " ".join(f"{one}px" if NUMBER.fullmatch(one) else one for one in lengths.split())


@dataclass
class Classes:
    """What each ``mj-class`` sets on its element, and on elements of a kind below it."""

    own: dict[str, dict[str, str]]
    below: dict[str, dict[str, dict[str, str]]]


def take_classes(head: Element) -> Classes:
    """Remove the ``mj-class`` definitions from the head."""
    classes = Classes({}, {})
    for group in head.elements():
        if group.tag != "mj-attributes":
            continue
        for definition in group.elements():
            if definition.tag == "mj-class":
                name = definition.attributes.get("name", "")
                classes.own[name] = {key: value for key, value in definition.attributes.items() if key != "name"}
                classes.below[name] = {child.tag: child.attributes for child in definition.elements()}
        group.children = [child for child in group.elements() if child.tag != "mj-class"]
    return classes


def apply_classes(classes: Classes, element: Element, inherited: str) -> None:
    """Write what an element's classes say onto it: the later of two classes wins, its own attributes over both."""
    names = element.attributes.pop("mj-class", "")
    merged: dict[str, str] = {}
    for name in names.split():
        own = classes.own.get(name, {})
        both = " ".join(filter(None, (merged.get("css-class"), own.get("css-class"))))
        merged |= own
        if both:
            merged["css-class"] = both
    for name in inherited.split():
        merged |= classes.below.get(name, {}).get(element.tag, {})
    element.attributes = merged | element.attributes
    for child in element.elements():
        if child.tag.startswith("mj-"):
            apply_classes(classes, child, names or inherited)


def _take(head: Element, body: Element) -> str:
    """Remove what stands in ``mj-raw position="file-start"`` and give it back as HTML."""
    taken = ""
    for parent in (head, body):
        for child in parent.elements():
            if child.tag == "mj-raw" and child.attributes.get("position") == "file-start":
                taken += write(child).partition(">")[2].removesuffix("</mj-raw>") if child.children else ""
                parent.children.remove(child)
    return taken
