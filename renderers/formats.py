"""Money, dates and numbers as each language writes them.

Babel knows the rules; asking it for every value costs 20-40 µs, so the pattern of each locale and currency
is read once and applied here.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

import segno
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.numbers import (
    NumberPattern,
    format_decimal,
    format_percent,
    get_currency_precision,
    get_currency_symbol,
    get_decimal_symbol,
    get_group_symbol,
    is_currency,
)

DATE_STYLES = ("short", "medium", "long", "full")
FALLBACK = "en"
BY_THREE = (3, 3)
SMALL_IN_NAMES = {
    "es": frozenset({"de", "del", "la", "las", "los", "y", "e", "da", "das", "do", "dos"}),
    "pt": frozenset({"de", "da", "das", "do", "dos", "e"}),
    "en": frozenset({"of", "de", "del", "la", "van", "von", "der", "den", "bin", "al"}),
}
"""Words inside a name that keep their small letters, by language."""

NAME_START = re.compile(r"(?<![\w'\u2019])[^\W\d_]|(?<=\b[od]['\u2019])[^\W\d_]")


@lru_cache(maxsize=256)
def locale_of(language: str) -> Locale:
    """The locale of a tag ("es", "es-CO", "es_CO"): an unknown region is dropped, an unknown language is English."""
    tag = language.strip().replace("-", "_")
    for attempt in (tag, tag.split("_")[0]):
        try:
            return Locale.parse(attempt)
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(FALLBACK)


@lru_cache(maxsize=8192)
def money(minor: int, currency: str, language: str) -> str:
    """An amount in minor units of an ISO 4217 currency; raises ValueError for an unknown currency."""
    return _money_writer(currency, language)(minor)


@lru_cache(maxsize=512)
def _money_writer(currency: str, language: str) -> Callable[[int], str]:
    if not is_currency(currency):
        raise ValueError(f"{currency} is no currency")
    locale = locale_of(language)
    pattern: NumberPattern = locale.currency_formats["standard"]
    symbol = get_currency_symbol(currency, locale)
    positive, negative = (
        (_spaced(before.replace("¤", symbol)), after.replace("¤", symbol))
        for before, after in zip(pattern.prefix, pattern.suffix, strict=True)
    )
    digits = get_currency_precision(currency)
    unit = 10**digits
    point, separator = get_decimal_symbol(locale), get_group_symbol(locale)

    def write(minor: int) -> str:
        whole, rest = divmod(abs(minor), unit)
        if pattern.grouping == BY_THREE:
            text = f"{whole:,}".replace(",", separator)
        else:
            text = _grouped(str(whole), separator, pattern.grouping)
        if digits:
            text = f"{text}{point}{rest:0{digits}d}"
        before, after = negative if minor < 0 else positive
        return f"{before}{text}{after}"

    return write


def _spaced(before: str) -> str:
    """A currency code that stands before the number is set off from it, as Unicode's rules ask and Babel does not."""
    return f"{before}\N{NO-BREAK SPACE}" if before[-1:].isalpha() else before


def _grouped(whole: str, separator: str, grouping: tuple[int, int]) -> str:
    """Digits in groups: the last of ``grouping[0]``, those before it of ``grouping[1]`` (1,23,456 in India)."""
    last, size = grouping
    groups = [whole[-last:]]
    rest = whole[:-last]
    while rest:
        groups.append(rest[-size:])
        rest = rest[:-size]
    return separator.join(reversed(groups))


def number(value: float | Decimal, language: str) -> str:
    """A number with the language's separators and at most three decimals."""
    return format_decimal(value, locale=locale_of(language))


def counted(value: float | Decimal, words: Mapping[str, str | None], language: str) -> str:
    """A number and its word in the right form, as "1 day" and "46 days".

    ``words`` are by the categories of Unicode's plural rules; one that is not given is ``other``, which has to be.
    """
    word = words.get(locale_of(language).plural_form(value)) or words["other"]
    return f"{number(value, language)} {word}"


def name(text: str, language: str) -> str:
    """A person's name as it is written: one that is all capitals, or all small letters, gets them where they belong.

    Any other name stays as it is, because its bearer knows best. "MARÍA DE LA CRUZ" is "María de la Cruz".
    """
    if text != text.upper() and text != text.lower():
        return text
    small = SMALL_IN_NAMES.get(locale_of(language).language, SMALL_IN_NAMES[FALLBACK])
    words = text.lower().split(" ")
    return " ".join(word if at and word in small else _capital(word) for at, word in enumerate(words))


def _capital(word: str) -> str:
    """A part of a name with its capitals: also behind a hyphen, and behind the apostrophe of O'Neill."""
    return NAME_START.sub(lambda letter: letter[0].upper(), word)


@lru_cache(maxsize=256)
def qr_image(text: str) -> str:
    """A QR code (ISO/IEC 18004, level M) as the ``data:`` address of a drawing, for a printed page."""
    return segno.make(text, error="m", micro=False).svg_data_uri(border=0, omitsize=True)


def percent(value: float | Decimal, language: str) -> str:
    """A share (0.125) as a percentage with at most two decimals (12.5%)."""
    locale = locale_of(language)
    pattern = locale.percent_formats[None].pattern.replace("0", "0.##", 1)
    return format_percent(Decimal(str(value)), format=pattern, locale=locale)


@lru_cache(maxsize=8192)
def day(value: str | date, style: str, language: str) -> str:
    """A day (a date, an instant, or either as ISO text) in one of ``DATE_STYLES``; raises ValueError for any other."""
    if style not in DATE_STYLES:
        raise ValueError(f"{style} is none of {', '.join(DATE_STYLES)}")
    if isinstance(value, str):
        value = datetime.fromisoformat(value).date()
    return format_date(value, style, locale=locale_of(language))
