"""Makes the links of a compiled mail ones that can be followed up, and adds the picture that tells who opened it.

Every link to a page becomes an expression that asks the filter ``tracked`` for its address (``renderers.tracking``).
Without the token ``tracking.links`` that is the author's own; what is no ``http`` or ``https`` always is.
"""

import re
from dataclasses import dataclass
from html import unescape

from renderers.tags import Tag
from renderers.tracking import LINKS, PAGE, PIXEL, PREFERENCES, TARGET, WEB, WRITTEN

FILTER = "tracked"
OURS = {"link.page": PAGE, "link.preferences": PREFERENCES}
LABEL = 40  # characters
LINK = re.compile(r'(<(?:a|area)\b(?:[^<>]*?\s)?href=")([^"<>]*)("[^<>]*>)', re.IGNORECASE)
END = re.compile(r"</a\s*>", re.IGNORECASE)
MARKUP = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
ALT = re.compile(r'\salt="([^"]+)"')
PICTURE = (
    f'{{% if {PIXEL} %}}<img src="{{{{ {PIXEL} }}}}" alt="" width="1" height="1" '
    'style="display:block;border:0;width:1px;height:1px;" />{% endif %}'
)


@dataclass(frozen=True)
class Link:
    """One link of a compiled mail; ``target`` is what its author wrote, with its tokens."""

    ordinal: int
    label: str
    target: str


def rewrite(html: str, word: re.Pattern[str], hidden: list[str]) -> tuple[str, tuple[Link, ...]]:
    """A compiled mail whose links can be followed up, and these links, in their order.

    ``word`` finds the words that stand for template tags, and its first group their place in ``hidden``, to which the
    new tags are added.
    """
    found = [match for match in LINK.finditer(html) if _leads_out(match[2], word)]
    links: list[Link] = []
    pieces: list[str] = []
    at = 0
    mark = word.pattern.partition("b?")[0]
    for ordinal, match in enumerate(found, 1):
        before, target, kind = _asked(match[2], word, hidden, f"link{ordinal}")
        links.append(
            Link(ordinal, _label(html, match, word), word.sub(lambda one: hidden[int(one[1])], unescape(match[2])))
        )
        label = _quoted(links[-1].label.replace('"', "'"))
        hidden.append(f"{{{{ {target} | {FILTER}({LINKS}, {ordinal}, {len(found)}, {label}, {kind}) }}}}")
        pieces += [html[at : match.end(1)], before, f"{mark}{len(hidden) - 1:05d}z"]
        at = match.end(2)
    rewritten = "".join([*pieces, html[at:]])
    body, end, rest = rewritten.rpartition("</body>")
    return f"{body}{PICTURE}{end}{rest}" if end else rewritten, tuple(links)


def _leads_out(href: str, word: re.Pattern[str]) -> bool:
    """Whether a link may lead to a page; what begins with a token is looked at again when its value is known."""
    first, *others = word.split(href)
    return WEB.match(unescape(first)) is not None or (bool(others) and not first.strip())


def _asked(href: str, word: re.Pattern[str], hidden: list[str], name: str) -> tuple[str, str, int]:
    """What must stand before a link's address, the expression of its target, and of which kind that is."""
    tags = [Tag(hidden[int(found[1])], 0) for found in word.finditer(href)]
    if any(tag.word for tag in tags):  # its blocks are written first, and what came of them is looked at
        return f"{{% set {name} %}}{href}{{% endset %}}", name, WRITTEN
    texts = [_quoted(unescape(text)) for text in word.split(href)[::2]]
    if len(tags) == 1 and texts == ['""', '""']:
        return "", f"({tags[0].body})", OURS.get(tags[0].body, TARGET)
    parts = [part for text, tag in zip(texts, [*tags, None], strict=True) for part in (text, tag and f"({tag.body})")]
    return "", f"({' ~ '.join(part for part in parts if part and part != _quoted(''))})", TARGET


def _quoted(text: str) -> str:
    """A text as the template language writes it; what would end it, or begin a tag, as an address writes that."""
    for plain, coded in (("\\", "%5C"), ('"', "%22"), ("{", "%7B"), ("}", "%7D")):
        text = text.replace(plain, coded)
    return f'"{text}"'


def _label(html: str, link: re.Match[str], word: re.Pattern[str]) -> str:
    """What a link is called where its clicks are counted: its words, its picture's, or where it leads.

    Of tokens stays only that there were some: an address holds nothing of a person.
    """
    end = END.search(html, link.end())
    inside = html[link.end() : end.start()] if end and not link[1].lower().startswith("<area") else ""
    picture = ALT.search(inside)
    for text in (MARKUP.sub(" ", inside), picture[1] if picture else "", WEB.sub("", link[2]).partition("?")[0]):
        said = " ".join(unescape(word.sub("…", text)).split())
        if said.strip("… "):
            return said if len(said) <= LABEL else f"{said[: LABEL - 1]}…"
    return "…"
