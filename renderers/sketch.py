"""A text whose unchanging parts are encoded for mail beforehand, so that a message costs only what differs.

Almost all of a mail is the same for everybody. Here each unchanging part is put in quoted-printable once, and stands in
the template as one character, its *mark*. Rendering then writes a few hundred characters instead of thousands, and the
bytes are put together from the parts. Each piece begins a line of its own, ended by a soft line break, so that how one
is encoded does not depend on the others (RFC 2045, 6.7).
"""

import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from renderers import tags

FIRST = 0xE000  # marks are the characters that Unicode leaves to private use
MOST = 0xF8FF - FIRST + 1
MARK = re.compile(f"([{chr(FIRST)}-{chr(FIRST + MOST - 1)}])")
TAKES_BEFORE = ("{{-", "{%-", "{#-")
TAKES_AFTER = ("-}}", "-%}", "-#}")
SHORTEST = 4  # characters of a part; a shorter one is not worth a mark
LINE = 76  # characters of a line at most
SOFT = b"=\r\n"
WORD = re.compile(r"[!-\-/-<>-~]+")  # neither white space nor anything that stands for something else, nor a dot


@dataclass(frozen=True)
class Sketch:
    """A template with a mark for each unchanging part, and the parts, encoded."""

    text: str
    parts: tuple[bytes, ...]

    def encode(self, written: str) -> bytes:
        """What the rendered template says, in quoted-printable with CRLF line ends."""
        pieces = MARK.split(written)
        encoded = [
            self.parts[ord(piece) - FIRST] if place % 2 else _encode(piece)
            for place, piece in enumerate(pieces)
            if piece
        ]
        if encoded:
            encoded[-1] = encoded[-1].removesuffix(SOFT)
        return b"".join(encoded)


def draw(source: str) -> Sketch | None:
    """The sketch of a template; None for one that cannot have any, which is then rendered as a whole."""
    source = source.replace("\r\n", "\n")
    found = list(tags.scan(source))
    if "\r" in source or MARK.search(source) or any(tag.word == "endset" for tag in found):
        return None  # what stands between set and endset may be changed by a filter
    drawn: list[str] = []
    parts: list[str] = []
    at, last = 0, ""
    for start, tag in [*((one.start, one.text) for one in found), (len(source), "")]:
        before, core, after = _cut(source[at:start], last, tag)
        if len(core) >= SHORTEST:
            parts.append(core)
            core = chr(FIRST + len(parts) - 1)
        drawn += [before, core, after, tag]
        at, last = start + len(tag), tag
    if len(parts) > MOST:
        return None
    return Sketch("".join(drawn), tuple(_encode(part) for part in parts))


def marked(tokens: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether any of these values holds what would be taken for a mark, or half a line end."""
    return any(_holds_mark(value) for group in tokens.values() for value in group.values())


def _holds_mark(value: object) -> bool:
    if isinstance(value, str):
        return "\r" in value or (not value.isascii() and MARK.search(value) is not None)
    if isinstance(value, dict):
        return any(map(_holds_mark, value.values()))
    return isinstance(value, list | tuple) and any(map(_holds_mark, value))


def _cut(text: str, last: str, following: str) -> tuple[str, str, str]:
    """Text without the white space that the tag before or behind it takes away (``-%}``, ``{%-``)."""
    begin, end = 0, len(text)
    if last.endswith(TAKES_AFTER):
        begin = end - len(text.lstrip())
    if following.startswith(TAKES_BEFORE):
        end = max(begin, len(text.rstrip()))
    return text[:begin], text[begin:end], text[end:]


@lru_cache(maxsize=4096)
def _encode(text: str) -> bytes:
    """A piece that begins a line and ends one."""
    if WORD.fullmatch(text):
        plain = text.encode("ascii")
        return b"".join(plain[at : at + LINE - 1] + SOFT for at in range(0, len(plain), LINE - 1))
    lines = text.encode("utf-8", "replace")
    encoded = b"\r\n".join(_safe(line) for line in binascii.b2a_qp(lines, istext=True).split(b"\n"))
    return encoded if encoded.endswith(b"\r\n") else encoded + SOFT


def _safe(line: bytes) -> bytes:
    """A line that does not begin with a dot, so that SMTP need not double it; no longer than RFC 2045 allows."""
    if not line.startswith(b"."):
        return line
    rest = line[1:]
    return b"=2E" + (SOFT + _safe(rest) if len(rest) > LINE - len(b"=2E") else rest)
