"""The events that journeys can hear, in the order in which lists show them."""

import re
from dataclasses import dataclass

from journeys.wording import Text, say


@dataclass(frozen=True, slots=True)
class EventKind:
    """One kind of event; ``offered`` says that a wait may be set to it."""

    name: str
    labels: Text
    offered: bool


EVENTS: dict[str, EventKind] = {
    event.name: event
    for event in (
        EventKind("page_opened", say("Abrió la página", "Opened the page"), offered=True),
        EventKind("verified", say("Verificó su identidad", "Verified who they are"), offered=True),
        EventKind("payment_started", say("Empezó a pagar", "Started to pay"), offered=False),
        EventKind("payment_failed", say("El pago falló", "Payment failed"), offered=True),
        EventKind("payment_interrupted", say("El pago se interrumpió", "Payment was interrupted"), offered=False),
        EventKind("paid", say("Pagó", "Paid"), offered=True),
        EventKind("message_sent", say("Se envió el mensaje", "Message was sent"), offered=False),
        EventKind("message_failed", say("El mensaje no se pudo enviar", "Message could not be sent"), offered=False),
        EventKind(
            "message_refused",
            say("Una norma de contacto impidió el mensaje", "A contact rule forbade the message"),
            offered=False,
        ),
    )
}

OWN_EVENT = re.compile(r"x_[a-z0-9_]{1,30}")
"""The names of events of the customer's own."""

OFFERED = tuple(event.name for event in EVENTS.values() if event.offered)

EXITS: dict[str, Text] = {"paid": say("Sale al pagar todo", "Leaves when all is paid")}
"""The exits that hold for a whole journey."""
