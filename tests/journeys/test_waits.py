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
from journeys.forecast import most_in_a_day
from journeys.kinds import defaults, kinds
from tests.journeys.graphs import CONTEXT, end, enter, graph, node
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
    "a time that is skipped": ("2026-03-28T23:30", MADRID, {"mode": "until", "at": "02:30"}, "2026-03-29T01:30"),
    "a time that comes twice": ("2026-10-24T12:00", MADRID, {"mode": "until", "at": "02:30"}, "2026-10-25T00:30"),
    "half an hour that is skipped": ("2026-10-03T00:00", HOWE, {"mode": "until", "at": "02:15"}, "2026-10-03T15:45"),
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
    asked = datetime.combine(local.date(), time(hour, minute), ZoneInfo(zone))
    assert asked.astimezone(UTC) == found
    later = waiting.until(arguments, {"debtor.time_zone": zone}, found)
    assert later is not None
    assert later > found


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
    (
        {"mode": "until", "weekdays": ["mon", "thu"]},
        "Esperar hasta el lunes / jueves a las 09:00",
        "Wait until Monday / Thursday at 09:00",
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
    assert told == "Terminó la espera 3 días hábiles."


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
    assert kind.describe(said, "en") == "Wait for 2 times: visit done or paid"
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
