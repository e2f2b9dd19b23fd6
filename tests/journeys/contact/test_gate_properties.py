"""The gate against a search that tries every quarter of an hour, by rules written out a second time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.contact import Contact, Decision, Never, NotBefore, Now, Person, RuleBook
from journeys.contact.rules import read, read_house

STEP = timedelta(minutes=15)  # every time in these rules, every contact and every zone's leap is a multiple of it
LOOK = 16 * 24 * 4  # steps of the search: more than any limit and three days off can hold up
HOLIDAYS = frozenset(holidays.country_holidays("CO", years=[2025, 2026, 2027]))
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
CHANNELS = ("email", "sms", "call")
ZONES = (
    "UTC", "America/Bogota", "America/New_York", "Europe/Madrid", "Asia/Kathmandu", "Australia/Lord_Howe",
    "America/Santiago", "America/St_Johns", "Africa/Casablanca", "Pacific/Chatham", "Asia/Beirut", "America/Nuuk",
)  # fmt: skip
LEAPS = [datetime(2026, month, day, tzinfo=UTC) for month, day in
         ((3, 7), (3, 8), (3, 28), (3, 29), (4, 4), (4, 5), (9, 5),
          (9, 6), (10, 3), (10, 24), (10, 31), (11, 1))]  # fmt: skip

quarters = st.integers(0, 96).map(lambda number: f"{number // 4:02}:{number % 4 * 15:02}")
some_channels = st.one_of(st.just("all"), st.lists(st.sampled_from(CHANNELS), min_size=1, unique=True))
per = st.sampled_from(["person", "debt", "person+debt"])


@st.composite
def window(draw: st.DrawFn) -> dict[str, Any]:
    begins, ends = sorted(draw(st.lists(quarters, min_size=2, max_size=2, unique=True)))
    days = draw(st.lists(st.sampled_from(DAYS), min_size=2, unique=True))
    return {"days": ",".join(days), "from": begins, "to": ends, "channels": draw(some_channels)}


@st.composite
def cap(draw: st.DrawFn) -> dict[str, Any]:
    found = {
        "max": draw(st.integers(1, 3)),
        "window": draw(st.sampled_from(["rolling", "day", "week"])),
        "channels": draw(some_channels),
        "per": draw(per),
        "count": draw(st.sampled_from(["attempt", "contact"])),
    }
    return found if found["window"] == "week" else found | {"days": draw(st.integers(1, 5))}


gap = st.fixed_dictionaries({"hours": st.integers(1, 60), "channels": some_channels, "per": per})
cooloff = st.fixed_dictionaries(
    {
        "after": st.lists(st.sampled_from(CHANNELS), min_size=1, unique=True),
        "channels": some_channels,
        "days": st.integers(1, 5),
        "first_day_counts": st.booleans(),
        "per": per,
    }
)
distinct = st.one_of(
    st.fixed_dictionaries({"max": st.integers(1, 2), "window": st.just("week")}),
    st.fixed_dictionaries({"max": st.integers(1, 2), "window": st.just("day"), "days": st.integers(1, 4)}),
    st.fixed_dictionaries({"max": st.integers(1, 2), "window": st.just("rolling"), "days": st.integers(1, 4)}),
)
rules = st.fixed_dictionaries(
    {
        "windows": st.lists(window(), max_size=3),
        "caps": st.lists(cap(), max_size=2),
        "gaps": st.lists(gap, max_size=1),
        "cooloffs": st.lists(cooloff, max_size=1),
    },
    optional={"distinct_channels": distinct, "holidays": st.just("deny")},
)


@dataclass(frozen=True)
class Case:
    """A law for Colombia and a house policy, a person, an ask, and what happened before."""

    law: dict[str, Any]
    house: dict[str, Any]
    zone: str
    channel: str
    now: datetime
    past: tuple[Contact, ...]

    @property
    def person(self) -> Person:
        """Whom it is about."""
        return Person(self.zone, "CO")

    def book(self) -> RuleBook:
        """A fresh book of these rules."""
        head = {"id": "CO", "name": {"es": "a", "en": "a"}, "source": "s", "sure": "verified", "applies_to": ["CO"]}
        return RuleBook([read({**head, "calendar": "CO", **self.law})], read_house(self.house))

    def decide(self) -> Decision:
        """What a fresh book says."""
        return self.book().decide(self.person, self.channel, 1, self.now, self.past)


@st.composite
def case(draw: st.DrawFn) -> Case:
    start = draw(st.one_of(st.sampled_from(LEAPS), st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(
        lambda day: datetime.combine(day, time(), tzinfo=UTC))))  # fmt: skip
    now = start + STEP * draw(st.integers(0, 95))
    contact = st.builds(
        lambda steps, channel, account, reached: Contact(now - STEP * steps, channel, account, reached),
        st.integers(0, 9 * 96),
        st.sampled_from(CHANNELS),
        st.integers(1, 2),
        st.booleans(),
    )
    past = tuple(draw(st.lists(contact, max_size=6)))
    house = draw(rules)
    house["windows"] = house["windows"] or [{"days": ",".join(DAYS), "from": "00:00", "to": "24:00"}]
    return Case(draw(rules), house, draw(st.sampled_from(ZONES)), draw(st.sampled_from(CHANNELS)), now, past)


def lawful(asked: Case, at: datetime) -> bool:
    """Whether contact is allowed at this instant, one rule after the other."""
    zone = ZoneInfo(asked.zone)
    return all(_allows(one, asked, at, zone) for one in (asked.law, asked.house))


def _allows(one: dict[str, Any], asked: Case, at: datetime, zone: ZoneInfo) -> bool:
    local = at.astimezone(zone)
    windows = [item for item in one.get("windows", ()) if _concerns(item, asked.channel)]
    if windows and not any(
        DAYS[local.weekday()] in item["days"] and item["from"] <= f"{local:%H:%M}" < item["to"] for item in windows
    ):
        return False
    if one.get("holidays") == "deny" and local.date() in HOLIDAYS:
        return False
    return all(_counted(kind, item, asked, at, zone) for kind, item in _limits(one))


def _limits(one: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    limits = [(kind, item) for kind in ("caps", "gaps", "cooloffs") for item in one.get(kind, ())]
    return [*limits, ("distinct", one["distinct_channels"])] if "distinct_channels" in one else limits


def _counted(kind: str, item: dict[str, Any], asked: Case, at: datetime, zone: ZoneInfo) -> bool:
    if not _concerns(item, asked.channel):
        return True
    within = _within(kind, item, at, zone)
    found = [one for one in asked.past if within(one.at)]
    if item.get("per", "person") != "person":
        found = [one for one in found if one.account_id == 1]
    if kind == "distinct":
        return len({one.channel for one in found} | {asked.channel}) <= item["max"]
    if kind == "cooloffs":
        return not any(one.reached and one.channel in item["after"] for one in found)
    found = [one for one in found if _concerns(item, one.channel)]
    if item.get("count") == "contact":
        found = [one for one in found if one.reached]
    return len(found) < item.get("max", 1)


def _within(kind: str, item: dict[str, Any], at: datetime, zone: ZoneInfo) -> Callable[[datetime], bool]:
    today = at.astimezone(zone).date()
    if kind == "gaps":
        return lambda one: at - one < timedelta(hours=item["hours"])
    if kind == "cooloffs":
        days = item["days"] if item["first_day_counts"] else item["days"] + 1
        return lambda one: (today - one.astimezone(zone).date()).days < days
    if item["window"] == "rolling":
        return lambda one: at - one < timedelta(days=item["days"])
    if item["window"] == "day":
        return lambda one: (today - one.astimezone(zone).date()).days < item["days"]
    return lambda one: one.astimezone(zone).date().isocalendar()[:2] == today.isocalendar()[:2]


def _concerns(item: dict[str, Any], channel: str) -> bool:
    return item.get("channels", "all") == "all" or channel in item["channels"]


def instant(decision: Decision, now: datetime) -> datetime:
    """When contact is allowed; never is later than anything."""
    if isinstance(decision, Now):
        return now
    return decision.at if isinstance(decision, NotBefore) else datetime.max.replace(tzinfo=UTC)


@given(case())
@settings(max_examples=200, deadline=None)
def test_the_answer_is_the_earliest_lawful_instant(asked: Case) -> None:
    found = instant(asked.decide(), asked.now)
    tried = (asked.now + STEP * number for number in range(LOOK))
    earliest = next((at for at in tried if lawful(asked, at)), None)
    if earliest is None:
        assert found >= asked.now + STEP * LOOK
    else:
        assert found == earliest


@given(case())
@settings(max_examples=60, deadline=None)
def test_asked_at_that_instant_the_answer_is_now(asked: Case) -> None:
    decision = asked.decide()
    if isinstance(decision, NotBefore):
        assert replace(asked, now=decision.at).decide() == Now()
        assert isinstance(replace(asked, now=decision.at - STEP).decide(), NotBefore)


@given(case(), st.integers(0, 9 * 96), st.sampled_from(CHANNELS), st.booleans())
@settings(max_examples=60, deadline=None)
def test_one_more_contact_never_makes_it_earlier(asked: Case, steps: int, channel: str, reached: bool) -> None:
    more = replace(asked, past=(*asked.past, Contact(asked.now - STEP * steps, channel, 1, reached)))
    assert instant(more.decide(), asked.now) >= instant(asked.decide(), asked.now)


@given(case(), st.one_of(cap().map(lambda one: ("caps", one)), gap.map(lambda one: ("gaps", one)),
                         cooloff.map(lambda one: ("cooloffs", one))))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_one_more_rule_never_makes_it_earlier(asked: Case, added: tuple[str, dict[str, Any]]) -> None:
    kind, rule = added
    more = replace(asked, law={**asked.law, kind: [*asked.law[kind], rule]})
    assert instant(more.decide(), asked.now) >= instant(asked.decide(), asked.now)


@given(case(), rules)
@settings(max_examples=60, deadline=None)
def test_a_house_policy_only_tightens_the_law(asked: Case, house: dict[str, Any]) -> None:
    none = {"windows": [{"days": ",".join(DAYS), "from": "00:00", "to": "24:00"}]}
    law = replace(asked, house=none).decide()
    assert instant(replace(asked, house=house).decide(), asked.now) >= instant(law, asked.now)


@given(case(), st.lists(st.integers(-100 * 96, 100 * 96), max_size=5))
@settings(max_examples=60, deadline=None)
def test_what_was_asked_before_changes_nothing(asked: Case, others: Sequence[int]) -> None:
    book = asked.book()
    for steps in others:
        book.decide(asked.person, asked.channel, 1, asked.now + STEP * steps, ())
    assert book.decide(asked.person, asked.channel, 1, asked.now, asked.past) == asked.decide()


@given(case())
@settings(max_examples=50, deadline=None)
def test_whoever_opted_out_is_never_contacted_whatever_the_rules(asked: Case) -> None:
    person = replace(asked.person, opted_out=frozenset({asked.channel}))
    assert isinstance(asked.book().decide(person, asked.channel, 1, asked.now, asked.past), Never)
