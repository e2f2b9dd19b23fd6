"""The brand's logo; its name where the kit has no picture."""

from renderers.landing.widget import ALIGN, Widget, choice, say

WIDGET = Widget(
    tag="p-logo",
    labels=say("Logotipo", "Logo"),
    help=say("El logotipo de la marca.", "The logo of the brand."),
    icon="photo-heart",
    category="brand",
    properties={"align": choice("Alineación", "Alignment", ALIGN, "left")},
    template="""\
<p class="logo align-[[ a.align ]]">[% if logo %]<img class="mark[[ css('width', logo_width) ]]" src="[[ logo ]]" alt="{{ page.creditor }}">[% else %]{{ page.creditor }}[% endif %]</p>
""",
)
