"""Local days and times: when they come, and which days are public holidays."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

SECOND = timedelta(seconds=1)
DAY = timedelta(days=1)


@lru_cache(maxsize=4_096)
def begins(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of a day in a zone: not midnight where daylight saving skips it."""
    return moment(day, time(), zone)


def moment(day: date, at: time, zone: ZoneInfo) -> datetime:
    """A local time of a day, in UTC; of one that comes twice the first, of one that is skipped the end of the leap."""
    local = datetime.combine(day, at.replace(fold=0), zone)
    after = local.astimezone(UTC)
    if after.astimezone(zone).replace(tzinfo=None) == local.replace(tzinfo=None):
        return after
    before = local.replace(fold=1).astimezone(UTC)  # reckoned by what the clocks show after the leap, so before it
    shift = before.astimezone(zone).utcoffset()
    while after - before > SECOND:
        middle = before + (after - before) // 2
        if middle.astimezone(zone).utcoffset() == shift:
            before = middle
        else:
            after = middle
    return after.replace(microsecond=0)


def place(jurisdiction: str | None, calendar: str | None) -> tuple[str, str | None] | None:
    """Whose public holidays count: the calendar's, with those of the part of the country where the person lives.

    Without a calendar the person's own country is meant; None where no holidays are known of it.
    """
    wanted = calendar or jurisdiction
    if wanted is None:
        return None
    country, _, part = wanted.partition("-")
    if not part and jurisdiction is not None and jurisdiction.startswith(f"{country}-"):
        part = jurisdiction[3:]
    parts = _supported().get(country)
    if parts is None:
        return None
    return country, part if part in parts else None


def known(calendar: str) -> bool:
    """Whether there is a list of public holidays of this country, and of this part of it."""
    country, _, part = calendar.partition("-")
    return country in _supported() and (not part or part in _supported()[country])


@lru_cache(maxsize=1_024)
def public_holidays(country: str, part: str | None, year: int) -> frozenset[date]:
    """The public holidays of a year."""
    return frozenset(holidays.country_holidays(country, subdiv=part, years=year))


@lru_cache(maxsize=1)
def _supported() -> dict[str, list[str]]:
    return holidays.list_supported_countries(include_aliases=False)
