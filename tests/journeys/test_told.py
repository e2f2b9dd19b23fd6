"""What is said of somebody who left a node, for every kind and way out, in both languages."""

from typing import Any

import pytest

from journeys.kinds import NEXT, Kind, PortRule, defaults, kinds
from journeys.problems import CheckContext, FieldInfo, TemplateInfo
from journeys.walk import Runner
from journeys.wording import say

KNOWN = CheckContext(
    fields={"account.balance": FieldInfo("account.balance", "money", say("Saldo", "Balance"))},
    templates={"notice": TemplateInfo("notice", "email", frozenset(), say("Aviso", "Notice"))},
    channels=frozenset({"email"}),
)
OWES = {"field": "account.balance", "op": "gt", "value": 5_000}
BRANCHES = {"branches": [{"id": "high", "label": "Alto", "when": OWES}, {"id": "bare", "label": "", "when": OWES}]}
TWO_DAYS = {"amount": 2, "unit": "days"}

CALL = {"title": "Llamar", "outcomes": [{"id": "reached", "label": "Sí"}], "deadline": TWO_DAYS}

TABLE: list[tuple[str, dict[str, Any], str, str, str]] = [
    (
        "enter",
        {"audience": None},
        "next",
        "Entró en el recorrido porque entran todas las cuentas.",
        "Entered the journey because all accounts do.",
    ),
    (
        "enter",
        {"audience": OWES},
        "next",
        "Entró en el recorrido porque se cumplía: Saldo mayor que 50,00.",
        "Entered the journey because this held: Balance more than 50.00.",
    ),
    (
        "send_email",
        {"template": "notice"},
        "next",
        "Se le preparó el email «Aviso».",
        "The email “Notice” was written to them.",
    ),
    (
        "send_email",
        {"template": "gone"},
        "next",
        "Se le preparó el email «gone».",
        "The email “gone” was written to them.",
    ),
    (
        "send_sms",
        {"template": "gone"},
        "next",
        "Se le preparó el SMS «gone».",
        "The SMS “gone” was written to them.",
    ),
    (
        "send_whatsapp",
        {"template": "gone"},
        "next",
        "Se le preparó el WhatsApp «gone».",
        "The WhatsApp “gone” was written to them.",
    ),
    (
        "send_voice",
        {"template": "gone"},
        "next",
        "Se le preparó el mensaje de voz «gone».",
        "The voice message “gone” was written to them.",
    ),
    (
        "send_letter",
        {"template": "gone"},
        "next",
        "Se le preparó la carta «gone».",
        "The letter “gone” was written to them.",
    ),
    ("wait", {"duration": TWO_DAYS}, "next", "Terminó la espera de 2 días.", "The wait of 2 days was over."),
    (
        "wait_event",
        {"events": ["paid"], "timeout": TWO_DAYS},
        "paid",
        "Ocurrió lo que se esperaba: pagó.",
        "What was waited for happened: paid.",
    ),
    (
        "wait_event",
        {"events": ["paid"], "timeout": TWO_DAYS},
        "timeout",
        "Se cumplió el plazo de 2 días sin respuesta.",
        "The time limit of 2 days passed without an answer.",
    ),
    ("wait_event", {"events": ["paid"], "timeout": None}, "other", "Terminó la espera.", "The wait was over."),
    (
        "branch",
        BRANCHES,
        "high",
        "Siguió por «Alto» porque se cumplía: Saldo mayor que 50,00.",
        "Went on by “Alto” because this held: Balance more than 50.00.",
    ),
    (
        "branch",
        BRANCHES,
        "bare",
        "Siguió por «bare» porque se cumplía: Saldo mayor que 50,00.",
        "Went on by “bare” because this held: Balance more than 50.00.",
    ),
    (
        "branch",
        BRANCHES,
        "else",
        "Siguió por «Los demás» porque no se cumplía ninguna de las condiciones.",
        "Went on by “Everyone else” because none of the conditions held.",
    ),
    ("call_task", CALL, "reached", "Un agente llamó: Sí.", "An agent called: Sí."),
    (
        "call_task",
        CALL,
        "overdue",
        "Nadie lo hizo en 2 días.",
        "Nobody did it within 2 days.",
    ),
    ("approval", {"question": "¿Sí?"}, "approved", "Un supervisor lo aprobó.", "A supervisor approved it."),
    (
        "webhook",
        {"url": "https://crm.example.com/x"},
        "next",
        "crm.example.com recibió el aviso.",
        "crm.example.com took the notice.",
    ),
    (
        "webhook",
        {"url": "https://crm.example.com/x"},
        "failed",
        "No se pudo llamar a crm.example.com.",
        "crm.example.com could not be called.",
    ),
    (
        "branch_many",
        BRANCHES,
        "else",
        "Siguió por «Ninguna» porque no se cumplía ninguna de las condiciones.",
        "Went on by “None of them” because none of the conditions held.",
    ),
    ("promise", {}, "kept", "Cumplió su promesa de pago.", "Kept the promise to pay."),
    ("promise", {}, "partial", "Pagó una parte de lo prometido.", "Paid part of what was promised."),
    ("promise", {}, "broken", "No pagó lo prometido.", "Did not pay what was promised."),
    ("promise", {}, "none", "No tenía ninguna promesa abierta.", "Had no open promise."),
    ("offer_plan", {}, "confirmed", "Aceptó el plan de pagos.", "Accepted the instalment plan."),
    (
        "offer_plan",
        {},
        "not_offered",
        "No se le ofreció un plan: no debe nada, ya tiene uno o las cuotas serían muy pequeñas.",
        "Was not offered a plan: nothing is owed, there is one already, or instalments would be too small.",
    ),
    ("follow_plan", {}, "kept", "Pagó todas las cuotas del plan.", "Paid all instalments of the plan."),
    ("follow_plan", {}, "broken", "No cumplió el plan de pagos.", "Broke the instalment plan."),
    ("follow_plan", {}, "none", "No tenía ningún plan aceptado.", "Had no plan that was accepted."),
    ("settlement", {}, "paid", "Pagó la quita: la deuda está saldada.", "Paid the settlement: the debt is settled."),
    ("settlement", {}, "timeout", "No pagó la quita a tiempo.", "Did not pay the settlement in time."),
    ("settlement", {}, "refused", "Un supervisor no aprobó la quita.", "A supervisor did not approve the settlement."),
]


@pytest.mark.parametrize(("kind", "settings", "port", "spanish", "english"), TABLE)
def test_leaving_a_node_is_told_in_words(
    kind: str, settings: dict[str, Any], port: str, spanish: str, english: str
) -> None:
    whole = {**defaults(kinds()[kind]), **settings}
    assert kinds()[kind].tell(whole, port, "es", KNOWN) == spanish
    assert kinds()[kind].tell(whole, port, "en", KNOWN) == english


def test_every_kind_with_words_of_its_own_is_in_the_table() -> None:
    own = {name for name, kind in kinds().items() if kind.told or type(kind).tell is not Kind.tell}
    assert {kind for kind, *_ in TABLE} == own


class _Call(Kind):
    """A kind of somebody else's, which says nothing of its own."""

    name = "call"
    port_rules = (PortRule("answered", say("Contestó", "Answered")), PortRule("silent", say("Nadie", "Nobody")))

    def describe(self, settings: object, language: str, context: object = None) -> str:
        """A phone call."""
        del settings, context
        return say("Llamar", "Call")[language]

    def runner(self, arguments: object) -> Runner:
        """Never run here."""
        raise NotImplementedError


class _Note(_Call):
    """The same with a single way out."""

    port_rules = (NEXT,)


@pytest.mark.parametrize(
    ("kind", "port", "spanish", "english"),
    [
        (_Call(), "answered", "Llamar: siguió por «Contestó».", "Call: went on by “Answered”."),
        (_Call(), "lost", "Llamar: siguió por «lost».", "Call: went on by “lost”."),
        (_Note(), "next", "Paso hecho: Llamar.", "Step done: Call."),
    ],
)
def test_a_kind_that_says_nothing_of_its_own_is_told_by_its_card(
    kind: Kind, port: str, spanish: str, english: str
) -> None:
    assert (kind.tell({}, port, "es"), kind.tell({}, port, "en")) == (spanish, english)
