"""A heading; the page has one of the first level."""

from renderers.landing.widget import ALIGN, Widget, choice, say, words

LEVELS = {
    "1": say("Título de la página", "Title of the page"),
    "2": say("Título", "Heading"),
    "3": say("Subtítulo", "Subheading"),
}

WIDGET = Widget(
    tag="p-heading",
    labels=say("Título", "Heading"),
    help=say("Un título o un subtítulo.", "A heading or a subheading."),
    icon="heading",
    category="text",
    properties={
        "text": words("Texto", "Text", default=""),
        "level": choice("Nivel", "Level", LEVELS, "2"),
        "align": choice("Alineación", "Alignment", ALIGN, "left"),
    },
    template="""\
[% if a.text %]<h[[ a.level ]] class="heading[% if a.align != 'left' %] align-[[ a.align ]][% endif %]">[[ a.text ]]</h[[ a.level ]]>[% endif %]
""",
)
