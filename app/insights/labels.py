"""What the entries of a debtor's story are called, in Spanish and English."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from babel.core import Locale
from babel.numbers import format_currency, get_currency_precision

from app.models import MessageState, PaymentState
from journeys.events import EVENTS, EXITS
from journeys.kinds import kinds
from journeys.problems import CheckContext

Text = dict[str, str]
LANGUAGES = ("es", "en")

ENTERED: Text = {"es": "Entró en el recorrido", "en": "Entered the journey"}
ENDED: Text = {"es": "Terminó el recorrido", "en": "Finished the journey"}

MESSAGES: dict[str, Text] = {
    MessageState.queued: {"es": "Mensaje en cola", "en": "Message queued"},
    MessageState.held: {"es": "Mensaje retenido", "en": "Message held"},
    MessageState.sending: {"es": "Enviando mensaje", "en": "Sending message"},
    MessageState.sent: {"es": "Mensaje enviado", "en": "Message sent"},
    MessageState.failed: {"es": "El mensaje no se pudo enviar", "en": "Message could not be sent"},
    MessageState.unknown: {"es": "No se sabe si el mensaje salió", "en": "Not known whether the message went out"},
    MessageState.cancelled: {"es": "Mensaje anulado", "en": "Message cancelled"},
}

PAYMENTS: dict[str, Text] = {
    PaymentState.started: {"es": "Empezó a pagar", "en": "Started to pay"},
    PaymentState.succeeded: {"es": "Pagó", "en": "Paid"},
    PaymentState.failed: {"es": "El pago falló", "en": "Payment failed"},
    PaymentState.interrupted: {"es": "El pago se interrumpió", "en": "Payment was interrupted"},
    PaymentState.review: {"es": "Pago por revisar", "en": "Payment to be reviewed"},
}

# Events that journeys cannot hear but people want to read.
OTHER_EVENTS: dict[str, Text] = {
    "payment_review": PAYMENTS[PaymentState.review],
    "page_scanned": {"es": "Un programa abrió el enlace", "en": "A program opened the link"},
    "verification_failed": {"es": "No acertó al verificar su identidad", "en": "Failed to verify who they are"},
    "opted_out": {"es": "Pidió no recibir más mensajes", "en": "Asked for no more messages"},
    "opted_in": {"es": "Volvió a aceptar mensajes", "en": "Accepts messages again"},
    "language_chosen": {"es": "Cambió de idioma", "en": "Chose another language"},
}


def of_event(kind: str) -> Text:
    """What happened; an event that nobody named is called by its kind."""
    known = EVENTS.get(kind)
    if known is not None:
        return dict(known.labels)
    return OTHER_EVENTS.get(kind, {"es": kind, "en": kind})


def of_node(graph: Mapping[str, Any] | None, node_id: str, known: CheckContext) -> Text:
    """The sentence on the node's card, in the words of ``known``; its id when the graph no longer tells."""
    settings, kind = _node(graph, node_id)
    if kind is None:
        return {"es": node_id, "en": node_id}
    return {language: kind.describe(settings, language, known) for language in LANGUAGES}


def is_start(graph: Mapping[str, Any] | None, node_id: str) -> bool:
    """Whether this is where a journey begins; leaving it is the same as entering the journey."""
    _, kind = _node(graph, node_id)
    return kind is not None and kind.category == "start"


def of_port(graph: Mapping[str, Any] | None, node_id: str, port: str) -> Text | None:
    """By which way the node was left; None where there is only one."""
    if ":" in port:
        return of_end(port)
    settings, kind = _node(graph, node_id)
    ports = [] if kind is None else kind.ports(settings)
    if len(ports) < 2:  # noqa: PLR2004 - nothing to choose between
        return None
    return next((dict(found.labels) for found in ports if found.name == port), {"es": port, "en": port})


def of_end(reason: str) -> Text:
    """Why a run ended, from what the run or the port says: an end's own reason, or exit:<exit>."""
    what, _, name = reason.partition(":")
    if what == "exit" and name in EXITS:
        return dict(EXITS[name])
    shown = name if what == "end" else reason
    return {"es": shown, "en": shown}


def of_money(amount: int, currency: str) -> Text:
    """An amount in minor units, as each language writes it."""
    value = Decimal(amount).scaleb(-get_currency_precision(currency))
    return {language: format_currency(value, currency, locale=Locale.parse(language)) for language in LANGUAGES}


def _node(graph: Mapping[str, Any] | None, node_id: str) -> tuple[dict[str, Any], Any]:
    """The settings and the kind of a node of a published graph; no kind when it is not known here."""
    found = next((node for node in (graph or {}).get("nodes", []) if node["id"] == node_id), None)
    if found is None or found["kind"] not in kinds():
        return {}, None
    return found["settings"], kinds()[found["kind"]]
