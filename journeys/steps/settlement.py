"""Settlement: less than all that is owed is offered, above an authority only if a supervisor approves it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from journeys import durations
from journeys.acting import ACT_DONE, WAITING
from journeys.asking import APPROVAL, APPROVAL_PORTS, APPROVED, LONGEST_TEXT, REFUSED, TASK_DONE, check_tokens
from journeys.kinds import NO_INFO, Ahead, Kind, Node, Port, PortRule, Settings
from journeys.paying import outcome_of, valid_setting
from journeys.problems import CheckContext, Problem
from journeys.schemas import or_null, reference, setting, settings
from journeys.walk import Act, Answer, Runner, Stay, Task, Walk
from journeys.wording import say

OFFER = "offer_settlement"
PAID, DECLINED, TIMEOUT, NOT_OFFERED = "paid", "declined", "timeout", "not_offered"
ABOVE = "above_limit"
WAITS = frozenset({PAID, "offer_settled", "offer_declined"})
FIELDS = frozenset({"offer.state", "account.balance"})


class Settlement(Kind):
    """Offers a discount on what is owed, and waits until the rest is paid.

    Payments are let count where they are booked: whoever pays the amount in time has settled at once.
    """

    name = "settlement"
    category = "money"
    icon = "discount"
    color = "#8A6D1D"
    labels = say("Ofrecer una quita", "Offer a settlement")
    descriptions = say(
        "Ofrece saldar la deuda con un descuento; por encima del límite decide un supervisor.",
        "Offers to settle the debt at a discount; above the limit a supervisor decides.",
    )
    schema = settings(
        {
            "discount": setting(
                {"type": "integer", "minimum": 1, "maximum": 100},
                title=say("Descuento (%)", "Discount (%)"),
                about=say(
                    "Lo que se perdona del saldo del momento de la oferta.",
                    "What is let go of the balance at the time of the offer.",
                ),
                default=10,
                widget="percent",
            ),
            "valid": valid_setting(
                say(
                    "Quien no la paga en este tiempo sigue por «Sin pagar» y vuelve a deberlo todo.",
                    "Whoever does not pay it in this time goes on by “Not paid”, and owes all of it again.",
                ),
                days=14,
            ),
            "authority": setting(
                {"type": "integer", "minimum": 0, "maximum": 100},
                title=say("Límite sin aprobación (%)", "Limit without approval (%)"),
                about=say(
                    "Por encima de este descuento, o del límite de la instalación, decide un supervisor.",
                    "Above this discount, or above the limit of the installation, a supervisor decides.",
                ),
                default=15,
                widget="percent",
            ),
            "question": setting(
                {"type": "string", "maxLength": LONGEST_TEXT},
                title=say("Pregunta al supervisor", "Question to the supervisor"),
                about=say(
                    "Lo que lee quien aprueba; si está vacía, la oferta en palabras. Puede usar campos.",
                    "What whoever approves reads; if empty, the offer in words. It may use fields.",
                ),
                default="",
                widget="textarea",
            ),
            "deadline": setting(
                or_null(reference("duration")),
                title=say("Plazo para aprobar", "Deadline for the approval"),
                about=say(
                    "Si nadie decide en este tiempo, se sigue por «No se ofreció».",
                    "If nobody decides in this time, people go on by “Not offered”.",
                ),
                default={"amount": 2, "unit": "days"},
                widget="duration",
            ),
        },
        required=("discount", "valid"),
    )
    port_rules = (
        PortRule(PAID, say("Pagada", "Paid")),
        PortRule(DECLINED, say("Rechazada", "Declined")),
        PortRule(TIMEOUT, say("Sin pagar", "Not paid")),
        PortRule(REFUSED, say("No aprobada", "Not approved")),
        PortRule(NOT_OFFERED, say("No se ofreció", "Not offered")),
    )
    pauses = True
    gives_tasks = True
    told: ClassVar = {
        PAID: say("Pagó la quita: la deuda está saldada.", "Paid the settlement: the debt is settled."),
        DECLINED: say("Rechazó la quita.", "Declined the settlement."),
        TIMEOUT: say("No pagó la quita a tiempo.", "Did not pay the settlement in time."),
        REFUSED: say("Un supervisor no aprobó la quita.", "A supervisor did not approve the settlement."),
        NOT_OFFERED: say(
            "No se le ofreció una quita: no debe nada, o nadie la aprobó a tiempo.",
            "Was not offered a settlement: nothing is owed, or nobody approved it in time.",
        ),
    }

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The question uses known fields."""
        return check_tokens(node, "question", context)

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The discount, how long it stands, and whether somebody has to approve it."""
        del context
        discount, valid = settings["discount"], durations.describe(settings["valid"], language)
        asked = settings["discount"] > settings["authority"]
        return say(
            f"Ofrecer una quita del {discount} %{', con aprobación' if asked else ''}; vale {valid}",
            f"Offer a settlement at {discount}% off{', with approval' if asked else ''}; it stands {valid}",
        )[language]

    def ahead(self, settings: Settings, waits: Collection[str]) -> Sequence[Ahead]:
        """First that it is approved, then that it is offered, then that it is paid."""
        del settings
        return ASKED if TASK_DONE in waits else OFFERING if ACT_DONE in waits else OFFERED

    def answers(self, settings: Settings) -> list[Port]:
        """A supervisor approves it, or does not."""
        del settings
        return [Port(rule.name, rule.labels) for rule in APPROVAL_PORTS]

    def discount(self, settings: Settings) -> int:
        """What whoever approves it lets go."""
        discount: int = settings["discount"]
        return discount

    def compile(self, settings: Settings) -> dict[str, Any]:
        """The lengths of time in seconds; the question is read when the task is shown."""
        deadline = settings["deadline"]
        return {
            "discount": settings["discount"],
            "authority": settings["authority"],
            "valid": durations.seconds(settings["valid"]),
            "deadline": None if deadline is None else durations.seconds(deadline),
        }

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """The state of the newest offer, and what is owed."""
        del arguments
        return FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Ask a supervisor where that is needed, have it offered, and wait for the money."""
        details = {"discount": arguments["discount"], "valid": arguments["valid"]}
        above = arguments["discount"] > arguments["authority"]
        deadline = None if arguments["deadline"] is None else durations.length(arguments["deadline"])

        def run(walk: Walk) -> Answer:
            said = walk.answer(TASK_DONE)
            if said is not None and said["outcome"] != APPROVED:
                return REFUSED
            done = outcome_of(walk, OFFER, int(said is not None))
            if said is None and (above or _is_above(done)):
                until = walk.until or (None if deadline is None else walk.now + deadline)
                if until is not None and walk.now >= until:
                    return NOT_OFFERED
                walk.tasks.append(Task(walk.node, walk.seq, APPROVAL, until))
                return Stay(until, frozenset({TASK_DONE}))
            if done is None:
                walk.acts.append(Act(walk.node, walk.seq, OFFER, details, part=int(said is not None)))
                return WAITING
            return _follow(walk, done["result"]) if "expires_at" in done["result"] else NOT_OFFERED

        return run


def _is_above(done: Mapping[str, Any] | None) -> bool:
    """Whether the installation lets nobody offer so much without approval."""
    return done is not None and done["result"].get("why") == ABOVE


def _follow(walk: Walk, offered: Mapping[str, Any]) -> Answer:
    """Wait until an offer is paid or declined, or its time is over."""
    state, balance = walk.fields.get("offer.state"), walk.fields.get("account.balance")
    if state == PAID or (balance is not None and balance <= 0):
        return PAID
    if state == DECLINED:
        return DECLINED
    until = datetime.fromisoformat(offered["expires_at"])
    return TIMEOUT if walk.now >= until else Stay(until, WAITS)


ASKED = (
    Ahead(say("Si un supervisor la aprueba, se le ofrece la quita", "If a supervisor approves it, it is offered")),
    Ahead(say("Si un supervisor no la aprueba", "If a supervisor does not approve it"), REFUSED),
    Ahead(say("Si nadie decide a tiempo", "If nobody decides in time"), NOT_OFFERED, timed=True),
)
OFFERING = (
    Ahead(say("Cuando se le haya ofrecido la quita, espera a que la pague", "Once it is offered, waits for the money")),
    Ahead(say("Si no se le puede ofrecer", "If it cannot be offered"), NOT_OFFERED),
)
OFFERED = (
    Ahead(say("Si paga la quita", "If the settlement is paid"), PAID),
    Ahead(say("Si la rechaza", "If they decline it"), DECLINED),
    Ahead(say("Si no la paga a tiempo", "If it is not paid in time"), TIMEOUT, timed=True),
)

KIND = Settlement()
