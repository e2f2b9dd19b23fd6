"""The HTML of a rendering as a tree in which every element knows how it looks: colours, size, whether it shows.

What mail programs read is read here: style attributes, the old attributes for colours, and plain rules of style sheets.
Rules for screens of some size, for states and for siblings are not; a mail must be legible without them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from renderers import css
from renderers.document import VOID
from renderers.review import colours
from renderers.review.colours import Colour

WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)
DEEPEST = 200  # elements inside each other; what is deeper stands beside, which no reader of a mail would notice
BODY_SIZE = 16.0  # pixels
BOLD = 700
HEADINGS = {"h1": 2.0, "h2": 1.5, "h3": 1.17}
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav"}
    | {"ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "br"}
)
SILENT = frozenset({"head", "script", "style", "template", "title", "noscript"})
SHEET = re.compile(r"<style\b[^>]*>(.*?)(?:</style>|\Z)", re.DOTALL | re.IGNORECASE)
LENGTH = re.compile(r"(\d+(?:\.\d+)?|\.\d+)\s*(px|pt|em|rem|%)?")
PARTS_OF_PIXEL = {"px": 1.0, "": 1.0, "pt": 4 / 3, "rem": BODY_SIZE}


@dataclass
class Node:
    """One element; ``style`` is its own, the rest what it looks like where it stands."""

    tag: str
    attributes: Mapping[str, str]
    parent: "Node | None" = None
    children: list["Node | str"] = field(default_factory=list)
    style: Mapping[str, str] = field(default_factory=dict)
    colour: Colour = BLACK
    ground: Colour = WHITE
    size: float = BODY_SIZE
    bold: bool = False
    shows: bool = True
    depth: int = 0

    def walk(self) -> Iterator["Node"]:
        """This element and all below it, in the order of the document."""
        yield self
        for child in self.children:
            if isinstance(child, Node):
                yield from child.walk()

    def words(self) -> str:
        """All text in it that shows, on one line."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        if not self.shows:
            return
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                around = " " if child.tag in BLOCKS else ""
                yield around
                yield from child._words()  # noqa: SLF001 - of its own kind
                yield around

    @property
    def is_large(self) -> bool:
        """Large in the sense of WCAG 1.4.3: 18 points, or 14 points in bold."""
        return self.size >= 24 or (self.size >= 18.66 and self.bold)  # noqa: PLR2004 - points as pixels


def read(html: str) -> Node:
    """The tree of a document."""
    reader = _Reader()
    reader.feed(css.inline_what_can_be(html, sheets(html)))
    reader.close()
    return reader.top


def paragraphs(top: Node) -> list[str]:
    """The text of each innermost block that shows, in order."""
    found: list[str] = []
    current: list[str] = []

    def end() -> None:
        text = " ".join("".join(current).split())
        current.clear()
        if text:
            found.append(text)

    def gather(node: Node) -> None:
        if not node.shows:
            return
        for child in node.children:
            if isinstance(child, str):
                current.append(child)
            elif child.attributes.get("aria-hidden") == "true":
                continue  # an ornament
            elif child.tag in BLOCKS:
                end()
                gather(child)
                end()
            else:
                gather(child)

    gather(top)
    end()
    return found


def declarations(style: str) -> dict[str, str]:
    """The properties of a style attribute, the last of each winning."""
    found: dict[str, str] = {}
    for one in style.split(";"):
        name, colon, value = one.partition(":")
        if colon and value.strip():
            found[name.strip().lower()] = value.replace("!important", "").strip()
    return found


def sheets(html: str) -> str:
    """All style sheets of a document, as one and without comments."""
    return css.COMMENT.sub("", "\n".join(SHEET.findall(html)))


class _Reader(HTMLParser):
    """Builds the tree."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = Node("", {})
        self.at = self.top

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.at, depth=self.at.depth + 1)
        _look(node, self.at)
        self.at.children.append(node)
        if tag not in VOID and node.depth < DEEPEST:
            self.at = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        node: Node | None = self.at
        while node is not None and node.tag != tag:
            node = node.parent
        if node is not None and node.parent is not None:
            self.at = node.parent

    def handle_data(self, data: str) -> None:
        self.at.children.append(data)


def _look(node: Node, parent: Node) -> None:
    """What the element looks like, from its own style and from where it stands."""
    style = declarations(node.attributes.get("style", ""))
    node.style = style
    node.ground = _ground(node, style, parent.ground)
    named = style.get("color") or (node.attributes.get("color", "") if node.tag == "font" else "")
    node.colour = colours.read(named, node.ground) or parent.colour
    node.size = _size(style.get("font-size", ""), parent.size * HEADINGS.get(node.tag, 1.0), parent.size)
    node.bold = _bold(style.get("font-weight", ""), parent.bold or node.tag in {"b", "strong", "th", *HEADINGS})
    node.shows = (
        parent.shows
        and node.tag not in SILENT
        and "hidden" not in node.attributes
        and style.get("display") != "none"
        and style.get("visibility") != "hidden"
        and style.get("opacity") != "0"
    )


def _ground(node: Node, style: Mapping[str, str], below: Colour) -> Colour:
    """The colour behind it; of a shorthand, the first word that is one."""
    for text in (style.get("background-color", ""), node.attributes.get("bgcolor", "")):
        found = colours.read(text, below)
        if found:
            return found
    for word in re.findall(r"rgba?\([^)]*\)|[^\s,()]+", re.sub(r"url\([^)]*\)", "", style.get("background", ""))):
        found = colours.read(word, below)
        if found:
            return found
    return below


def _size(text: str, otherwise: float, parent: float) -> float:
    match = LENGTH.fullmatch(text)
    if match is None:
        return parent if text == "inherit" else otherwise
    amount, unit = float(match[1]), match[2] or ""
    if unit in {"em", "%"}:
        return parent * amount / (100 if unit == "%" else 1)
    return amount * PARTS_OF_PIXEL[unit]


def _bold(text: str, otherwise: bool) -> bool:
    if text.isdigit():
        return int(text) >= BOLD
    return {"bold": True, "bolder": True, "normal": False, "lighter": False}.get(text, otherwise)
