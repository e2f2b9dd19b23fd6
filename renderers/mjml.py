"""Compiles MJML to HTML behind guards against every fault that is known of the compiler.

The template tags are hidden from it behind plain words, so that it never sees a quote or a ``<`` of theirs; what
it would refuse or damage is written in another way or refused with the line and column of the author's document.
"""

import re
import secrets
import sys
from bisect import bisect_right
from hashlib import blake2b

from renderers import css, outlook, tags, wellformed
from renderers.compiler import COMPILER
from renderers.document import Element, parse, write
from renderers.errors import TemplateError
from renderers.rules import Prepared

ICONS = {  # The pictures that the compiler would load from other people's servers, and what stands for them.
    "https://i.imgur.com/xTh3hln.png": "&lsaquo;",
    "https://i.imgur.com/os7o9kz.png": "&rsaquo;",
    "https://i.imgur.com/bIXv1bk.png": "+",
    "https://i.imgur.com/w4uTygT.png": "&minus;",
}
NETWORK = "cauce-icon:"
SIGN = "display:block;font:bold 14px/20px Arial,sans-serif;text-align:center;"
IMG = re.compile(r"<img\b[^>]*>")
BY_ID = ("mj-carousel-", "mj-menu-checkbox")  # the parts that work by ids of the compiler's own
OWN_ID = re.compile(r'(\b(?:id|for)="|mj-carousel-(?:radio-)?)(0{5}[0-9a-f]{3})\b')
UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DAMAGED = re.compile(r"<[a-zA-Z][^<>]*\\[^<>]*>")


MARK = f"xq{secrets.token_hex(4)}"
"""How the words begin that stand for template tags: another in each process, so that no author can write one."""
BLOCK = f"{MARK}b"
WORD = re.compile(rf"{MARK}b?(\d{{5}})z")
WORD_OF_BLOCK = re.compile(rf"{BLOCK}\d{{5}}z")


class Hidden:
    """A document whose template tags are hidden behind words of letters and digits."""

    def __init__(self) -> None:
        self.hidden: list[str] = []
        self.words: dict[str, str] = {}
        self.word = WORD

    def hide(self, source: str) -> str:
        """The text with a word in place of each tag; a note disappears."""
        return self._hide(source)[0] if "{" in source else source

    def _hide(self, source: str) -> tuple[str, list[tuple[int, int]]]:
        pieces, shifts, at, length = [], [(0, 0)], 0, 0
        for tag in tags.scan(source):
            pieces += [source[at : tag.start], self._word(tag)]
            at = tag.start + len(tag.text)
            length += len(pieces[-1]) + len(pieces[-2])
            shifts.append((length, at))
        pieces.append(source[at:])
        return "".join(pieces), shifts

    def _word(self, tag: tags.Tag) -> str:
        word = self.words.get(tag.text)
        if word is None:
            word = "" if tag.text.startswith("{#") else f"{BLOCK if tag.word else MARK}{len(self.hidden):05d}z"
            self.hidden.append(tag.text)
            self.words[tag.text] = word
        return word

    def parse_quickly(self, source: str) -> Element | None:
        """The tree of a document that is well-formed, without the places of its elements; None for any other."""
        return wellformed.parse(self.hide(source))

    def parse(self, source: str, root: str = "mjml") -> Element:
        """The tree of an author's document; its faults are told in the author's lines and columns."""
        hidden, shifts = self._hide(source)
        starts = [0, *(match.end() for match in re.finditer("\n", hidden))]

        def locate(line: int, column: int) -> tuple[int, int]:
            offset = starts[min(line, len(starts)) - 1] + column - 1
            after, original = shifts[bisect_right(shifts, (offset, sys.maxsize)) - 1]
            return tags.place(source, original + offset - after)

        return parse(hidden, locate, root)

    def tags_of(self, text: str) -> list[str]:
        """The tags of a text, in their order: what it reads, without what it says."""
        return [self.hidden[int(place)] for place in self.word.findall(text)]

    def is_block(self, text: str) -> bool:
        """Whether a text is nothing but block tags (``{% if %}``) and white space."""
        return not (WORD_OF_BLOCK.sub("", text) if BLOCK in text else text).strip()

    def has_block(self, text: str) -> bool:
        """Whether a block tag stands in a text."""
        return BLOCK in text

    def show(self, text: str) -> str:
        """The text with its tags back in place."""
        return self.word.sub(lambda match: self.hidden[int(match[1])], text)


def to_html(prepared: Prepared) -> str:
    """The HTML of a document that was put in order, still with hidden tags."""
    outlook.arrange(prepared.root)
    html = outlook.mend(_compiled(write(prepared.root)))
    if "\\" in html and DAMAGED.search(html):
        raise TemplateError("An attribute holds characters that cannot be written into an email.")
    if "<img" in html:
        html = IMG.sub(_image, html)
    if any(part in html for part in BY_ID):
        html = OWN_ID.sub(rf"\g<1>{_name(html)}-\g<2>", html)
    return prepared.before + (css.inline(html, prepared.inline) if prepared.inline else html)


def _compiled(document: str) -> str:
    """What the compiler makes of it; what no XML may hold, as a paste from elsewhere can bring it, is left out."""
    try:
        return COMPILER.compile(document)
    except TemplateError:
        if UNREADABLE.search(document) is None:
            raise
        return COMPILER.compile(UNREADABLE.sub("", document))


def _name(html: str) -> str:
    """What tells a document from others: two mails may be shown in one page, and the compiler counts from 0 in each."""
    return blake2b(WORD.sub("", html).encode(), digest_size=4).hexdigest()


def _image(match: re.Match[str]) -> str:
    """An image of the compiler's own becomes a sign of text; any other gets at least an empty ``alt``."""
    tag = match[0]
    source = re.search(r'\bsrc="([^"]*)"', tag)
    address = source[1] if source else ""
    if address.startswith(NETWORK):  # the sign of a social network, on its colour
        return f'<span style="{SIGN}color:#ffffff;">{address.removeprefix(NETWORK).strip("/")[:1].upper()}</span>'
    if address in ICONS:
        kept = re.search(r'\bclass="[^"]*"', tag)
        return f'<span {kept[0] if kept else ""} style="{SIGN}">{ICONS[address]}</span>'
    return tag if re.search(r"\balt=", tag) else f'{tag[:4]} alt=""{tag[4:]}'
