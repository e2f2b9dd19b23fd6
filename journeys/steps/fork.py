"""Fork: several ways at once, until a join."""

from collections.abc import Mapping
from typing import Any

from journeys.arm_settings import MOST_WAYS, check_ways, named, way_schema
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings
from journeys.walk import Fork as Parted
from journeys.walk import Runner, Walk, Way
from journeys.wording import say


class Fork(Kind):
    """Sends each person all of these ways at once."""

    name = "fork"
    category = "flow"
    icon = "arrows-split"
    color = "#3D5A80"
    labels = say("En paralelo", "Fork")
    descriptions = say("Sigue varios caminos a la vez.", "Goes several ways at once.")
    schema = settings(
        {
            "arms": setting(
                {"type": "array", "maxItems": MOST_WAYS, "items": way_schema({})},
                title=say("Caminos", "Ways"),
                about=say(
                    "Se siguen todos a la vez, hasta un paso «Reunir» o su fin.",
                    "All of them are gone at once, until a “Join” step or their end.",
                ),
                default=[{"id": "a", "label": "A"}, {"id": "b", "label": "B"}],
                widget="arms",
            ),
        },
        required=("arms",),
    )
    port_rules = (PortRule(each="arms"),)

    def opens(self, settings: Settings) -> frozenset[str]:
        """All of its ways."""
        return frozenset(arm["id"] for arm in settings["arms"])

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """There must be two ways or more, with different names."""
        del context
        problems = check_ways(node, "arms")
        if len(node.settings["arms"]) < 2:  # noqa: PLR2004 - nothing side by side
            problems.append(Problem(node.id, "too_few_ways", "error", *_TOO_FEW, "arms"))
        return problems

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The ways by name."""
        del context
        names = named(settings["arms"])
        return say(f"A la vez: {names}", f"At once: {names}")[language]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Part the person."""
        parted = Parted([Way(arm["id"], arm["id"]) for arm in arguments["arms"]])

        def run(walk: Walk) -> Parted:
            del walk
            return parted

        return run


_TOO_FEW = (
    say("Hay menos de dos caminos: nada va en paralelo.", "There are fewer than two ways: nothing goes side by side."),
    say("Añada otro camino, o quite el paso.", "Add another way, or remove the step."),
)

KIND = Fork()
