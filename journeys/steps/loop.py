"""Loop: back to an earlier step, so many times at most."""

from collections.abc import Mapping
from typing import Any

from journeys.kinds import NO_FIELDS, NO_INFO, Kind, PortRule, Settings
from journeys.problems import CheckContext
from journeys.schemas import setting, settings
from journeys.walk import Runner, Walk
from journeys.wording import counted, say

AGAIN, DONE = "again", "done"


class Loop(Kind):
    """Lets people go round again until they did so often enough; then it forgets, and may be entered anew."""

    name = "loop"
    category = "flow"
    icon = "repeat"
    color = "#3D5A80"
    labels = say("Repetir", "Loop")
    descriptions = say(
        "Vuelve a un paso anterior, un número limitado de veces.", "Goes back, a limited number of times."
    )
    schema = settings(
        {
            "times": setting(
                {"type": "integer", "minimum": 1, "maximum": 1000},
                title=say("Veces", "Times"),
                about=say(
                    "Cuántas veces se vuelve como máximo por «Otra vez».",
                    "How often people go back by “Again” at most.",
                ),
                default=3,
                widget="number",
            ),
        },
        required=("times",),
    )
    port_rules = (
        PortRule(DONE, say("Ya no más", "No more")),
        PortRule(AGAIN, say("Otra vez", "Again")),
    )

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """How often."""
        del context
        times = settings["times"]
        return say(f"Repetir hasta {counted(times, 'vez', 'veces')}", f"Loop up to {counted(times, 'time', 'times')}")[
            language
        ]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Count the rounds."""
        times = arguments["times"]

        def run(walk: Walk) -> str:
            rounds = walk.note() or 0
            if rounds < times:
                walk.keep(rounds + 1)
                return AGAIN
            walk.keep(None)
            return DONE

        return run


KIND = Loop()
