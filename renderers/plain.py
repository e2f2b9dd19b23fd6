"""The text part of an email, written from the document's tree: links as "text (address)", table rows as lines."""

import re
from collections.abc import Callable

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
LITERAL = re.compile(r"\{[{%#]")  # braces that the author wrote as entities
LABELLED = 2  # cells of a row that reads "label: value"


def to_text(body: Element, is_block: Callable[[str], bool]) -> str:
    """The text of an ``mj-body``, in the template language of its document; paragraphs stand a line apart."""
    paragraphs = _Paragraphs(is_block)
    paragraphs.block(body)
    return paragraphs.finish()


class _Paragraphs:
    """Gathers paragraphs; a template's block tags stand at the start of the next one."""

    def __init__(self, is_block: Callable[[str], bool]) -> None:
        self.is_block = is_block
        self.lines: list[str] = []
        self.current: list[str] = []

    def finish(self) -> str:
        self.end()
        text = INVISIBLE.sub("", "".join(self.lines))
        text = LITERAL.sub(lambda match: f"{{{{ '{match[0]}' }}}}", text)
        return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"

    def end(self, gap: str = "\n\n") -> None:
        """Close the paragraph that is being written."""
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
        if element.tag == "mj-divider":
            self.current.append(RULE)
        elif element.tag in {"mj-image", "mj-carousel-image"}:
            self.current.append(_link(element.attributes.get("alt", ""), element))
        elif element.tag == "mj-table":
            self.rows(element)
        elif element.attributes.get("href"):
            self.current.append(_link(self.inline(element), element))
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
        if self.is_block(text) and text.strip() and not "".join(self.current).strip():
            self.end()
            self.current.append("".join(text.split()))
            self.end()
        else:
            self.current.append(re.sub(r"\s+", " ", text))

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
            self.current.append(_link(self.inline(element), element))
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

    def inline(self, element: Element) -> str:
        """The text of an element on one line."""
        inner = _Paragraphs(self.is_block)
        inner.content(element)
        return " ".join(inner.finish().split())

    def rows(self, table: Element) -> None:
        """Write a table, a line for each row."""
        for child in table.children:
            if isinstance(child, str):
                self.words(child)
                self.end("\n")
            elif child.tag == "tr":
                self.row(child)
            else:
                self.rows(child)
        self.gap()

    def row(self, row: Element) -> None:
        cells = [self.inline(cell) if isinstance(cell, Element) else cell.strip() for cell in row.children]
        cells = [cell for cell in cells if cell]
        if len(cells) == LABELLED and not any(self.is_block(cell) for cell in cells):
            self.current.append(f"{cells[0].removesuffix(':')}: {cells[1]}")
        else:
            self.current.append(" | ".join(cells))
        self.end("\n")


def _link(text: str, element: Element) -> str:
    """A link's text and its address."""
    href = element.attributes.get("href", "").strip()
    address = href.removeprefix("mailto:").removeprefix("tel:")
    if not address or address.startswith("#") or address == text:
        return text
    return f"{text} ({address})" if text else address
