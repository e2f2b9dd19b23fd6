"""Reading amounts as people type them: 1.234,56, 1,234.56, 1234, $50."""

import re

from babel.numbers import get_currency_precision

SIGNS = re.compile(r"[\s'$€£¥₡₲]|S/\.?|[A-Z]{3}")
SHAPE = re.compile(r"[0-9]{1,12}(?:[.,][0-9]{1,12}){0,4}")
THOUSAND = 3  # digits between separators


def read_amount(typed: str, currency: str) -> int | None:
    """The minor units that somebody typed; None where it is no amount, or one finer than the currency."""
    text = SIGNS.sub("", typed.strip().upper())
    if not SHAPE.fullmatch(text):
        return None
    digits: int = get_currency_precision(currency)
    *groups, last = re.split(r"[.,]", text)
    separators = re.findall(r"[.,]", text)
    if not groups:
        return int(last.ljust(len(last) + digits, "0"))
    is_whole = len(last) == THOUSAND and len(set(separators)) == 1 and (digits != THOUSAND or len(separators) > 1)
    whole, part = ([*groups, last], "") if is_whole else (groups, last)
    if len(part) > digits or any(len(one) != THOUSAND for one in whole[1:]):
        return None
    return int("".join(whole) + part.ljust(digits, "0"))
