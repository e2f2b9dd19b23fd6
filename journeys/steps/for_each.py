"""For each: the same steps once for every account, guarantor or instalment, side by side, until a join."""

from collections.abc import Mapping
from typing import Any

from journeys.kinds import NO_INFO, Kind, PortRule, Settings
from journeys.problems import CheckContext
from journeys.schemas import setting, settings
from journeys.walk import Fork, Runner, Walk, Way
from journeys.wording import say

EACH, NONE, TOO_MANY = "each", "none", "too_many"
MOST = 500

OVER = {
    "accounts": say("cada cuenta abierta de la persona", "each open account of the person"),
    "guarantors": say("cada avalista o codeudor", "each guarantor or co-debtor"),
    "instalments": say("cada cuota del plan de pagos", "each instalment of the plan"),
}


class ForEach(Kind):
    """Goes a way once for each of several things; there may be none, one or hundreds."""

    name = "for_each"
    category = "flow"
    icon = "stack-2"
    color = "#3D5A80"
    labels = say("Para cada uno", "For each")
    descriptions = say(
        "Repite unos pasos para cada cuenta, avalista o cuota.",
        "Repeats steps for each account, guarantor or instalment.",
    )
    schema = settings(
        {
            "over": setting(
                {"enum": list(OVER), "x-labels": OVER},
                title=say("Para", "For"),
                about=say(
                    "Los pasos hasta «Reunir» se hacen para cada uno, a la vez.",
                    "The steps until “Join” are done for each of them, side by side.",
                ),
                default="accounts",
                widget="choice",
            ),
        },
        required=("over",),
    )
    port_rules = (
        PortRule(EACH, say("Cada uno", "Each one")),
        PortRule(NONE, say("No hay ninguno", "There is none")),
        PortRule(TOO_MANY, say(f"Más de {MOST}", f"More than {MOST}")),
    )

    def opens(self, settings: Settings) -> frozenset[str]:
        """The way of each."""
        del settings
        return frozenset({EACH})

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """For what."""
        del context
        return f"{say('Para', 'For')[language]} {OVER[settings['over']][language]}"

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """The list."""
        return frozenset({f"list.{arguments['over']}"})

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Part the person into one arm for each."""
        over = arguments["over"]

        def run(walk: Walk) -> str | Fork:
            rows = walk.fields.get(f"list.{over}") or ()
            if not rows:
                return NONE
            if len(rows) > MOST:
                return TOO_MANY
            items = [f"{over}:{row['id']}" for row in rows]
            return Fork([Way(item, EACH, item) for item in items])

        return run


KIND = ForEach()
