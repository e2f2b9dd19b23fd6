"""The widgets as the palette of the page designer lists them, and what each is put onto a page with."""

from collections.abc import Mapping
from typing import Any

from renderers.blocks.block import Block
from renderers.landing.widget import Property, Widget
from renderers.landing.widgets import WIDGETS
from renderers.landing.words import texts

Start = Mapping[str, Any]


def _words(text: str) -> list[Start]:
    return [{"type": "textnode", "content": text}]


def _said(tag: str, es: Start, en: Start) -> dict[str, Start]:
    return {"es": {"type": tag, **es}, "en": {"type": tag, **en}}


def _questions(title: str, pairs: tuple[tuple[str, str], ...]) -> Start:
    questions = [
        {"type": "p-question", "attributes": {"title": question}, "components": _words(answer)}
        for question, answer in pairs
    ]
    return {"attributes": {"title": title}, "components": questions}


STARTS: Mapping[str, Mapping[str, Start]] = {
    "p-heading": _said(
        "p-heading", {"attributes": {"text": "Escriba un título"}}, {"attributes": {"text": "Write a heading"}}
    ),
    "p-text": _said(
        "p-text", {"components": _words("Escriba aquí su texto.")}, {"components": _words("Write your text here.")}
    ),
    "p-button": _said(
        "p-button",
        {"attributes": {"text": "Pagar ahora", "href": "#pay"}},
        {"attributes": {"text": "Pay now", "href": "#pay"}},
    ),
    "p-columns": _said(
        "p-columns",
        {"components": [{"type": "p-column"}, {"type": "p-column"}]},
        {"components": [{"type": "p-column"}, {"type": "p-column"}]},
    ),
    "p-faq": _said(
        "p-faq",
        _questions(
            "Preguntas frecuentes",
            (
                ("¿Es seguro pagar aquí?", "Sí. Nosotros nunca vemos los datos de su tarjeta."),
                ("¿Y si no puedo pagar todo?", "Puede pagar en cuotas o decirnos cuándo podrá."),
            ),
        ),
        _questions(
            "Questions people ask",
            (
                ("Is it safe to pay here?", "Yes. We never see the details of your card."),
                ("What if I cannot pay all of it?", "You can pay in instalments, or tell us when you can."),
            ),
        ),
    ),
    "p-question": _said(
        "p-question",
        {"attributes": {"title": "¿Una pregunta?"}, "components": _words("Su respuesta.")},
        {"attributes": {"title": "A question?"}, "components": _words("Its answer.")},
    ),
}

OWN_WORDS: Mapping[str, Mapping[str, str]] = {
    "p-verify": {"title": "verify.title"},
    "p-owed": {"title": "owed.balance"},
    "p-debts": {"title": "debts.title"},
    "p-pay": {"title": "pay.title", "note": "pay.note"},
    "p-plans": {"title": "plan.title", "lead": "plan.lead", "label": "plan.submit"},
    "p-promise": {"title": "promise.title", "lead": "promise.lead", "label": "promise.submit"},
    "p-settlement": {"title": "offer.title", "none": "offer.none"},
    "p-dispute": {"title": "dispute.title", "lead": "dispute.lead", "label": "dispute.submit"},
    "p-help": {
        "title": "help.title",
        "lead": "help.lead",
        "chat_label": "help.chat",
        "label": "help.submit",
    },
    "p-preferences": {"title": "preferences.title"},
    "p-qr": {"text": "qr.text"},
    "p-document": {"title": "document.title"},
    "p-footer": {"text": "footer.trust"},
}
"""Which of our own texts a widget shows while the author has written none: the form says it, too."""

HIDDEN = frozenset({"p-column", "p-footer", "p-question"})
"""These have a form and no tile: they come with what holds them, and are copied there."""


def _properties(widget: Widget) -> dict[str, Property]:
    found = {name: dict(about) for name, about in widget.properties.items()}
    for name, key in OWN_WORDS.get(widget.tag, {}).items():
        found[name]["x-placeholder"] = {language: texts(language)[key] for language in ("es", "en")}
    return found


BLOCKS: tuple[Block, ...] = tuple(
    Block(
        tag=one.tag,
        labels=one.labels,
        help=one.help,
        icon=one.icon,
        category=one.category,
        properties=_properties(one),
        starts=STARTS.get(one.tag, {}),
        locked=False,
        hidden=one.tag in HIDDEN,
    )
    for one in WIDGETS.values()
)
