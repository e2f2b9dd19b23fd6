"""In which hours and on which days contact is allowed, in the person's own time."""

import pytest

from journeys.contact import Never, NotBefore, Now, RuleBook
from tests.journeys.contact.books import ALWAYS, DAY, book, house_only, law, someone, utc

CO = ("America/Bogota", "CO")  # UTC-5 all year
NEW_YORK = ("America/New_York", "US-NY")
WINDOW = '[[windows]]\ndays = "mon-sun"\nfrom = "{}"\nto = "{}"\n'


@pytest.mark.parametrize(
    ("who", "now", "allowed_from", "rule"),
    [
        (CO, "2026-03-02 12:00", None, None),
        (CO, "2026-03-02 11:59", "2026-03-02 12:00", "CO/window"),
        (CO, "2026-03-02 23:59:59", None, None),
        (CO, "2026-03-03 00:00", "2026-03-03 12:00", "CO/window"),
        (CO, "2026-03-07 12:59", "2026-03-07 13:00", "CO/window"),
        (CO, "2026-03-07 13:00", None, None),
        (CO, "2026-03-07 20:00", "2026-03-09 12:00", "CO/window"),
        (CO, "2026-03-08 15:00", "2026-03-09 12:00", "CO/window"),
        (CO, "2026-03-23 15:00", "2026-03-24 12:00", "CO/holiday"),
        (CO, "2026-03-21 20:00", "2026-03-24 12:00", "CO/window"),
        (CO, "2026-04-01 23:59", None, None),
        (CO, "2026-04-02 00:00", "2026-04-04 13:00", "CO/window"),
        (CO, "2026-04-02 15:00", "2026-04-04 13:00", "CO/holiday"),
        (NEW_YORK, "2026-03-02 13:00", None, None),
        (NEW_YORK, "2026-03-02 12:59", "2026-03-02 13:00", "US-FED/window"),
        (NEW_YORK, "2026-03-07 12:59", "2026-03-07 13:00", "US-FED/window"),
        (NEW_YORK, "2026-03-08 11:59", "2026-03-08 12:00", "US-FED/window"),
        (NEW_YORK, "2026-11-01 12:59", "2026-11-01 13:00", "US-FED/window"),
        (NEW_YORK, "2026-07-04 15:00", None, None),
        (("Asia/Kathmandu", "US"), "2026-03-02 02:14", "2026-03-02 02:15", "US-FED/window"),
        (("Australia/Lord_Howe", "US"), "2026-04-04 20:30", "2026-04-04 21:30", "US-FED/window"),
        (("America/Bogota", "ES"), "2026-03-02 05:00", None, None),
        (("America/Bogota", None), "2026-03-02 05:00", None, None),
    ],
    ids=[
        "at the opening", "a minute early", "until the last second", "at the close", "Saturday opens later",
        "on Saturday", "Saturday closes early", "Sunday", "a holiday", "the weekend before a holiday",
        "the evening before Maundy Thursday", "the night before Maundy Thursday",
        "two holidays in a row", "winter time", "winter time, early",
        "the day before the clocks go forward", "the day the clocks go forward", "the day the clocks go back",
        "a holiday on which the law allows contact", "a zone of three quarters of an hour",
        "a leap of half an hour", "a country without rules", "no jurisdiction",
    ],
)  # fmt: skip
def test_contact_is_allowed_in_the_hours_of_the_law(
    who: tuple[str, str | None], now: str, allowed_from: str | None, rule: str | None
) -> None:
    decision = law().decide(someone(*who), "email", 1, utc(now), ())
    assert decision == (Now() if allowed_from is None else NotBefore(utc(allowed_from), str(rule)))


@pytest.mark.parametrize(
    ("zone", "window", "now", "opens"),
    [
        ("America/New_York", ("02:30", "05:00"), "2026-03-08 06:00", "2026-03-08 07:00"),
        ("America/New_York", ("02:30", "02:45"), "2026-03-08 06:00", "2026-03-09 06:30"),
        ("America/New_York", ("01:30", "02:00"), "2026-11-01 06:00", "2026-11-01 06:30"),
        ("America/Santiago", ("00:00", "06:00"), "2026-09-06 03:59", "2026-09-06 04:00"),
        ("America/Santiago", ("00:30", "06:00"), "2026-09-06 03:59", "2026-09-06 04:00"),
        ("America/Santiago", ("23:30", "24:00"), "2026-04-05 03:00", "2026-04-05 03:30"),
        ("Pacific/Apia", ("08:00", "20:00"), "2011-12-30 06:00", "2011-12-30 18:00"),
    ],
    ids=[
        "begins in the hour that is skipped", "lies in the hour that is skipped", "comes twice",
        "begins at a midnight that is skipped", "begins after a midnight that is skipped",
        "the hour before midnight comes twice", "a day that never was",
    ],
)  # fmt: skip
def test_hours_follow_the_local_clock_over_its_leaps(zone: str, window: tuple[str, str], now: str, opens: str) -> None:
    found = house_only(WINDOW.format(*window)).decide(someone(zone), "email", 1, utc(now), ())
    assert found == NotBefore(utc(opens), "house/window")


def test_all_the_sets_that_apply_hold_at_once() -> None:
    strict = law(WINDOW.format("10:00", "22:00"))
    person = someone(*CO)
    assert strict.decide(person, "email", 1, utc("2026-03-02 14:00"), ()) == NotBefore(
        utc("2026-03-02 15:00"), "house/window"
    )
    assert strict.decide(person, "email", 1, utc("2026-03-03 00:30"), ()) == NotBefore(
        utc("2026-03-03 15:00"), "CO/window"
    )


def test_of_the_rules_that_forbid_contact_the_one_that_does_so_longest_is_named() -> None:
    both = law(WINDOW.format("10:00", "18:00"))
    sunday = both.decide(someone(*CO), "email", 1, utc("2026-03-08 06:00"), ())
    assert sunday == NotBefore(utc("2026-03-09 15:00"), "CO/window")


def test_the_shipped_house_policy_is_eight_to_nine_every_day() -> None:
    shipped = RuleBook.load()
    for now, answer in [
        ("2026-03-08 12:59", NotBefore(utc("2026-03-08 13:00"), "house/window")),
        ("2026-03-08 13:00", Now()),
        ("2026-03-09 01:59", Now()),
        ("2026-03-09 02:00", NotBefore(utc("2026-03-09 13:00"), "house/window")),
    ]:
        assert shipped.decide(someone("America/Bogota"), "letter", 1, utc(now), ()) == answer


def test_hours_that_never_meet_are_never() -> None:
    never = law('[[windows]]\ndays = "sun"\nfrom = "08:00"\nto = "20:00"\n')
    assert never.decide(someone(*CO), "email", 1, utc("2026-03-02 15:00"), ()) == Never("house/window")
    assert never.decide(someone(*CO), "email", 1, utc("2026-03-08 15:00"), ()) == Never("CO/window")


def test_a_set_that_says_nothing_of_a_channel_does_not_restrain_it() -> None:
    calls = book('id = "PE"\napplies_to = ["PE"]\n[[windows]]\ndays = "mon-fri"\nfrom = "07:00"\nto = "20:00"\n'
                 'channels = ["call", "visit"]\n')  # fmt: skip
    lima = someone("America/Lima", "PE")
    night = utc("2026-03-02 05:00")
    assert calls.decide(lima, "sms", 1, night, ()) == Now()
    assert calls.decide(lima, "call", 1, night, ()) == NotBefore(utc("2026-03-02 12:00"), "PE/window")


def test_windows_of_one_day_are_joined() -> None:
    split = house_only(
        WINDOW.format("14:00", "18:00") + WINDOW.format("09:00", "12:00") + WINDOW.format("11:00", "13:00")
        + WINDOW.format("09:30", "10:00")
    )  # fmt: skip
    answers = {
        hour: split.decide(someone(), "email", 1, utc(f"2026-03-02 {hour}"), ())
        for hour in ("09:00", "12:30", "13:00", "17:59", "18:00")
    }
    assert answers == {
        "09:00": Now(),
        "12:30": Now(),
        "13:00": NotBefore(utc("2026-03-02 14:00"), "house/window"),
        "17:59": Now(),
        "18:00": NotBefore(utc("2026-03-03 09:00"), "house/window"),
    }


@pytest.mark.parametrize(
    ("days", "now", "opens"),
    [
        ("mon,wed", "2026-03-03 10:00", "2026-03-04 08:00"),
        ("sat-mon", "2026-03-03 10:00", "2026-03-07 08:00"),
        ("fri", "2026-03-02 10:00", "2026-03-06 08:00"),
    ],
)
def test_weekdays_are_lists_and_spans(days: str, now: str, opens: str) -> None:
    rules = house_only(f'[[windows]]\ndays = "{days}"\nfrom = "08:00"\nto = "20:00"\n')
    assert rules.decide(someone(), "email", 1, utc(now), ()) == NotBefore(utc(opens), "house/window")


@pytest.mark.parametrize(
    ("policy", "jurisdiction", "closed"),
    [
        ('calendar = "ES"\n', None, "2026-01-06"),
        ('calendar = "ES-MD"\n', "MX", "2026-05-02"),
        ('calendar = "ES"\n', "ES-MD", "2026-05-02"),
        ("", "ES-CT", "2026-09-11"),
        ("", "ES-XX", "2026-01-06"),
    ],
    ids=["of a country", "of a part of it", "of where the person lives", "of the person's country", "an unknown part"],
)
def test_a_house_may_rest_on_public_holidays(policy: str, jurisdiction: str | None, closed: str) -> None:
    rules = law(f'holidays = "deny"\n{policy}{ALWAYS}')
    found = rules.decide(someone("UTC", jurisdiction), "letter", 1, utc(f"{closed} 15:00"), ())
    assert isinstance(found, NotBefore)
    assert found.rule == "house/holiday"


@pytest.mark.parametrize("jurisdiction", [None, "ZZ", "ES-MD"], ids=["none", "no country", "a part without this one"])
def test_where_no_holidays_are_known_every_day_is_a_working_day(jurisdiction: str | None) -> None:
    rules = law(f'holidays = "deny"\n{ALWAYS}')
    assert rules.decide(someone("UTC", jurisdiction), "email", 1, utc("2026-09-11 15:00"), ()) == Now()


def test_a_decision_does_not_depend_on_what_was_asked_before() -> None:
    worn = law()
    person = someone(*CO)
    for weeks in range(80):
        worn.decide(person, "email", 1, utc("2025-01-01 03:00") + 7 * weeks * DAY, ())
    now = utc("2026-03-08 15:00")
    assert worn.decide(person, "email", 1, now, ()) == law().decide(person, "email", 1, now, ())
