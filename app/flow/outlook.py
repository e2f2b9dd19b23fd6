"""What publishing a draft would bring: whom it lets in, when the first messages go out, how many follow, at what cost.

An estimate: some of those who would come in are rehearsed for a month in which nobody answers and nobody pays, and what
becomes of them stands for all. It is bounded in people and in time, and writes nothing.
"""

import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from sqlalchemy.orm import Session

from app.config import Config
from app.errors import NotFoundError
from app.flow import enter, stage
from app.flow.compose import Composed
from app.flow.rehearse import UnreadyError, ready
from app.flow.stage import Stage
from app.models import Journey
from app.prices import Prices
from journeys.compiler import compile_graph
from journeys.entering import Entrance, entrance_of
from journeys.plan import Plan
from journeys.rehearsing import Happening, Rehearsal
from journeys.workdays import zone_of
from renderers import segments

DAYS = 30
SAMPLE = 60  # people
LONGEST = 3.0  # seconds
LEAPS = 400  # of one person
MILLION = 1_000_000
SMS, CALL = "sms", "call"

NOTHING = Happening("wait")


@dataclass(frozen=True)
class Sent:
    """What goes out through one channel within ``DAYS``: for a person, in thousandths, and in all; an SMS by its parts.

    ``cost`` is in minor units, None without a price.
    """

    channel: str
    per_person: int
    total: int
    cost: int | None


@dataclass(frozen=True)
class FirstDay:
    """A day on which people get their first message, and how many of all who come in."""

    day: date
    people: int


@dataclass(frozen=True)
class Outlook:
    """What is to be expected. ``rehearsed`` of ``sample`` people could be walked through in time.

    ``starts_at`` is when the first come in: now, or the next moment of a calendar; None upon an event. Counts of
    ``first`` and ``silent``, who get no message at all, are people of all who come in.
    """

    enters: Literal["now", "calendar", "event"]
    starts_at: datetime | None
    people: int
    sample: int
    rehearsed: int
    days: int
    channels: Sequence[Sent]
    first_at: datetime | None
    first: Sequence[FirstDay]
    silent: int
    currency: str | None
    cost: int | None


@dataclass(frozen=True)
class _Walked:
    """What became of one person: what was sent by channel, and when the first message went out, in their own time."""

    sent: Mapping[str, int]
    first_at: datetime | None
    first_day: date | None


def of_draft(session: Session, config: Config, journey_id: int, now: datetime) -> Outlook | None:
    """What publishing the saved draft of a journey would bring; None while it cannot be run.

    Raises:
        NotFoundError: there is no such journey.
    """
    journey = session.get(Journey, journey_id)
    if journey is None:
        raise NotFoundError
    try:
        plan = ready(journey.draft)
    except UnreadyError:
        return None
    stored = compile_graph(journey.draft)
    way = entrance_of(stored)
    start = now if way.rhythm is None else way.rhythm.following(now)
    people, ids = enter.waiting(session, journey_id, stored, now, SAMPLE)
    walked = _walk(session, config, plan, ids, start)
    return _outlook(way, start, people, len(ids), walked, config.prices)


def _walk(session: Session, config: Config, plan: Plan, ids: Sequence[int], start: datetime) -> list[_Walked]:
    began, stages = time.monotonic(), stage.real(session, config, plan, ids, start, daily=True)
    walked: list[_Walked] = []
    for own in stages.values():
        if time.monotonic() - began > LONGEST:
            break
        walked.append(_walk_one(plan, own, start))
    return walked


def _walk_one(plan: Plan, own: Stage, start: datetime) -> _Walked:
    end = start + timedelta(days=DAYS)
    rehearsal = Rehearsal(plan, own, start)
    for _ in range(LEAPS):
        following = rehearsal.next_at
        if following is None or following > end or not rehearsal.go_on(NOTHING):
            break
    sent: Counter[str] = Counter()
    for mail in rehearsal.mails:
        if mail.sent_at is not None:
            sent[mail.send.channel] += _parts(rehearsal, own, mail.sent_at, rehearsal.mails.index(mail))
    sent[CALL] = sum(entry.what == "task" and entry.why == CALL for entry in rehearsal.entries)
    first = min((mail.sent_at for mail in rehearsal.mails if mail.sent_at is not None), default=None)
    zone = zone_of(own.known(start))
    return _Walked(sent, first, None if first is None else first.astimezone(zone).date())


def _parts(rehearsal: Rehearsal, own: Stage, at: datetime, place: int) -> int:
    send = rehearsal.mails[place].send
    if send.channel != SMS:
        return 1
    made = own.compose(send, own.known(at), at)
    return segments.count(made.outgoing.content.decode()).parts if isinstance(made, Composed) else 1


def _outlook(  # noqa: PLR0913, PLR0917 - what the answer is made of
    way: Entrance, start: datetime, people: int, sample: int, walked: Sequence[_Walked], prices: Prices | None
) -> Outlook:
    size = max(len(walked), 1)
    sums: Counter[str] = Counter()
    for one in walked:
        sums.update(one.sent)
    channels = [_sent(channel, count, size, people, prices) for channel, count in sorted(sums.items()) if count]
    days = Counter(one.first_day for one in walked if one.first_day is not None)
    enters: Literal["now", "calendar", "event"] = "calendar" if way.rhythm else "event" if way.event else "now"
    costs = [one.cost for one in channels]
    return Outlook(
        enters=enters,
        starts_at=None if enters == "event" else start,
        people=people,
        sample=sample,
        rehearsed=len(walked),
        days=DAYS,
        channels=channels,
        first_at=min((one.first_at for one in walked if one.first_at is not None), default=None),
        first=[FirstDay(day, _share(count, size, people)) for day, count in sorted(days.items())],
        silent=_share(sum(one.first_at is None for one in walked), size, people),
        currency=None if prices is None else prices.currency,
        cost=None if None in costs or prices is None else sum(cost for cost in costs if cost is not None),
    )


def _sent(channel: str, count: int, size: int, people: int, prices: Prices | None) -> Sent:
    total = _share(count, size, people)
    millions = count * people * MILLION // size
    return Sent(channel, count * 1000 // size, total, None if prices is None else prices.cost(channel, millions))


def _share(count: int, size: int, people: int) -> int:
    """What so many of the sample stand for, to the nearest one."""
    return (2 * count * people + size) // (2 * size)
