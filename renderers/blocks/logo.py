"""The brand's logo, or its name beside its first letter where there is none."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, html, text
from renderers.blocks.fields import ALIGN, choice, say, space
from renderers.document import Element

TILE = (
    "display:inline-block;width:36px;height:36px;line-height:36px;margin-right:12px;border-radius:var(--brand-radius);"
    "background-color:{ground};color:{letter};font-size:18px;font-weight:700;text-align:center;"
)
LIGHT, DARK = "light", "dark"


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """A picture as wide as the brand says."""
    brand = setting.brand
    align, padding = BLOCK.value(attributes, "align"), BLOCK.value(attributes, "padding")
    if brand.logo:
        picture = {"src": brand.logo, "alt": brand.name, "width": f"{brand.logo_width}px", "align": align}
        if brand.website:
            picture["href"] = brand.website
        return [Element("mj-image", {**picture, "padding": padding})]
    name, initial = brand.name, brand.name[:1].upper()
    if not brand.key:  # nobody made a kit: people know their creditor, and not the name of this product
        name, initial = "{{ account.creditor }}", "{{ account.creditor | first | upper }}"
    on_dark = BLOCK.value(attributes, "ground") == DARK
    ground, letter = ("primary", "on-primary")[:: -1 if on_dark else 1]
    tile = TILE.replace("{ground}", f"var(--brand-{ground})").replace("{letter}", f"var(--brand-{letter})")
    words: list[Element | str] = [
        html("span", initial, style=tile, aria_hidden="true"),
        name,
    ]
    colour = "var(--brand-on-primary)" if on_dark else "var(--brand-heading)"
    about = {"font_size": "17px", "line_height": "36px", "font_weight": "600", "color": colour}
    return [text(words, align=align, padding=padding, **about)]


BLOCK = Block(
    tag="c-logo",
    labels=say("Logotipo", "Logo"),
    help=say("El de la marca; sin imagen, su nombre.", "The brand's; its name where there is no picture."),
    icon="photo-heart",
    category="brand",
    properties={
        "align": choice(say("Alineación", "Alignment"), ALIGN, "left"),
        "ground": choice(
            say("Fondo en que está", "Ground on which it stands"),
            {LIGHT: say("Claro", "Light"), DARK: say("El color de la marca", "The brand's colour")},
            LIGHT,
        ),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
    expand=expand,
)
