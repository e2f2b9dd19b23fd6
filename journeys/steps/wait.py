"""Wait: a length of time."""

from collections.abc import Mapping
from typing import Any

from journeys import durations
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Settings
from journeys.problems import CheckContext
from journeys.schemas import reference, setting, settings
from journeys.walk import NO_EVENTS, Runner, Stay, Walk
from journeys.wording import say


class Wait(Kind):
    """Keeps people for a length of time."""

    name = "wait"
    category = "time"
    icon = "clock"
    color = "#5B6B78"
    labels = say("Esperar", "Wait")
    descriptions = say("Deja pasar un tiempo antes de seguir.", "Lets some time pass before going on.")
    schema = settings(
        {
            "duration": setting(
                reference("duration"),
                title=say("Duración", "Duration"),
                about=say("Cuánto se espera.", "How long to wait."),
                default={"amount": 3, "unit": "days"},
                widget="duration",
            ),
        },
        required=("duration",),
    )
    pauses = True

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """How long."""
        del context
        shown = durations.describe(settings["duration"], language)
        return say(f"Esperar {shown}", f"Wait {shown}")[language]

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """That the time was over."""
        del port, context
        shown = durations.describe(settings["duration"], language)
        return say(f"Terminó la espera de {shown}.", f"The wait of {shown} was over.")[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """The wait in seconds."""
        return {"seconds": durations.seconds(settings["duration"])}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Keep the person until the time is over; an event that wakes them earlier changes nothing."""
        length = durations.length(arguments["seconds"])

        def run(walk: Walk) -> str | Stay:
            until = walk.until
            if until is None:
                return Stay(walk.now + length, NO_EVENTS)
            return "next" if walk.now >= until else Stay(until, NO_EVENTS)

        return run


KIND = Wait()
