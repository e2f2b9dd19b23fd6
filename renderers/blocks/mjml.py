"""MJML's own blocks in the palette: what is put into a design for each, and what of it can be set."""

from collections.abc import Mapping
from typing import Any

from renderers.blocks.block import Block
from renderers.blocks.fields import ALIGN, MORE, address, choice, colour, image, pixels, say, space, words

PADDING = space(say("Espacio alrededor", "Room around it"), "0 0 16px")
WEIGHTS = {"400": say("Normal", "Regular"), "600": say("Seminegrita", "Semibold"), "700": say("Negrita", "Bold")}
LETTERS = {
    "color": colour(say("Color del texto", "Colour of the text"), "var(--brand-text)"),
    "font-size": pixels(say("Tamaño", "Size"), "16px", 10, 60),
    "line-height": pixels(say("Interlineado", "Line height"), "26px", 10, 90, **MORE),
    "font-weight": choice(say("Grosor", "Weight"), WEIGHTS, "", **MORE),
    "align": choice(say("Alineación", "Alignment"), ALIGN, "left"),
    "padding": PADDING,
    "container-background-color": colour(say("Fondo", "Ground"), **MORE),
}
CORNERS = say("Esquinas", "Corners")
BRAND_CORNERS = {"var(--brand-radius)": say("Como la marca", "As the brand")}
BUTTON_CORNERS = {**BRAND_CORNERS, "0": say("Rectas", "Square"), "999px": say("Redondas", "Round")}
IMAGE_CORNERS = {"": say("Rectas", "Square"), **BRAND_CORNERS}
SHEET_CORNERS = {
    "": say("Rectas", "Square"),
    "16px": say("Redondeadas", "Rounded"),
    "16px 16px 0 0": say("Redondeadas arriba", "Rounded at the top"),
    "0 0 16px 16px": say("Redondeadas abajo", "Rounded at the bottom"),
}
FONT = {"font-family": "var(--brand-font)"}
BODY = {**FONT, "font-size": "16px", "line-height": "26px", "color": "var(--brand-text)", "padding": "0 0 16px"}
TITLE = {
    "font-family": "var(--brand-heading-font)",
    "font-size": "28px",
    "line-height": "36px",
    "font-weight": "700",
    "color": "var(--brand-heading)",
    "padding": "0 0 12px",
}
H1 = "margin:0;font-size:inherit;line-height:inherit;font-weight:inherit;"
SHEET = {"background-color": "var(--brand-surface)", "padding": "0"}
INSIDE = {"padding": "16px 36px"}


def _words(words: str) -> dict[str, Any]:
    return {"type": "textnode", "content": words}


def _said(tag: str, attributes: Mapping[str, str], es: str, en: str) -> dict[str, Any]:
    said = {"es": es, "en": en}
    return {
        language: {"type": tag, "attributes": dict(attributes), "components": [_words(one)]}
        for language, one in said.items()
    }


def _heading(words: str) -> dict[str, Any]:
    inside = {"type": "inline", "tagName": "h1", "css": H1, "components": [_words(words)]}
    return {"type": "mj-text", "attributes": dict(TITLE), "components": [inside]}


def _columns(*widths: str) -> dict[str, Any]:
    columns = [{"type": "mj-column", "attributes": {**INSIDE, **({"width": one} if one else {})}} for one in widths]
    section = {"type": "mj-section", "attributes": dict(SHEET), "components": columns}
    return {"es": section, "en": section}


SECTION = {
    "background-color": colour(say("Fondo", "Ground"), "var(--brand-surface)"),
    "padding": space(say("Espacio interior", "Room inside"), "0"),
    "border-radius": choice(CORNERS, SHEET_CORNERS, ""),
    "background-url": image(say("Imagen de fondo", "Picture behind")),
    "css-class": words(say("Clase de estilo", "Style class")) | MORE,
}

TEXT = Block(
    tag="mj-text",
    labels=say("Texto", "Text"),
    help=say("Párrafos, con datos de la persona.", "Paragraphs, with details of the person."),
    icon="align-left",
    category="text",
    properties=LETTERS,
    starts=_said(
        "mj-text", BODY, "Escriba aquí. Teclee / para poner un dato.", "Write here. Type / to put in a detail."
    ),
)
HEADING = Block(
    tag="mj-text",
    name="heading",
    labels=say("Título", "Heading"),
    help=say("Lo primero que se lee.", "What is read first."),
    icon="heading",
    category="text",
    properties=LETTERS,
    starts={"es": _heading("Un título claro"), "en": _heading("A clear heading")},
)
BUTTON = Block(
    tag="mj-button",
    labels=say("Botón", "Button"),
    help=say("Lleva a la página del deudor o a otra dirección.", "Leads to the debtor's page or another address."),
    icon="click",
    category="text",
    properties={
        "href": address(say("Adónde lleva", "Where it leads"), "{{ link.page }}"),
        "background-color": colour(say("Color", "Colour"), "var(--brand-primary)"),
        "color": colour(say("Color del texto", "Colour of the text"), "var(--brand-on-primary)"),
        "font-size": pixels(say("Tamaño", "Size"), "16px", 10, 40),
        "align": choice(say("Alineación", "Alignment"), ALIGN, "left"),
        "border-radius": choice(CORNERS, BUTTON_CORNERS, "var(--brand-radius)", **MORE),
        "inner-padding": space(say("Espacio interior", "Room inside"), "14px 26px", **MORE),
        "padding": PADDING,
    },
    starts=_said(
        "mj-button",
        {
            **FONT,
            "href": "{{ link.page }}",
            "background-color": "var(--brand-primary)",
            "color": "var(--brand-on-primary)",
            "border-radius": "var(--brand-radius)",
            "font-size": "16px",
            "line-height": "22px",
            "font-weight": "600",
            "align": "left",
            "inner-padding": "14px 26px",
            "padding": "0 0 16px",
        },
        "Ver mi cuenta",
        "See my account",
    ),
)
IMAGE = Block(
    tag="mj-image",
    labels=say("Imagen", "Picture"),
    help=say("De la biblioteca, con su descripción.", "From the library, with its description."),
    icon="photo",
    category="media",
    properties={
        "src": image(say("Imagen", "Picture")),
        "alt": words(say("Descripción para quien no la ve", "Description for who cannot see it")),
        "href": address(say("Al pulsarla lleva a", "Leads to, when pressed")),
        "width": pixels(say("Ancho", "Width"), "", 16, 600),
        "align": choice(say("Alineación", "Alignment"), ALIGN, "center"),
        "border-radius": choice(CORNERS, IMAGE_CORNERS, "", **MORE),
        "padding": PADDING,
    },
)
DIVIDER = Block(
    tag="mj-divider",
    labels=say("Línea", "Divider"),
    help=say("Separa dos partes.", "Keeps two parts apart."),
    icon="separator-horizontal",
    category="layout",
    properties={
        "border-color": colour(say("Color", "Colour"), "var(--brand-line)"),
        "border-width": pixels(say("Grosor", "Thickness"), "1px", 1, 12),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
)
SPACER = Block(
    tag="mj-spacer",
    labels=say("Espacio", "Spacer"),
    help=say("Aire entre dos partes.", "Air between two parts."),
    icon="arrow-autofit-height",
    category="layout",
    properties={"height": pixels(say("Alto", "Height"), "24px", 4, 200)},
)
ONE = Block(
    tag="mj-section",
    labels=say("Sección", "Section"),
    help=say("Una franja del correo, con una columna.", "A strip of the mail, with one column."),
    icon="layout-rows",
    category="layout",
    properties=SECTION,
    starts=_columns(""),
)
TWO = Block(
    tag="mj-section",
    name="columns-2",
    labels=say("2 columnas", "2 columns"),
    help=say("Lado a lado; en el teléfono, una bajo otra.", "Side by side; on a phone one below the other."),
    icon="columns-2",
    category="layout",
    properties=SECTION,
    starts=_columns("50%", "50%"),
)
THREE = Block(
    tag="mj-section",
    name="columns-3",
    labels=say("3 columnas", "3 columns"),
    help=say("Lado a lado; en el teléfono, una bajo otra.", "Side by side; on a phone one below the other."),
    icon="columns-3",
    category="layout",
    properties=SECTION,
    starts=_columns("33.33%", "33.33%", "33.33%"),
)
COLUMN = Block(
    tag="mj-column",
    labels=say("Columna", "Column"),
    help=say("Parte de una sección.", "A part of a section."),
    icon="layout-columns",
    category="layout",
    properties={
        "padding": space(say("Espacio interior", "Room inside"), "16px 36px"),
        "background-color": colour(say("Fondo", "Ground")),
        "inner-background-color": colour(say("Fondo del recuadro", "Ground of the box"), **MORE),
        "inner-border-radius": choice(say("Esquinas del recuadro", "Corners of the box"), IMAGE_CORNERS, "", **MORE),
        "vertical-align": choice(
            say("Altura", "Height"),
            {"top": say("Arriba", "Top"), "middle": say("En medio", "Middle"), "bottom": say("Abajo", "Bottom")},
            "",
            **MORE,
        ),
        "css-class": words(say("Clase de estilo", "Style class")) | MORE,
    },
    hidden=True,
)
WRAPPER = Block(
    tag="mj-wrapper",
    labels=say("Grupo de secciones", "Group of sections"),
    help=say("Secciones con un fondo en común.", "Sections with one ground."),
    icon="box-multiple",
    category="layout",
    properties=SECTION,
    hidden=True,
)
TABLE = Block(
    tag="mj-table",
    labels=say("Tabla", "Table"),
    help=say("Filas escritas a mano.", "Rows written by hand."),
    icon="table",
    category="text",
    properties={
        "color": LETTERS["color"],
        "font-size": pixels(say("Tamaño", "Size"), "15px", 10, 40),
        "padding": PADDING,
    },
    hidden=True,
)
RAW = Block(
    tag="mj-raw",
    labels=say("Escrito a mano", "Written by hand"),
    help=say("Etiquetas de plantilla; se conservan como están.", "Template tags, kept as they are."),
    icon="code",
    category="layout",
    hidden=True,
)

BLOCKS = (TEXT, HEADING, BUTTON, IMAGE, ONE, TWO, THREE, DIVIDER, SPACER, COLUMN, WRAPPER, TABLE, RAW)
