"""Offer a plan: an instalment plan over all that is owed is offered, and people wait for the answer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, ClassVar

from journeys import durations
from journeys.instalments import FEWEST, MOST
from journeys.kinds import NO_INFO, Kind, PortRule, Settings
from journeys.paying import DAY, outcome_of, valid_setting
from journeys.problems import CheckContext
from journeys.schemas import setting, settings
from journeys.walk import Act, Answer, Runner, Stay, Walk
from journeys.wording import Text, say
from journeys.workdays import ZONE, zone_of

OFFER, SETTLE = "offer_plan", "settle_plan"
CONFIRMED, DECLINED, TIMEOUT, NOT_OFFERED = "confirmed", "declined", "timeout", "not_offered"
WAITS = frozenset({"act_done", "plan_confirmed", "plan_declined"})
TAKEN = frozenset({CONFIRMED, "kept", "broken"})
FIELDS = frozenset({"plan.state", ZONE})
EVERY: dict[str, Text] = {"months": say("cada mes", "every month"), "weeks": say("cada semana", "every week")}


class OfferPlan(Kind):
    """Offers a plan, and goes on by the answer."""

    name = OFFER
    category = "money"
    icon = "calendar-event"
    color = "#8A6D1D"
    labels = say("Ofrecer un plan de pagos", "Offer an instalment plan")
    descriptions = say(
        "Ofrece pagar lo que se debe en cuotas y espera la respuesta.",
        "Offers to pay what is owed in instalments, and waits for the answer.",
    )
    schema = settings(
        {
            "count": setting(
                {"type": "integer", "minimum": FEWEST, "maximum": MOST},
                title=say("Número de cuotas", "Number of instalments"),
                about=say(
                    "El saldo se reparte por igual; la última cuota lleva los céntimos que sobran.",
                    "The balance is shared out equally; the last one takes the cents that are left over.",
                ),
                default=6,
                widget="number",
            ),
            "every": setting(
                {"enum": list(EVERY), "x-labels": EVERY},
                title=say("Con qué frecuencia", "How often"),
                about=say(
                    "Cada mes en el mismo día, o en el último si el mes no lo tiene.",
                    "Every month on the same day, or on the last if the month does not have it.",
                ),
                default="months",
                widget="choice",
            ),
            "first_days": setting(
                {"type": "integer", "minimum": 0, "maximum": 366},
                title=say("Primera cuota, en días", "First instalment, in days"),
                about=say(
                    "Cuántos días después de la oferta vence la primera cuota.",
                    "How many days after the offer the first instalment is due.",
                ),
                default=14,
                widget="number",
            ),
            "minimum": setting(
                {"type": "integer", "minimum": 0, "maximum": 10**12},
                title=say("Cuota mínima", "Smallest instalment"),
                about=say(
                    "Si las cuotas fueran menores, no se ofrece el plan.",
                    "If instalments would be smaller, no plan is offered.",
                ),
                default=0,
                widget="money",
            ),
            "valid": valid_setting(
                say(
                    "Quien no responde en este tiempo sigue por «Sin respuesta».",
                    "Whoever does not answer in this time goes on by “No answer”.",
                ),
                days=7,
            ),
        },
        required=("count", "every"),
    )
    port_rules = (
        PortRule(CONFIRMED, say("Aceptado", "Accepted")),
        PortRule(DECLINED, say("Rechazado", "Declined")),
        PortRule(TIMEOUT, say("Sin respuesta", "No answer")),
        PortRule(NOT_OFFERED, say("No se ofreció", "Not offered")),
    )
    pauses = True
    told: ClassVar = {
        CONFIRMED: say("Aceptó el plan de pagos.", "Accepted the instalment plan."),
        DECLINED: say("Rechazó el plan de pagos.", "Declined the instalment plan."),
        TIMEOUT: say("No respondió a tiempo al plan de pagos.", "Did not answer the instalment plan in time."),
        NOT_OFFERED: say(
            "No se le ofreció un plan: no debe nada, ya tiene uno o las cuotas serían muy pequeñas.",
            "Was not offered a plan: nothing is owed, there is one already, or instalments would be too small.",
        ),
    }

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """How many instalments, how often, and how long the offer stands."""
        del context
        count, every = settings["count"], EVERY[settings["every"]]
        valid = durations.describe(settings["valid"], language)
        return say(
            f"Ofrecer un plan de {count} cuotas, {every['es']}; vale {valid}",
            f"Offer a plan of {count} instalments, {every['en']}; it stands {valid}",
        )[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """Everything, with the length of time in seconds."""
        return {**settings, "valid": durations.seconds(settings["valid"])}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """The state of the newest plan, and whose days count."""
        del arguments
        return FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Have the plan offered, and wait for the answer; whatever plan the person takes meanwhile is one."""
        valid = durations.length(arguments["valid"])
        same = {name: arguments[name] for name in ("count", "every", "minimum")}

        def run(walk: Walk) -> Answer:
            done = outcome_of(walk, OFFER, 0)
            if done is not None and "plan" not in done["result"]:
                return NOT_OFFERED
            state = walk.fields.get("plan.state") if done is not None else None
            if state in TAKEN or state == DECLINED:
                return CONFIRMED if state in TAKEN else DECLINED
            until = walk.until or walk.now + valid
            if walk.now < until:
                if done is None:
                    walk.acts.append(Act(walk.node, walk.seq, OFFER, {**same, **_days(walk, arguments, until)}))
                return Stay(until, WAITS)
            if done is not None:
                number = done["result"]["plan"]
                walk.acts.append(Act(walk.node, walk.seq, SETTLE, {"plan": number, "state": "expired"}, part=number))
            return TIMEOUT

        return run


def _days(walk: Walk, arguments: Mapping[str, Any], until: datetime) -> dict[str, str]:
    """When the first instalment is due, a day where the person lives, and until when the offer stands."""
    today = walk.now.astimezone(zone_of(walk.fields)).date()
    return {"first_due": (today + arguments["first_days"] * DAY).isoformat(), "expires_at": until.isoformat()}


KIND = OfferPlan()
