"""Reads an MJML document that is well-formed XML, as the editor writes it: four times as fast as any other.

What a browser would read differently from XML is left to ``renderers.document``, and so is every document with a
fault, since only that knows where in the author's text each element stands.
"""

import re
from html.entities import html5
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import ParseError, fromstring

from renderers.document import CLOSES, MAX_DEPTH, MAX_ELEMENTS, MAX_SIZE, RAW, VOID, Element

OTHERWISE = ("<!", "<?", "xmlns", "<script")
"""Comments and declarations, which keeps entities out; names of other spaces; what HTML takes for no markup."""
STYLE = re.compile(r"<(?:mj-)?style\b[^>]*>[^<]*&")  # where HTML knows no entities
REFERENCE = re.compile(r"&(#?)([A-Za-z0-9]+);")
XML_NAMES = frozenset({"amp", "lt", "gt", "quot", "apos"})
NAME = re.compile(r"[a-z][a-z0-9-]*")
ATTRIBUTE = re.compile(r"[a-z_][a-z0-9_.-]*")


class _OtherwiseError(Exception):
    """HTML reads this document in another way."""


def parse(source: str) -> Element | None:
    """The ``mjml`` element of a document without faults; None for one that must be read in the careful way."""
    if len(source) > MAX_SIZE or any(one in source for one in OTHERWISE) or ("&" in source and STYLE.search(source)):
        return None
    try:
        root = fromstring(REFERENCE.sub(_character, source) if "&" in source else source)  # noqa: S314 - no declarations get here
        return _Tree().element(root, "", 1) if root.tag == "mjml" else None
    except (ParseError, ValueError, RecursionError, _OtherwiseError):
        return None


def _character(reference: re.Match[str]) -> str:
    """A reference as XML has it: of HTML's own names the characters themselves."""
    if reference[1] or reference[2] in XML_NAMES:
        if reference[1] and 128 <= _number(reference[2]) < 160:  # noqa: PLR2004 - HTML reads these as Windows-1252
            raise _OtherwiseError
        return reference[0]
    return html5.get(f"{reference[2]};", reference[0])


def _number(digits: str) -> int:
    return int(digits[1:], 16) if digits[:1] in {"x", "X"} else int(digits)


class _Tree:
    """Makes the elements of one document."""

    def __init__(self) -> None:
        self.count = 0
        self.known: set[str] = set()

    def element(self, node: Node, parent: str, depth: int) -> Element:
        """One element and all in it."""
        tag = node.tag
        self.count += 1
        if tag not in self.known:
            if NAME.fullmatch(tag) is None:
                raise _OtherwiseError
            self.known.add(tag)
        if depth > MAX_DEPTH or self.count > MAX_ELEMENTS or (tag in CLOSES and parent in CLOSES[tag]):
            raise _OtherwiseError
        attributes = dict(node.items())
        for name in attributes:
            if name not in self.known:
                if ATTRIBUTE.fullmatch(name) is None:
                    raise _OtherwiseError
                self.known.add(name)
        children: list[Element | str] = [node.text] if node.text else []
        for child in node:
            children.append(self.element(child, tag, depth + 1))
            if child.tail:
                children.append(child.tail)
        if (children and tag in VOID) or (tag in RAW and len(node)):
            raise _OtherwiseError
        return Element(tag, attributes, children)
