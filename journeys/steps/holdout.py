"""Holdout: a few people, drawn by lot, are left alone, so that what the journey brings can be measured."""

from collections.abc import Mapping
from typing import Any

from journeys.arm_settings import by_setting, seed_setting
from journeys.drawing_lots import WHOLE, drawn, lot
from journeys.kinds import NO_INFO, Kind, PortRule, Settings
from journeys.problems import CheckContext
from journeys.schemas import setting, settings
from journeys.walk import Runner, Walk
from journeys.wording import say

TREATED, HELD_OUT = "treated", "held_out"


class Holdout(Kind):
    """Leaves a share of the people out, always the same ones."""

    name = "holdout"
    category = "decision"
    icon = "users-minus"
    color = "#8A6D1A"
    labels = say("Grupo de control", "Holdout")
    descriptions = say(
        "Deja fuera a una parte, elegida por sorteo, para comparar.",
        "Leaves a share out, drawn by lot, to compare with.",
    )
    schema = settings(
        {
            "percent": setting(
                {"type": "integer", "minimum": 0, "maximum": WHOLE},
                title=say("Parte que queda fuera", "Share left out"),
                about=say(
                    "De cada 100, cuántos quedan fuera. Con 5 o 10 suele bastar para medir.",
                    "Of every 100, how many are left out. 5 or 10 are mostly enough to measure.",
                ),
                default=5,
                widget="percent",
            ),
            "by": by_setting("debtor"),
            "seed": seed_setting(),
        },
        required=("percent",),
    )
    port_rules = (
        PortRule(TREATED, say("Los demás", "Everyone else")),
        PortRule(HELD_OUT, say("Grupo de control", "Left out")),
    )

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """How many are left out."""
        del context
        percent = settings["percent"]
        return say(f"Grupo de control: {percent} % queda fuera", f"Holdout: {percent} % are left out")[language]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """Who they are."""
        return frozenset({f"{arguments['by']}.id"})

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Draw the lot."""
        percent, seed, who = arguments["percent"], arguments["seed"], f"{arguments['by']}.id"

        def run(walk: Walk) -> str:
            place = drawn(lot("holdout", seed, walk.node, walk.fields[who]), (percent, WHOLE - percent))
            return (HELD_OUT, TREATED)[place]

        return run


KIND = Holdout()
