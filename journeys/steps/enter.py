"""Enter: who comes into the journey, when, and whether again."""

from collections.abc import Mapping
from typing import Any

from journeys import entry_check, rhythm
from journeys.condition_words import describe_condition
from journeys.entering import arguments_of, calendar_of
from journeys.entry_form import AFTER, ALWAYS, CALENDAR, EVENT, PROPERTIES, STARTED
from journeys.events import label_of
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import settings
from journeys.walk import Runner, Walk
from journeys.wording import counted, say


class Enter(Kind):
    """Everybody in the audience starts here."""

    name = "enter"
    version = 2
    category = "start"
    icon = "login-2"
    color = "#0F6E6E"
    labels = say("Entrada", "Enter")
    descriptions = say("Quién entra en el recorrido, y cuándo.", "Who comes into the journey, and when.")
    schema = settings(PROPERTIES)

    def upgrade(self, settings: Settings, version: int) -> dict[str, Any]:
        """Version 1 had only an audience, which entered as soon as it matched, and once: as the defaults say today."""
        del version
        return dict(settings)

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """Audience, segment, calendar and event must be there and make sense."""
        return entry_check.check_entry(node, context)

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """Who enters, when, and whether again."""
        if settings["mode"] == STARTED:
            return say("Entran las que inicia otro recorrido", "Accounts enter that another journey starts")[language]
        held = _held(settings, language, context)
        when = _when(settings, language)
        again = _again(settings, language)
        if when is None:
            if held is None:
                return say("Entran todas las cuentas", "All accounts enter")[language] + again
            return say(f"Entran: {held}", f"Enter if: {held}")[language] + again
        if held is None:
            return say(f"Entran {when} todas las cuentas", f"All accounts enter {when}")[language] + again
        return say(f"Entran {when} las cuentas que cumplen: {held}", f"Enter {when} if: {held}")[language] + again

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """Why they came in."""
        del port
        if settings["mode"] == STARTED:
            return say("Lo inició otro recorrido.", "Another journey started it.")[language]
        held = _held(settings, language, context)
        came = _came(settings, language)
        if held is None:
            return say(
                f"Entró en el recorrido{came} porque entran todas las cuentas.",
                f"Entered the journey{came} because all accounts do.",
            )[language]
        return say(
            f"Entró en el recorrido{came} porque se cumplía: {held}.",
            f"Entered the journey{came} because this held: {held}.",
        )[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """Who, when and whether again: only what holds in this mode."""
        return arguments_of(settings)

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Go on at once: who stands here was chosen from the audience."""
        del arguments

        def run(walk: Walk) -> str:
            del walk
            return "next"

        return run


def _held(settings: Settings, language: str, context: CheckContext) -> str | None:
    """The condition and the segment in words; None where everybody may come in."""
    said = []
    if settings["segment"] is not None:
        known = context.segments.get(settings["segment"])
        name = f"{settings['segment']}" if known is None else known.name
        said.append(say(f"segmento «{name}»", f"segment “{name}”")[language])
    audience = settings["audience"]
    if audience is not None:
        words = describe_condition(audience, language, context.fields)
        said.append(f"({words})" if said and len(audience.get("any", ())) > 1 else words)
    return say(" y ", " and ")[language].join(said) if said else None


def _when(settings: Settings, language: str) -> str | None:
    """By which calendar or event; None for as soon as they match."""
    if settings["mode"] == CALENDAR:
        return rhythm.describe(calendar_of(settings), language)
    if settings["mode"] == EVENT:
        name = label_of(settings["event"])[language] if settings["event"] else "…"
        return say(f"al ocurrir «{name}»", f"upon “{name}”")[language]
    return None


def _came(settings: Settings, language: str) -> str:
    """The event or the calendar by which somebody came."""
    when = _when(settings, language)
    return "" if when is None else f" ({when})"


def _again(settings: Settings, language: str) -> str:
    if settings["reentry"] == ALWAYS:
        return say("; pueden volver a entrar", "; they may enter again")[language]
    if settings["reentry"] == AFTER:
        days = settings["reentry_days"]
        later = say(counted(days, "día", "días"), counted(days, "day", "days"))[language]
        return say(f"; pueden volver a entrar {later} después", f"; they may enter again {later} later")[language]
    return ""


KIND = Enter()
