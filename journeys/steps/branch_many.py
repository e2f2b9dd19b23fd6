"""Branch into many: every condition that holds opens a way, all of them at once."""

from collections.abc import Mapping
from typing import Any

from journeys.conditions import Test, compile_condition
from journeys.kinds import NO_INFO, PortRule, Settings
from journeys.problems import CheckContext
from journeys.steps.branch import ELSE, Branch, branches_schema
from journeys.walk import Fork, Runner, Walk, Way
from journeys.wording import say


class BranchMany(Branch):
    """Sends each person every way whose condition holds for them, until a join."""

    name = "branch_many"
    icon = "arrow-ramp-right"
    labels = say("Decidir varios", "Branch into many")
    descriptions = say(
        "Sigue a la vez todos los caminos cuya condición se cumple.", "Goes every way whose condition holds, at once."
    )
    schema = branches_schema(
        say(
            "Se sigue a la vez por todas las ramas cuya condición se cumple, hasta un paso «Reunir».",
            "People go every branch whose condition holds, all at once, until a “Join” step.",
        )
    )
    port_rules = (PortRule(each="branches"), PortRule(ELSE, say("Ninguna", "None of them")))

    def opens(self, settings: Settings) -> frozenset[str]:
        """The branches."""
        return frozenset(branch["id"] for branch in settings["branches"])

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The branches by name."""
        del context
        names = " · ".join(branch["label"] or branch["id"] for branch in settings["branches"])
        if not names:
            return say("Decidir varios: añada una rama", "Branch into many: add a branch")[language]
        return say(f"Los que correspondan de: {names}", f"Those that fit of: {names}")[language]

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Part the person."""
        tests: list[tuple[Way, Test]] = [
            (Way(branch["id"], branch["id"]), compile_condition(branch["when"]))
            for branch in arguments["branches"]
            if branch["when"] is not None
        ]

        def run(walk: Walk) -> str | Fork:
            ways = [way for way, test in tests if test(walk.fields)]
            return Fork(ways) if ways else ELSE

        return run


KIND = BranchMany()
