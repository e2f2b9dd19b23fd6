"""The calendar by which people enter: its moments, and how people say it."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.rhythm import Every, Rhythm, describe, is_business_day, rhythm_of

MADRID = ZoneInfo("Europe/Madrid")
NINE = time(9, 0)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


MOMENTS: dict[str, tuple[Rhythm, str, str]] = {
    "every day": (Rhythm("day", NINE, MADRID), "2026-03-02T09:00", "2026-03-03T08:00"),
    "later today": (Rhythm("day", NINE, MADRID), "2026-03-02T07:59", "2026-03-02T08:00"),
    "summer time": (Rhythm("day", NINE, MADRID), "2026-03-28T09:00", "2026-03-29T07:00"),
    "an hour that is skipped": (Rhythm("day", time(2, 30), MADRID), "2026-03-28T03:00", "2026-03-29T01:00"),
    "an hour that comes twice": (Rhythm("day", time(2, 30), MADRID), "2026-10-24T12:00", "2026-10-25T00:30"),
    "Mondays": (Rhythm("week", NINE, MADRID, frozenset({0})), "2026-03-02T09:00", "2026-03-09T08:00"),
    "every other Monday": (
        Rhythm("week", NINE, MADRID, frozenset({0}), weeks=2, since=date(2026, 3, 4)),
        "2026-03-02T09:00",
        "2026-03-16T08:00",
    ),
    "the tenth": (Rhythm("month", NINE, MADRID, month_day=10), "2026-03-10T09:00", "2026-04-10T07:00"),
    "the last of the month": (Rhythm("month", NINE, MADRID), "2026-02-01T00:00", "2026-02-28T08:00"),
    "not before a day": (Rhythm("day", NINE, MADRID, since=date(2026, 5, 1)), "2026-03-02T09:00", "2026-05-01T07:00"),
    "a holiday moves on": (
        Rhythm("month", NINE, MADRID, month_day=1, country="ES"),
        "2026-04-20T00:00",
        "2026-05-04T07:00",
    ),
    "the last business day": (Rhythm("month", NINE, MADRID, country="ES"), "2026-05-01T00:00", "2026-05-29T07:00"),
}


@pytest.mark.parametrize(("rhythm", "after", "expected"), MOMENTS.values(), ids=MOMENTS.keys())
def test_the_moment_that_follows(rhythm: Rhythm, after: str, expected: str) -> None:
    following = rhythm.following(at(after))
    assert following == at(expected)
    assert rhythm.newest(at(after), at(expected)) == at(expected)
    assert rhythm.newest(at(expected), at(expected)) is None


def test_of_moments_that_were_missed_the_newest_counts() -> None:
    daily = Rhythm("day", NINE, MADRID)
    assert daily.newest(at("2026-03-02T09:00"), at("2026-03-09T07:00")) == at("2026-03-08T08:00")
    assert daily.newest(at("2026-03-02T09:00"), at("2026-03-02T10:00")) is None


def test_before_the_first_day_no_moment_has_come() -> None:
    later = Rhythm("day", NINE, MADRID, since=date(2027, 1, 1))
    assert later.newest(at("2026-03-02T09:00"), at("2026-03-09T07:00")) is None


@settings(deadline=None)
@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 1)),  # noqa: DTZ001 - made aware below
    st.sampled_from(["Europe/Madrid", "America/Santiago", "Australia/Lord_Howe", "UTC"]),
    st.sampled_from(["day", "week", "month"]),
    st.integers(0, 23),
    st.booleans(),
)
def test_the_following_moment_is_never_past_and_is_found_again(
    moment: datetime, zone: str, every: Every, hour: int, business: bool
) -> None:
    after = moment.replace(tzinfo=UTC)
    country = "CO" if business else None
    rhythm = Rhythm(every, time(hour, 15), ZoneInfo(zone), frozenset({0, 3}), month_day=15, country=country)
    following = rhythm.following(after)
    assert following > after
    assert rhythm.newest(after, following) == following


CALENDAR = {
    "every": "day",
    "at": "08:00",
    "zone": "UTC",
    "weekdays": ["mon", "thu"],
    "weeks": 1,
    "since": None,
    "month_day": "10",
    "country": None,
}
SAID: list[tuple[dict[str, Any], str, str]] = [
    ({}, "cada día a las 08:00 (UTC)", "every day at 08:00 (UTC)"),
    ({"country": "CO"}, "cada día hábil de CO a las 08:00 (UTC)", "every business day of CO at 08:00 (UTC)"),
    ({"every": "week"}, "cada lunes y jueves a las 08:00 (UTC)", "every Monday and Thursday at 08:00 (UTC)"),
    (
        {"every": "week", "weekdays": ["mon", "tue", "wed"], "weeks": 2},
        "cada 2 semanas, el lunes, martes y miércoles a las 08:00 (UTC)",
        "every 2 weeks on Monday, Tuesday and Wednesday at 08:00 (UTC)",
    ),
    ({"every": "week", "weekdays": []}, "cada … a las 08:00 (UTC)", "every … at 08:00 (UTC)"),
    (
        {"every": "month", "since": "2026-03-02"},
        "el día 10 de cada mes a las 08:00 (UTC), desde el 2026-03-02",
        "on day 10 of every month at 08:00 (UTC), from 2026-03-02 on",
    ),
    (
        {"every": "month", "month_day": "last", "country": "ES"},
        "el último día de cada mes (o el día hábil anterior en ES) a las 08:00 (UTC)",
        "on the last day of every month (or the business day before it in ES) at 08:00 (UTC)",
    ),
    (
        {"every": "month", "country": "ES"},
        "el día 10 de cada mes (o el siguiente día hábil en ES) a las 08:00 (UTC)",
        "on day 10 of every month (or the next business day in ES) at 08:00 (UTC)",
    ),
]


@pytest.mark.parametrize(("given", "spanish", "english"), SAID)
def test_a_calendar_is_said_in_words(given: dict[str, Any], spanish: str, english: str) -> None:
    assert describe({**CALENDAR, **given}, "es") == spanish
    assert describe({**CALENDAR, **given}, "en") == english


def test_a_calendar_is_read_from_a_plan() -> None:
    rhythm = rhythm_of({**CALENDAR, "since": "2026-03-02", "month_day": "last"})
    assert (rhythm.since, rhythm.month_day, rhythm.weekdays) == (date(2026, 3, 2), None, frozenset({0, 3}))
    assert rhythm_of(CALENDAR).month_day == 10


def test_weekends_and_holidays_are_no_business_days() -> None:
    assert is_business_day(date(2026, 3, 2), "ES")
    assert not is_business_day(date(2026, 3, 1), "ES")
    assert not is_business_day(date(2026, 5, 1), "ES")
    assert not is_business_day(date(2026, 3, 31), "US-CA")  # César Chávez Day is California's own
