"""The body of a letter: TipTap's JSON, examined node by node, as HTML with tokens.

Nothing of it reaches the page that is not named here, so nothing has to be taken out afterwards: texts are escaped,
marks are bold and italic, and attributes are tokens and labels.
"""

from collections.abc import Mapping
from html import escape
from typing import Any

from renderers.designs.expression import Token, expression
from renderers.document import LITERAL
from renderers.errors import TemplateError
from renderers.tags import scan

MAX_NODES = 5_000
MAX_DEPTH = 20

Node = Mapping[str, Any]

BLOCKS = {"paragraph": "p", "bulletList": "ul", "orderedList": "ol", "listItem": "li"}
INSIDE = {
    "doc": frozenset({"paragraph", "heading", "bulletList", "orderedList", "facts", "pageBreak"}),
    "bulletList": frozenset({"listItem"}),
    "orderedList": frozenset({"listItem"}),
    "listItem": frozenset({"paragraph", "bulletList", "orderedList"}),
    "facts": frozenset({"fact"}),
}
WORDS = frozenset({"text", "hardBreak", "token", "code_tag"})
"""What may stand in each node; in those that are not named here, words."""

MARKS = {"bold": "strong", "italic": "em"}


def body_html(doc: Node) -> str:
    """The HTML of a body.

    Raises:
        TemplateError: it holds what no letter has, or too much of it.
    """
    if doc.get("type") != "doc":
        raise TemplateError("The body of a letter is a document of the letter editor.")
    return _Writer().children(doc, 0)


def neutral(text: str) -> str:
    """Words as HTML: escaped, and without a brace that would begin a template tag."""
    return LITERAL.sub("&#123;", escape(text, quote=False))


class _Writer:
    """Writes nodes, and counts them."""

    def __init__(self) -> None:
        self.count = 0

    def children(self, node: Node, depth: int) -> str:
        """What stands inside a node."""
        content = node.get("content", [])
        if not isinstance(content, list):
            raise TemplateError("The body of the letter is damaged.")
        kind = str(node.get("type"))
        return "".join(self.node(one, depth + 1, INSIDE.get(kind, WORDS)) for one in content)

    def node(self, node: Any, depth: int, allowed: frozenset[str]) -> str:  # noqa: ANN401 - any JSON value
        """One node, where only these may stand."""
        self.count += 1
        if self.count > MAX_NODES:
            raise TemplateError(f"The body of the letter has more than {MAX_NODES:,} parts.")
        if depth > MAX_DEPTH:
            raise TemplateError(f"Parts of the letter stand more than {MAX_DEPTH} deep inside each other.")
        kind = node.get("type") if isinstance(node, Mapping) else None
        if kind not in allowed:
            raise TemplateError(f"A letter cannot hold “{str(kind)[:40]}” at this place.")
        if kind in WORDS:
            return _word(node)
        inner = self.children(node, depth)
        if kind == "heading":
            return f"<h2>{inner}</h2>\n"
        if kind == "pageBreak":
            return '<div class="break"></div>\n'
        if kind == "facts":
            return f"<table>{inner}</table>\n"
        return _fact(node, inner) if kind == "fact" else f"<{BLOCKS[kind]}>{inner}</{BLOCKS[kind]}>\n"


def _word(node: Node) -> str:
    """A text with its marks, a line end, or a token."""
    kind, attributes = node["type"], node.get("attrs") or {}
    if kind == "hardBreak":
        return "<br>"
    if kind == "token":
        written = _expression(attributes)
    elif kind == "code_tag":
        written = str(attributes.get("source", ""))
        if "".join(tag.text for tag in scan(written)) != written:
            raise TemplateError("A formula written by hand is damaged.")
    else:
        written = neutral(str(node.get("text", "")))
    for mark in node.get("marks") or ():
        name = MARKS.get(str(mark.get("type")) if isinstance(mark, Mapping) else "")
        if name is None:
            raise TemplateError("Texts of a letter can be bold and italic, nothing else.")
        written = f"<{name}>{written}</{name}>"
    return written


def _expression(attributes: Mapping[str, Any]) -> str:
    token = Token(*(str(attributes.get(name) or "") for name in ("token", "format", "fallback")))
    try:
        return expression(token)
    except ValueError as error:
        raise TemplateError(f"{error}.") from error


def _fact(node: Node, inner: str) -> str:
    """A row of a table: a label and what it is; left out where its first token has no value, if it says so."""
    attributes = node.get("attrs") or {}
    row = f"<tr><th>{neutral(str(attributes.get('label') or ''))}</th><td>{inner}</td></tr>"
    first = next((one for one in node.get("content", []) if one["type"] == "token"), None)
    if not attributes.get("ifKnown") or first is None:
        return row
    return f"{{% if {first['attrs']['token']} is defined %}}{row}{{% endif %}}"
