"""Rules that count past contacts: caps, gaps, cool-offs, and how many channels may be used.

Each past contact counts until an instant of its own, whatever happens later. So every limit comes down to one
instant from which on contact is allowed again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from journeys.contact.days import DAY, begins
from journeys.contact.decisions import Contact

Period = Literal["rolling", "day", "week"]
LimitKind = Literal["cap", "gap", "cooloff", "channels"]


@dataclass(frozen=True, slots=True)
class Cited:
    """A rule by name (``CO/cap``), where it comes from, and how sure we are: verified, memory or conflict."""

    rule: str
    source: str
    sure: str


@dataclass(frozen=True, slots=True)
class Reach:
    """How long a contact counts: a rolling ``length``, this and further local ``days``, or its week (from Monday)."""

    period: Period
    length: timedelta = timedelta(0)
    days: int = 0

    def ends(self, at: datetime, zone: ZoneInfo) -> datetime:
        """The instant (UTC) from which on a contact made at ``at`` does not count any more."""
        if self.period == "rolling":
            return at + self.length
        day = at.astimezone(zone).date()
        if self.period == "day":
            return begins(day + DAY * self.days, zone)
        return begins(day + DAY * (7 - day.weekday()), zone)

    @property
    def longest(self) -> timedelta:
        """At most how long a contact can count."""
        return {"rolling": self.length, "day": DAY * (self.days + 1), "week": DAY * 8}[self.period]


@dataclass(frozen=True, slots=True)
class Limit:
    """How often, or how soon again, contact is allowed.

    ``channels`` are those it restrains, ``counted`` those whose past contacts count (None is all); ``most`` of them
    may count at a time. One of kind ``channels`` counts the channels that were used, instead of contacts.
    """

    cited: Cited
    kind: LimitKind
    reach: Reach
    most: int
    channels: frozenset[str] | None
    counted: frozenset[str] | None
    per_account: bool = False
    reached_only: bool = False

    def concerns(self, channel: str) -> bool:
        """Whether it restrains this channel."""
        return self.channels is None or channel in self.channels

    def free_from(self, channel: str, account_id: int, past: Sequence[Contact], zone: ZoneInfo) -> datetime | None:
        """The instant (UTC) from which on this limit allows contact; None when nothing stands against it."""
        counting = self._counting(account_id, past)
        if self.kind == "channels":
            ends = self._other_channels(channel, counting, zone)
        else:
            ends = [self.reach.ends(contact.at, zone) for contact in counting]
        room = self.most - 1  # what is asked for takes one place
        if len(ends) <= room:
            return None
        return sorted(ends, reverse=True)[room]

    def _counting(self, account_id: int, past: Sequence[Contact]) -> Iterable[Contact]:
        for contact in past:
            if self.counted is not None and contact.channel not in self.counted:
                continue
            if self.per_account and contact.account_id != account_id:
                continue
            if contact.reached or not self.reached_only:
                yield contact

    def _other_channels(self, channel: str, past: Iterable[Contact], zone: ZoneInfo) -> list[datetime]:
        last: dict[str, datetime] = {}
        for contact in past:
            if contact.channel != channel:
                end = self.reach.ends(contact.at, zone)
                last[contact.channel] = max(end, last.get(contact.channel, end))
        return list(last.values())
