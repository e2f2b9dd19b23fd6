"""A band of the page, as wide as the screen; what it holds keeps to a readable width."""

from renderers.landing.widget import ALIGN, SIZES, Widget, choice, colour, say

LOOKS = {
    "plain": say("Sin fondo", "No background"),
    "card": say("Hoja", "Sheet"),
    "tint": say("Fondo suave", "Soft background"),
    "brand": say("Color de la marca", "Colour of the brand"),
}
WIDTHS = {
    "narrow": say("Angosto", "Narrow"),
    "normal": say("Normal", "Normal"),
    "wide": say("Ancho", "Wide"),
}
WHEN = {
    "": say("Según su lugar", "By its place"),
    "before": say("Solo antes de verificar", "Only before the proof"),
    "always": say("Siempre", "Always"),
}

WIDGET = Widget(
    tag="p-section",
    labels=say("Sección", "Section"),
    help=say(
        "Una franja de la página. Lo que está debajo de la verificación solo lo ve quien confirmó su identidad.",
        "A band of the page. What stands below the verification is seen only by who proved their identity.",
    ),
    icon="layout-rows",
    category="layout",
    properties={
        "look": choice("Aspecto", "Look", LOOKS, "plain"),
        "width": choice("Ancho", "Width", WIDTHS, "normal"),
        "space": choice("Espacio", "Space", SIZES, "m"),
        "align": choice("Alineación", "Alignment", ALIGN, "left"),
        "when": choice("Se muestra", "Is shown", WHEN, ""),
        "background": colour("Color de fondo", "Background colour"),
    },
    holds="widgets",
    parents=("page",),
    template="""\
<section class="band look-[[ a.look ]] space-[[ a.space ]] align-[[ a.align ]][[ css('background-color', a.background) ]]">
<div class="inner width-[[ a.width ]]">
[[ children ]]
</div>
</section>
""",
)
