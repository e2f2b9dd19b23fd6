"""What GrapesJS saves (a project) as the tree of the compiler, and a tree as a project to be opened in the editor.

A component of a block is an element of the same tag. In a text, a component ``inline`` is an element of HTML, a
``textnode`` its words, a ``token`` the expression of a personal detail, and ``code`` a template tag written by hand.
What was written by hand as markup (``mj-raw``, ``mj-style``) keeps it in ``code``. The id of a block is its attribute
``id``: errors name it.
"""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from renderers.designs import clean, expression
from renderers.designs.dialect import EMAIL, Dialect
from renderers.designs.shape import TAGS, TEXTNODE, Component, block_id, check_component, check_project, children_of
from renderers.document import RAW, Element, Verbatim, write
from renderers.errors import DesignError, TemplateError
from renderers.mjml import Hidden

INLINE = "inline"


def read_project(project: Mapping[str, Any], dialect: Dialect = EMAIL) -> Element:
    """The tree of a project, cleaned; raises DesignError where it is none, too large or too deep."""
    return _block(check_project(project, dialect), dialect)


def write_project(root: Element, dialect: Dialect = EMAIL) -> dict[str, Any]:
    """A project that opens in the editor with the blocks of a tree; blocks without an id get one."""
    names = _Names({element.attributes["id"] for element in root.walk() if "id" in element.attributes})
    wrapper = {
        "type": "wrapper",
        "components": [_component(root, dialect, names)],
        "head": {"type": "head"},
        "docEl": {"tagName": "html"},
    }
    pages = [{"frames": [{"component": wrapper, "id": "frame"}], "id": "page"}]
    return {"dataSources": [], "assets": [], "styles": [], "pages": pages, "symbols": []}


def read_component(component: Component, dialect: Dialect = EMAIL) -> Element:
    """The tree of one component (a saved section), under the same limits."""
    check_component(component, dialect)
    return _block(component, dialect)


def _block(component: Component, dialect: Dialect) -> Element:
    tag = str(component.get("type", ""))
    if tag not in dialect.blocks:
        raise DesignError("A text stands where only blocks can.", block=block_id(component))
    element = Element(tag, clean.attributes(_attributes(component)))
    try:
        element.children = _content(component, dialect)
    except DesignError:
        raise
    except TemplateError as error:
        raise DesignError(error.message, block=block_id(component)) from error
    return element


def _content(component: Component, dialect: Dialect) -> list[Element | str]:
    tag = component["type"]
    if tag in dialect.styles:
        return [clean.sheet(str(component.get("code", "")))]
    if tag in dialect.raw:
        return clean.raw(str(component.get("code", "")))
    if tag in dialect.rich | dialect.tables:
        return clean.rich(_joined(_inline(component)))
    return [_block(child, dialect) for child in children_of(component)]


def _inline(component: Component) -> Iterator[Element | str]:
    content = component.get("content") or component.get("components")
    if isinstance(content, str):
        yield content
    for child in children_of(component):
        kind = str(child.get("type", ""))
        if kind == TEXTNODE:
            yield str(child.get("content", ""))
        elif kind == "code":
            yield str(child.get("code", ""))
        elif kind == "token":
            yield _expression(child)
        else:
            tag = str(child.get("tagName") or TAGS.get(kind, kind))
            yield Element(tag, _attributes(child), _joined(_inline(child)))


def _expression(component: Component) -> str:
    token = expression.Token(*(str(component.get(name, "")) for name in ("token", "format", "fallback")))
    try:
        return expression.expression(token)
    except ValueError as error:
        raise DesignError(f"{error}.", block=block_id(component)) from error


def _joined(children: Iterator[Element | str]) -> list[Element | str]:
    """Texts that follow each other are one."""
    found: list[Element | str] = []
    for child in children:
        if isinstance(child, str) and found and isinstance(found[-1], str):
            found[-1] += child
        else:
            found.append(child)
    return found


def _attributes(component: Component) -> dict[str, str]:
    found = {
        str(name): _value(value) for name, value in (component.get("attributes") or {}).items() if value is not None
    }
    classes = [one if isinstance(one, str) else str(one.get("name", "")) for one in component.get("classes", [])]
    if classes:
        found["class"] = " ".join(filter(None, classes))
    style = component.get("css") or component.get("style")
    if isinstance(style, Mapping) and style:
        found["style"] = "".join(f"{name}:{value};" for name, value in style.items())
    elif isinstance(style, str) and style:
        found["style"] = style
    return found


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


class _Names:
    """Gives ids that no block has."""

    def __init__(self, taken: set[str]) -> None:
        self.taken = taken
        self.count = 0

    def next(self) -> str:
        while True:
            self.count += 1
            if f"b{self.count}" not in self.taken:
                return f"b{self.count}"


def _component(element: Element, dialect: Dialect, names: _Names) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": element.tag,
        "attributes": {"id": element.attributes.get("id") or names.next(), **element.attributes},
    }
    if element.tag in dialect.styles | dialect.raw:
        found["code"] = "".join(_code(child, element.tag) for child in element.children)
    elif element.tag in dialect.leaves:
        found["components"] = [one for child in element.children for one in _words(child)]
    else:
        found["components"] = [_component(child, dialect, names) for child in element.elements()]
    return {name: value for name, value in found.items() if value not in ([], "")}


def _code(child: Element | str, tag: str) -> str:
    if isinstance(child, Element):
        return write(child)
    if isinstance(child, Verbatim) or tag in RAW:
        return child
    hidden = Hidden()
    return hidden.show(escape(hidden.hide(child), quote=False))


def _words(child: Element | str) -> Iterator[dict[str, Any]]:
    """The components of a part of a text."""
    if isinstance(child, Element):
        yield _inline_component(child)
        return
    for piece in expression.pieces(child):
        if isinstance(piece, expression.Token):
            said = {"token": piece.token, "format": piece.format, "fallback": piece.fallback}
            yield {"type": "token", **{name: value for name, value in said.items() if value}}
        elif isinstance(piece, expression.Code):
            yield {"type": "code", "code": piece.source}
        else:
            yield {"type": TEXTNODE, "content": piece}


def _inline_component(element: Element) -> dict[str, Any]:
    attributes = dict(element.attributes)
    css = attributes.pop("style", "")
    classes = attributes.pop("class", "").split()
    found = {
        "type": INLINE,
        "tagName": element.tag if element.tag != TAGS[INLINE] else "",
        "css": css,
        "classes": classes,
        "attributes": attributes,
        "components": [one for child in element.children for one in _words(child)],
    }
    return {name: value for name, value in found.items() if value or name == "type"}
