"""Days on which people work, and whose: for waits and calendars that are counted in them."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

import holidays

from journeys.contact import days
from journeys.contact.days import public_holidays

ZONE = "debtor.time_zone"
JURISDICTION = "debtor.jurisdiction"

DAY = timedelta(days=1)
SATURDAY = 5
Place = tuple[str, str | None]


def is_workday(day: date, place: Place | None) -> bool:
    """Whether people work on a day in a country, or a part of it; where nothing is known, from Monday to Friday."""
    if place is None:
        return day.weekday() < SATURDAY
    return day.weekday() not in _weekend(place[0]) and day not in public_holidays(*place, day.year)


def shifted(day: date, workdays: int, place: Place | None) -> date:
    """The day so many working days later; earlier where that is negative. The day itself is not counted."""
    step = DAY if workdays > 0 else -DAY
    left = abs(workdays)
    while left:
        day += step
        left -= is_workday(day, place)
    return day


def place_of(fields: Mapping[str, Any], country: str) -> Place | None:
    """Whose holidays count: those of the country that is named, or else of the debtor's own."""
    jurisdiction = fields.get(JURISDICTION)
    return days.place(jurisdiction if isinstance(jurisdiction, str) else None, country or None)


def zone_of(fields: Mapping[str, Any]) -> ZoneInfo:
    """The debtor's time zone; UTC where it is not known."""
    name = fields.get(ZONE)
    return _zone(name if isinstance(name, str) else "UTC")


@lru_cache(maxsize=512)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such file, a path that leads out, a folder
        return ZoneInfo("UTC")


@lru_cache(maxsize=256)
def _weekend(country: str) -> frozenset[int]:
    return frozenset(holidays.country_holidays(country).weekend)
