"""The foot that every mail must have: who writes, about what, and what the law wants said. Nobody can change it."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, text
from renderers.blocks.fields import say, switch
from renderers.document import Element

SAFETY = say(
    "Por su seguridad, nunca le pediremos por correo sus contraseñas ni los datos de su tarjeta. El enlace de este "
    "mensaje es personal: no lo reenvíe.",
    "For your safety, we will never ask for passwords or card details by email. The link in this message is yours "
    "alone: please do not forward it.",
)
ABOUT = say(
    "Este mensaje es personal y se refiere a su cuenta con {{ account.creditor }}, referencia {{ account.ref }}. Usted "
    "tiene derecho a pedir el detalle de la deuda y a impugnarla.",
    "This message is personal and concerns your account with {{ account.creditor }}, reference {{ account.ref }}. You "
    "have the right to ask for the details of the debt and to dispute it.",
)
US = say(
    "{{ account.collector }} es una agencia de cobranza. Este es un intento de cobrar una deuda, y toda información "
    "que se obtenga se usará con ese fin.",
    "{{ account.collector }} is a debt collector. This is an attempt to collect a debt, and any information obtained "
    "will be used for that purpose.",
)
"""What 15 U.S.C. 1692e(11) (FDCPA) wants said; shown where the account has a collector of its own."""

SERVICE = say(
    "{{ account.collector }} es una agencia de cobranza. Este mensaje no le pide ningún pago.",
    "{{ account.collector }} is a debt collector. This message asks for no payment.",
)
"""What a collector says of itself in thanks, an answer or an offer of help (15 U.S.C. 1692e(11), later messages)."""

STYLE = {"font_size": "13px", "line_height": "20px", "color": "var(--brand-muted)", "padding": "0 0 10px"}


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """Our own words, then the brand's, then how the sender is reached."""
    brand = setting.brand
    collector = setting.say(US if BLOCK.value(attributes, "asks") == "yes" else SERVICE)
    paragraphs: list[list[Element | str]] = [
        [setting.say(SAFETY)],
        ["{% if account.collector %}" + collector + " {% endif %}" + setting.say(ABOUT)],
    ]
    paragraphs += [[line.strip()] for line in brand.legal_in(setting.language).splitlines() if line.strip()]
    reached = " · ".join(
        filter(None, (brand.sender_name or (brand.name if brand.key else ""), brand.postal, brand.phone))
    )
    if brand.postal or brand.phone:
        paragraphs.append([reached])
    return [text(words, **STYLE) for words in paragraphs]


BLOCK = Block(
    tag="c-legal",
    labels=say("Pie legal", "Legal footer"),
    help=say(
        "Lo llenan la marca y la ley; no se puede cambiar ni quitar.", "Filled by brand and law; cannot be changed."
    ),
    icon="scale",
    category="brand",
    properties={"asks": switch(say("El mensaje pide un pago", "The message asks for a payment"), default=True)},
    expand=expand,
    says={"safety": SAFETY, "about": ABOUT},
    locked=True,
)
