"""A QR code of the debtor's page, drawn by our host: for who reads on a computer and pays on a telephone."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, text
from renderers.blocks.fields import number, say, space, words
from renderers.document import Element

ALT = say("Código QR que abre su página", "QR code that opens your page")
CAPTION = say("O apunte aquí con la cámara de su teléfono", "Or point your phone's camera here")


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """The picture, which leads to the page when pressed, and what it is for."""
    size = f"{BLOCK.value(attributes, 'size')}px"
    picture = {
        "src": "{{ link.qr }}",
        "alt": setting.say(ALT),
        "href": "{{ link.page }}",
        "width": size,
        "height": size,
        "align": "center",
        "padding": BLOCK.value(attributes, "padding"),
    }
    caption = attributes.get("caption") or setting.say(CAPTION)
    about = {"font_size": "13px", "line_height": "20px", "color": "var(--brand-muted)", "padding": "0 0 8px"}
    return [Element("mj-image", picture), text(caption, align="center", **about)]


BLOCK = Block(
    tag="c-qr",
    labels=say("Código QR", "QR code"),
    help=say("Abre la página del deudor en su teléfono.", "Opens the debtor's page on their phone."),
    icon="qrcode",
    category="money",
    properties={
        "caption": words(say("Texto debajo", "Words below"), placeholder=CAPTION),
        "size": number(say("Tamaño (píxeles)", "Size (pixels)"), 160, 96, 320),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
    expand=expand,
)
