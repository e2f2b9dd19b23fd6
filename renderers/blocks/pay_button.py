"""The button that opens the debtor's page, where they see what they owe and pay."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, text
from renderers.blocks.fields import colour, say, space, switch, words
from renderers.document import Element

LABEL = say("Revisar y pagar", "Review and pay")
AMOUNT = say("Pagar {amount}", "Pay {amount}")
NOTE = say(
    "Primero le pediremos que confirme que es usted.",
    "We will first ask you to confirm who you are.",
)
BALANCE = "{{ account.balance | money(account.currency) }}"


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """A button as wide as the column, and what happens when it is pressed."""
    usual = setting.say(AMOUNT).replace("{amount}", BALANCE) if _yes(attributes, "amount") else setting.say(LABEL)
    button = {
        "href": "{{ link.page }}",
        "width": "100%" if _yes(attributes, "wide") else "",
        "padding": BLOCK.value(attributes, "padding"),
        "inner-padding": "17px 28px",
        "border-radius": "var(--brand-radius)",
        "background-color": BLOCK.value(attributes, "background"),
        "color": "var(--brand-on-primary)",
        "font-family": "var(--brand-font)",
        "font-size": "18px",
        "line-height": "24px",
        "font-weight": "700",
    }
    found = [
        Element(
            "mj-button", {name: value for name, value in button.items() if value}, [attributes.get("label") or usual]
        )
    ]
    if _yes(attributes, "note"):
        said = attributes.get("note-text") or setting.say(NOTE)
        about = {"font_size": "13px", "line_height": "20px", "color": "var(--brand-muted)", "padding": "12px 0 0"}
        found.append(text(said, align="center", **about))
    return found


def _yes(attributes: Mapping[str, str], name: str) -> bool:
    return BLOCK.value(attributes, name) == "yes"


BLOCK = Block(
    tag="c-pay-button",
    labels=say("Botón de pago", "Pay button"),
    help=say("Abre la página del deudor, donde ve lo que debe y paga.", "Opens the debtor's page, where they pay."),
    icon="credit-card",
    category="money",
    properties={
        "label": words(say("Texto del botón", "Words on the button"), placeholder=LABEL),
        "amount": switch(say("Decir el importe en el botón", "Say the amount on the button"), default=False),
        "wide": switch(say("A todo el ancho", "Full width"), default=True),
        "background": colour(say("Color", "Colour"), "var(--brand-primary)"),
        "note": switch(say("Aclarar que pediremos confirmar quién es", "Say that we ask who they are"), default=True),
        "note-text": words(say("Aclaración", "What it says"), placeholder=NOTE, long=True),
        "padding": space(say("Espacio alrededor", "Room around it"), "8px 0 16px"),
    },
    expand=expand,
    says={"amount": AMOUNT},
)
