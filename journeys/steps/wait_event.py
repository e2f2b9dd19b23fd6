"""Wait for an event: the first of some, or a time limit."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from journeys import durations
from journeys.events import EVENTS, OFFERED, OWN_EVENT, label_of
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import or_null, reference, setting, settings
from journeys.walk import Runner, Stay, Walk
from journeys.wording import Text, say

ANY, ALL, COUNT, DONE = "any", "all", "count", "done"
MODES: dict[str, Text] = {
    ANY: say("Con el primero que ocurra", "With the first that happens"),
    ALL: say("Cuando hayan ocurrido todos", "When all have happened"),
    COUNT: say("Tras cierto número de veces", "After a number of times"),
}


class WaitEvent(Kind):
    """Keeps people until they do something, or until a time limit."""

    name = "wait_event"
    version = 2
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
                    "maxItems": 60,
                    "items": {"anyOf": [{"enum": list(OFFERED)}, {"type": "string", "pattern": OWN_EVENT}]},
                    "uniqueItems": True,
                    "x-labels": {name: dict(EVENTS[name].labels) for name in OFFERED},
                },
                title=say("Eventos", "Events"),
                about=say(
                    "Lo que se espera que ocurra desde el último mensaje.",
                    "What is waited for, from the last message on.",
                ),
                default=[],
                widget="events",
            ),
            "mode": setting(
                {"enum": list(MODES), "x-labels": MODES},
                title=say("Cuándo se sigue", "When to go on"),
                about=say(
                    "Con el primero, cada evento tiene su propia salida.",
                    "With the first one, each event has its own way out.",
                ),
                default=ANY,
                widget="choice",
            ),
            "count": setting(
                {"type": "integer", "minimum": 2, "maximum": 100},
                title=say("Cuántas veces", "How many times"),
                about=say("Todos los eventos elegidos cuentan juntos.", "All chosen events count together."),
                default=2,
                widget="number",
                shown_when={"mode": [COUNT]},
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
        PortRule(each="events", only={"mode": [ANY]}),
        PortRule(DONE, say("Ocurrió", "Happened"), only={"mode": [ALL, COUNT]}),
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
        both = settings["mode"] == ALL
        joined = say(" y ", " and ")[language] if both else say(" o ", " or ")[language]
        names = joined.join(label_of(event)[language].lower() for event in settings["events"])
        start = say("Esperar:", "Wait for:")[language]
        if settings["mode"] == COUNT:
            count = settings["count"]
            start = say(f"Esperar hasta que ocurra {count} veces:", f"Wait until it happened {count} times:")[language]
        if settings["timeout"] is None:
            return f"{start} {names}"
        limit = durations.describe(settings["timeout"], language)
        most = say("máximo", "at most")[language]
        return f"{start} {names} ({most} {limit})"

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """What happened, or that nothing did."""
        del context
        if port == DONE:
            return say("Ocurrió todo lo que se esperaba.", "All that was waited for happened.")[language]
        if port in settings["events"]:
            name = label_of(port)[language].lower()
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
        more = {} if settings["mode"] == ANY else {"mode": settings["mode"], "count": settings["count"]}
        return {"events": list(settings["events"]), "seconds": limit, **more}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Take the earliest event that is not yet taken into account; an event known by now beats the time limit."""
        kinds = frozenset(arguments["events"])
        limit = None if arguments["seconds"] is None else durations.length(arguments["seconds"])
        if "mode" in arguments:
            return _several(kinds, limit, arguments["count"] if arguments["mode"] == COUNT else None)

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


def _several(kinds: frozenset[str], limit: timedelta | None, count: int | None) -> Runner:
    """Wait for every kind once, or for so many events of any kind; what was heard so far is remembered."""

    def run(walk: Walk) -> str | Stay:
        heard: dict[str, int] = dict(walk.note() or {})
        for event in walk.events:
            if event.id > walk.mark and event.kind in kinds:
                walk.mark = event.id
                heard[event.kind] = heard.get(event.kind, 0) + 1
                if kinds <= heard.keys() if count is None else sum(heard.values()) >= count:
                    walk.keep(None)
                    return DONE
        until = walk.until or (None if limit is None else walk.now + limit)
        if walk.until is not None and walk.now >= walk.until:
            walk.keep(None)
            return "timeout"
        walk.keep(heard or None)
        return Stay(until, kinds)

    return run


KIND = WaitEvent()
