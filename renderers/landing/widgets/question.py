"""One question and its answer."""

from renderers.landing.widget import Widget, say, words

WIDGET = Widget(
    tag="p-question",
    labels=say("Pregunta", "Question"),
    help=say("Una pregunta y su respuesta.", "A question and its answer."),
    icon="help-circle",
    category="text",
    properties={"title": words("Pregunta", "Question")},
    holds="html",
    parents=("p-faq",),
    template="""\
<details class="question"><summary>[[ a.title ]]</summary>
<div class="text">[[ children ]]</div></details>
""",
)
