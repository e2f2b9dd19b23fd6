"""Join: the ways of a fork come together."""

from collections.abc import Mapping
from typing import Any

from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Settings
from journeys.problems import CheckContext
from journeys.schemas import setting, settings
from journeys.walk import Arrive, Runner, Walk
from journeys.wording import say

ALL, ANY, SOME = "all", "any", "some"


class Join(Kind):
    """Waits for all ways of a fork, for the first, or for some; the others are cancelled."""

    name = "join"
    category = "flow"
    icon = "arrows-join"
    color = "#3D5A80"
    labels = say("Reunir", "Join")
    descriptions = say("Reúne los caminos que iban en paralelo.", "Brings ways together that went side by side.")
    joins = True
    schema = settings(
        {
            "mode": setting(
                {
                    "enum": [ALL, ANY, SOME],
                    "x-labels": {
                        ALL: say("a todos los caminos", "all ways"),
                        ANY: say("al primero que llegue", "the first to arrive"),
                        SOME: say("a cierto número", "a number of them"),
                    },
                },
                title=say("Espera", "Waits for"),
                about=say(
                    "Los caminos que ya no hacen falta se cancelan, con sus tareas y lo que no se haya enviado.",
                    "Ways that are no longer needed are cancelled, with their tasks and whatever was not sent yet.",
                ),
                default=ALL,
                widget="choice",
            ),
            "count": setting(
                {"type": "integer", "minimum": 1, "maximum": 500},
                title=say("Cuántos", "How many"),
                about=say("Cuántos caminos tienen que llegar.", "How many ways have to arrive."),
                default=2,
                widget="number",
                shown_when={"mode": [SOME]},
            ),
        },
        required=("mode",),
    )

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """What it waits for."""
        del context
        count = settings["count"]
        words = {
            ALL: say("Reunir todos los caminos", "Join all ways"),
            ANY: say("Seguir con el primer camino que llegue", "Go on with the first way to arrive"),
            SOME: say(f"Seguir cuando lleguen {count} caminos", f"Go on when {count} ways arrived"),
        }
        return words[settings["mode"]][language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """How many arms it needs; null is all that still can arrive."""
        return {"needed": {ALL: None, ANY: 1, SOME: settings["count"]}[settings["mode"]]}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Arrive."""
        arrival = Arrive(arguments["needed"])

        def run(walk: Walk) -> Arrive:
            del walk
            return arrival

        return run


KIND = Join()
