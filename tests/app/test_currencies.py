"""The browser counts minor units as the server does."""

import re
from pathlib import Path

from babel import Locale
from babel.numbers import get_currency_precision

TABLE = Path(__file__).parent.parent.parent / "designer" / "src" / "i18n" / "currencies.ts"
USUAL = 2


def test_the_designers_table_of_minor_units_is_babels() -> None:
    said: dict[str, int] = {}
    source = TABLE.read_text(encoding="utf-8")
    for digits, codes in re.findall(r"^  (\d):((?:\s*'[A-Z ]+'\s*\+?)+),", source, re.MULTILINE):
        said |= dict.fromkeys(re.findall(r"[A-Z]{3}", codes), int(digits))
    assert said
    wrong = {
        code: get_currency_precision(code)
        for code in Locale("en").currencies
        if said.get(code, USUAL) != get_currency_precision(code)
    }
    assert wrong == {}
