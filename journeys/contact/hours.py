"""Rules of the clock and the calendar: in which hours and on which days contact is allowed, exactly, in UTC.

The local clock of a zone leaps twice a year in most places. A week is cut where it leaps; between two cuts local time
is UTC plus a constant, so hours of the local day become intervals of UTC without any special case: an hour that does
not exist is left out, one that comes twice is there twice.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from journeys.contact.days import DAY, SECOND
from journeys.contact.limits import Cited

WEEK = timedelta(days=7)
EPOCH = datetime(2024, 1, 1, tzinfo=UTC)  # a Monday; weeks are counted from here
LOOK = timedelta(hours=6)  # no zone has ever changed its clocks twice within this time
WEEKS_KEPT = 64

Ranges = Sequence[tuple[int, int]]
"""Minutes of a local day in which contact is allowed, in order, not touching each other."""

ALL_DAY: Ranges = ((0, 1440),)


class Span(NamedTuple):
    """A stretch of time, from ``begin`` up to but not including ``end``, in which contact is allowed or not."""

    begin: datetime
    end: datetime
    open: bool


@dataclass(frozen=True, slots=True)
class DayRule:
    """A rule that says for every local day in which minutes contact is allowed."""

    cited: Cited
    ranges: Callable[[date], Ranges]


class Hours:
    """One such rule in one zone."""

    def __init__(self, rule: DayRule, zone: ZoneInfo) -> None:
        self.rule = rule
        self._zone = zone
        self._weeks: dict[int, tuple[list[datetime], list[Span]]] = {}

    def span(self, at: datetime) -> Span:
        """The stretch that this instant lies in; it ends at the latest where a week (UTC) does."""
        number = (at - EPOCH) // WEEK
        week = self._weeks.get(number)
        if week is None:
            if len(self._weeks) >= WEEKS_KEPT:
                self._weeks.clear()
            spans = _spans(EPOCH + number * WEEK, self._zone, self.rule.ranges)
            week = self._weeks[number] = ([span.begin for span in spans], spans)
        begins, spans = week
        return spans[bisect_right(begins, at) - 1]


def first_open(rules: Sequence[Hours], at: datetime, until: datetime) -> datetime | None:
    """The first instant from ``at`` on at which all of these allow contact, if there is one before ``until``."""
    if not rules:
        return at
    while at < until:
        ends = [span.end for rule in rules if not (span := rule.span(at)).open]
        if not ends:
            return at
        at = max(ends)
    return None


def _spans(begin: datetime, zone: ZoneInfo, ranges: Callable[[date], Ranges]) -> list[Span]:
    """One week, cut into stretches that are open and stretches that are not."""
    end = begin + WEEK
    spans: list[Span] = []
    reached = begin
    for opens, closes in _merged(_openings(begin, end, zone, ranges)):
        if opens > reached:
            spans.append(Span(reached, opens, open=False))
        spans.append(Span(opens, closes, open=True))
        reached = closes
    if reached < end:
        spans.append(Span(reached, end, open=False))
    return spans


def _openings(
    begin: datetime, end: datetime, zone: ZoneInfo, ranges: Callable[[date], Ranges]
) -> Iterable[tuple[datetime, datetime]]:
    for first, last, offset in _even(begin, end, zone):
        day = (first + offset).date()
        while day <= (last + offset).date():
            midnight = datetime.combine(day, time(), tzinfo=UTC) - offset
            for opens, closes in ranges(day):
                one = max(first, midnight + timedelta(minutes=opens))
                other = min(last, midnight + timedelta(minutes=closes))
                if one < other:
                    yield one, other
            day += DAY


def _even(begin: datetime, end: datetime, zone: ZoneInfo) -> Iterable[tuple[datetime, datetime, timedelta]]:
    """Cut this time where the zone's clocks leap; each part with its distance from UTC."""
    first, at = begin, begin
    while at < end:
        after = min(at + LOOK, end)
        if _offset(after, zone) != _offset(at, zone):
            leap = _leap(at, after, zone)
            yield first, leap, _offset(at, zone)
            first = leap
        at = after
    yield first, end, _offset(first, zone)


def _leap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The instant, to the second, at which the offset of ``before`` gives way to that of ``after``."""
    old = _offset(before, zone)
    while after - before > SECOND:
        middle = before + (after - before) // SECOND // 2 * SECOND
        if _offset(middle, zone) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(at: datetime, zone: ZoneInfo) -> timedelta:
    return at.astimezone(zone).utcoffset() or timedelta(0)


def _merged(openings: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Intervals in order, those that touch made one."""
    merged: list[tuple[datetime, datetime]] = []
    for opens, closes in openings:
        if merged and opens <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(closes, merged[-1][1]))
        else:
            merged.append((opens, closes))
    return merged
