"""The quiet button for those who cannot pay now or do not agree."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting
from renderers.blocks.fields import ALIGN, choice, say, space, words
from renderers.document import Element

LABEL = say("Necesito ayuda", "I need help")
PAGE, CALL = "page", "call"


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """An outlined button to the help on the debtor's page, or to the telephone of the brand."""
    phone = "".join(char for char in setting.brand.phone if char.isdigit() or char == "+")
    calls = BLOCK.value(attributes, "opens") == CALL and phone
    style = {
        "href": f"tel:{phone}" if calls else "{{ link.page }}#help",
        "align": BLOCK.value(attributes, "align"),
        "padding": BLOCK.value(attributes, "padding"),
        "inner-padding": "12px 24px",
        "border": "2px solid var(--brand-primary)",
        "border-radius": "var(--brand-radius)",
        "background-color": "var(--brand-surface)",
        "color": "var(--brand-primary)",
        "font-family": "var(--brand-font)",
        "font-size": "16px",
        "line-height": "22px",
        "font-weight": "600",
    }
    return [Element("mj-button", style, [attributes.get("label") or setting.say(LABEL)])]


BLOCK = Block(
    tag="c-help-button",
    labels=say("Botón de ayuda", "Help button"),
    help=say("Para quien no puede pagar ahora o no está de acuerdo.", "For who cannot pay now or does not agree."),
    icon="lifebuoy",
    category="people",
    properties={
        "label": words(say("Texto del botón", "Words on the button"), placeholder=LABEL),
        "opens": choice(
            say("Al pulsarlo", "When pressed"),
            {
                PAGE: say("Abre la ayuda en su página", "Opens the help on their page"),
                CALL: say("Llama al teléfono de la marca", "Calls the brand's telephone"),
            },
            PAGE,
        ),
        "align": choice(say("Alineación", "Alignment"), ALIGN, "center"),
        "padding": space(say("Espacio alrededor", "Room around it"), "8px 0 16px"),
    },
    expand=expand,
)
