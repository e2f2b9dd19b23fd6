"""Reading dates as people write them, and telling day/month from month/day by the evidence of the whole column."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from app.crm.places import fold
from app.crm.reasons import Refusal, refuse
from app.crm.table import Cell

Order = Literal["DMY", "MDY", "YMD"]

_TIME = re.compile(
    r"(?<=\d)(?:[T ]+|, )\d{1,2}:\d{2}(:\d{2}([.,]\d+)?)?\s*([ap]\.?\s?m\.?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})")
_COMPACT = re.compile(r"((?:19|20)\d{2})(\d{2})(\d{2})")
_WORDS_DMY = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th|º)?[-/. ]+(?:de |of )?([a-z]{3,10})\.?,?[-/. ]+(?:de |del )?(\d{4}|\d{2})"
)
_WORDS_MDY = re.compile(r"([a-z]{3,10})\.?[-/. ]+(\d{1,2})(?:st|nd|rd|th)?,?[-/. ]+(\d{4}|\d{2})")
_MONTHS = (
    ("ene", "jan"),
    ("feb",),
    ("mar",),
    ("abr", "apr"),
    ("may",),
    ("jun",),
    ("jul",),
    ("ago", "aug"),
    ("sep", "set"),
    ("oct",),
    ("nov",),
    ("dic", "dec"),
)
_MONTH_NAMES = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "setiembre",
    "octubre",
    "noviembre",
    "diciembre",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "sept",
]
_MONTH = {name: number for number, names in enumerate(_MONTHS, start=1) for name in names}
_MONTH |= {name: _MONTH[name[:3]] for name in _MONTH_NAMES}

YEARS = range(1900, 2101)
_NEAR = 20  # a two-digit year is this century's up to so many years from now, else the last one's


@dataclass(frozen=True, slots=True)
class DateReading:
    """How the dates of one column are to be read; see ``amounts.Reading``."""

    fixed: Order | None = None
    found: Order | None = None
    mixed: bool = False


def date_evidence(text: str) -> Order | None:
    """The order that this date gives away by itself; None where there is none, or it can be read either way."""
    match = _DIGITS.fullmatch(_TIME.sub("", text.strip()))
    if match is None:
        return None
    first, second, _ = match.groups()
    if len(first) > 2:  # noqa: PLR2004 - a year
        return "YMD"
    if int(first) > 12 >= int(second):  # noqa: PLR2004 - months in a year
        return "DMY"
    return "MDY" if int(second) > 12 >= int(first) else None  # noqa: PLR2004


def read_date(cell: Cell, reading: DateReading, *, assumed: Order, today: date) -> date | Refusal:
    """A date; ``assumed`` is the order in which the people of the row's country write it."""
    if isinstance(cell, date):
        return _sensible(cell, cell)
    if isinstance(cell, bool) or cell is None:
        return refuse("not_a_date", value=cell)
    text = _TIME.sub("", str(cell).strip())
    digits = _DIGITS.fullmatch(text)
    if digits:
        return _from_digits(digits.groups(), cell, reading, assumed, today)
    compact = _COMPACT.fullmatch(text)
    if compact:
        year, month, day = compact.groups()
        return _build(year, int(month), int(day), cell, today)
    return _from_words(fold(text), cell, today)


def _from_digits(
    parts: tuple[str, ...], cell: Cell, reading: DateReading, assumed: Order, today: date
) -> date | Refusal:
    order = reading.fixed or date_evidence(str(cell))
    if order is None and parts[0] != parts[1]:
        if reading.mixed:
            return refuse("ambiguous_date", value=cell)
        order = reading.found or assumed
    if len(parts[0]) > 2 and order != "YMD":  # noqa: PLR2004 - a year stands first, whatever was expected
        order = "YMD"
    if order == "YMD" and len(parts[0]) <= 2 < len(parts[2]):  # noqa: PLR2004 - a year stands last
        order = assumed
    year, month, day = _sorted(parts, order or "DMY")
    return _build(year, int(month), int(day), cell, today)


def _sorted(parts: tuple[str, ...], order: Order) -> tuple[str, str, str]:
    first, second, third = parts
    if order == "YMD":
        return first, second, third
    return (third, second, first) if order == "DMY" else (third, first, second)


def _from_words(text: str, cell: Cell, today: date) -> date | Refusal:
    match = _WORDS_DMY.fullmatch(text)
    if match:
        day, word, year = match.groups()
    else:
        match = _WORDS_MDY.fullmatch(text)
        if match is None:
            return refuse("not_a_date", value=cell)
        word, day, year = match.groups()
    month = _MONTH.get(word)
    return refuse("not_a_date", value=cell) if month is None else _build(year, month, int(day), cell, today)


def _build(year: str, month: int, day: int, cell: Cell, today: date) -> date | Refusal:
    number = int(year)
    if len(year) <= 2:  # noqa: PLR2004 - a short year
        number += 2000 if number + 2000 <= today.year + _NEAR else 1900
    elif len(year) == 3:  # noqa: PLR2004 - a slip of the pen
        return refuse("not_a_date", value=cell)
    try:
        return _sensible(date(number, month, day), cell)
    except ValueError:
        return refuse("not_a_date", value=cell)


def _sensible(value: date, cell: Cell) -> date | Refusal:
    if isinstance(value, datetime):
        value = value.date()
    return value if value.year in YEARS else refuse("not_a_date", value=cell)
