"""What the site says, in every language there is a file for in ``texts/``.

Adding a language is adding one file with the same keys. A text with ``{name}`` takes values; a key that ends in
``.one`` has a sister that ends in ``.other``.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"
DEFAULT = "es"
ONE = 1


class Texts:
    """The texts of one language."""

    def __init__(self, language: str, texts: Mapping[str, str]) -> None:
        self.language = language
        self.keys = texts.keys()
        self._texts = texts

    def __call__(self, key: str, **values: object) -> str:
        """The text of this key with its values filled in; plain text, escaped by the template."""
        return self._texts[key].format(**values)

    def text(self, key: str) -> str:
        """The text of this key as it stands in the file."""
        return self._texts[key]

    def count(self, key: str, number: int, **values: object) -> str:
        """The text of this key for a number of things, which it may name as ``{number}``."""
        form = "one" if number == ONE else "other"
        return self(f"{key}.{form}", number=number, **values)


@cache
def catalogue() -> Mapping[str, Texts]:
    """Every language of the site by its code."""
    files = sorted(FOLDER.glob("*.json"))
    return {path.stem: Texts(path.stem, json.loads(path.read_text(encoding="utf-8"))) for path in files}


def known(language: str | None) -> str | None:
    """The language of the site that ``language`` (``es``, ``es-CO``) asks for, or None."""
    code = (language or "").replace("_", "-").split("-")[0].lower()
    return code if code in catalogue() else None
