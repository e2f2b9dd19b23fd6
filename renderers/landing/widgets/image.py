"""A picture from the library."""

from renderers.landing.widget import ALIGN, Widget, choice, own_file, say, words

SHAPES = {"plain": say("Tal cual", "As it is"), "round": say("Esquinas redondas", "Round corners")}
WIDTHS = {"s": say("Pequeña", "Small"), "m": say("Mediana", "Medium"), "full": say("Todo el ancho", "Full width")}

WIDGET = Widget(
    tag="p-image",
    labels=say("Imagen", "Image"),
    help=say("Una imagen de su biblioteca.", "A picture from your library."),
    icon="photo",
    category="media",
    properties={
        "src": own_file("Imagen", "Picture", "image"),
        "alt": words("Texto alternativo", "Alternative text"),
        "width": choice("Ancho", "Width", WIDTHS, "full"),
        "align": choice("Alineación", "Alignment", ALIGN, "center"),
        "shape": choice("Forma", "Shape", SHAPES, "round"),
    },
    template="""\
[% if a.src %]
<p class="picture width-[[ a.width ]] align-[[ a.align ]] shape-[[ a.shape ]]"><img src="[[ a.src ]]" alt="[[ a.alt ]]"></p>
[% endif %]
""",
)
