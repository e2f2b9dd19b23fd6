"""A small drawing that says at a glance what follows."""

from renderers.landing.icons import LABELS
from renderers.landing.widget import ALIGN, Widget, choice, say

WIDGET = Widget(
    tag="p-icon",
    labels=say("Icono", "Icon"),
    help=say("Un dibujo pequeño para un título o una tarjeta.", "A small drawing for a heading or a card."),
    icon="mood-smile",
    category="media",
    properties={
        "name": choice("Dibujo", "Drawing", LABELS, "heart"),
        "align": choice("Alineación", "Alignment", ALIGN, "left"),
    },
    template='<p class="sign align-[[ a.align ]]">[[ icon(a.name) ]]</p>\n',
)
