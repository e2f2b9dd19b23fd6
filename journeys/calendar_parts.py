"""Days as conditions look at them: parts of a date, and days counted from today. A date is ISO text."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Literal, TypeGuard, get_args

Part = Literal["weekday", "day", "month", "year"]

PARTS: tuple[Part, ...] = get_args(Part)

TODAY = "calendar.today"
"""The field that holds the day of ``now`` in UTC."""

_READ: dict[str, Callable[[date], int]] = {
    "weekday": date.isoweekday,
    "day": lambda day: day.day,
    "month": lambda day: day.month,
    "year": lambda day: day.year,
}


def read_day(text: object) -> date | None:
    """The day that a value names, None unless it is a date as ``2026-03-31``."""
    if not isinstance(text, str):
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None


def part_of(text: object, part: str) -> int | None:
    """A part of a date as a number (weekday 1 is Monday, 7 Sunday); None where there is no date."""
    day = read_day(text)
    return None if day is None else _READ[part](day)


def is_relative(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a value is a day counted from today: ``{"today": -3}``."""
    return isinstance(value, Mapping) and value.keys() == {"today"}


def days_from(value: Mapping[str, Any]) -> int:
    """How many days after today that is; negative: before."""
    return int(value["today"])


def shifted(today: object, days: int) -> str | None:
    """The day so many days after another, as text; None where there is no such day."""
    day = read_day(today)
    try:
        return None if day is None else (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return None
