"""Takes out of a text what may not stand in anything that is sent: scripts, handlers, foreign frames, Word's leftovers.

``nh3`` reads the markup as a browser would and writes only what is allowed. Rows of a table are walked by hand, since
template tags may stand between them, which a browser would move out of the table.
"""

import re
from collections.abc import Mapping, Sequence

import nh3

from renderers.designs.dialect import TABLE_TAGS, TEXT_TAGS
from renderers.designs.source import hide, show
from renderers.document import Element, Verbatim, parse, write
from renderers.mjml import Hidden

Children = list[Element | str]

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms", "cid"})
GONE_WITH_CONTENT = frozenset(
    {"script", "style", "title", "iframe", "object", "embed", "noscript", "xml", "svg", "math"}
)
EVERYWHERE = frozenset({"style", "class", "title", "dir", "lang", "align", "role", "aria-hidden", "aria-label"})
CELLS = frozenset(
    {"valign", "width", "height", "colspan", "rowspan", "bgcolor", "border", "cellpadding", "cellspacing"}
)
BY_TAG: dict[str, set[str]] = {
    "a": {"href", "target", "rel", "name"},
    "img": {"src", "alt", "width", "height", "border"},
    "font": {"color", "face", "size"},
    "ol": {"start", "type"},
    "li": {"value"},
    "time": {"datetime"},
    "div": set(CELLS | {"scope"}),
}
ADDRESSES = frozenset({"href", "src", "background-url", "action", "poster", "background", "action-href", "name-href"})
SCHEME = re.compile(r"\s*([a-z][a-z0-9+.-]*)\s*:", re.IGNORECASE)
HARMFUL = re.compile(r"expression\s*\(|javascript\s*:|vbscript\s*:|behavior\s*:|@import|</style|[<>\\]", re.IGNORECASE)
ELSEWHERE = re.compile(r"url\(\s*['\"]?\s*(?!https?:|cid:|/(?!/))", re.IGNORECASE)
FOREIGN = re.compile(r"^(mso-|-ms-|behavior$|position$|-moz-binding$|tab-stops$|page$)")
DECLARATION = re.compile(r"(?:[^;()'\"]|\([^)]*\)|'[^']*'|\"[^\"]*\")+")
META = frozenset(
    {"color-scheme", "supported-color-schemes", "viewport", "format-detection", "x-apple-disable-message-reformatting"}
)


def rich(children: Sequence[Element | str]) -> Children:
    """The children of a text without what may not be sent; raises TemplateError for a tag that is never closed."""
    hidden = Hidden()
    found = _rich(hide(Element("", {}, list(children)), hidden).children)
    return show(Element("", {}, found), hidden).children


def safe_address(value: str) -> bool:
    """Whether an address may be opened or loaded; one that begins with a token is filled by us."""
    text = "".join(char for char in value if char > " ")
    scheme = SCHEME.match(text)
    return scheme is None or scheme[1].lower() in SCHEMES


def attributes(found: Mapping[str, str]) -> dict[str, str]:
    """The attributes of a block without handlers and without addresses that run something."""
    return {
        name: value
        for name, value in found.items()
        if not name.startswith("on") and not (name in ADDRESSES and not safe_address(value))
    }


def style(text: str) -> str:
    """The declarations of a style attribute that may stay, as ``name:value;`` one after the other."""
    kept = []
    for declaration in DECLARATION.findall(text):
        name, colon, value = (part.strip() for part in declaration.partition(":"))
        harmless = not (HARMFUL.search(value) or ELSEWHERE.search(value) or FOREIGN.match(name.lower()))
        if colon and name and value and harmless:
            kept.append(f"{name}:{value};")
    return "".join(kept)


def sheet(css: str) -> str:
    """A style sheet without what would load or run something, and without an end of its own element."""
    return re.sub(
        r"@import[^;]*;?|expression\s*\(|javascript\s*:|behavior\s*:|</?\s*style", "", css, flags=re.IGNORECASE
    )


def raw(code: str) -> Children:
    """What was written by hand, as a browser may get it: words, template tags, markup, notes for Outlook."""
    hidden = Hidden()
    children = parse(f"<mjml><mj-raw>{hidden.hide(code)}</mj-raw></mjml>", lambda line, column: (line, column))
    found: Children = []
    for child in children.elements()[0].children:
        if isinstance(child, Verbatim):
            found += [] if re.search(r"<\s*script|javascript:", child, re.IGNORECASE) else [child]
        elif isinstance(child, Element) and child.tag == "meta":
            found += [child] if child.attributes.get("name") in META else []
        else:
            found += _rich([child])
    return show(Element("", {}, found), hidden).children


def _rich(children: Sequence[Element | str]) -> Children:
    """The children with their template tags hidden."""
    found: Children = []
    words: Children = []
    for child in children:
        if isinstance(child, Element) and child.tag in TABLE_TAGS:
            found += [*_words(words), _row(child)]
            words = []
        else:
            words.append(child)
    return found + _words(words)


def _row(element: Element) -> Element:
    """A part of a table, its own attributes cleaned as those of a plain element, and what it holds."""
    shell = _words([Element("div", dict(element.attributes))])
    [kept] = [child for child in shell if isinstance(child, Element)]
    return Element(element.tag, kept.attributes, _rich(element.children), element.line, element.column)


def _words(children: Children) -> Children:
    if not children:
        return []
    html = "".join(child if isinstance(child, Verbatim) else _written(child) for child in children)
    cleaned = nh3.clean(
        html,
        tags=set(TEXT_TAGS | TABLE_TAGS),
        clean_content_tags=set(GONE_WITH_CONTENT),
        attributes={"*": set(EVERYWHERE), **BY_TAG, **{tag: set(CELLS | {"scope"}) for tag in TABLE_TAGS}},
        attribute_filter=_attribute,
        link_rel=None,
        url_schemes=set(SCHEMES),
    )
    return parse(f"<mjml>{cleaned}</mjml>", lambda line, column: (line, column)).children


def _written(child: Element | str) -> str:
    return write(child if isinstance(child, Element) else Element("x", {}, [child]))


def _attribute(tag: str, name: str, value: str) -> str | None:
    del tag
    if name in ADDRESSES and not safe_address(value):
        return None
    if name == "style":
        return style(value) or None
    if name == "class":
        return " ".join(word for word in value.split() if not word.startswith(("Mso", "gjs-", "mso"))) or None
    return value
