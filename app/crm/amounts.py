"""Reading amounts and numbers as people write them, and telling a decimal comma from a thousands point.

``1.234`` can be twelve hundred or one and a bit. What decides is the evidence of the whole column, then of the whole
file (``12,50`` somewhere says that the comma is decimal), never the one cell.
"""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Literal

from babel.numbers import get_currency_precision

from app.crm.places import read_currency
from app.crm.reasons import Refusal, refuse
from app.crm.table import Cell

Separator = Literal[",", "."]
LARGEST = 10**15  # minor units; far below what the database holds

_SPACES = re.compile(r"(?<=\d)[\s\u00a0\u2009\u202f'\u2019_](?=\d)")
_PARTS = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+\u2212\u2013])?\s*(?P<before>[^\d\s().,+\-\u2212\u2013%][^\d().,+\-\u2212\u2013%]{0,5}?)?\s*(?P<inner>[-+\u2212\u2013])?\s*"
    r"(?P<digits>\d[\d.,]*|[.,]\d+)\s*(?P<percent>%)?\s*(?P<after>[^\d\s().,+\-\u2212\u2013%][^\d().,+\-\u2212\u2013%]{0,5}?)?\.?\s*"
    r"(?P<trailing>[-\u2212\u2013])?\s*(?P<close>\))?"
)
_USUAL = re.compile(r"-?[0-9][0-9.,]*")  # how most numbers are written; the long way round gives the same
_GROUPED = {
    ",": re.compile(r"\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}|\d+"),  # the second is how India groups
    ".": re.compile(r"\d{1,3}(\.\d{3})+|\d+"),
}
_MINUS = "-\u2212\u2013"  # hyphen, minus sign, en dash
_SYMBOLS: dict[str, frozenset[str] | None] = {
    "€": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "¥": frozenset({"JPY", "CNY"}),
    "us$": frozenset({"USD"}),
    "u$s": frozenset({"USD"}),
    "mx$": frozenset({"MXN"}),
    "col$": frozenset({"COP"}),
    "s/": frozenset({"PEN"}),
    "s/.": frozenset({"PEN"}),
    "r$": frozenset({"BRL"}),
    "euro": frozenset({"EUR"}),
    "euros": frozenset({"EUR"}),
    "pesos": None,
}
_NO_DOLLAR = frozenset({"EUR", "GBP", "JPY", "CNY", "PEN", "CHF", "SEK", "NOK", "DKK", "PLN", "KWD"})


@dataclass(frozen=True, slots=True)
class Written:
    """A number taken apart: its digits with their separators, its sign, and what stands beside it."""

    digits: str
    negative: bool
    unit: str
    percent: bool


def take_apart(text: str) -> Written | None:
    """Take a number apart; None where this is no number."""
    if _USUAL.fullmatch(text):
        return Written(text.removeprefix("-"), negative=text[0] == "-", unit="", percent=False)
    match = _PARTS.fullmatch(_SPACES.sub("", text.strip()))
    if match is None:
        return None
    found = match.groupdict(default="")
    signs = sum(bool(found[name]) for name in ("sign", "inner", "trailing", "open"))
    if signs > 1 or bool(found["open"]) != bool(found["close"]):
        return None
    negative = bool(found["open"] or found["trailing"] or (found["sign"] + found["inner"] or "+") in _MINUS)
    return Written(found["digits"], negative, (found["before"] + " " + found["after"]).strip(), bool(found["percent"]))


def evidence(digits: str) -> Separator | None:
    """The decimal separator that these digits give away by themselves; None where they can be read either way."""
    comma, point = digits.rfind(","), digits.rfind(".")
    if comma < 0 and point < 0:
        return None
    if comma >= 0 and point >= 0:
        return "," if comma > point else "."
    here: Separator = "," if comma >= 0 else "."
    other: Separator = "." if here == "," else ","
    if digits.count(here) > 1:
        return other
    whole, _, rest = digits.partition(here)
    if len(rest) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):  # noqa: PLR2004 - a group of thousands
        return here
    return None


def to_decimal(written: Written, separator: Separator) -> Decimal | None:
    """The number, with this decimal separator; None where the digits do not fit it."""
    whole, _, rest = written.digits.partition(separator)
    grouping = "." if separator == "," else ","
    if not (rest.isdigit() or not rest) or not _GROUPED[grouping].fullmatch(whole or "0"):
        return None
    number = Decimal((whole.replace(grouping, "") or "0") + "." + (rest or "0"))
    return -number if written.negative else number


@dataclass(frozen=True, slots=True)
class Reading:
    """How the numbers of one column are to be read.

    ``fixed`` is what the mapping says; ``found`` what the column or the file gave away; ``mixed`` says that it
    gave away both, so that a cell which can be read either way cannot be trusted.
    """

    fixed: Separator | None = None
    found: Separator | None = None
    mixed: bool = False

    def number(self, written: Written, *, assumed: Separator | None) -> Decimal | None:
        """The number; None where it does not fit, or can be read either way and nothing is ``assumed``."""
        if self.fixed:
            return to_decimal(written, self.fixed)
        separator = evidence(written.digits) or (None if self.mixed else self.found or assumed)
        if separator is None and ("," in written.digits or "." in written.digits):
            return None
        return to_decimal(written, separator or ".")


@cache
def exponent_of(currency: str) -> int:
    """How many decimals the minor unit of a currency has."""
    return get_currency_precision(currency)


def money(cell: Cell, currency: str, reading: Reading) -> int | Refusal:
    """An amount in minor units; decimals beyond them are rounded half up."""
    if isinstance(cell, Decimal):
        return _minor(cell, currency, cell)
    written = take_apart(cell) if isinstance(cell, str) else None
    if written is None or written.percent:
        return refuse("not_an_amount", value=cell)
    if not _fits(written.unit, currency):
        code = "other_currency" if is_currency(written.unit) else "not_an_amount"
        return refuse(code, value=cell, currency=currency)
    # An amount with three decimals is unheard of outside currencies that have three.
    assumed: Separator | None = ("," if "." in written.digits else ".") if exponent_of(currency) < 3 else None  # noqa: PLR2004
    number = reading.number(written, assumed=assumed)
    if number is None:
        either = not reading.fixed and evidence(written.digits) is None
        return refuse("ambiguous_amount" if either else "not_an_amount", value=cell)
    return _minor(number, currency, cell)


def number(cell: Cell, reading: Reading, assumed: Separator) -> int | float | Refusal:
    """A plain number; a percentage is its number of hundredths."""
    value = cell if isinstance(cell, Decimal) else _plain_number(cell, reading, assumed)
    if isinstance(value, Refusal):
        return value
    if abs(value) >= LARGEST:
        return refuse("amount_too_large", value=cell)
    return int(value) if value == value.to_integral_value() else float(value)


def _plain_number(cell: Cell, reading: Reading, assumed: Separator) -> Decimal | Refusal:
    written = take_apart(cell) if isinstance(cell, str) else None
    if written is None or written.unit:
        return refuse("not_a_number", value=cell)
    value = reading.number(written, assumed=assumed)
    if value is None:
        either = not reading.fixed and evidence(written.digits) is None
        return refuse("ambiguous_amount" if either else "not_a_number", value=cell)
    return value


def _minor(number: Decimal, currency: str, cell: Cell) -> int | Refusal:
    if abs(number) >= LARGEST:
        return refuse("amount_too_large", value=cell)
    minor = int(number.scaleb(exponent_of(currency)).quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return minor if abs(minor) < LARGEST else refuse("amount_too_large", value=cell)


def _fits(unit: str, currency: str) -> bool:
    """Whether what stands beside an amount agrees with the currency of the account."""
    return all(_fits_one(part, currency) for part in unit.casefold().split())


def _fits_one(unit: str, currency: str) -> bool:
    if unit == "$":
        return currency not in _NO_DOLLAR
    if unit in _SYMBOLS:
        allowed = _SYMBOLS[unit]
        return currency not in _NO_DOLLAR if allowed is None else currency in allowed
    return unit.upper() == currency


def is_currency(unit: str) -> bool:
    """Whether what stands beside a number is the name or the sign of a currency."""
    return all(part == "$" or part in _SYMBOLS or read_currency(part) for part in unit.casefold().split())
