"""Columns side by side, which stand below each other on a phone."""

from renderers.landing.widget import Widget, choice, say

RATIOS = {
    "1-1": say("Iguales", "Equal"),
    "2-1": say("Izquierda más ancha", "Left one wider"),
    "1-2": say("Derecha más ancha", "Right one wider"),
    "1-1-1": say("Tres iguales", "Three equal"),
}

WIDGET = Widget(
    tag="p-columns",
    labels=say("Columnas", "Columns"),
    help=say(
        "Dos o tres columnas; en el teléfono quedan una debajo de otra.",
        "Two or three columns; on a phone one stands below the other.",
    ),
    icon="layout-columns",
    category="layout",
    properties={"ratio": choice("Proporción", "Proportion", RATIOS, "1-1")},
    holds="widgets",
    parents=("p-section",),
    template="""\
<div class="columns ratio-[[ a.ratio ]]">
[[ children ]]
</div>
""",
)
