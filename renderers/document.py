"""An MJML document as a tree, with the line and column of every element for its author.

Authors write MJML as they write HTML: attributes without quotes, ``<br>``, an unclosed ``<p>``, ``&nbsp;``. The
compiler behind wants XML. So the document is read leniently here, checked, and written strictly.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from html.parser import HTMLParser

from renderers.errors import TemplateError

MAX_SIZE = 1_000_000  # characters
MAX_DEPTH = 100  # the compiler's stack ends the process at about 3,000
MAX_ELEMENTS = 20_000
VOID = frozenset(["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"])
CLOSES = {
    "p": {"p"},
    "li": {"p", "li"},
    "dt": {"p", "dt", "dd"},
    "dd": {"p", "dt", "dd"},
    "td": {"p", "td", "th"},
    "th": {"p", "td", "th"},
    "tr": {"p", "td", "th", "tr"},
}
MAY_STAY_OPEN = frozenset({"p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot"})
RAW = frozenset({"script", "style", "mj-style"})  # their text is no markup
WRITTEN_AS_IS = r"[!#-%(-;=?-\[\]-z|}~]+"
PLAIN = re.compile(rf"(?:{WRITTEN_AS_IS}(?: {WRITTEN_AS_IS})*)?")  # attributes that are written as they are
SHORT = 400  # characters of an attribute that is likely to come again
LITERAL = re.compile(r"\{(?=[{%#])")
CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)


class Verbatim(str):
    """A piece of the document that is written as it was read: a conditional comment for Outlook."""

    __slots__ = ()


@dataclass(slots=True)
class Element:
    """One element; ``children`` are elements and plain text (unescaped)."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Element | str"] = field(default_factory=list)
    line: int | None = None
    column: int | None = None

    def fault(self, message: str) -> TemplateError:
        """An error at this element."""
        return TemplateError(message, self.line, self.column)

    def elements(self) -> list["Element"]:
        """The children that are elements."""
        return [child for child in self.children if isinstance(child, Element)]

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in the order of the document."""
        found: list[Element] = []
        self._gather(found)
        return iter(found)

    def _gather(self, found: list["Element"]) -> None:
        found.append(self)
        for child in self.children:
            if isinstance(child, Element):
                child._gather(found)  # noqa: SLF001 - of its own kind


def parse(source: str, locate: Callable[[int, int], tuple[int, int]], root: str = "mjml") -> Element:
    """The ``root`` element of a document; ``locate`` maps a line and column of ``source`` to the author's own."""
    if len(source) > MAX_SIZE:
        raise TemplateError(f"The document is longer than {MAX_SIZE:,} characters.")
    reader = _Reader(locate)
    reader.feed(CDATA.sub(lambda match: escape(match[1], quote=False), source))
    reader.close()
    return reader.finish(root)


def write(element: Element) -> str:
    """The element as strict XML that the compiler reads without harm."""
    attributes = "".join(f' {name}="{_attribute(value)}"' for name, value in element.attributes.items())
    if element.tag in VOID or (not element.children and element.tag.startswith("mj-")):
        return f"<{element.tag}{attributes} />"
    if element.tag in RAW:
        content = "".join(str(child) for child in element.children)
    else:
        content = "".join(write(child) if isinstance(child, Element) else _text(child) for child in element.children)
    return f"<{element.tag}{attributes}>{content}</{element.tag}>"


def _text(text: str) -> str:
    return text if isinstance(text, Verbatim) or not text.strip() else _closed(escape(text, quote=False))


def _closed(text: str) -> str:
    """Braces that the author wrote as entities must not become a template tag."""
    return LITERAL.sub("&#123;", text) if "{" in text else text


def _attribute(value: str) -> str:
    """A value in plain ASCII without quotes, backslashes or line ends, which the compiler would write as escapes."""
    return _remembered(value) if len(value) <= SHORT else _in_ascii(value)


def _in_ascii(value: str) -> str:
    if PLAIN.fullmatch(value):
        return value
    text = _closed(escape(" ".join(value.split()), quote=True)).replace("\\", "&#92;")
    return "".join(char if " " <= char <= "~" else f"&#{ord(char)};" for char in text if char >= " ")


_remembered = lru_cache(maxsize=2048)(_in_ascii)


class _Reader(HTMLParser):
    """Builds the tree."""

    CDATA_CONTENT_ELEMENTS = ("script", "style", "mj-style")  # type: ignore[misc]  # meant to be set by subclasses

    def __init__(self, locate: Callable[[int, int], tuple[int, int]]) -> None:
        super().__init__(convert_charrefs=True)
        self.locate = locate
        self.top = Element("")
        self.open = [self.top]
        self.count = 0

    def position(self) -> tuple[int, int]:
        line, column = self.getpos()
        return self.locate(line, column + 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        while self.open[-1].tag in CLOSES.get(tag, ()):
            self.open.pop()
        element = Element(tag, {name: value or "" for name, value in attrs}, [], *self.position())
        self.count += 1
        if self.count > MAX_ELEMENTS:
            raise element.fault(f"The document has more than {MAX_ELEMENTS:,} elements.")
        if len(self.open) > MAX_DEPTH:
            raise element.fault(f"Elements stand more than {MAX_DEPTH} deep inside each other.")
        for name in element.attributes:
            if not re.fullmatch(r"[a-z_:][a-z0-9_:.-]*", name):
                raise element.fault(f"{name} is no name of an attribute of <{tag}>.")
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        while self.open[-1].tag in MAY_STAY_OPEN and self.open[-1].tag != tag:
            self.open.pop()
        if self.open[-1] is self.top:
            raise TemplateError(f"</{tag}> closes nothing.", *self.position())
        if self.open[-1].tag != tag:
            left = self.open[-1]
            raise TemplateError(
                f"</{tag}> stands where <{left.tag}> of line {left.line} must be closed first.", *self.position()
            )
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        if self.open[-1].tag == "mj-raw" and (data.startswith("[if") or "[endif]" in data):
            self.open[-1].children.append(Verbatim(f"<!--{data}-->"))

    def finish(self, root: str) -> Element:
        while self.open[-1].tag in MAY_STAY_OPEN:
            self.open.pop()
        if self.open[-1] is not self.top:
            raise self.open[-1].fault(f"<{self.open[-1].tag}> is never closed.")
        roots = self.top.elements()
        stray = [child for child in self.top.children if isinstance(child, str) and child.strip()]
        if len(roots) != 1 or roots[0].tag != root or stray:
            kind = "An email" if root == "mjml" else "A page"
            raise TemplateError(f"{kind} is one <{root}> element and nothing beside it.", 1, 1)
        return roots[0]
