"""Until when a wait lasts that is not just a length of time."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from journeys.rhythm import WEEKDAYS
from journeys.wait_form import BEFORE, BUSINESS, DATE, ON, UNTIL, WORKDAYS
from journeys.workdays import JURISDICTION, ZONE, moment, place_of, shifted, zone_of

DAY = timedelta(days=1)
WEEK = 7


def fields_of(arguments: Mapping[str, Any]) -> frozenset[str]:
    """The facts that a wait with these arguments looks at on arrival."""
    counts = arguments["mode"] == WORKDAYS or arguments.get("unit") == BUSINESS
    found = {ZONE, *([JURISDICTION] if counts and not arguments["country"] else [])}
    return frozenset({*found, arguments["field"]} if arguments["mode"] == DATE else found)


def until(arguments: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> datetime | None:
    """When people go on who arrive now; it may have passed. None where the date is empty, or is none."""
    if arguments["mode"] == WORKDAYS:
        return _workdays(arguments, fields, now)
    if arguments["mode"] == UNTIL:
        return _weekday(arguments, fields, now)
    return _date(arguments, fields)


def _workdays(arguments: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> datetime:
    zone = zone_of(fields)
    local = now.astimezone(zone)
    day = shifted(local.date(), arguments["days"], place_of(fields, arguments["country"]))
    return moment(day, local.time(), zone)


def _weekday(arguments: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> datetime:
    zone, at = zone_of(fields), time.fromisoformat(arguments["at"])
    wanted = {WEEKDAYS.index(name) for name in arguments["weekdays"]} or set(range(WEEK))
    day = now.astimezone(zone).date()
    while day.weekday() not in wanted or moment(day, at, zone) <= now:
        day += DAY
    return moment(day, at, zone)


def _date(arguments: Mapping[str, Any], fields: Mapping[str, Any]) -> datetime | None:
    try:
        day = date.fromisoformat(fields.get(arguments["field"]) or "")
    except (TypeError, ValueError):
        return None
    if arguments["side"] != ON:
        count = -arguments["shift"] if arguments["side"] == BEFORE else arguments["shift"]
        business = arguments["unit"] == BUSINESS
        day = shifted(day, count, place_of(fields, arguments["country"])) if business else day + count * DAY
    return moment(day, time.fromisoformat(arguments["at"]), zone_of(fields))
