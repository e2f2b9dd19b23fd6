"""The text part of an email, written from the document's tree: links as "text (address)", table rows as lines."""

import re
from dataclasses import dataclass
from typing import Protocol

from renderers.document import Element, Verbatim

CONTAINERS = frozenset(
    {"mj-body", "mj-wrapper", "mj-section", "mj-group", "mj-column", "mj-hero", "mj-social", "mj-navbar"}
    | {"mj-carousel", "mj-accordion", "mj-accordion-element"}
)
BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "footer", "h1", "h2", "h3", "h4"}
    | {"h5", "h6", "header", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "ul"}
)
SILENT = frozenset({"style", "title", "head"})
RULE = "-" * 40
INVISIBLE = re.compile("[\u00ad\u034f\u200b\u200c\ufeff]")
SPACE = re.compile(r"\s+")
LITERAL = re.compile(r"\{[{%#]")  # braces that the author wrote as entities
LABELLED = 2  # cells of a row that reads "label: value"
NOTHING = "—"  # what an empty cell says under a heading


class Words(Protocol):
    """What a template's tags are hidden behind, as ``renderers.mjml.Hidden`` does it."""

    def is_block(self, text: str) -> bool:
        """Whether a text is nothing but block tags and white space."""
        ...

    def has_block(self, text: str) -> bool:
        """Whether a block tag stands in a text."""
        ...


def to_text(body: Element, words: Words) -> str:
    """The text of an ``mj-body``, in the template language of its document; paragraphs stand a line apart."""
    paragraphs = _Paragraphs(words)
    paragraphs.block(body)
    return paragraphs.finish()


class _Paragraphs:
    """Gathers paragraphs; a template's block tags stand at the start of the next one."""

    def __init__(self, words: Words) -> None:
        self.tags = words
        self.is_block = words.is_block
        self.lines: list[str] = []
        self.current: list[str] = []
        self.link: _Said | None = None  # the last of the paragraph that is being written
        self.seen: set[tuple[str, str]] = set()  # words and addresses of the links of this block

    def finish(self) -> str:
        self.end()
        text = INVISIBLE.sub("", "".join(self.lines))
        text = LITERAL.sub(lambda match: f"{{{{ '{match[0]}' }}}}", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"

    def end(self, gap: str = "\n\n") -> None:
        """Close the paragraph that is being written."""
        self.link = None
        if not self.current:
            return
        rows = [" ".join(row.split()) for row in "".join(self.current).split("\n")]
        text = "\n".join(rows).strip()
        self.current = []
        if not text:
            return
        self.lines.append(text if self.is_block(text) else text + gap)

    def gap(self) -> None:
        """Leave a line between what was written and what follows."""
        words = [line for line in self.lines if not self.is_block(line)]
        if words and not words[-1].endswith("\n\n"):
            self.lines.append("\n")

    def block(self, element: Element) -> None:
        """Write one MJML block."""
        if element.tag in CONTAINERS:
            for child in element.elements():
                self.block(child)
            return
        self.end()
        self.seen.clear()
        if element.tag == "mj-divider":
            self.current.append(RULE)
        elif element.tag in {"mj-image", "mj-carousel-image"}:
            self.current.append(_link(element.attributes.get("alt", ""), _address(element)))
        elif element.tag == "mj-table":
            self.rows(element)
        elif element.attributes.get("href"):
            self.current.append(_link(self.inline(element), _address(element)))
        else:
            self.content(element)
        self.end()

    def content(self, element: Element) -> None:
        """Write the HTML inside a block."""
        for child in element.children:
            if isinstance(child, Verbatim):
                continue
            if isinstance(child, str):
                self.words(child)
            elif child.tag in {"tr", "table"}:
                self.end()
                self.rows(child) if child.tag == "table" else self.row(child)
            else:
                self.html(child)

    def words(self, text: str) -> None:
        """Write running text; white space means one space."""
        if self.tags.has_block(text):  # of what stands before and behind it, a reader may get only one
            self.link = None
            self.seen.clear()
        if self.is_block(text) and text.strip() and not "".join(self.current).strip():
            self.end()
            self.current.append("".join(text.split()))
            self.end()
        else:
            self.current.append(SPACE.sub(" ", text))

    def html(self, element: Element) -> None:
        """Write one HTML element."""
        tag = element.tag
        if tag in SILENT or element.attributes.get("aria-hidden") == "true":
            return
        if tag == "br":
            self.current.append("\n")
        elif tag == "hr":
            self.end()
            self.current.append(RULE)
            self.end()
        elif tag == "img":
            self.current.append(element.attributes.get("alt", ""))
        elif tag == "a":
            self.anchor(element.attributes.get("aria-label") or self.inline(element), _address(element))
        elif tag == "li":
            self.end("\n")
            self.current.append("- ")
            self.content(element)
            self.end("\n")
        elif tag in BLOCKS:
            self.end()
            self.content(element)
            self.end()
            if tag in {"ul", "ol"}:
                self.gap()
        else:
            self.content(element)

    def anchor(self, text: str, address: str) -> None:
        """Write a link: its address once, behind the last of several links that lead there; the very same link once."""
        before = self.link
        if not before or before.address != address:
            if (text, address) in self.seen:
                return
            if before and before.place == len(self.current) - 1:
                self.current.append(" · ")
        elif before.place == len(self.current) - 1:  # one link, of which a part looks different
            text = before.text + text
            self.current.pop()
        else:
            self.current[before.place] = before.text
        self.link = _Said(len(self.current), text, address) if text else None
        self.seen.add((text, address))
        self.current.append(_link(text, address))

    def inline(self, element: Element, between: str = " ") -> str:
        """The text of an element on one line."""
        inner = _Paragraphs(self.tags)
        inner.seen = self.seen
        inner.content(element)
        lines = [" ".join(line.split()) for line in inner.finish().splitlines() if line.strip()]
        *lines, last = lines or [""]
        return between.join(lines) + ("" if not lines or self.is_block(last) else between) + last

    def rows(self, table: Element, *, headed: bool = False) -> None:
        """Write a table, a line for each row."""
        for child in table.children:
            if isinstance(child, str):
                self.words(child)
                self.end("\n")
            elif child.tag == "tr":
                headed = headed or _is_head(child)
                self.row(child, headed=headed)
            else:
                self.rows(child, headed=headed)
                headed = headed or child.tag == "thead"
        self.gap()

    def row(self, row: Element, *, headed: bool = False) -> None:
        """Write a row: what stands in a single cell as it stands there, a label with its value, or all its cells."""
        whole = row.elements()
        if len(whole) == 1 and any(child.tag in BLOCKS for child in whole[0].elements()):
            self.content(whole[0])
            self.end()
            return
        cells = [self.cell(cell, headed=headed) for cell in row.children]
        cells = [cell for cell in cells if cell]
        if not headed and len(cells) == LABELLED and not any(self.is_block(cell) for cell in cells):
            self.current.append(f"{cells[0].removesuffix(':')}: {cells[1]}")
        else:
            self.current.append(" | ".join(cells))
        self.end("\n")

    def cell(self, cell: Element | str, *, headed: bool) -> str:
        """The text of a cell, or of what stands between cells."""
        if isinstance(cell, str):
            return cell.strip()
        return self.inline(cell, " · ") or (NOTHING if headed else "")


@dataclass(frozen=True)
class _Said:
    """A link in the paragraph that is being written, and the place of its words there."""

    place: int
    text: str
    address: str


def _is_head(row: Element) -> bool:
    """Whether a row names the columns."""
    cells = row.elements()
    return len(cells) > 1 and all(cell.tag == "th" for cell in cells)


def _address(element: Element) -> str:
    """Where an element leads, as one would write it down; empty where it leads nowhere."""
    href = element.attributes.get("href", "").strip()
    return "" if href.startswith("#") else href.removeprefix("mailto:").removeprefix("tel:")


def _link(text: str, address: str) -> str:
    """A link's text and its address."""
    if not address or address == text:
        return text
    return f"{text} ({address})" if text else address
