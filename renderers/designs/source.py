"""Writes a design as the text that is compiled and kept with a version, and finds the block behind a line of it."""

from bisect import bisect_right
from dataclasses import dataclass

from renderers.designs.dialect import EMAIL, Dialect
from renderers.document import Element, write
from renderers.mjml import Hidden


@dataclass(frozen=True)
class DesignSource:
    """A design as text; every block begins a line of its own, and ``starts`` are those lines, from 1, with its id."""

    text: str
    starts: tuple[tuple[int, str], ...]

    def block_at(self, line: int | None) -> str:
        """The id of the block that a fault at this line is about; empty where none is."""
        if line is None:
            return ""
        at = bisect_right(self.starts, (line, "\uffff"))
        return self.starts[at - 1][1] if at else ""


def write_source(root: Element, dialect: Dialect = EMAIL) -> DesignSource:
    """The text of a tree. Ids stay out of it; template tags stay as they are."""
    writer = _Writer(dialect)
    writer.block(root)
    return DesignSource("\n".join(writer.lines) + "\n", tuple(writer.starts))


class _Writer:
    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.lines: list[str] = []
        self.starts: list[tuple[int, str]] = []
        self.line = 1

    def block(self, element: Element) -> None:
        if "id" in element.attributes:
            self.starts.append((self.line, element.attributes["id"]))
        bare = Element(element.tag, {name: value for name, value in element.attributes.items() if name != "id"})
        if element.tag in self.dialect.leaves or not element.children:
            self._put(self._text(Element(bare.tag, bare.attributes, element.children)))
            return
        opening, closing = self._text(Element(bare.tag, bare.attributes, ["\n"])).split("\n")
        self._put(opening)
        for child in element.elements():
            self.block(child)
        self._put(closing)

    def _put(self, text: str) -> None:
        self.lines.append(text)
        self.line += text.count("\n") + 1

    def _text(self, element: Element) -> str:
        hidden = Hidden()
        return hidden.show(write(hide(element, hidden)))


def hide(element: Element, hidden: Hidden, at: Element | None = None) -> Element:
    """A copy of a tree whose template tags are words; where ``at`` is given, all of it stands where that does."""
    place = at or element
    found = {name: hidden.hide(value) for name, value in element.attributes.items()}
    children = [
        hide(child, hidden, at) if isinstance(child, Element) else type(child)(hidden.hide(child))
        for child in element.children
    ]
    return Element(element.tag, found, children, place.line, place.column)


def show(element: Element, hidden: Hidden) -> Element:
    """A copy of a tree whose template tags are back in place."""
    found = {name: hidden.show(value) for name, value in element.attributes.items()}
    children = [
        show(child, hidden) if isinstance(child, Element) else type(child)(hidden.show(child))
        for child in element.children
    ]
    return Element(element.tag, found, children, element.line, element.column)
