"""Letting people in: whoever matches a live journey's audience, as soon as they do, by a calendar or upon an event."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models import Entry, Halt, Journey, JourneyVersion
from app.store import entering, entries, segments
from app.store.entering import Door, Entered
from app.store.journeys import Published
from journeys.entering import Entrance, entrance_of, same_way
from journeys.plan import watched_of
from journeys.rhythm import Rhythm

BATCH = 5_000


def begin(session: Session, journey: Journey, plan: Mapping[str, Any], now: datetime) -> None:
    """Say that a plan, which is about to be the live one, brings people in from now on.

    Where the calendar or the event is the same as before, it goes on where it was. The caller holds the journey.
    """
    before = None if journey.live_version_id is None else session.get(JourneyVersion, journey.live_version_id)
    if before is not None and journey.halt != Halt.stopped and same_way(before.plan, plan):
        return
    way = entrance_of(plan)
    if way.rhythm is None and way.event is None:
        entries.forget(session, journey.id)
    else:
        _start(session, journey.id, way, now)


def enter(session: Session, version: Published, now: datetime, after_id: int = 0, limit: int = BATCH) -> Entered:
    """Let in one batch of accounts beyond ``after_id``, in the order of their ids; fewer than ``limit`` is the last.

    The caller holds the journey, as ``journeys.hold_live`` does. Nobody comes in whom an exit or a hold of the
    journey would take off it, or keep, at once.
    """
    way = entrance_of(version.plan)
    if way.started:
        return Entered(0, after_id)
    door = _door(session, version.plan, way)
    if door is None:
        return Entered(0, after_id)
    look = _Look(session, version, now, after_id, limit)
    if way.rhythm is None and way.event is None:
        return look.let_in(door)
    entry = entries.of(session, version.journey_id) or _start(session, version.journey_id, way, now)
    if way.rhythm is not None:
        return _by_calendar(look, door, entry, way.rhythm)
    return _upon_event(look, replace(door, event=way.event, floor=entry.floor), entry)


def foreseen(session: Session, journey_id: int, plan: Mapping[str, Any], now: datetime) -> int:
    """How many people would be on a journey if this plan let in everybody now whom it ever may.

    That is everybody where other journeys start it.
    """
    door = _door(session, plan, entrance_of(plan))
    return 0 if door is None else entering.foreseen(session, journey_id, door, now)


@dataclass(frozen=True, slots=True)
class _Look:
    """One look at who may enter a journey that is held: in this batch, beyond ``after_id``."""

    session: Session
    version: Published
    now: datetime
    after_id: int
    limit: int

    def let_in(self, door: Door) -> Entered:
        """Let in the batch."""
        return entering.let_in(self.session, self.version, door, self.now, after_id=self.after_id, limit=self.limit)

    def is_last(self, door: Door, came: Entered) -> bool:
        """Whether everybody came in by now, also those whose accounts somebody else held."""
        return came.count < self.limit and not entering.any_left(self.session, self.version.journey_id, door, self.now)


def _by_calendar(look: _Look, door: Door, entry: Entry, rhythm: Rhythm) -> Entered:
    """Let in whom the newest moment that has come lets in; those before it that were missed are not made up."""
    moment = rhythm.newest(entry.slot_at or look.now, look.now)
    if moment is None:
        return Entered(0, look.after_id)
    door = replace(door, since=moment)
    came = look.let_in(door)
    if look.is_last(door, came):
        entries.came(entry, moment, rhythm.following(look.now))
    return came


def _upon_event(look: _Look, door: Door, entry: Entry) -> Entered:
    """Let in those to whom it happened since everybody was last let in."""
    newest, oldest = entries.newest_event(look.session), entries.oldest_at_work(look.session)
    if newest == entry.floor:
        return Entered(0, look.after_id)
    came = look.let_in(door)
    if look.is_last(door, came):
        entries.looked_at_all(look.session, entry, newest, oldest)
    return came


def _start(session: Session, journey_id: int, way: Entrance, now: datetime) -> Entry:
    following = None if way.rhythm is None else way.rhythm.following(now)
    return entries.begin(session, journey_id, now, event=way.event, due_at=following)


def _door(session: Session, plan: Mapping[str, Any], way: Entrance) -> Door | None:
    """Who may come in, as soon as they match; nobody while the segment is gone."""
    held = [] if way.audience is None else [way.audience]
    if way.segment is not None:
        segment = segments.condition_of(session, way.segment)
        if segment is None:
            return None
        held.append(segment)
    return Door(held=held, kept_out=watched_of(plan), again_days=way.again_days)
