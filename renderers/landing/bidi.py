"""Keeps names that are written from right to left from turning the sentence around them."""

import unicodedata
from typing import Any

FIRST_STRONG_ISOLATE, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
FROM_RIGHT = frozenset({"R", "AL"})


def isolated(value: Any) -> Any:  # noqa: ANN401 - plain JSON values
    """The same value with each text that runs from right to left set apart, as Unicode asks (UAX 9)."""
    if isinstance(value, str):
        turned = any(unicodedata.bidirectional(one) in FROM_RIGHT for one in value)
        return f"{FIRST_STRONG_ISOLATE}{value}{POP}" if turned else value
    if isinstance(value, dict):
        return {name: isolated(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [isolated(one) for one in value]
    return value
