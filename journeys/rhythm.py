"""The calendar by which people enter: days that come round, a time of day, a zone, and how people say it.

A moment whose time of day is skipped by daylight saving comes right after the leap; one that comes twice, the first
time.
A day that is no business day is moved to the next one, and the last day of a month to the one before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

from journeys.contact.days import moment, place
from journeys.wording import Text, counted, say
from journeys.workdays import is_workday

Every = Literal["day", "week", "month"]

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKDAY_LABELS = dict(
    zip(
        WEEKDAYS,
        (
            say("lunes", "Monday"),
            say("martes", "Tuesday"),
            say("miércoles", "Wednesday"),
            say("jueves", "Thursday"),
            say("viernes", "Friday"),
            say("sábado", "Saturday"),
            say("domingo", "Sunday"),
        ),
        strict=True,
    )
)
LAST = "last"
_LAST_DAY = 28  # of a month, that every month has
MONTH_DAYS: dict[str, Text] = {
    **{str(day): say(str(day), str(day)) for day in range(1, _LAST_DAY + 1)},
    LAST: say("El último", "The last"),
}
MONTH_DAYS_ABOUT = say(
    "Del 1 al 28, que tienen todos los meses, o el último.", "1 to 28, which every month has, or the last."
)
LONGEST_WEEKS = 52
MONDAY = date(2024, 1, 1)
"""From whose week on weeks are counted where nobody says from which."""

DAY = timedelta(days=1)
MOVED = 31  # days within which a day that is moved has its place: no country rests longer


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When people enter. ``month_day`` is a day from 1 to 28, or None for the last; ``country`` has business days."""

    every: Every
    at: time
    zone: ZoneInfo
    weekdays: frozenset[int] = frozenset()
    weeks: int = 1
    since: date | None = None
    month_day: int | None = None
    country: str | None = None

    def newest(self, after: datetime, now: datetime) -> datetime | None:
        """The newest moment (UTC) beyond ``after`` that has come; None where none has."""
        last = now.astimezone(self.zone).date() + MOVED * DAY
        first = after.astimezone(self.zone).date() - MOVED * DAY
        for day in _backwards(last, first):
            if self._falls_on(day):
                moment = self._moment(day)
                if moment <= now:
                    return moment if moment > after else None
        return None

    def following(self, after: datetime) -> datetime:
        """The first moment (UTC) beyond ``after``."""
        day = after.astimezone(self.zone).date() - MOVED * DAY
        if self.since is not None:
            day = max(day, self.since)
        while not (self._falls_on(day) and self._moment(day) > after):
            day += DAY
        return self._moment(day)

    def _falls_on(self, day: date) -> bool:
        if self.since is not None and day < self.since:
            return False
        if self.every == "week":
            first = self.since or MONDAY
            weeks = (_monday(day) - _monday(first)).days // 7
            return day.weekday() in self.weekdays and weeks % self.weeks == 0
        if self.every == "month":
            return day.day == self.month_day if self.month_day else (day + DAY).day == 1
        return True

    def _moment(self, day: date) -> datetime:
        """When people enter for this day, moved to a business day where it has to be one."""
        step = -DAY if self.every == "month" and self.month_day is None else DAY
        while self.country is not None and not is_business_day(day, self.country):
            day += step
        return moment(day, self.at, self.zone)


def rhythm_of(calendar: Mapping[str, Any]) -> Rhythm:
    """The calendar that ``calendar_of`` wrote into a plan."""
    day = calendar["month_day"]
    return Rhythm(
        every=calendar["every"],
        at=time.fromisoformat(calendar["at"]),
        zone=ZoneInfo(calendar["zone"]),
        weekdays=frozenset(WEEKDAYS.index(name) for name in calendar["weekdays"]),
        weeks=calendar["weeks"],
        since=None if calendar["since"] is None else date.fromisoformat(calendar["since"]),
        month_day=None if day == LAST else int(day),
        country=calendar["country"],
    )


def describe(calendar: Mapping[str, Any], language: str) -> str:
    """A calendar in words: ``cada lunes y jueves a las 08:00 (UTC)``."""
    days = _days(calendar, language)
    at = say(f"a las {calendar['at']} ({calendar['zone']})", f"at {calendar['at']} ({calendar['zone']})")[language]
    since = calendar["since"]
    begins = "" if since is None else say(f", desde el {since}", f", from {since} on")[language]
    return f"{days} {at}{begins}"


def _days(calendar: Mapping[str, Any], language: str) -> str:
    country = calendar["country"]
    if calendar["every"] == "day":
        if country is None:
            return say("cada día", "every day")[language]
        return say(f"cada día hábil de {country}", f"every business day of {country}")[language]
    days = _weeks(calendar, language) if calendar["every"] == "week" else _month(calendar, language)
    if country is None:
        return days
    if calendar["every"] == "month" and calendar["month_day"] == LAST:
        return (
            days
            + say(f" (o el día hábil anterior en {country})", f" (or the business day before it in {country})")[
                language
            ]
        )
    return (
        days + say(f" (o el siguiente día hábil en {country})", f" (or the next business day in {country})")[language]
    )


def _weeks(calendar: Mapping[str, Any], language: str) -> str:
    chosen = [WEEKDAY_LABELS[name][language] for name in WEEKDAYS if name in calendar["weekdays"]]
    named = _listed(chosen, say("y", "and")[language]) or "…"
    weeks = calendar["weeks"]
    if weeks == 1:
        return say(f"cada {named}", f"every {named}")[language]
    often = say(counted(weeks, "semana", "semanas"), counted(weeks, "week", "weeks"))[language]
    return say(f"cada {often}, el {named}", f"every {often} on {named}")[language]


def _month(calendar: Mapping[str, Any], language: str) -> str:
    day = calendar["month_day"]
    if day == LAST:
        return say("el último día de cada mes", "on the last day of every month")[language]
    return say(f"el día {day} de cada mes", f"on day {day} of every month")[language]


def _listed(words: list[str], word: str) -> str:
    *first, last = words or [""]
    return f"{', '.join(first)} {word} {last}" if first else last


def _monday(day: date) -> date:
    return day - day.weekday() * DAY


def _backwards(last: date, first: date) -> Iterator[date]:
    for past in range((last - first).days + 1):
        yield last - past * DAY


def is_business_day(day: date, country: str) -> bool:
    """Whether people work on this day in a country (``CO``) or a part of it (``US-CA``)."""
    return is_workday(day, place(None, country))
