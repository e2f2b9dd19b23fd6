"""Follow a plan: people wait until an instalment plan is paid, or too many instalments were missed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, ClassVar

from journeys.acting import WAITING
from journeys.following import BROKEN, KEPT, Due, follow
from journeys.kinds import NO_INFO, Kind, PortRule, Settings
from journeys.paying import DAY, end_of, ended, payments_of, pending, tolerance_of, tolerance_settings
from journeys.problems import CheckContext
from journeys.schemas import setting, settings
from journeys.walk import Act, Answer, Runner, Stay, Walk
from journeys.wording import counted, say
from journeys.workdays import ZONE, zone_of

SETTLE, MISS = "settle_plan", "note_missed"
CONFIRMED, NONE = "confirmed", "none"
ENDS = frozenset({KEPT, BROKEN})
MADE = ("plan_confirmed", "plan_id")
WAITS = frozenset({"paid", "plan_confirmed", *(f"plan_{end}" for end in ENDS)})
FIELDS = frozenset({"plan.id", "plan.state", "plan.payments", "list.instalments", "account.balance", ZONE})


class FollowPlan(Kind):
    """Follows the account's confirmed plan, instalment by instalment."""

    name = "follow_plan"
    category = "money"
    icon = "cash"
    color = "#8A6D1D"
    labels = say("Seguir un plan de pagos", "Follow an instalment plan")
    descriptions = say(
        "Espera a que se paguen las cuotas, o a que falten demasiadas.",
        "Waits until the instalments are paid, or until too many were missed.",
    )
    schema = settings(
        {
            "missed": setting(
                {"type": "integer", "minimum": 1, "maximum": 60},
                title=say("Cuotas impagadas", "Missed instalments"),
                about=say(
                    "Con tantas cuotas vencidas y sin pagar a la vez, el plan se da por incumplido.",
                    "With so many instalments past their time and open at once, the plan is broken.",
                ),
                default=2,
                widget="number",
            ),
            "grace_days": setting(
                {"type": "integer", "minimum": 0, "maximum": 60},
                title=say("Días de gracia", "Days of grace"),
                about=say(
                    "Una cuota se da por impagada tantos días después de su vencimiento.",
                    "An instalment is missed so many days after it was due.",
                ),
                default=3,
                widget="number",
            ),
            **tolerance_settings(say("la cuota", "The instalment")),
        },
        required=("missed",),
    )
    port_rules = (
        PortRule(KEPT, say("Cumplido", "Kept")),
        PortRule(BROKEN, say("Incumplido", "Broken")),
        PortRule(NONE, say("Sin plan", "No plan")),
    )
    pauses = True
    told: ClassVar = {
        KEPT: say("Pagó todas las cuotas del plan.", "Paid all instalments of the plan."),
        BROKEN: say("No cumplió el plan de pagos.", "Broke the instalment plan."),
        NONE: say("No tenía ningún plan aceptado.", "Had no plan that was accepted."),
    }

    def keeps(self, settings: Settings) -> bool:
        """Not without a plan: whoever comes again may go on at once."""
        del settings
        return False

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """How many instalments may be missed."""
        del context
        most = settings["missed"]
        broken = say(
            f"incumplido con {counted(most, 'cuota impagada', 'cuotas impagadas')}",
            f"broken with {counted(most, 'missed instalment', 'missed instalments')}",
        )
        return f"{self.labels[language]}, {broken[language]}"

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """The plan, its instalments and what was paid since it was confirmed."""
        del arguments
        return FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Follow the confirmed plan; note what is missed, have it settled, and go on once that is written."""
        tolerance, most, grace = tolerance_of(arguments), arguments["missed"], arguments["grace_days"]

        def run(walk: Walk) -> Answer:
            answer = pending(walk, SETTLE, ENDS)
            if answer is not None:
                return answer
            fields = walk.fields
            state = fields.get("plan.state")
            if state != CONFIRMED:
                return ended(walk, (fields.get("plan.id"), state), MADE, ENDS) or NONE
            number: int = fields["plan.id"]
            instalments = _instalments(fields, grace)
            progress = follow(instalments, payments_of(fields.get("plan.payments")), tolerance, most, walk.now)
            for one in progress.missed:
                walk.acts.append(Act(walk.node, walk.seq, MISS, {"plan": number, "instalment": one}, part=one))
            balance = fields.get("account.balance")
            became = KEPT if balance is not None and balance <= 0 else progress.became
            walk.keep({"id": number} if became is None else {"id": number, "port": became})
            if became is None:
                return Stay(progress.look_at, WAITS)
            walk.acts.append(Act(walk.node, walk.seq, SETTLE, {"plan": number, "state": became}, part=number))
            return WAITING

        return run


def _instalments(fields: Mapping[str, Any], grace: int) -> list[Due]:
    """The instalments, the oldest first, each with the moment at which it is missed."""
    zone = zone_of(fields)
    return [
        Due(one["id"], one["amount"], end_of(date.fromisoformat(one["due_date"]) + grace * DAY, zone))
        for one in fields["list.instalments"]
    ]


KIND = FollowPlan()
