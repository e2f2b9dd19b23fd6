"""Enter: who comes into the journey."""

from collections.abc import Mapping
from typing import Any

from journeys.condition_check import check_condition
from journeys.condition_words import describe_condition
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import or_null, reference, setting, settings
from journeys.walk import Runner, Walk
from journeys.wording import say


class Enter(Kind):
    """Everybody in the audience starts here."""

    name = "enter"
    category = "start"
    icon = "login-2"
    color = "#0F6E6E"
    labels = say("Entrada", "Enter")
    descriptions = say("Quién entra en el recorrido.", "Who comes into the journey.")
    schema = settings(
        {
            "audience": setting(
                or_null(reference("condition")),
                title=say("Audiencia", "Audience"),
                about=say(
                    "Entran las cuentas que cumplen esta condición. Sin condición entran todas.",
                    "Accounts that match this condition come in. Without a condition, all do.",
                ),
                default=None,
                widget="condition",
            ),
        }
    )

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The audience must be a condition that makes sense."""
        audience = node.settings["audience"]
        return [] if audience is None else check_condition(audience, context, node.id, "audience")

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """Who enters."""
        audience = settings["audience"]
        if audience is None:
            return say("Entran todas las cuentas", "All accounts enter")[language]
        start = say("Entran:", "Enter if:")[language]
        return f"{start} {describe_condition(audience, language, context.fields)}"

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """Why they came in."""
        del port
        audience = settings["audience"]
        if audience is None:
            return say(
                "Entró en el recorrido porque entran todas las cuentas.",
                "Entered the journey because all accounts do.",
            )[language]
        held = describe_condition(audience, language, context.fields)
        return say(
            f"Entró en el recorrido porque se cumplía: {held}.", f"Entered the journey because this held: {held}."
        )[language]

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Go on at once: who stands here was chosen from the audience."""
        del arguments

        def run(walk: Walk) -> str:
            del walk
            return "next"

        return run


KIND = Enter()
