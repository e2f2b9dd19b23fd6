"""What the entries of a debtor's story are called, in Spanish and English."""

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from babel.core import Locale
from babel.numbers import format_currency, get_currency_precision

from app.models import MessageState, PaymentState
from app.store.placing import PLACED
from journeys.events import is_event, label_of
from journeys.exits import EXITS
from journeys.kinds import Ahead, defaults, kinds
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
    MessageState.paused: {"es": "Mensaje en pausa", "en": "Message paused"},
    MessageState.refused: {"es": "Mensaje no permitido", "en": "Message not allowed"},
}

PAYMENTS: dict[str, Text] = {
    PaymentState.started: {"es": "Empezó a pagar", "en": "Started to pay"},
    PaymentState.succeeded: {"es": "Pagó", "en": "Paid"},
    PaymentState.failed: {"es": "El pago falló", "en": "Payment failed"},
    PaymentState.interrupted: {"es": "El pago se interrumpió", "en": "Payment was interrupted"},
    PaymentState.review: {"es": "Pago por revisar", "en": "Payment to be reviewed"},
}

# How runs end that no end node ends, and what stands in the history of those whom something else than their node moved.
ENDS: dict[str, Text] = {
    "stopped": {"es": "El recorrido se detuvo", "en": "The journey was stopped"},
    "left:version": {"es": "Salió al publicarse otra versión", "en": "Left when another version was published"},
    "left:hand": {"es": "Una persona terminó su recorrido", "en": "Somebody took them off the journey"},
    "erased": {"es": "Se borraron sus datos personales", "en": "Their personal data was erased"},
}
EXITED: dict[str, Text] = {
    "paid": {
        "es": "Salió del recorrido porque ya no debe nada.",
        "en": "Left the journey because nothing is owed any more.",
    },
}
MOVED = "moved"
SKIPPED = "skipped:"

# Events that journeys cannot hear but people want to read.
OTHER_EVENTS: dict[str, Text] = {
    "payment_review": PAYMENTS[PaymentState.review],
    "page_scanned": {"es": "Un programa abrió el enlace", "en": "A program opened the link"},
    "message_click_scanned": {"es": "Un programa siguió un enlace", "en": "A program followed a link"},
    "message_opened_by_machine": {
        "es": "Un programa de correo cargó el mensaje",
        "en": "A mail program loaded the message",
    },
    "verification_failed": {"es": "No acertó al verificar su identidad", "en": "Failed to verify who they are"},
    "opted_out": {"es": "Pidió no recibir más mensajes", "en": "Asked for no more messages"},
    "opted_in": {"es": "Volvió a aceptar mensajes", "en": "Accepts messages again"},
    "language_chosen": {"es": "Cambió de idioma", "en": "Chose another language"},
}


def of_event(kind: str) -> Text:
    """What happened; an event that nobody named is called by its kind."""
    if is_event(kind):
        return dict(label_of(kind))
    return OTHER_EVENTS.get(kind, {"es": kind, "en": kind})


def of_node(graph: Mapping[str, Any] | None, node_id: str, known: CheckContext) -> Text:
    """The sentence on the node's card, in the words of ``known``; its id when the graph no longer tells."""
    settings, kind = _node(graph, node_id)
    if kind is None:
        return {"es": node_id, "en": node_id}
    return {language: kind.describe(settings, language, known) for language in LANGUAGES}


def kind_of(graph: Mapping[str, Any] | None, node_id: str) -> Text:
    """What the kind of a node is called; its id when the graph no longer tells."""
    _, kind = _node(graph, node_id)
    return {"es": node_id, "en": node_id} if kind is None else dict(kind.labels)


def of_target(graph: Mapping[str, Any] | None, node_id: str, known: CheckContext) -> Text:
    """A node as what comes next: a decision by its name, since its sentence lists only its ways."""
    said = of_node(graph, node_id, known)
    _, kind = _node(graph, node_id)
    if kind is None or kind.category != "decision":
        return said
    return {language: f"{kind.labels[language]} ({said[language]})" for language in LANGUAGES}


def of_move(graph: Mapping[str, Any] | None, node_id: str, port: str, known: CheckContext) -> Text:
    """Why somebody left a node by a port, as a sentence about them."""
    said = of_node(graph, node_id, known)
    if port.startswith(SKIPPED):
        return {"es": f"Alguien saltó este paso: {said['es']}.", "en": f"Somebody skipped this step: {said['en']}."}
    if port.startswith(PLACED):
        place = of_node(graph, port.removeprefix(PLACED), known)
        return {
            "es": f"Alguien pasó a esta persona a otro paso: {place['es']}. Estaba en: {said['es']}.",
            "en": f"Somebody moved this person to another step: {place['en']}. They were at: {said['en']}.",
        }
    if port == MOVED:
        return {
            "es": f"Pasó a otra versión del recorrido cuando estaba en: {said['es']}.",
            "en": f"Moved to another version of the journey while at: {said['en']}.",
        }
    if is_end(port):
        return ended(port)
    settings, kind = _node(graph, node_id)
    if kind is None:
        return {"es": f"Pasó por: {node_id}.", "en": f"Passed: {node_id}."}
    return {language: kind.tell(settings, port, language, known) for language in LANGUAGES}


def ended(reason: str) -> Text:
    """That a run ended and why, as a sentence."""
    what, _, name = reason.partition(":")
    if what == "exit" and name in EXITED:
        return EXITED[name]
    why = of_end(reason)
    if reason in ENDS:
        return {language: f"{why[language]}." for language in LANGUAGES}
    return {
        "es": f"El recorrido terminó para esta cuenta: {_begun_small(why['es'])}.",
        "en": f"The journey ended for this account: {_begun_small(why['en'])}.",
    }


def is_start(graph: Mapping[str, Any] | None, node_id: str) -> bool:
    """Whether this is where a journey begins; leaving it is the same as entering the journey."""
    _, kind = _node(graph, node_id)
    return kind is not None and kind.category == "start"


def of_port(graph: Mapping[str, Any] | None, node_id: str, port: str) -> Text | None:
    """By which way the node was left; None where there is only one."""
    if port.startswith(SKIPPED):
        return _skipped(graph, node_id, port.removeprefix(SKIPPED))
    if port.startswith(PLACED):
        place = kind_of(graph, port.removeprefix(PLACED))
        return {"es": f"Alguien la pasó al paso «{place['es']}»", "en": f"Somebody moved them to “{place['en']}”"}
    if port == MOVED:
        return {"es": "Pasó a otra versión", "en": "Moved to another version"}
    if ":" in port or port in ENDS:
        return of_end(port)
    ports = ports_of(graph, node_id)
    if len(ports) < 2:  # noqa: PLR2004 - nothing to choose between
        return None
    return ports.get(port, {"es": port, "en": port})


def ahead_of(graph: Mapping[str, Any] | None, node_id: str, waits: Collection[str]) -> Sequence[Ahead]:
    """What a kind itself says of what may come of those who wait on its node; empty where it leaves that to others."""
    settings, kind = _node(graph, node_id)
    return () if kind is None else kind.ahead(settings, waits)


def setting_of(graph: Mapping[str, Any] | None, node_id: str, name: str) -> Any:  # noqa: ANN401 - any JSON value
    """One setting of a node, None where it has none of that name."""
    return _node(graph, node_id)[0].get(name)


def ports_of(graph: Mapping[str, Any] | None, node_id: str) -> dict[str, Text]:
    """The ways out of a node by their names, in the order of its card; none when the graph no longer tells."""
    settings, kind = _node(graph, node_id)
    return {} if kind is None else {port.name: dict(port.labels) for port in kind.ports(settings)}


def is_end(port: str) -> bool:
    """Whether a node was left by the end of the run, so that the run's own entries tell it."""
    return port in ENDS or (":" in port and not port.startswith((SKIPPED, PLACED)))


def of_end(reason: str) -> Text:
    """Why a run ended, from what the run or the port says: an end's own reason, or exit:<exit>."""
    if reason in ENDS:
        return ENDS[reason]
    what, _, name = reason.partition(":")
    if what == "exit" and name in EXITS:
        return dict(EXITS[name].labels)
    shown = name if what == "end" else reason
    return {"es": shown, "en": shown}


def _begun_small(text: str) -> str:
    """A text as it continues a sentence; what begins with an abbreviation stays as it is."""
    return text if text[1:2].isupper() else f"{text[:1].lower()}{text[1:]}"


def _skipped(graph: Mapping[str, Any] | None, node_id: str, port: str) -> Text:
    ports = ports_of(graph, node_id)
    if len(ports) < 2:  # noqa: PLR2004 - nothing to choose between
        return {"es": "Alguien saltó este paso", "en": "Somebody skipped this step"}
    way = ports.get(port, {"es": port, "en": port})
    return {
        "es": f"Alguien saltó este paso, por la salida «{way['es']}»",
        "en": f"Somebody skipped this step, by the way out “{way['en']}”",
    }


def of_money(amount: int, currency: str) -> Text:
    """An amount in minor units, as each language writes it."""
    value = Decimal(amount).scaleb(-get_currency_precision(currency))
    return {language: format_currency(value, currency, locale=Locale.parse(language)) for language in LANGUAGES}


def _node(graph: Mapping[str, Any] | None, node_id: str) -> tuple[dict[str, Any], Any]:
    """The settings and the kind of a node of a published graph; no kind when it is not known here."""
    found = next((node for node in (graph or {}).get("nodes", []) if node["id"] == node_id), None)
    if found is None or found["kind"] not in kinds():
        return {}, None
    kind = kinds()[found["kind"]]
    return {**defaults(kind), **found["settings"]}, kind
