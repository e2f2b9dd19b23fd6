"""Promise: people wait until a promise to pay is kept, or its time is over."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, ClassVar

from journeys import durations
from journeys.acting import WAITING
from journeys.kinds import NO_INFO, Kind, PortRule, Settings
from journeys.paying import (
    DAY,
    end_of,
    ended,
    paid_before,
    payments_of,
    pending,
    tolerance_of,
    tolerance_settings,
)
from journeys.problems import CheckContext
from journeys.schemas import or_null, reference, setting, settings
from journeys.walk import Act, Answer, Runner, Stay, Walk
from journeys.wording import Text, counted, say
from journeys.workdays import JURISDICTION, ZONE, place_of, shifted, zone_of

SETTLE = "settle_promise"
OPEN, KEPT, PARTIAL, BROKEN, NONE = "open", "kept", "partial", "broken", "none"
ENDS = frozenset({KEPT, PARTIAL, BROKEN})
MADE = ("promise_made", "promise_id")
BUSINESS, CALENDAR = "business", "calendar"
UNITS: dict[str, Text] = {
    CALENDAR: say("días", "days"),
    BUSINESS: say("días hábiles", "business days"),
}
WAITS = frozenset({"paid", "promise_made", "promise_cancelled", *(f"promise_{end}" for end in ENDS)})
FIELDS = frozenset(
    {
        *("promise.id", "promise.state", "promise.amount", "promise.due_date", "promise.payments"),
        *("account.balance", ZONE),
    }
)


class Promise(Kind):
    """Follows the account's open promise; one that takes its place is followed instead."""

    name = "promise"
    category = "money"
    icon = "heart-handshake"
    color = "#8A6D1D"
    labels = say("Seguir una promesa", "Follow a promise")
    descriptions = say(
        "Espera a que se cumpla una promesa de pago, o a que pase su fecha.",
        "Waits until a promise to pay is kept, or until its day is over.",
    )
    schema = settings(
        {
            **tolerance_settings(say("el importe prometido", "The amount promised")),
            "tolerance_days": setting(
                {"type": "integer", "minimum": 0, "maximum": 60},
                title=say("Tolerancia en días", "Tolerance in days"),
                about=say(
                    "Lo que se paga hasta tantos días después de la fecha prometida llega a tiempo.",
                    "What is paid up to so many days after the day promised is in time.",
                ),
                default=0,
                widget="number",
            ),
            "tolerance_unit": setting(
                {"enum": list(UNITS), "x-labels": UNITS},
                title=say("Qué días cuentan", "Which days count"),
                about=say(
                    "Días hábiles: sin fines de semana ni festivos de donde vive la persona.",
                    "Business days: without weekends and holidays of where the person lives.",
                ),
                default=CALENDAR,
                widget="choice",
            ),
            "grace": setting(
                or_null(reference("duration")),
                title=say("Margen para registrar pagos", "Time to book payments"),
                about=say(
                    "Tras el plazo se espera este tiempo a que se registren transferencias que llegaron a tiempo.",
                    "After that it waits this long for transfers to be booked that came in time.",
                ),
                default=None,
                widget="duration",
            ),
        }
    )
    port_rules = (
        PortRule(KEPT, say("Cumplida", "Kept")),
        PortRule(PARTIAL, say("En parte", "In part")),
        PortRule(BROKEN, say("Incumplida", "Broken")),
        PortRule(NONE, say("Sin promesa", "No promise")),
    )
    pauses = True
    told: ClassVar = {
        KEPT: say("Cumplió su promesa de pago.", "Kept the promise to pay."),
        PARTIAL: say("Pagó una parte de lo prometido.", "Paid part of what was promised."),
        BROKEN: say("No pagó lo prometido.", "Did not pay what was promised."),
        NONE: say("No tenía ninguna promesa abierta.", "Had no open promise."),
    }

    def keeps(self, settings: Settings) -> bool:
        """Not without a promise: whoever comes again may go on at once."""
        del settings
        return False

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """That a promise is followed, and what is let pass."""
        del context
        parts = [tolerance_of(settings).in_words(language), _days(settings)[language]]
        named = say(" y ", " and ")[language].join(part for part in parts if part)
        said = self.labels[language]
        return f"{said}, {say('tolerancia', 'tolerance')[language]} {named}" if named else said

    def compile(self, settings: Settings) -> dict[str, Any]:
        """Everything, with the grace in seconds."""
        grace = settings["grace"]
        return {**settings, "grace": 0 if grace is None else durations.seconds(grace)}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """The promise, what was paid since, and whose days count."""
        return FIELDS | {JURISDICTION} if arguments["tolerance_unit"] == BUSINESS else FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Follow the open promise; have it settled, and go on once that is written."""
        tolerance = tolerance_of(arguments)
        days, business = arguments["tolerance_days"], arguments["tolerance_unit"] == BUSINESS
        grace = timedelta(seconds=arguments["grace"])

        def run(walk: Walk) -> Answer:
            answer = pending(walk, SETTLE, ENDS)
            if answer is not None:
                return answer
            fields = walk.fields
            state = fields.get("promise.state")
            if state != OPEN:
                return ended(walk, (fields.get("promise.id"), state), MADE, ENDS) or NONE
            due = date.fromisoformat(fields["promise.due_date"])
            last = shifted(due, days, place_of(fields, "")) if business else due + days * DAY
            end = end_of(last, zone_of(fields))
            paid = paid_before(payments_of(fields.get("promise.payments")), end)
            port = _port(walk, paid, tolerance.enough(fields["promise.amount"]), late=walk.now >= end + grace)
            number: int = fields["promise.id"]
            walk.keep({"id": number} if port is None else {"id": number, "port": port})
            if port is None:
                return Stay(end + grace, WAITS)
            details = {"promise": number, "state": port, "paid": paid}
            walk.acts.append(Act(walk.node, walk.seq, SETTLE, details, part=number))
            return WAITING

        return run


def _port(walk: Walk, paid: int, enough: int, *, late: bool) -> str | None:
    """What became of a promise; None while its time is not over."""
    balance = walk.fields.get("account.balance")
    if paid >= enough or (balance is not None and balance <= 0):
        return KEPT
    if not late:
        return None
    return PARTIAL if paid else BROKEN


def _days(settings: Settings) -> Text:
    days = settings["tolerance_days"]
    if not days:
        return say("", "")
    if settings["tolerance_unit"] == BUSINESS:
        return say(counted(days, "día hábil", "días hábiles"), counted(days, "business day", "business days"))
    return say(counted(days, "día", "días"), counted(days, "day", "days"))


KIND = Promise()
