"""Lots that fall the same way every time: who is drawn once stays where they were drawn."""

from collections.abc import Sequence
from hashlib import blake2b

WHOLE = 100
_RANGE = 2**64


def lot(*names: object) -> float:
    """A number from 0 up to, but not including, 100, always the same for the same names, and even over many of them."""
    text = "|".join(str(name) for name in names)
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest()) * WHOLE / _RANGE


def drawn(drawing: float, shares: Sequence[int]) -> int:
    """Which of some shares (per cent, 100 in all) a lot falls on; a share of nothing is never drawn."""
    total = 0
    for place, share in enumerate(shares):
        total += share
        if drawing < total:
            return place
    return max(place for place, share in enumerate(shares) if share)
