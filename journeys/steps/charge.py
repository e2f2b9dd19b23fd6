"""Charge: a fee or interest is added to what is owed."""

from collections.abc import Mapping
from typing import Any

from journeys.acting import acting
from journeys.charging import FEE, INTEREST
from journeys.condition_words import value_in_words
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings
from journeys.walk import Act, Runner, Walk
from journeys.wording import Text, counted, say

WHATS: dict[str, Text] = {FEE: say("Un gasto", "A fee"), INTEREST: say("Intereses", "Interest")}
KEPT = {FEE: ("what", "amount", "share"), INTEREST: ("what", "rate", "days")}
HIGHEST = 10_000  # hundredths of a per cent


class Charge(Kind):
    """Adds a fee or interest, and goes on once it is added, so that the next message says it."""

    name = "charge"
    category = "money"
    icon = "receipt"
    color = "#8A6D1D"
    labels = say("Cargar gastos o intereses", "Charge a fee or interest")
    descriptions = say(
        "Suma a la deuda un gasto, o intereses de un tiempo.", "Adds a fee to the debt, or interest for some time."
    )
    schema = settings(
        {
            "what": setting(
                {"enum": list(WHATS), "x-labels": WHATS},
                title=say("Qué se carga", "What to charge"),
                about=say(
                    "Compruebe que el contrato y la ley lo permiten.", "See to it that contract and law allow it."
                ),
                default=FEE,
                widget="choice",
            ),
            "amount": setting(
                {"type": "integer", "minimum": 0, "maximum": 10**12},
                title=say("Importe", "Amount"),
                about=say("Lo mismo para todas las cuentas.", "The same for every account."),
                default=0,
                widget="money",
                shown_when={"what": [FEE]},
            ),
            "share": setting(
                {"type": "integer", "minimum": 0, "maximum": HIGHEST},
                title=say("Más una parte del capital", "And a share of the principal"),
                about=say("Del capital que se debe, con dos decimales.", "Of the principal, with two decimals."),
                default=0,
                widget="hundredths",
                shown_when={"what": [FEE]},
            ),
            "rate": setting(
                {"type": "integer", "minimum": 0, "maximum": HIGHEST},
                title=say("Interés anual", "Rate per year"),
                about=say("Por año, con dos decimales.", "A year, with two decimals."),
                default=0,
                widget="hundredths",
                shown_when={"what": [INTEREST]},
            ),
            "days": setting(
                {"type": "integer", "minimum": 1, "maximum": 3_650},
                title=say("Por cuántos días", "For how many days"),
                about=say("Sobre el capital; un año tiene 365.", "On the principal; a year has 365."),
                default=30,
                widget="number",
                shown_when={"what": [INTEREST]},
            ),
        },
        required=("what",),
    )

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """Something must be charged."""
        del context
        given = node.settings
        names = ("amount", "share") if given["what"] == FEE else ("rate",)
        if any(given[name] for name in names):
            return []
        return [Problem(node.id, "nothing_charged", "error", *_NOTHING, names[0])]

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """What is added."""
        del context
        if settings["what"] == INTEREST:
            rate, days = _percent(settings["rate"], language), settings["days"]
            return say(
                f"Cargar intereses: {rate} anual por {counted(days, 'día', 'días')}",
                f"Charge interest: {rate} a year for {counted(days, 'day', 'days')}",
            )[language]
        share = say(" del capital", " of the principal")[language]
        parts = [
            *([value_in_words(settings["amount"], "money", language)] if settings["amount"] else []),
            *([_percent(settings["share"], language) + share] if settings["share"] else []),
        ]
        shown = say(" más ", " and ")[language].join(parts) or "…"
        return say(f"Cargar un gasto: {shown}", f"Charge a fee: {shown}")[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """Only what this charge takes."""
        return {name: settings[name] for name in KEPT[settings["what"]]}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Order the charge, and wait until it is added."""

        def order(walk: Walk) -> Act:
            return Act(walk.node, walk.seq, self.name, arguments)

        return acting(order, failed=None)


def _percent(hundredths: int, language: str) -> str:
    written = f"{hundredths / 100:g}"
    return f"{written.replace('.', ',') if language == 'es' else written} %"


_NOTHING = (
    say("Este paso no carga nada.", "This step charges nothing."),
    say("Escriba un importe, una parte o un interés.", "Write an amount, a share or a rate."),
)

KIND = Charge()
