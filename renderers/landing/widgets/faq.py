"""Questions that people have, with their answers folded away."""

from renderers.landing.widget import Widget, say, words

WIDGET = Widget(
    tag="p-faq",
    labels=say("Preguntas frecuentes", "Questions and answers"),
    help=say("Preguntas que se abren con un toque.", "Questions that open with one tap."),
    icon="help-circle",
    category="text",
    properties={"title": words("Título", "Title")},
    holds="widgets",
    template="""\
<div class="faq">
[% if a.title %]<h2>[[ a.title ]]</h2>[% endif %]
[[ children ]]
</div>
""",
)
