"""The contact gate: one question, one decision.

Of the rules that apply to a person some look at the clock and the calendar (``hours``), the others count past contacts
(``limits``). A limit comes down to one instant from which on it allows contact, so the earliest lawful instant is the
first at or after the latest of those at which every rule of the clock is open.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from journeys.contact.days import place, public_holidays
from journeys.contact.decisions import (
    NO_THIRD_PARTY,
    NO_ZONE,
    OPT_OUT,
    Contact,
    Decision,
    Never,
    NotBefore,
    Now,
    Person,
)
from journeys.contact.hours import ALL_DAY, DayRule, Hours, Ranges, first_open
from journeys.contact.limits import Limit
from journeys.contact.rules import HOUSE, House, Retention, RuleError, RuleSet, Window, read_house, shipped
from journeys.contact.words import as_data, sentence, window_cited

HORIZON = timedelta(days=370)
"""How far ahead a lawful instant is looked for."""

LANES_KEPT = 20_000

ALLOWED = Now()
_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A time in which the rules of the clock say the same of everybody; ``closed`` are those that forbid contact.

    Each of those comes with the instant from which on it would allow contact, if it ever does.
    """

    begin: datetime
    end: datetime
    decision: Decision
    closed: tuple[tuple[datetime, str], ...]


class _Lane:
    """The rules for people of one jurisdiction and zone over one channel, and what they said last."""

    def __init__(self, zone: ZoneInfo, hours: Sequence[Hours], limits: Sequence[Limit], channel: str) -> None:
        self.limits = limits
        self._zone = zone
        self._hours = hours
        self._channel = channel
        self.stretch = _Stretch(_EVER[0], _EVER[0], ALLOWED, ())  # holds no instant, so the first ask moves on

    def move(self, now: datetime) -> _Stretch:
        """The stretch that ``now`` lies in, kept for those who ask next."""
        self.stretch = stretch = self._at(now.astimezone(UTC))
        return stretch

    def counted(self, stretch: _Stretch, account_id: int, now: datetime, past: Sequence[Contact]) -> Decision:
        """The decision when the person was contacted before."""
        standing: list[tuple[datetime, str]] = []
        for limit in self.limits:
            free = limit.free_from(self._channel, account_id, past, self._zone)
            if free is not None and free > now:
                standing.append((free, limit.cited.rule))
        if not standing:
            return stretch.decision
        latest = max(free for free, _ in standing)
        return self._later([*standing, *stretch.closed], latest.astimezone(UTC), stretch.begin)

    def _at(self, now: datetime) -> _Stretch:
        spans = [(rule.span(now), rule) for rule in self._hours]
        begin = max((span.begin for span, _ in spans), default=_EVER[0])
        end = min((span.end for span, _ in spans), default=_EVER[1])
        shut = [rule for span, rule in spans if not span.open]
        if not shut:
            return _Stretch(begin, end, ALLOWED, ())
        closed = tuple((first_open([rule], now, begin + HORIZON) or _EVER[1], rule.rule.cited.rule) for rule in shut)
        return _Stretch(begin, end, self._later(closed, now, begin), closed)

    def _later(self, standing: Sequence[tuple[datetime, str]], at: datetime, begin: datetime) -> NotBefore | Never:
        """Not before the first open instant from ``at`` on; of the rules that forbid contact now, the strictest."""
        _, rule = max(standing, key=lambda one: one[0])
        opening = first_open(self._hours, at, begin + HORIZON)
        return Never(rule) if opening is None else NotBefore(opening, rule)


class RuleBook:
    """All rule sets of an installation; what it works out it keeps, so share one between all that ask.

    Raises:
        RuleError: two sets have one name, or one extends a set that there is not.
    """

    def __init__(self, sets: Sequence[RuleSet], house: House) -> None:
        self._house = house
        self._sets = {one.id: one for one in (*sets, house.rules)}
        if len(self._sets) != len(sets) + 1:
            raise RuleError("id", "is that of another rule set")
        missing = {name for one in sets for name in one.extends if name not in self._sets}
        if missing:
            raise RuleError("extends", f"names a rule set that there is not: {', '.join(sorted(missing))}")
        self._lanes: dict[tuple[str | None, str, str], _Lane | None] = {}
        lengths = [limit.reach.longest for one in self._sets.values() for limit in one.limits]
        self.memory = max(lengths, default=timedelta(0))
        """How far back a contact can still count."""

    @property
    def scope(self) -> str:
        """Whether the installation collects as ``third_party`` or ``creditor``."""
        return self._house.scope

    @property
    def default_jurisdiction(self) -> str | None:
        """Where people live of whom it is not known."""
        return self._house.default_jurisdiction

    @classmethod
    def load(cls, house: Mapping[str, Any] | None = None) -> Self:
        """The rule sets that come with Cauce, and a house policy (a parsed TOML document) that tightens them.

        Raises:
            RuleError: the house policy cannot be used; its ``field`` says where.
        """
        return cls(shipped(), read_house(house))

    def decide(  # noqa: PLR0913, PLR0917 - who, how, about what, when
        self,
        person: Person,
        channel: str,
        account_id: int,
        now: datetime,
        past: Sequence[Contact],
        role: str | None = None,
    ) -> Decision:
        """Whether this person may be contacted over this channel at ``now`` about this account.

        With ``role`` it is somebody else who is contacted about their debt (``guarantor``, ``co_debtor``): only where
        a rule set allows that. What the person opted out of binds their own addresses only; the rest holds alike.

        ``past`` holds at least the contacts of ``memory``, on all accounts of the person, in any order. ``NotBefore``
        names the earliest lawful instant as things stand, and of the rules that forbid contact now the one that does
        so longest.
        """
        if role is not None:
            forbidden = self._third_party(person, role)
            if forbidden is not None:
                return Never(forbidden)
        elif channel in person.opted_out:
            return Never(self._opt_out(person))
        lane = self._lane(person, channel)
        if lane is None:
            return Never(NO_ZONE)
        stretch = lane.stretch
        if not stretch.begin <= now < stretch.end:
            stretch = lane.move(now)
        if not past or not lane.limits:
            return stretch.decision
        return lane.counted(stretch, account_id, now, past)

    def counts(self, person: Person, channel: str) -> bool:
        """Whether past contacts matter for this person and channel at all."""
        lane = self._lane(person, channel)
        return lane is not None and bool(lane.limits)

    def retention(self, jurisdiction: str | None) -> Retention | None:
        """How long records of people of a jurisdiction must be kept, by the rule set that asks for most."""
        found = [one.retention for one in self._sets_of(jurisdiction) if one.retention is not None]
        return max(found, key=lambda one: one.years, default=None)

    def explain(self, rule: str, language: str) -> str:
        """A rule (``CO/window``) in one plain sentence with its source, in ``es`` or ``en``."""
        return sentence(rule, self._sets)[language]

    def sets(self) -> list[dict[str, Any]]:
        """Every rule set as plain data, with each rule in words; ``in_force`` says whether it binds this house."""
        return [as_data(one, in_force=self._binds(one)) for one in self._sets.values()]

    def _lane(self, person: Person, channel: str) -> _Lane | None:
        key = (person.jurisdiction, person.time_zone, channel)
        lane = self._lanes.get(key)
        if lane is None and key not in self._lanes:
            if len(self._lanes) >= LANES_KEPT:
                self._lanes.clear()
            lane = self._lanes[key] = self._make_lane(*key)
        return lane

    def _make_lane(self, jurisdiction: str | None, zone_name: str, channel: str) -> _Lane | None:
        zone = _zone(zone_name)
        if zone is None:
            return None
        sets = self._sets_of(jurisdiction)
        jurisdiction = jurisdiction or self._house.default_jurisdiction
        hours = [Hours(rule, zone) for one in sets for rule in _day_rules(one, jurisdiction, channel)]
        limits = tuple(limit for one in sets for limit in one.limits if limit.concerns(channel))
        return _Lane(zone, hours, limits, channel)

    def _opt_out(self, person: Person) -> str:
        cited = (one.opt_out for one in self._sets_of(person.jurisdiction))
        return next((one.rule for one in cited if one is not None), OPT_OUT)

    def _third_party(self, person: Person, role: str) -> str | None:
        """The rule that forbids contacting somebody else; who is not allowed by any set is forbidden by the house."""
        sets = [one for one in self._sets_of(person.jurisdiction) if one.third_party is not None]
        forbids = [
            one.third_party.cited.rule for one in sets if one.third_party and role not in one.third_party.allowed
        ]
        return next(iter(forbids), None if sets else NO_THIRD_PARTY)

    def _sets_of(self, jurisdiction: str | None) -> list[RuleSet]:
        """The rule sets that hold for people of a jurisdiction, its own before its country's, the house's last."""
        where = jurisdiction or self._house.default_jurisdiction or ""
        wanted = [one.id for part in (where, where[:2]) for one in self._sets.values() if part in one.applies_to]
        found: dict[str, RuleSet] = {}
        while wanted:
            name = wanted.pop(0)
            if name not in found:
                found[name] = self._sets[name]
                wanted[:0] = self._sets[name].extends
        found.pop(HOUSE, None)
        return [*(one for one in found.values() if self._binds(one)), self._house.rules]

    def _binds(self, one: RuleSet) -> bool:
        return self._house.scope in one.binds


def _day_rules(one: RuleSet, jurisdiction: str | None, channel: str) -> Iterable[DayRule]:
    """What a rule set says of the hours and days of a channel; a set that says nothing of it does not restrain it."""
    windows = [window for window in one.windows if window.channels is None or channel in window.channels]
    if windows:
        yield DayRule(window_cited(one, windows), _weekly(windows))
    calendar = place(jurisdiction, one.calendar)
    if one.holidays is not None and calendar is not None:
        yield DayRule(one.holidays, _off_on(*calendar))


def _weekly(windows: Sequence[Window]) -> Callable[[date], Ranges]:
    week = [_union(window for window in windows if day in window.days) for day in range(7)]
    return lambda day: week[day.weekday()]


def _union(windows: Iterable[Window]) -> Ranges:
    ranges: list[tuple[int, int]] = []
    for begins, ends in sorted((window.begins, window.ends) for window in windows):
        if ranges and begins <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ends, ranges[-1][1]))
        else:
            ranges.append((begins, ends))
    return ranges


def _off_on(country: str, part: str | None) -> Callable[[date], Ranges]:
    return lambda day: () if day in public_holidays(country, part, day.year) else ALL_DAY


def _zone(name: str) -> ZoneInfo | None:
    """The time zone of this name, if it is one: a file's content may be anything."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None
