"""What widgets say by themselves, in every language there is a file for in ``texts/``.

A ``{name}`` in a text becomes an expression that is filled in for each visit.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
FALLBACK = "en"
PLACE = re.compile(r"\{(\w+)\}")


@cache
def texts(language: str) -> Mapping[str, str]:
    """The texts of a language ("es", "es-CO"); English where there is no file for it."""
    main = language.replace("_", "-").split("-")[0].lower()
    path = FOLDER / f"{main}.json"
    found: Mapping[str, str] = json.loads((path if path.is_file() else FOLDER / f"{FALLBACK}.json").read_text("utf-8"))
    return found


def say(language: str, key: str, **expressions: str) -> str:
    """A text, escaped, with an expression of the second stage in each of its places."""
    text = escape(texts(language)[key], quote=True)
    return PLACE.sub(lambda match: f"{{{{ {expressions[match[1]]} }}}}", text)
