"""Wait for an event: the first of some, or a time limit."""

from collections.abc import Mapping
from typing import Any

from journeys import durations
from journeys.events import EVENTS, OFFERED
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import or_null, reference, setting, settings
from journeys.walk import Runner, Stay, Walk
from journeys.wording import say


class WaitEvent(Kind):
    """Keeps people until they do something, or until a time limit."""

    name = "wait_event"
    category = "time"
    icon = "hourglass"
    color = "#5B6B78"
    labels = say("Esperar un evento", "Wait for an event")
    descriptions = say(
        "Espera a que la persona haga algo, o a que pase un plazo.",
        "Waits until the person does something, or until a time limit.",
    )
    schema = settings(
        {
            "events": setting(
                {
                    "type": "array",
                    "items": {"enum": list(OFFERED)},
                    "uniqueItems": True,
                    "x-labels": {name: dict(EVENTS[name].labels) for name in OFFERED},
                },
                title=say("Eventos", "Events"),
                about=say(
                    "Sigue con el primero que ocurra. Cada evento tiene su propia salida.",
                    "Goes on with the first one that happens. Each event has its own way out.",
                ),
                default=[],
                widget="events",
            ),
            "timeout": setting(
                or_null(reference("duration")),
                title=say("Plazo máximo", "Time limit"),
                about=say(
                    "Si en este plazo no ocurre nada, se sigue por «Sin respuesta».",
                    "If nothing happens in this time, people go on by “No answer”.",
                ),
                default={"amount": 3, "unit": "days"},
                widget="duration",
            ),
        },
        required=("events", "timeout"),
    )
    port_rules = (
        PortRule(each="events"),
        PortRule("timeout", say("Sin respuesta", "No answer"), when="timeout"),
    )
    pauses = True

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """There must be something to wait for, and should be a time limit."""
        del context
        if not node.settings["events"]:
            return [
                Problem(
                    node.id,
                    "no_events",
                    "error",
                    say("Este paso no espera ningún evento.", "This step waits for no event."),
                    say(
                        "Elija al menos un evento, o use un paso «Esperar».",
                        "Choose at least one event, or use a “Wait” step.",
                    ),
                    "events",
                )
            ]
        if node.settings["timeout"] is None:
            return [
                Problem(
                    node.id,
                    "no_timeout",
                    "warning",
                    say(
                        "Quien no haga nada se queda en este paso para siempre.",
                        "Whoever does nothing stays on this step for ever.",
                    ),
                    say(
                        "Ponga un plazo máximo y conecte la salida «Sin respuesta».",
                        "Set a time limit and connect the way out “No answer”.",
                    ),
                    "timeout",
                )
            ]
        return []

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """What it waits for, and how long at most."""
        del context
        if not settings["events"]:
            return say("Esperar: elija un evento", "Wait: choose an event")[language]
        either = say(" o ", " or ")[language]
        names = either.join(EVENTS[event].labels[language].lower() for event in settings["events"])
        start = say("Esperar:", "Wait for:")[language]
        if settings["timeout"] is None:
            return f"{start} {names}"
        limit = durations.describe(settings["timeout"], language)
        most = say("máximo", "at most")[language]
        return f"{start} {names} ({most} {limit})"

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """What happened, or that nothing did."""
        del context
        if port in EVENTS:
            name = EVENTS[port].labels[language].lower()
            return say(f"Ocurrió lo que se esperaba: {name}.", f"What was waited for happened: {name}.")[language]
        limit = settings["timeout"]
        if limit is None:
            return say("Terminó la espera.", "The wait was over.")[language]
        shown = durations.describe(limit, language)
        return say(
            f"Se cumplió el plazo de {shown} sin respuesta.", f"The time limit of {shown} passed without an answer."
        )[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """The events, and the limit in seconds."""
        timeout = settings["timeout"]
        limit = None if timeout is None else durations.seconds(timeout)
        return {"events": list(settings["events"]), "seconds": limit}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Take the earliest event that is not yet taken into account; an event known by now beats the time limit."""
        kinds = frozenset(arguments["events"])
        limit = None if arguments["seconds"] is None else durations.length(arguments["seconds"])

        def run(walk: Walk) -> str | Stay:
            mark = walk.mark
            for event in walk.events:
                if event.id > mark and event.kind in kinds:
                    walk.mark = event.id
                    return event.kind
            until = walk.until
            if until is None:
                return Stay(None if limit is None else walk.now + limit, kinds)
            return "timeout" if walk.now >= until else Stay(until, kinds)

        return run


KIND = WaitEvent()
