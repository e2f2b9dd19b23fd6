"""A thin line between two things."""

from renderers.landing.widget import Widget, say

WIDGET = Widget(
    tag="p-divider",
    labels=say("Línea", "Divider"),
    help=say("Una línea fina entre dos cosas.", "A thin line between two things."),
    icon="separator-horizontal",
    category="layout",
    template="<hr>\n",
)
