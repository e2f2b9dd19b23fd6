"""How many parts a text message is sent in, which is how many are paid for.

Sources: 3GPP TS 23.038 for the alphabet, TS 23.040 for the header that joins the parts of a long text.
"""

from dataclasses import dataclass
from typing import Literal

Alphabet = Literal["GSM-7", "UCS-2"]

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENDED = frozenset("\f^{}\\[~]|€")  # each takes two places
ROOM: dict[Alphabet, tuple[int, int]] = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
"""Places in a text that is alone, and in each part of a longer one."""


@dataclass(frozen=True)
class Segments:
    """A text in places of its alphabet, and the parts it takes."""

    alphabet: Alphabet
    places: int
    parts: int


def count(text: str) -> Segments:
    """The parts of a text; a character that takes two places is never cut in two."""
    if all(letter in BASIC or letter in EXTENDED for letter in text):
        alphabet: Alphabet = "GSM-7"
        sizes = [2 if letter in EXTENDED else 1 for letter in text]
    else:
        alphabet = "UCS-2"
        sizes = [len(letter.encode("utf-16-le")) // 2 for letter in text]
    alone, joined = ROOM[alphabet]
    places = sum(sizes)
    if places <= alone:
        return Segments(alphabet, places, 1)
    parts, left = 1, joined
    for size in sizes:
        if size > left:
            parts, left = parts + 1, joined
        left -= size
    return Segments(alphabet, places, parts)
