"""Wait: a length of time, business days, until a day and a time, or relative to a date of the record."""

from collections.abc import Mapping
from typing import Any

from journeys import durations, waiting
from journeys.contact.days import known as has_holidays
from journeys.kinds import NEXT, NO_FIELDS, NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem
from journeys.rhythm import LAST, WEEKDAY_LABELS, WEEKDAYS
from journeys.schemas import settings
from journeys.wait_form import AFTER, BEFORE, BUSINESS, DATE, DURATION, MONTH, ON, PROPERTIES, UNTIL, WORKDAYS
from journeys.walk import NO_EVENTS, Runner, Stay, Walk
from journeys.wording import Text, counted, fill, listed, say

NO_DATE = "no_date"
_DAY = 86_400
_LEAP = 7_200  # seconds by which a day may be shorter where daylight saving begins: nowhere do clocks leap farther
KEPT = {
    WORKDAYS: ("mode", "days", "country"),
    UNTIL: ("mode", "on", "weekdays", "month_day", "at"),
    DATE: ("mode", "field", "side", "shift", "unit", "at", "country"),
}


class Wait(Kind):
    """Keeps people for a time that is known when they come."""

    name = "wait"
    version = 2
    category = "time"
    icon = "clock"
    color = "#5B6B78"
    labels = say("Esperar", "Wait")
    descriptions = say("Deja pasar un tiempo antes de seguir.", "Lets some time pass before going on.")
    schema = settings(PROPERTIES)
    port_rules = (NEXT, PortRule(NO_DATE, say("Sin fecha", "No date"), only={"mode": [DATE]}))
    pauses = True

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The field must be a date, and the country one whose holidays are known."""
        given = node.settings
        problems = []
        if given["mode"] == DATE:
            field = context.fields.get(given["field"])
            if field is None:
                problems.append(_problem(node, "unknown_field", fill(_UNKNOWN[0], field=given["field"]), _UNKNOWN[1]))
            elif field.type != "date":
                problems.append(_problem(node, "no_date_field", fill(_NO_DATE[0], field=field.labels), _NO_DATE[1]))
        if given["country"] and given["mode"] in {WORKDAYS, DATE} and not has_holidays(given["country"]):
            message = fill(_COUNTRY[0], country=given["country"])
            problems.append(Problem(node.id, "unknown_country", "error", message, _COUNTRY[1], "country"))
        return problems

    def keeps(self, settings: Settings) -> bool:
        """Not once a date is past: whoever comes again goes on at once."""
        return bool(settings["mode"] != DATE)

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """Until when."""
        return fill(say("Esperar {what}", "Wait {what}"), what=_said(settings, context))[language]

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """That the time was over, or that there was no date to wait for."""
        if port == NO_DATE:
            return say("No había fecha que esperar.", "There was no date to wait for.")[language]
        if settings["mode"] == DURATION:
            shown = durations.describe(settings["duration"], language)
            return say(f"Terminó la espera de {shown}.", f"The wait of {shown} was over.")[language]
        words = (
            say("Terminó la espera de {what}.", "The wait of {what} was over.")
            if settings["mode"] == WORKDAYS
            else say("Terminó la espera {what}.", "The wait {what} was over.")
        )
        return fill(words, what=_said(settings, context))[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """The wait in seconds, or what its end is reckoned from."""
        mode = settings["mode"]
        if mode == DURATION:
            return {"seconds": durations.seconds(settings["duration"])}
        return {name: settings[name] for name in KEPT[mode]}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None for a length of time; else whose time it is, and the date."""
        return NO_FIELDS if "seconds" in arguments else waiting.fields_of(arguments)

    def shortest(self, arguments: Mapping[str, Any]) -> int | None:
        """A day and a time may come a moment after somebody arrives; business days are days, but for a leap."""
        if "seconds" in arguments:
            return None
        return max(arguments["days"] * _DAY - _LEAP, 0) if arguments["mode"] == WORKDAYS else 0

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Keep the person until the time is over; an event that wakes them earlier changes nothing."""
        if "seconds" not in arguments:
            return _reckoned(arguments)
        length = durations.length(arguments["seconds"])

        def run(walk: Walk) -> str | Stay:
            until = walk.until
            if until is None:
                return Stay(walk.now + length, NO_EVENTS)
            return "next" if walk.now >= until else Stay(until, NO_EVENTS)

        return run


def _reckoned(arguments: Mapping[str, Any]) -> Runner:
    """The end is reckoned once, on arrival, and then only kept: a pause may move it."""

    def run(walk: Walk) -> str | Stay:
        until = walk.until or waiting.until(arguments, walk.fields, walk.now)
        if until is None:
            return NO_DATE
        return "next" if walk.now >= until else Stay(until, NO_EVENTS)

    return run


def _said(settings: Settings, context: CheckContext) -> Text:
    mode = settings["mode"]
    if mode == DURATION:
        return {language: durations.describe(settings["duration"], language) for language in ("es", "en")}
    if mode == WORKDAYS:
        days = settings["days"]
        return say(counted(days, "día hábil", "días hábiles"), counted(days, "business day", "business days"))
    if mode == UNTIL:
        return _until(settings)
    return _date(settings, context)


def _until(settings: Settings) -> Text:
    at, day = settings["at"], settings["month_day"]
    if settings["on"] == MONTH:
        if day == LAST:
            return say(f"hasta el último día del mes a las {at}", f"until the last day of the month at {at}")
        return say(f"hasta el día {day} del mes a las {at}", f"until day {day} of the month at {at}")
    if not settings["weekdays"]:
        return say(f"hasta las {at}", f"until {at}")
    names = listed([WEEKDAY_LABELS[day] for day in WEEKDAYS if day in settings["weekdays"]], say("o", "or"))
    return say(f"hasta el {names['es']} a las {at}", f"until {names['en']} at {at}")


def _date(settings: Settings, context: CheckContext) -> Text:
    field = context.fields.get(settings["field"])
    name: Text = say(settings["field"], settings["field"]) if field is None else field.labels
    at, days = settings["at"], settings["shift"]
    if settings["side"] == ON:
        return fill(say("hasta «{name}» a las {at}", "until “{name}” at {at}"), name=name, at=at)
    count = (
        say(counted(days, "día hábil", "días hábiles"), counted(days, "business day", "business days"))
        if settings["unit"] == BUSINESS
        else say(counted(days, "día", "días"), counted(days, "day", "days"))
    )
    words = {
        BEFORE: say("hasta {count} antes de «{name}» a las {at}", "until {count} before “{name}” at {at}"),
        AFTER: say("hasta {count} después de «{name}» a las {at}", "until {count} after “{name}” at {at}"),
    }
    return fill(words[settings["side"]], count=count, name=name, at=at)


def _problem(node: Node, code: str, message: Text, hint: Text) -> Problem:
    return Problem(node.id, code, "error", message, hint, "field")


_UNKNOWN = (
    say("«{field}» no es un campo conocido.", "“{field}” is no known field."),
    say("Elija un campo de fecha de la lista.", "Choose a date from the list of fields."),
)
_NO_DATE = (
    say("«{field}» no es una fecha.", "“{field}” is no date."),
    say("Elija un campo de fecha de la lista.", "Choose a date from the list of fields."),
)
_COUNTRY = (
    say("No se conocen los festivos de «{country}».", "The public holidays of “{country}” are not known."),
    say("Escriba el código del país: CO, ES, US, US-CA.", "Write the code of the country: CO, ES, US, US-CA."),
)

KIND = Wait()
