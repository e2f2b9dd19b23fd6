"""A link that looks like a button."""

from renderers.landing.widget import ALIGN, Widget, address, choice, say, words

LOOKS = {
    "main": say("Principal", "Main"),
    "second": say("Secundario", "Secondary"),
    "link": say("Enlace", "Link"),
}

WIDGET = Widget(
    tag="p-button",
    labels=say("Botón", "Button"),
    help=say("Lleva a otra parte de la página o a otra dirección.", "Leads to another part of the page or elsewhere."),
    icon="click",
    category="text",
    properties={
        "text": words("Texto", "Text"),
        "href": address("Adónde lleva", "Where it leads"),
        "look": choice("Aspecto", "Look", LOOKS, "second"),
        "align": choice("Alineación", "Alignment", ALIGN, "left"),
    },
    template="""\
[% if a.text and a.href %]
<p class="act align-[[ a.align ]]"><a class="button [[ a.look ]]" href="[[ a.href ]]"[% if outer(a.href) %] rel="noopener noreferrer"[% endif %]>[[ a.text ]]</a></p>
[% endif %]
""",
)
