"""Rules that count past contacts."""

from datetime import datetime

import pytest

from journeys.contact import Contact, Decision, NotBefore, Now
from tests.journeys.contact.books import ALWAYS, DAY, HOUR, contacts, house_only, law, someone, utc

NOON = utc("2026-03-04 12:00")  # a Wednesday
BOGOTA = ("America/Bogota", "CO")


def ask(
    rules: str, past: list[Contact], now: datetime = NOON, *, channel: str = "email", zone: str = "UTC"
) -> Decision:
    return house_only(rules + ALWAYS).decide(someone(zone), channel, 1, now, past)


CAP = '[[caps]]\nmax = {}\nwindow = "{}"\n'


@pytest.mark.parametrize(
    ("rules", "ages", "waits"),
    [
        (CAP.format(2, "rolling") + "days = 7\n", [DAY], None),
        (CAP.format(2, "rolling") + "days = 7\n", [DAY, 2 * DAY], 5 * DAY),
        (CAP.format(2, "rolling") + "days = 7\n", [DAY, 2 * DAY, 3 * DAY], 5 * DAY),
        (CAP.format(2, "rolling") + "days = 7\n", [DAY, 7 * DAY], None),
        (CAP.format(1, "rolling") + "hours = 36\n", [DAY], DAY / 2),
        (CAP.format(1, "day"), [DAY / 2], DAY / 2),
        (CAP.format(1, "day"), [DAY / 2 + HOUR], None),
        (CAP.format(1, "day") + "days = 3\n", [2 * DAY], DAY / 2),
        (CAP.format(1, "week"), [2 * DAY], 4.5 * DAY),
        (CAP.format(1, "week") + "days = 7\n", [3 * DAY], None),
        ("[[gaps]]\nhours = 4\n", [HOUR], 3 * HOUR),
        ("[[gaps]]\ndays = 2\n", [DAY, 3 * DAY], DAY),
        ("[[gaps]]\nhours = 4\n", [4 * HOUR], None),
    ],
    ids=[
        "one may be used", "as many as allowed", "more than allowed", "the older does not count any more",
        "hours", "a day of the calendar", "yesterday", "three days of the calendar", "a week of the calendar",
        "last week", "a gap", "the gap since the newest", "the gap is over",
    ],
)  # fmt: skip
def test_a_limit_holds_until_the_contacts_that_fill_it_do_not_count(rules: str, ages: list, waits: object) -> None:
    found = ask(rules, contacts(*(NOON - age for age in ages)))
    rule = "house/gap" if "gaps" in rules else "house/cap"
    assert found == (Now() if waits is None else NotBefore(NOON + waits, rule))


def test_days_and_weeks_are_those_of_the_person() -> None:
    late = utc("2026-03-09 04:00")  # Sunday, 23:00 in Bogota
    assert ask(CAP.format(1, "day"), contacts(late), late + HOUR / 2, zone="America/Bogota") == NotBefore(
        late + HOUR, "house/cap"
    )
    assert ask(CAP.format(1, "week"), contacts(late), late + HOUR, zone="America/Bogota") == Now()


def test_a_day_begins_where_the_clock_leaps_over_midnight() -> None:
    evening = utc("2026-09-06 01:00")  # 21:00 in Santiago, whose clocks go from 24:00 to 01:00
    found = ask(CAP.format(1, "day"), contacts(evening), evening + HOUR, zone="America/Santiago")
    assert found == NotBefore(utc("2026-09-06 04:00"), "house/cap")


def test_a_day_begins_where_the_clock_leaps_over_midnight_from_before_it() -> None:
    evening = utc("2026-03-28 22:00")  # 20:00 in Nuuk, whose clocks go from 23:00 to 24:00 an hour before midnight
    found = ask(CAP.format(1, "day"), contacts(evening), evening + HOUR, zone="America/Nuuk")
    assert found == NotBefore(utc("2026-03-29 01:00"), "house/cap")
    gap = utc("1919-03-31 03:00")  # 22:00 in Toronto, whose clocks went from 23:30 to 00:30
    found = ask(CAP.format(1, "day"), contacts(gap), gap + HOUR, zone="America/Toronto")
    assert found == NotBefore(utc("1919-03-31 04:30"), "house/cap")


def test_an_account_is_counted_by_itself_where_the_rule_says_so() -> None:
    past = contacts(NOON - HOUR, account_id=2)
    assert ask(CAP.format(1, "day"), past) == NotBefore(NOON + DAY / 2, "house/cap")
    for per in ("debt", "person+debt"):
        assert ask(CAP.format(1, "day") + f'per = "{per}"\n', past) == Now()
        assert ask(CAP.format(1, "day") + f'per = "{per}"\n', contacts(NOON - HOUR)) != Now()


def test_only_conversations_count_where_the_rule_says_so() -> None:
    rule = CAP.format(1, "day") + 'count = "contact"\n'
    assert ask(rule, contacts(NOON - HOUR)) == Now()
    assert ask(rule, contacts(NOON - HOUR, reached=True)) == NotBefore(NOON + DAY / 2, "house/cap")


def test_a_limit_concerns_its_channels_only() -> None:
    rule = CAP.format(1, "day") + 'channels = ["sms", "call"]\n'
    past = contacts(NOON - HOUR, channel="call")
    assert ask(rule, past, channel="email") == Now()
    assert ask(rule, past, channel="sms") == NotBefore(NOON + DAY / 2, "house/cap")
    assert ask(rule, contacts(NOON - HOUR, channel="email"), channel="sms") == Now()


@pytest.mark.parametrize(("first", "waits"), [("true", 2), ("false", 3)])
def test_after_a_conversation_there_is_a_rest(first: str, waits: int) -> None:
    rule = f'[[cooloffs]]\nafter = ["call"]\nchannels = ["call", "sms"]\ndays = 2\nfirst_day_counts = {first}\n'
    spoken = contacts(NOON - HOUR, channel="call", reached=True)
    assert ask(rule, spoken, channel="sms") == NotBefore(utc("2026-03-04 00:00") + waits * DAY, "house/cooloff")
    assert ask(rule, spoken, channel="email") == Now()
    assert ask(rule, contacts(NOON - HOUR, channel="call"), channel="sms") == Now()


def test_a_channel_that_was_used_may_be_used_again_and_another_may_not() -> None:
    rule = '[distinct_channels]\nmax = 2\nwindow = "week"\n'
    past = [*contacts(NOON - HOUR, NOON - 2 * HOUR), *contacts(NOON - HOUR, channel="sms")]
    assert ask(rule, past, channel="sms") == Now()
    assert ask(rule, past, channel="call") == NotBefore(utc("2026-03-09 00:00"), "house/channels")
    assert ask(rule, past, utc("2026-03-09 00:00"), channel="call") == Now()


def test_a_contact_that_lies_ahead_counts_too() -> None:
    assert ask(CAP.format(1, "day"), contacts(NOON + HOUR)) == NotBefore(NOON + DAY / 2, "house/cap")


def test_colombia_allows_one_contact_a_day_and_one_channel_a_week() -> None:
    rules, person = law(), someone(*BOGOTA)
    monday = utc("2026-03-02 15:00")
    past = contacts(monday)
    assert rules.decide(person, "email", 2, monday + HOUR, past) == NotBefore(utc("2026-03-03 12:00"), "CO/cap")
    assert rules.decide(person, "email", 2, monday + DAY, past) == Now()
    assert rules.decide(person, "sms", 1, monday + DAY, past) == NotBefore(utc("2026-03-09 12:00"), "CO/channels")
    assert rules.decide(person, "sms", 1, monday + 7 * DAY, past) == Now()


def test_the_united_states_presume_that_an_eighth_call_in_a_week_harasses() -> None:
    rules, person = law(), someone("America/New_York", "US-TX")
    now = utc("2026-03-06 15:00")
    calls = contacts(*(now - HOUR * step for step in (24, 25, 48, 49, 72, 73, 96)), channel="call")
    assert rules.decide(person, "call", 1, now, calls[:6]) == Now()
    assert rules.decide(person, "call", 1, now, calls) == NotBefore(now + 3 * DAY, "US-FED/cap")
    assert rules.decide(person, "call", 2, now, calls) == Now()
    assert rules.decide(person, "email", 1, now, calls) == Now()
    spoken = contacts(now - HOUR, channel="call", reached=True)
    # The conversation was on Friday the 6th, which is the first of seven days; the clocks go forward on the 8th.
    assert rules.decide(person, "call", 1, now, spoken) == NotBefore(utc("2026-03-13 12:00"), "US-FED/cooloff")


def test_the_end_of_a_limit_waits_for_lawful_hours() -> None:
    saturday = utc("2026-03-07 14:00")
    found = law().decide(someone(*BOGOTA), "email", 1, saturday + HOUR, contacts(saturday))
    assert found == NotBefore(utc("2026-03-09 12:00"), "CO/cap")


def test_a_house_without_hours_for_a_channel_still_counts() -> None:
    rules = '[[windows]]\ndays = "mon-sun"\nfrom = "08:00"\nto = "20:00"\nchannels = ["call"]\n' + CAP.format(1, "day")
    found = house_only(rules).decide(someone(), "email", 1, NOON, contacts(NOON - HOUR))
    assert found == NotBefore(NOON + DAY / 2, "house/cap")


def test_whether_past_contacts_matter_is_known_beforehand() -> None:
    rules = law()
    assert rules.counts(someone(*BOGOTA), "email")
    assert rules.counts(someone("America/New_York", "US"), "call")
    assert not rules.counts(someone("America/New_York", "US"), "email")
    assert not rules.counts(someone("Nowhere/Land", "CO"), "email")
    assert not rules.counts(someone(), "email")


def test_memory_is_at_least_as_long_as_any_limit_reaches() -> None:
    assert law().memory == 8 * DAY
    assert law(CAP.format(1, "rolling") + "days = 30\n").memory == 30 * DAY
    assert law(CAP.format(1, "day") + "days = 90\n").memory == 91 * DAY
