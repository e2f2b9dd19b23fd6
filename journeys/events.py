"""The events that journeys can hear, in the order in which lists show them."""

import re
from dataclasses import dataclass

from journeys.wording import Text, say

OWN_EVENT = r"^x_[a-z0-9_]{1,30}$(?!\n)"
"""The names of events that a customer's own systems report."""


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event; ``offered`` says that a wait may be set to it."""

    name: str
    labels: Text
    offered: bool


EVENTS: dict[str, EventKind] = {
    event.name: event
    for event in (
        EventKind("message_sent", say("Se envió el mensaje", "Message was sent"), offered=True),
        EventKind("message_delivered", say("Se entregó el mensaje", "Message was delivered"), offered=True),
        EventKind("message_opened", say("Abrió el mensaje", "Opened the message"), offered=True),
        EventKind("message_clicked", say("Pulsó un enlace", "Clicked a link"), offered=True),
        EventKind("message_replied", say("Respondió al mensaje", "Replied to the message"), offered=True),
        EventKind("key_pressed", say("Pulsó una tecla en la llamada", "Pressed a key in the call"), offered=True),
        EventKind("message_bounced", say("El mensaje rebotó", "Message bounced"), offered=True),
        EventKind("message_failed", say("El mensaje no se pudo enviar", "Message could not be sent"), offered=True),
        EventKind(
            "message_refused",
            say("Una norma de contacto impidió el mensaje", "A contact rule forbade the message"),
            offered=True,
        ),
        EventKind(
            "message_expired", say("El mensaje llegaba ya tarde", "Message would have come too late"), offered=True
        ),
        EventKind("page_opened", say("Abrió la página", "Opened the page"), offered=True),
        EventKind("verified", say("Verificó su identidad", "Verified who they are"), offered=True),
        EventKind("payment_started", say("Empezó a pagar", "Started to pay"), offered=True),
        EventKind("payment_failed", say("El pago falló", "Payment failed"), offered=True),
        EventKind("payment_interrupted", say("El pago se interrumpió", "Payment was interrupted"), offered=True),
        EventKind("paid", say("Pagó", "Paid"), offered=True),
        EventKind("promise_made", say("Prometió pagar", "Promised to pay"), offered=True),
        EventKind("promise_kept", say("Cumplió su promesa", "Kept the promise"), offered=True),
        EventKind("promise_partial", say("Cumplió su promesa en parte", "Kept the promise in part"), offered=True),
        EventKind("promise_broken", say("No cumplió su promesa", "Broke the promise"), offered=True),
        EventKind("promise_cancelled", say("Se retiró la promesa", "The promise was withdrawn"), offered=False),
        EventKind("plan_offered", say("Se ofreció un plan de pagos", "An instalment plan was offered"), offered=True),
        EventKind("plan_confirmed", say("Aceptó el plan de pagos", "Accepted the instalment plan"), offered=True),
        EventKind("plan_declined", say("Rechazó el plan de pagos", "Declined the instalment plan"), offered=True),
        EventKind("plan_kept", say("Cumplió el plan de pagos", "Kept the instalment plan"), offered=True),
        EventKind("plan_broken", say("No cumplió el plan de pagos", "Broke the instalment plan"), offered=True),
        EventKind("instalment_missed", say("No pagó una cuota", "Missed an instalment"), offered=True),
        EventKind("offer_made", say("Se ofreció una quita", "A settlement was offered"), offered=True),
        EventKind("offer_accepted", say("Aceptó la quita", "Accepted the settlement"), offered=True),
        EventKind("offer_declined", say("Rechazó la quita", "Declined the settlement"), offered=True),
        EventKind("offer_settled", say("Pagó la quita acordada", "Paid the settlement"), offered=True),
        EventKind("help_requested", say("Pidió ayuda", "Asked for help"), offered=True),
        EventKind("disputed", say("Disputó la deuda", "Disputed the debt"), offered=True),
        EventKind("deceased", say("Se supo que falleció", "Was found to have died"), offered=False),
        EventKind("insolvent", say("Se supo que es insolvente", "Was found to be insolvent"), offered=False),
        EventKind("vulnerable", say("Se supo que es vulnerable", "Was found to be vulnerable"), offered=False),
        EventKind("cease_contact", say("Pidió que no se le contacte", "Asked not to be contacted"), offered=False),
        EventKind("recalled", say("El acreedor retiró la cuenta", "The creditor took the account back"), offered=False),
        EventKind("flag_cleared", say("Se levantó una marca", "A flag was cleared"), offered=False),
        EventKind("task_done", say("Se hizo una tarea", "A task was done"), offered=False),
        EventKind("act_done", say("Se hizo lo que pedía un paso", "What a step asked for was done"), offered=False),
        EventKind("journey_ended", say("Terminó otro recorrido", "Another journey ended"), offered=False),
    )
}

OFFERED = tuple(event.name for event in EVENTS.values() if event.offered)


def own_event(name: str) -> Text:
    """How people read the name of an event of their own: ``x_visit_done`` is "Visit done"."""
    words = name.removeprefix("x_").replace("_", " ").strip().capitalize() or name
    return say(words, words)


def label_of(name: str) -> Text:
    """How people call an event."""
    known = EVENTS.get(name)
    return own_event(name) if known is None else known.labels


def is_event(name: object) -> bool:
    """Whether there can be an event of this name."""
    return isinstance(name, str) and (name in EVENTS or re.match(OWN_EVENT, name) is not None)
