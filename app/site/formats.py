"""Money and dates as the debtor's language writes them."""

from collections.abc import Callable
from datetime import date, datetime

from babel.dates import format_time

from renderers import formats


def writer(language: str) -> Callable[[int, str], str]:
    """A function that writes minor units of a currency."""

    def money(minor: int, currency: str) -> str:
        return formats.money(minor, currency, language)

    return money


def day(value: date, language: str) -> str:
    """A day in words: 2 de marzo de 2026."""
    return formats.day(value, "long", language)


def moment(value: datetime, language: str) -> str:
    """A day and the time on the clock there."""
    return f"{formats.day(value.date(), 'long', language)}, {format_time(value, 'short', locale=language)}"
