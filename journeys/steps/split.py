"""Split: shares of the people go different ways, drawn by lot once and for all."""

from collections.abc import Mapping
from typing import Any

from journeys.arm_settings import MOST_WAYS, by_setting, check_ways, seed_setting, way_schema
from journeys.drawing_lots import WHOLE, drawn, lot
from journeys.kinds import NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings, titled
from journeys.walk import Runner, Walk
from journeys.wording import say


class Split(Kind):
    """Sends shares of the people different ways; whoever comes again goes the same way again."""

    name = "split"
    category = "decision"
    icon = "arrows-shuffle"
    color = "#8A6D1A"
    labels = say("Repartir", "Split")
    descriptions = say("Reparte a la gente por porcentajes.", "Parts people by percentages.")
    schema = settings(
        {
            "shares": setting(
                {
                    "type": "array",
                    "maxItems": MOST_WAYS,
                    "items": way_schema(
                        {"share": titled({"type": "integer", "minimum": 0, "maximum": WHOLE}, say("Parte", "Share"))}
                    ),
                },
                title=say("Partes", "Shares"),
                about=say(
                    "Qué parte de la gente va por cada camino; en total, 100.",
                    "What share of the people goes each way; 100 in all.",
                ),
                default=[{"id": "a", "label": "A", "share": 50}, {"id": "b", "label": "B", "share": 50}],
                widget="shares",
            ),
            "by": by_setting("account"),
            "seed": seed_setting(),
        },
        required=("shares",),
    )
    port_rules = (PortRule(each="shares"),)

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """There must be two ways or more, and their shares make up the whole."""
        del context
        shares = node.settings["shares"]
        problems = check_ways(node, "shares")
        if len(shares) < 2:  # noqa: PLR2004 - nothing to part
            problems.append(Problem(node.id, "too_few_ways", "error", *_TOO_FEW, "shares"))
        total = sum(way["share"] for way in shares)
        if total != WHOLE:
            message = say(f"Las partes suman {total} y no 100.", f"The shares add up to {total}, not to 100.")
            problems.append(Problem(node.id, "shares_not_whole", "error", message, _WHOLE, "shares"))
        return problems

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The ways with their shares."""
        del context
        ways = " · ".join(f"{way['label'] or way['id']} {way['share']} %" for way in settings["shares"])
        return say(f"Repartir: {ways}", f"Split: {ways}")[language]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """Who they are."""
        return frozenset({f"{arguments['by']}.id"})

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Draw the lot of this person, or of this account."""
        ports: list[str] = [way["id"] for way in arguments["shares"]]
        shares = [way["share"] for way in arguments["shares"]]
        who, seed = f"{arguments['by']}.id", arguments["seed"]

        def run(walk: Walk) -> str:
            if not any(shares):
                return ""  # a way that leads nowhere: the checks do not let such a split be published
            return ports[drawn(lot(seed, walk.node, walk.fields[who]), shares)]

        return run


_TOO_FEW = (
    say("Hay menos de dos caminos: no se reparte nada.", "There are fewer than two ways: nothing is parted."),
    say("Añada otro camino, o quite el paso.", "Add another way, or remove the step."),
)
_WHOLE = say("Cambie las partes para que sumen 100.", "Change the shares so that they add up to 100.")

KIND = Split()
