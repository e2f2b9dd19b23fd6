"""Until when a wait lasts that is not just a length of time."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from journeys.contact.days import moment
from journeys.rhythm import LAST, WEEKDAYS
from journeys.wait_form import BEFORE, BUSINESS, DATE, MONTH, ON, UNTIL, WORKDAYS
from journeys.workdays import JURISDICTION, ZONE, place_of, shifted, zone_of

DAY = timedelta(days=1)


def fields_of(arguments: Mapping[str, Any]) -> frozenset[str]:
    """The facts that a wait with these arguments looks at on arrival."""
    counts = arguments["mode"] == WORKDAYS or (arguments["mode"] == DATE and _in_business_days(arguments))
    found = {ZONE, *([JURISDICTION] if counts and not arguments["country"] else [])}
    return frozenset({*found, arguments["field"]} if arguments["mode"] == DATE else found)


def until(arguments: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> datetime | None:
    """When people go on who arrive now; it may have passed. None where the date is empty, or is none.

    A date so far away that no calendar reaches there is none.
    """
    if arguments["mode"] == WORKDAYS:
        return _workdays(arguments, fields, now)
    if arguments["mode"] == UNTIL:
        return _next_day(arguments, fields, now)
    return _date(arguments, fields)


def _workdays(arguments: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> datetime:
    zone = zone_of(fields)
    local = now.astimezone(zone)
    day = shifted(local.date(), arguments["days"], place_of(fields, arguments["country"]))
    return moment(day, local.time(), zone)


def _next_day(arguments: Mapping[str, Any], fields: Mapping[str, Any], now: datetime) -> datetime:
    zone, at = zone_of(fields), time.fromisoformat(arguments["at"])
    day = now.astimezone(zone).date()
    while not _falls_on(day, arguments) or moment(day, at, zone) <= now:
        day += DAY
    return moment(day, at, zone)


def _falls_on(day: date, arguments: Mapping[str, Any]) -> bool:
    """Whether a day is one of those that are waited for."""
    if arguments.get("on") == MONTH:
        last = arguments["month_day"] == LAST
        return (day + DAY).day == 1 if last else day.day == int(arguments["month_day"])
    return not arguments["weekdays"] or WEEKDAYS[day.weekday()] in arguments["weekdays"]


def _date(arguments: Mapping[str, Any], fields: Mapping[str, Any]) -> datetime | None:
    try:
        day = date.fromisoformat(fields.get(arguments["field"]) or "")
        return moment(_moved(day, arguments, fields), time.fromisoformat(arguments["at"]), zone_of(fields))
    except (TypeError, ValueError, OverflowError):
        return None


def _moved(day: date, arguments: Mapping[str, Any], fields: Mapping[str, Any]) -> date:
    if arguments["side"] == ON:
        return day
    count: int = -arguments["shift"] if arguments["side"] == BEFORE else arguments["shift"]
    if _in_business_days(arguments):
        return shifted(day, count, place_of(fields, arguments["country"]))
    return day + count * DAY


def _in_business_days(arguments: Mapping[str, Any]) -> bool:
    return bool(arguments["unit"] == BUSINESS and arguments["side"] != ON)
