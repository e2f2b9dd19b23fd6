"""The folded text by which a debtor is found."""

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

LIMIT = 600  # characters, of debtors.search


def fold(text: str) -> str:
    """Lower case without accents, one space between words."""
    if text.isascii():
        return " ".join(text.lower().split())
    plain = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def search_text(debtor: Mapping[str, Any], addresses: Iterable[str], account_refs: Iterable[str]) -> str:
    """What a debtor is found by, most telling first, as far as it fits."""
    name = " ".join(part for part in (debtor["first_name"], debtor["last_name"]) if part)
    found = ""
    for part in dict.fromkeys([debtor["ref"], name, debtor["document"] or "", *account_refs, *addresses]):
        folded = fold(part)
        if folded and len(found) + len(folded) < LIMIT:
            found += f" {folded}" if found else folded
    return found
