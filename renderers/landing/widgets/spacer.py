"""Empty space."""

from renderers.landing.widget import SIZES, Widget, choice, say

WIDGET = Widget(
    tag="p-spacer",
    labels=say("Espacio", "Space"),
    help=say("Espacio vacío entre dos cosas.", "Empty space between two things."),
    icon="arrow-autofit-height",
    category="layout",
    properties={"size": choice("Tamaño", "Size", SIZES, "m")},
    template='<div class="spacer space-[[ a.size ]]"></div>\n',
)
