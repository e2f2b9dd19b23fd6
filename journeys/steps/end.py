"""End: the journey is over for this person."""

from collections.abc import Mapping
from typing import Any

from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Settings
from journeys.problems import CheckContext
from journeys.schemas import setting, settings, spoken_default
from journeys.walk import Finish, Runner, Walk
from journeys.wording import say

REASON = r"^(?!exit:)(?=[\s\S]*\S)"
"""Some text; what begins with ``exit:`` is how the exits of a whole journey are recorded."""


JOURNEY, WAY = "journey", "way"


class End(Kind):
    """Ends the journey for a reason that counts show."""

    name = "end"
    category = "end"
    icon = "flag"
    color = "#6B7480"
    labels = say("Fin", "End")
    descriptions = say("Termina el recorrido.", "Ends the journey.")
    schema = settings(
        {
            "reason": spoken_default(
                setting(
                    {"type": "string", "maxLength": 60, "pattern": REASON},
                    title=say("Motivo", "Reason"),
                    about=say(
                        "Con qué resultado termina; los recuentos lo muestran.",
                        "The result it ends with; the counts show it.",
                    ),
                    default=None,
                    widget="text",
                ),
                say("completado", "completed"),
            ),
            "ends": setting(
                {
                    "enum": [JOURNEY, WAY],
                    "x-labels": {
                        JOURNEY: say("todo el recorrido", "the whole journey"),
                        WAY: say("solo este camino", "only this way"),
                    },
                },
                title=say("Termina", "Ends"),
                about=say(
                    "Dentro de «En paralelo», si se cancelan también los demás caminos.",
                    "Inside a fork, whether the other ways are cancelled too.",
                ),
                default=JOURNEY,
                widget="choice",
            ),
        },
        required=("reason",),
    )
    port_rules = ()

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The reason."""
        del context
        return say(f"Fin: {settings['reason']}", f"End: {settings['reason']}")[language]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """End the run."""
        finish = Finish(arguments["reason"], arguments.get("ends", JOURNEY) == JOURNEY)

        def run(walk: Walk) -> Finish:
            del walk
            return finish

        return run


KIND = End()
