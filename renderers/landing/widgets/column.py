"""One column of several."""

from renderers.landing.widget import Widget, choice, say

LOOKS = {
    "plain": say("Sin fondo", "No background"),
    "card": say("Tarjeta", "Card"),
    "tint": say("Fondo suave", "Soft background"),
}

WIDGET = Widget(
    tag="p-column",
    labels=say("Columna", "Column"),
    help=say("Una de las columnas.", "One of the columns."),
    icon="columns-2",
    category="layout",
    properties={"look": choice("Aspecto", "Look", LOOKS, "plain")},
    holds="widgets",
    parents=("p-columns",),
    template="""\
<div class="column[% if a.look != 'plain' %] box look-[[ a.look ]][% endif %]">
[[ children ]]
</div>
""",
)
