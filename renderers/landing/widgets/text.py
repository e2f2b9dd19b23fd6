"""Text with emphasis, lists and links."""

from renderers.landing.widget import ALIGN, Widget, choice, say

SIZES = {"normal": say("Normal", "Normal"), "lead": say("Entrada", "Lead"), "small": say("Pequeño", "Small")}

WIDGET = Widget(
    tag="p-text",
    labels=say("Texto", "Text"),
    help=say("Párrafos, listas y enlaces.", "Paragraphs, lists and links."),
    icon="align-left",
    category="text",
    properties={
        "size": choice("Tamaño", "Size", SIZES, "normal"),
        "align": choice("Alineación", "Alignment", ALIGN, "left"),
    },
    holds="html",
    template="""\
<div class="text size-[[ a.size ]][% if a.align != 'left' %] align-[[ a.align ]][% endif %]">[[ children ]]</div>
""",
)
