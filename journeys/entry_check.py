"""Whether people can come into a journey as its entry says."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from journeys.condition_check import check_condition
from journeys.contact.days import known as has_holidays
from journeys.entry_form import ALWAYS, CALENDAR, CONTINUOUS, EVENT, STARTED
from journeys.events import is_event
from journeys.kinds import Node
from journeys.problems import CheckContext, Problem, Severity
from journeys.wording import Text, fill, say


def check_entry(node: Node, context: CheckContext) -> list[Problem]:
    """What is wrong with an entry whose settings fit their schema."""
    settings = node.settings
    if settings["mode"] == STARTED:
        return []
    audience, segment = settings["audience"], settings["segment"]
    problems = [] if audience is None else check_condition(audience, context, node.id, "audience")
    if segment is not None and segment not in context.segments:
        problems.append(_problem(node, "unknown_segment", _UNKNOWN_SEGMENT, "segment"))
    if settings["mode"] == CALENDAR:
        problems += _check_calendar(node, settings)
    if settings["mode"] == EVENT:
        problems += _check_event(node, settings["event"])
    if settings["mode"] == CONTINUOUS and settings["reentry"] == ALWAYS:
        problems.append(_problem(node, "enters_in_a_circle", _CIRCLE, "reentry", severity="warning"))
    return problems


def _check_calendar(node: Node, settings: dict[str, Any]) -> list[Problem]:
    problems = []
    if settings["every"] == "week" and not settings["weekdays"]:
        problems.append(_problem(node, "no_weekdays", _NO_WEEKDAYS, "weekdays"))
    if not _is_zone(settings["zone"]):
        problems.append(_problem(node, "unknown_zone", _UNKNOWN_ZONE, "zone", value=settings["zone"]))
    country = settings["country"]
    if country and not has_holidays(country):
        problems.append(_problem(node, "unknown_country", _UNKNOWN_COUNTRY, "country", value=country))
    if settings["since"] and not _is_date(settings["since"]):
        problems.append(_problem(node, "no_such_date", _NO_SUCH_DATE, "since", value=settings["since"]))
    return problems


def _check_event(node: Node, event: str | None) -> list[Problem]:
    if not event:
        return [_problem(node, "no_event", _NO_EVENT, "event")]
    return [] if is_event(event) else [_problem(node, "unknown_event", _UNKNOWN_EVENT, "event", value=event)]


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such file, a path that leads out, a folder
        return False
    return True


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _problem(
    node: Node, code: str, words: tuple[Text, Text], setting: str, *, severity: Severity = "error", **values: object
) -> Problem:
    return Problem(node.id, code, severity, fill(words[0], **values), fill(words[1], **values), setting)


_UNKNOWN_SEGMENT = (
    say("El segmento elegido ya no existe.", "The segment that was chosen does not exist any more."),
    say("Elija otro segmento, o use una condición.", "Choose another segment, or use a condition."),
)
_CIRCLE = (
    say(
        "Quien termina el recorrido vuelve a entrar al momento, mientras cumpla la condición.",
        "Whoever ends the journey enters again at once, for as long as they match.",
    ),
    say(
        "Ponga unos días entre el final y la nueva entrada, o un calendario.",
        "Leave some days between the end and the next entry, or use a calendar.",
    ),
)
_NO_WEEKDAYS = (
    say("Al calendario le faltan los días de la semana.", "The calendar lacks the days of the week."),
    say("Elija al menos un día.", "Choose at least one day."),
)
_UNKNOWN_ZONE = (
    say("«{value}» no es una zona horaria.", "“{value}” is no time zone."),
    say("Escriba una como Europe/Madrid o America/Bogota.", "Write one such as Europe/Madrid or America/Bogota."),
)
_UNKNOWN_COUNTRY = (
    say("No se conocen los festivos de «{value}».", "The public holidays of “{value}” are not known."),
    say("Escriba el código del país: CO, ES, US, US-CA.", "Write the code of the country: CO, ES, US, US-CA."),
)
_NO_SUCH_DATE = (
    say("«{value}» no es una fecha.", "“{value}” is no date."),
    say("Escríbala como 2026-03-31.", "Write it as 2026-03-31."),
)
_NO_EVENT = (
    say("No se dice con qué evento entran las cuentas.", "It is not said upon which event accounts enter."),
    say("Elija el evento.", "Choose the event."),
)
_UNKNOWN_EVENT = (
    say("No hay ningún evento «{value}».", "There is no event “{value}”."),
    say("Elija uno de la lista; los propios empiezan por «x_».", "Choose one from the list; your own begin with “x_”."),
)
