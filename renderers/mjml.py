"""Compiles MJML to HTML behind guards against every fault that is known of the compiler.

The template tags are hidden from it behind plain words, so that it never sees a quote or a ``<`` of theirs; what
it would refuse or damage is written in another way or refused with the line and column of the author's document.
"""

import re
import secrets
import subprocess
import sys
from bisect import bisect_right
from pathlib import Path

from renderers import css, tags
from renderers.compile_child import REFUSED
from renderers.document import Element, parse, write
from renderers.errors import TemplateError
from renderers.rules import prepare

CHILD = Path(__file__).with_name("compile_child.py")
TIMEOUT = 20  # seconds of wall time
MAX_HTML = 4_000_000  # bytes
ICONS = {  # The pictures that the compiler would load from other people's servers, and what stands for them.
    "https://i.imgur.com/xTh3hln.png": "&lsaquo;",
    "https://i.imgur.com/os7o9kz.png": "&rsaquo;",
    "https://i.imgur.com/bIXv1bk.png": "+",
    "https://i.imgur.com/w4uTygT.png": "&minus;",
}
NETWORK = "cauce-icon:"
SIGN = "display:block;font:bold 14px/20px Arial,sans-serif;text-align:center;"
IMG = re.compile(r"<img\b[^>]*>")
DAMAGED = re.compile(r"<[a-zA-Z][^<>]*\\[^<>]*>")


class Hidden:
    """A document whose template tags are hidden behind words of letters and digits."""

    def __init__(self) -> None:
        self.mark = f"xq{secrets.token_hex(4)}"
        self.hidden: list[str] = []
        self.word = re.compile(rf"{self.mark}b?(\d{{5}})z")

    def hide(self, source: str) -> str:
        """The text with a word in place of each tag; a note disappears."""
        return self._hide(source)[0]

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
        if tag.text.startswith("{#"):
            return ""
        self.hidden.append(tag.text)
        return f"{self.mark}{'b' if tag.word else ''}{len(self.hidden) - 1:05d}z"

    def parse(self, source: str) -> Element:
        """The tree of an author's document; its faults are told in the author's lines and columns."""
        hidden, shifts = self._hide(source)
        starts = [0, *(match.end() for match in re.finditer("\n", hidden))]

        def locate(line: int, column: int) -> tuple[int, int]:
            offset = starts[min(line, len(starts)) - 1] + column - 1
            after, original = shifts[bisect_right(shifts, (offset, sys.maxsize)) - 1]
            return tags.place(source, original + offset - after)

        return parse(hidden, locate)

    def is_block(self, text: str) -> bool:
        """Whether a text is nothing but block tags (``{% if %}``) and white space."""
        rest = self.word.sub(lambda match: "" if match[0][len(self.mark)] == "b" else match[0], text)
        return not rest.strip()

    def show(self, text: str) -> str:
        """The text with its tags back in place."""
        return self.word.sub(lambda match: self.hidden[int(match[1])], text)


def to_html(root: Element, hidden: Hidden) -> str:
    """The HTML of a document that ``prepare`` has put in order, still with hidden tags."""
    prepared = prepare(root, hidden.is_block)
    html = _compile(write(prepared.root))
    if DAMAGED.search(html):
        raise TemplateError("An attribute holds characters that cannot be written into an email.")
    html = IMG.sub(_image, html)
    return prepared.before + css.inline(html, prepared.inline)


def _compile(document: str) -> str:
    try:
        done = subprocess.run(  # noqa: S603  # this interpreter and a file of this package
            [sys.executable, "-I", str(CHILD)],
            input=document.encode(),
            capture_output=True,
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TemplateError("The document takes too long to compile.") from None
    if done.returncode == 0:
        if len(done.stdout) > MAX_HTML:
            raise TemplateError("The document becomes too large.")
        return done.stdout.decode()
    if done.returncode == REFUSED:
        raise TemplateError(f"The document is no MJML that can be compiled: {done.stderr.decode(errors='replace')}.")
    raise TemplateError("The document cannot be compiled: it needs too much memory or time.")


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
