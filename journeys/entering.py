"""How people come into a journey, as its plan says: who, when, and whether again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from journeys import rhythm
from journeys.entry_form import AFTER, ALWAYS, CALENDAR, CONTINUOUS, EVENT, NEVER, STARTED
from journeys.rhythm import Rhythm

_CALENDAR = ("every", "at", "zone", "weekdays", "weeks", "since", "month_day", "country")


@dataclass(frozen=True, slots=True)
class Entrance:
    """The way into a journey.

    ``audience`` is a condition, None for everybody; ``segment`` the id of a saved one that must hold too. People
    enter as soon as they match, unless there is a ``rhythm`` or an ``event``; nobody enters by themselves where it is
    ``started`` by other journeys. Whoever was on the journey may enter again ``again_days`` after the last run ended:
    0 is at once, None never.
    """

    audience: Mapping[str, Any] | None = None
    segment: int | None = None
    rhythm: Rhythm | None = None
    event: str | None = None
    again_days: int | None = None
    started: bool = False


def arguments_of(settings: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan keeps of the settings of the entry: only what holds in its mode."""
    mode = settings["mode"]
    if mode == STARTED:
        return {"audience": None, "segment": None, "mode": mode, "calendar": None, "event": None, "again_days": 0}
    return {
        "audience": settings["audience"],
        "segment": settings["segment"],
        "mode": mode,
        "calendar": calendar_of(settings) if mode == CALENDAR else None,
        "event": (settings["event"] or None) if mode == EVENT else None,
        "again_days": {NEVER: None, AFTER: settings["reentry_days"], ALWAYS: 0}[settings["reentry"]],
    }


def calendar_of(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a calendar among the settings of the entry."""
    return {name: None if settings[name] == "" else settings[name] for name in _CALENDAR}


def entrance_of(plan: Mapping[str, Any]) -> Entrance:
    """The way into the journey that a stored plan is of, also one that was compiled before there were calendars."""
    arguments = plan["nodes"][plan["entry"]]["arguments"]
    calendar = arguments.get("calendar")
    return Entrance(
        audience=arguments.get("audience"),
        segment=arguments.get("segment"),
        rhythm=None if calendar is None else rhythm.rhythm_of(calendar),
        event=arguments.get("event"),
        again_days=arguments.get("again_days"),
        started=arguments.get("mode") == STARTED,
    )


def same_way(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two plans bring people in by the same calendar or event, whomever they let in."""
    mine, yours = (plan["nodes"][plan["entry"]]["arguments"] for plan in (one, other))
    return all(
        mine.get(name, default) == yours.get(name, default)
        for name, default in (("mode", CONTINUOUS), ("calendar", None), ("event", None))
    )
