"""Waits until business days, weekdays and dates, in the time of whoever waits; and waits for several events."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys import waiting, workdays
from journeys.check import check
from journeys.compiler import compile_graph, load_plan
from journeys.contact.days import moment as moment_of
from journeys.forecast import most_in_a_day
from journeys.kinds import defaults, kinds
from tests.journeys.graphs import CONTEXT, end, enter, graph, node
from tests.journeys.graphs import wait as wait_for
from tests.journeys.graphs import wait_event as answer
from tests.journeys.walking import Person, days, mail

KIND = kinds()["wait"]
LINES = "enter>wait wait>end wait.no_date>none"


def settled(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {**defaults(KIND), **values}


def until(now: str, fields: dict[str, Any], **values: Any) -> str | None:  # noqa: ANN401 - JSON
    """When somebody goes on who arrives then, both in UTC."""
    arguments = KIND.compile(settled(**values))
    assert set(fields) <= (KIND.fields(arguments) or set()) | {"debtor.time_zone"}
    found = waiting.until(arguments, fields, datetime.fromisoformat(now).replace(tzinfo=UTC))
    return None if found is None else found.replace(tzinfo=None).isoformat(timespec="minutes")


MADRID = {"debtor.time_zone": "Europe/Madrid"}
NEW_YORK = {"debtor.time_zone": "America/New_York"}
SANTIAGO = {"debtor.time_zone": "America/Santiago"}
HOWE = {"debtor.time_zone": "Australia/Lord_Howe"}
BOGOTA = {"debtor.time_zone": "America/Bogota", "debtor.jurisdiction": "CO"}

MOMENTS: dict[str, tuple[str, dict[str, Any], dict[str, Any], str | None]] = {
    "three business days": ("2026-03-02T15:00", BOGOTA, {"mode": "business_days"}, "2026-03-05T15:00"),
    "over a weekend": ("2026-03-06T15:00", BOGOTA, {"mode": "business_days"}, "2026-03-11T15:00"),
    "over a holiday": ("2026-03-20T15:00", BOGOTA, {"mode": "business_days", "days": 1}, "2026-03-24T15:00"),
    "from a Saturday": ("2026-03-07T15:00", BOGOTA, {"mode": "business_days", "days": 1}, "2026-03-09T15:00"),
    "of another country": (
        "2026-03-20T15:00",
        {"debtor.time_zone": "America/Bogota"},
        {"mode": "business_days", "days": 1, "country": "ES"},
        "2026-03-23T15:00",
    ),
    "of nobody knows where": ("2026-03-06T15:00", {}, {"mode": "business_days", "days": 1}, "2026-03-09T15:00"),
    "over the change to summer time": (
        "2026-03-27T11:00",
        {**MADRID, "debtor.jurisdiction": "ES"},
        {"mode": "business_days", "days": 1},
        "2026-03-30T10:00",
    ),
    "until nine": ("2026-03-02T07:00", MADRID, {"mode": "until"}, "2026-03-02T08:00"),
    "until nine tomorrow": ("2026-03-02T08:00", MADRID, {"mode": "until"}, "2026-03-03T08:00"),
    "until Thursday": ("2026-03-02T08:00", MADRID, {"mode": "until", "weekdays": ["thu"]}, "2026-03-05T08:00"),
    "until the next of two days": (
        "2026-03-05T08:01",
        MADRID,
        {"mode": "until", "weekdays": ["mon", "thu"]},
        "2026-03-09T08:00",
    ),
    "until a day of the month": (
        "2026-03-02T08:00",
        MADRID,
        {"mode": "until", "on": "month", "month_day": "15", "weekdays": ["thu"]},
        "2026-03-15T08:00",
    ),
    "until that day of the month after": (
        "2026-03-15T08:00",
        MADRID,
        {"mode": "until", "on": "month", "month_day": "15"},
        "2026-04-15T07:00",
    ),
    "until the end of February": ("2028-02-10T08:00", MADRID, {"mode": "until", "on": "month"}, "2028-02-29T08:00"),
    "from the last day of the month": (
        "2026-12-31T08:00",
        MADRID,
        {"mode": "until", "on": "month"},
        "2027-01-31T08:00",
    ),
    "a time that is skipped": ("2026-03-28T23:30", MADRID, {"mode": "until", "at": "02:30"}, "2026-03-29T01:00"),
    "a time that comes twice": ("2026-10-24T12:00", MADRID, {"mode": "until", "at": "02:30"}, "2026-10-25T00:30"),
    "half an hour that is skipped": ("2026-10-03T00:00", HOWE, {"mode": "until", "at": "02:15"}, "2026-10-03T15:30"),
    "half an hour that comes twice": ("2026-04-04T00:00", HOWE, {"mode": "until", "at": "01:45"}, "2026-04-04T14:45"),
    "a time skipped in New York": ("2026-03-08T01:00", NEW_YORK, {"mode": "until", "at": "02:30"}, "2026-03-08T07:00"),
    "a time twice in New York": ("2026-11-01T05:00", NEW_YORK, {"mode": "until", "at": "01:30"}, "2026-11-01T05:30"),
    "between the two, tomorrow": ("2026-11-01T06:00", NEW_YORK, {"mode": "until", "at": "01:30"}, "2026-11-02T06:30"),
    "a midnight that is skipped": ("2026-09-05T12:00", SANTIAGO, {"mode": "until", "at": "00:00"}, "2026-09-06T04:00"),
    "a last hour that comes twice": (
        "2026-04-04T12:00",
        SANTIAGO,
        {"mode": "until", "at": "23:30"},
        "2026-04-05T02:30",
    ),
    "business days from the second of an hour that comes twice": (
        "2025-11-02T06:30",  # 01:30 in New York, for the second time
        {**NEW_YORK, "debtor.jurisdiction": "US"},
        {"mode": "business_days", "days": 1},
        "2025-11-03T06:30",
    ),
    "in the evening": (
        "2026-03-07T04:30",  # Friday, 23:30 in Bogota
        BOGOTA,
        {"mode": "business_days", "days": 1},
        "2026-03-10T04:30",
    ),
    "an unknown zone is UTC": (
        "2026-03-02T07:00",
        {"debtor.time_zone": "Mars/Base"},
        {"mode": "until"},
        "2026-03-02T09:00",
    ),
    "before a date": (
        "2026-03-02T07:00",
        {**MADRID, "account.due_date": "2026-03-10"},
        {"mode": "date"},
        "2026-03-07T08:00",
    ),
    "business days before a date": (
        "2026-03-02T07:00",
        {**BOGOTA, "account.due_date": "2026-03-10"},
        {"mode": "date", "unit": "business"},
        "2026-03-05T14:00",
    ),
    "after a date": (
        "2026-03-02T07:00",
        {**MADRID, "account.due_date": "2026-03-10"},
        {"mode": "date", "side": "after", "shift": 10, "at": "18:30"},
        "2026-03-20T17:30",
    ),
    "on a date": (
        "2026-03-02T07:00",
        {**MADRID, "account.due_date": "2026-03-10"},
        {"mode": "date", "side": "on"},
        "2026-03-10T08:00",
    ),
    "days that do not count on the day itself": (
        "2026-03-02T07:00",
        {"debtor.time_zone": "UTC", "account.due_date": "2026-03-08"},
        {"mode": "date", "side": "on", "unit": "business"},
        "2026-03-08T09:00",
    ),
    "the first of all days": (
        "2026-03-02T07:00",
        {**MADRID, "account.due_date": "0001-01-01"},
        {"mode": "date"},
        None,
    ),
    "no date": ("2026-03-02T07:00", MADRID, {"mode": "date"}, None),
    "what is no date": ("2026-03-02T07:00", {**MADRID, "account.due_date": "soon"}, {"mode": "date"}, None),
}


@pytest.mark.parametrize(("now", "fields", "given", "expected"), MOMENTS.values(), ids=MOMENTS.keys())
def test_a_wait_ends_in_the_time_of_the_person(
    now: str, fields: dict[str, Any], given: dict[str, Any], expected: str | None
) -> None:
    assert until(now, fields, **given) == expected


zones = st.sampled_from(["Europe/Madrid", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "UTC"])
moments = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1))  # noqa: DTZ001 - made aware below


@settings(deadline=None)
@given(moments, zones, st.integers(0, 23), st.integers(0, 59), st.sets(st.sampled_from(["mon", "wed", "sun"])))
def test_a_day_and_a_time_are_never_past_and_as_they_were_asked(
    moment: datetime, zone: str, hour: int, minute: int, weekdays: set[str]
) -> None:
    now = moment.replace(tzinfo=UTC)
    at = f"{hour:02}:{minute:02}"
    arguments = KIND.compile(settled(mode="until", at=at, weekdays=sorted(weekdays)))
    found = waiting.until(arguments, {"debtor.time_zone": zone}, now)
    assert found is not None
    assert now < found <= now + timedelta(days=8)
    local = found.astimezone(ZoneInfo(zone))
    if local.time() != time(hour, minute):  # it is skipped that day: the clocks leap over it just then
        before = (found - timedelta(seconds=1)).astimezone(ZoneInfo(zone))
        assert before.time() < time(hour, minute) < local.time() or before.date() < local.date()
        assert before.utcoffset() != local.utcoffset()
    assert not weekdays or ["mon", "tue", "wed", "thu", "fri", "sat", "sun"][local.weekday()] in weekdays
    assert moment_of(local.date(), time(hour, minute), ZoneInfo(zone)) == found
    later = waiting.until(arguments, {"debtor.time_zone": zone}, found)
    assert later is not None
    assert later > found


around_leaps = st.sampled_from(["2026-03-08", "2026-03-29", "2026-04-05", "2026-09-06", "2026-10-04", "2026-10-25"])
seconds = st.integers(-100_000, 100_000).map(lambda count: timedelta(seconds=count))
times = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@settings(deadline=None)
@given(around_leaps, st.tuples(seconds, seconds), zones, times)
def test_whoever_comes_later_goes_on_no_earlier(
    day: str, come: tuple[timedelta, timedelta], zone: str, at: time
) -> None:
    start, fields = datetime.fromisoformat(day).replace(tzinfo=UTC), {"debtor.time_zone": zone}
    arguments = KIND.compile(settled(mode="until", at=f"{at:%H:%M}"))
    ends = [waiting.until(arguments, fields, start + one) for one in sorted(come)]
    assert ends[0] is not None
    assert ends[1] is not None
    assert ends[0] <= ends[1]


@given(around_leaps, zones, st.tuples(times, times))
def test_a_later_time_of_day_comes_no_earlier(day: str, zone: str, ats: tuple[time, time]) -> None:
    first, second = [moment_of(date.fromisoformat(day), at, ZoneInfo(zone)) for at in sorted(ats)]
    assert first <= second


@settings(deadline=None)
@given(moments, zones, st.sampled_from(["ES", "US", "CL", "AU-NSW", ""]), st.integers(1, 30))
def test_business_days_end_at_the_hour_of_arrival_and_take_as_many_days_at_least(
    moment: datetime, zone: str, country: str, count: int
) -> None:
    arguments = KIND.compile(settled(mode="business_days", days=count, country=country))
    now = moment.replace(tzinfo=UTC)
    found = waiting.until(arguments, {"debtor.time_zone": zone}, now)
    shortest = KIND.shortest(arguments)
    assert found is not None
    assert shortest is not None
    assert found - now >= timedelta(seconds=shortest)
    local = found.astimezone(ZoneInfo(zone))
    assert moment_of(local.date(), now.astimezone(ZoneInfo(zone)).time(), ZoneInfo(zone)) == found
    place = workdays.place_of({}, country)
    assert workdays.is_workday(local.date(), place)


@settings(deadline=None)
@given(st.dates(), st.integers(1, 3650), st.sampled_from(["before", "after", "on"]), st.booleans(), zones)
def test_no_date_is_too_far_away(day: date, shift: int, side: str, business: bool, zone: str) -> None:
    given = settled(mode="date", side=side, shift=shift, unit="business" if business else "calendar", country="ES")
    fields = {"debtor.time_zone": zone, "account.due_date": day.isoformat()}
    found = waiting.until(KIND.compile(given), fields, datetime(2026, 3, 2, tzinfo=UTC))
    assert found is not None or day.year < 12 or day.year > 9_985


@settings(deadline=None)
@given(moments, zones, st.sampled_from(["last", *map(str, range(1, 29))]))
def test_a_day_of_the_month_comes_every_month(moment: datetime, zone: str, day: str) -> None:
    arguments = KIND.compile(settled(mode="until", on="month", month_day=day))
    fields, now, months = {"debtor.time_zone": zone}, moment.replace(tzinfo=UTC), []
    for _ in range(13):
        found = waiting.until(arguments, fields, now)
        assert found is not None
        local = found.astimezone(ZoneInfo(zone)).date()
        assert (local + timedelta(days=1)).day == 1 if day == "last" else local.day == int(day)
        months.append(local.year * 12 + local.month)
        now = found
    assert months == list(range(months[0], months[0] + 13))


@settings(deadline=None)
@given(moments, st.integers(1, 30))
def test_business_days_are_counted_one_by_one(moment: datetime, count: int) -> None:
    day, place = moment.date(), ("ES", None)
    found = workdays.shifted(day, count, place)
    between = [day + timedelta(days=gone) for gone in range(1, (found - day).days + 1)]
    assert sum(workdays.is_workday(one, place) for one in between) == count
    assert workdays.is_workday(found, place)
    assert workdays.shifted(found, -count, place) <= day or not workdays.is_workday(day, place)


def waiter(**values: Any) -> Person:  # noqa: ANN401 - JSON
    none = node("none", "end", reason="no date")
    return Person({**node("wait", "wait", **settled(**values)), "kind_version": 2}, end(), none, lines=LINES)


def test_the_end_of_a_wait_is_reckoned_once_and_kept() -> None:
    person = waiter(mode="date")
    person.fields |= {"debtor.time_zone": "UTC", "account.due_date": "2026-03-10"}
    person.go()
    stand = person.outcome.stand
    assert stand is not None
    assert stand.until == datetime(2026, 3, 7, 9, tzinfo=UTC)
    person.fields["account.due_date"] = "2026-12-01"
    assert person.go(days=5).ended == "completed"


@pytest.mark.parametrize(("day", "reason"), [("2026-01-10", "completed"), (None, "no date")])
def test_a_date_that_is_past_or_empty_is_not_waited_for(day: str | None, reason: str) -> None:
    person = waiter(mode="date")
    person.fields["account.due_date"] = day
    assert person.go().ended == reason


SAID: list[tuple[dict[str, Any], str, str]] = [
    ({}, "Esperar 3 días", "Wait 3 days"),
    ({"mode": "business_days", "days": 1}, "Esperar 1 día hábil", "Wait 1 business day"),
    ({"mode": "until"}, "Esperar hasta las 09:00", "Wait until 09:00"),
    ({"mode": "until", "weekdays": ["mon"]}, "Esperar hasta el lunes a las 09:00", "Wait until Monday at 09:00"),
    (
        {"mode": "until", "weekdays": ["thu", "mon"]},
        "Esperar hasta el lunes o jueves a las 09:00",
        "Wait until Monday or Thursday at 09:00",
    ),
    (
        {"mode": "until", "on": "month", "weekdays": ["mon"]},
        "Esperar hasta el último día del mes a las 09:00",
        "Wait until the last day of the month at 09:00",
    ),
    (
        {"mode": "until", "on": "month", "month_day": "15"},
        "Esperar hasta el día 15 del mes a las 09:00",
        "Wait until day 15 of the month at 09:00",
    ),
    (
        {"mode": "date", "unit": "business"},
        "Esperar hasta 3 días hábiles antes de «Vencimiento» a las 09:00",
        "Wait until 3 business days before “Due date” at 09:00",
    ),
    (
        {"mode": "date", "side": "after", "shift": 1},
        "Esperar hasta 1 día después de «Vencimiento» a las 09:00",
        "Wait until 1 day after “Due date” at 09:00",
    ),
    (
        {"mode": "date", "side": "on", "field": "account.gone"},
        "Esperar hasta «account.gone» a las 09:00",
        "Wait until “account.gone” at 09:00",
    ),
]


@pytest.mark.parametrize(("given", "spanish", "english"), SAID)
def test_the_card_says_until_when(given: dict[str, Any], spanish: str, english: str) -> None:
    assert KIND.describe(settled(**given), "es", CONTEXT) == spanish
    assert KIND.describe(settled(**given), "en", CONTEXT) == english


def test_the_end_of_a_wait_is_told() -> None:
    assert KIND.tell(settled(mode="date"), "no_date", "en") == "There was no date to wait for."
    told = KIND.tell(settled(mode="business_days"), "next", "es")
    assert told == "Terminó la espera de 3 días hábiles."
    assert KIND.tell(settled(mode="until"), "next", "en") == "The wait until 09:00 was over."


FAULTS: list[tuple[dict[str, Any], list[str]]] = [
    ({"mode": "date"}, []),
    ({"mode": "date", "field": "account.gone"}, ["unknown_field"]),
    ({"mode": "date", "field": "account.balance"}, ["no_date_field"]),
    ({"mode": "business_days", "country": "CO"}, []),
    ({"mode": "business_days", "country": "XX"}, ["unknown_country"]),
    ({"mode": "until", "at": "25:00"}, ["schema"]),
]


@pytest.mark.parametrize(("given", "codes"), FAULTS)
def test_a_wait_that_makes_no_sense_is_a_problem(given: dict[str, Any], codes: list[str]) -> None:
    wait = {**node("wait", "wait", **settled(**given)), "kind_version": 2}
    none = node("none", "end", reason="no date")
    lines = LINES if given["mode"] == "date" else "enter>wait wait>end"
    last = [end(), none] if given["mode"] == "date" else [end()]
    assert [problem.code for problem in check(graph(enter(), wait, *last, lines=lines), CONTEXT)] == codes


def test_a_circle_that_only_waits_for_a_date_is_a_problem() -> None:
    again = {**node("wait", "wait", **settled(mode="date")), "kind_version": 2}
    lines = "enter>mail mail>wait wait>mail wait.no_date>end"
    found = check(graph(enter(), mail("mail"), again, end(), lines=lines), CONTEXT)
    assert [problem.code for problem in found if problem.code.startswith("loop")] == ["loop_without_wait"]
    assert "loop_without_wait" not in {
        problem.code
        for problem in check(
            graph(
                enter(),
                mail("mail"),
                {**again, "settings": settled(mode="until")},
                lines="enter>mail mail>wait wait>mail",
            ),
            CONTEXT,
        )
    }


@pytest.mark.parametrize(("amount", "unit", "codes"), [(104, "weeks", []), (105, "weeks", ["long_wait"])])
def test_a_wait_of_more_than_two_years_is_a_warning(amount: int, unit: str, codes: list[str]) -> None:
    length = {"amount": amount, "unit": unit}
    patient = graph(
        enter(),
        wait_for("wait", length),
        answer("hear", "paid", timeout=length),
        end(),
        lines="enter>wait wait>hear hear.paid>end hear.timeout>end",
    )
    found = check(patient, CONTEXT)
    assert [problem.code for problem in found] == codes * 2
    assert {problem.severity for problem in found} <= {"warning"}
    hidden = {**node("wait", "wait", **settled(mode="until", duration=length)), "kind_version": 2}
    assert check(graph(enter(), hidden, end(), lines="enter>wait wait>end"), CONTEXT) == []


def test_so_many_business_days_are_as_many_days_for_all_that_the_guard_knows() -> None:
    wait = {**node("wait", "wait", **settled(mode="business_days", days=2)), "kind_version": 2}
    lines = "enter>first first>wait wait>second second>end"
    whole = graph(enter(), mail("first"), wait, mail("second"), end(), lines=lines)
    assert most_in_a_day(load_plan(compile_graph(whole))) == 1
    wait["settings"]["days"] = 1
    assert most_in_a_day(load_plan(compile_graph(whole))) == 2, "a day on which clocks leap is shorter"


def test_a_day_and_a_time_may_come_at_once_for_all_that_the_guard_knows() -> None:
    wait = {**node("wait", "wait", **settled(mode="until")), "kind_version": 2}
    lines = "enter>first first>wait wait>second second>end"
    whole = graph(enter(), mail("first"), wait, mail("second"), end(), lines=lines)
    assert most_in_a_day(load_plan(compile_graph(whole))) == 2


def several(**values: Any) -> Person:  # noqa: ANN401 - JSON
    given = {**defaults(kinds()["wait_event"]), "events": ["page_opened", "verified"], **values}
    lines = "enter>wait wait.done>end wait.timeout>late"
    wait = {**node("wait", "wait_event", **given), "kind_version": 2}
    return Person(wait, end(), node("late", "end", reason="late"), lines=lines)


def test_all_events_are_waited_for_in_any_order() -> None:
    person = several(mode="all").go().happens("verified").happens("verified").go(hours=1)
    assert person.ended is None
    assert person.outcome.stand is not None
    assert person.outcome.stand.memory == '{"notes":{"wait":{"verified":2}}}'
    assert person.happens("page_opened").go(hours=1).ended == "completed"


def test_so_many_events_are_waited_for() -> None:
    person = several(mode="count", count=3).go().happens("verified").happens("page_opened").go(hours=1)
    assert person.ended is None
    assert person.happens("verified").go().ended == "completed"


def test_the_time_limit_of_several_events_counts_from_the_start() -> None:
    person = several(mode="all").go().happens("verified").go(days=2)
    assert person.ended is None
    assert person.go(days=1).ended == "late"


def test_an_event_that_is_known_beats_the_time_limit_also_of_several() -> None:
    person = several(mode="all").go().happens("verified").happens("page_opened").go(days=9)
    assert person.ended == "completed"


def test_several_events_may_be_waited_for_for_ever() -> None:
    person = Person(
        {**node("wait", "wait_event", events=["verified"], mode="count", count=2, timeout=None), "kind_version": 2},
        end(),
        lines="enter>wait wait.done>end",
    ).go()
    assert person.outcome.stand is not None
    assert person.outcome.stand.due_at is None
    assert person.happens("verified").happens("verified").go(days=900).ended == "completed"


def test_events_of_ones_own_have_ways_out_by_their_names() -> None:
    kind = kinds()["wait_event"]
    ports = kind.ports({**defaults(kind), "events": ["x_visit_done", "paid"]})
    assert [(port.name, port.labels["en"]) for port in ports[:2]] == [("x_visit_done", "Visit done"), ("paid", "Paid")]
    said = {**defaults(kind), "events": ["x_visit_done", "paid"], "mode": "count", "timeout": None}
    assert kind.describe(said, "en") == "Wait until it happened 2 times: visit done or paid"
    assert kind.describe({**said, "mode": "all"}, "es") == "Esperar: visit done y pagó"
    assert kind.tell(said, "done", "en") == "All that was waited for happened."
    assert kind.tell({**said, "mode": "any"}, "x_visit_done", "es") == "Ocurrió lo que se esperaba: visit done."


def test_the_place_of_somebody_is_their_own_unless_a_country_is_named() -> None:
    assert workdays.place_of({"debtor.jurisdiction": "US-CA"}, "") == ("US", "CA")
    assert workdays.place_of({"debtor.jurisdiction": None}, "CO") == ("CO", None)
    assert workdays.place_of({}, "") is None
    assert not workdays.is_workday(date(2026, 3, 7), None)


def test_a_wait_of_days_alone_asks_for_nobodys_fields() -> None:
    assert KIND.fields(KIND.compile(settled())) == frozenset()
    assert KIND.fields(KIND.compile(settled(mode="until"))) == {"debtor.time_zone"}
    assert KIND.fields(KIND.compile(settled(mode="business_days"))) == {"debtor.time_zone", "debtor.jurisdiction"}
    assert KIND.fields(KIND.compile(settled(mode="date"))) == {"debtor.time_zone", "account.due_date"}
    assert days("wait", 1)["kind_version"] == 1  # drawings of the first version are read as today's
