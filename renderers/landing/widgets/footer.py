"""Who writes, why this page can be trusted, and the way to one's preferences and out."""

from renderers.landing.widget import Widget, say, words

WIDGET = Widget(
    tag="p-footer",
    labels=say("Pie de confianza", "Trust footer"),
    help=say(
        "Quién escribe, por qué se puede confiar, el texto legal de la marca y las salidas. Toda página lo lleva.",
        "Who writes, why to trust it, the brand's legal text and the ways out. Every page has it.",
    ),
    icon="scale",
    category="brand",
    properties={"text": words("Texto", "Text", long=True)},
    parents=("page",),
    once=True,
    locked=True,
    template="""\
<footer class="foot">
<div class="inner width-normal">
<p class="trust">[[ icon("lock", small=true) ]] <span>[[ a.text or t("footer.trust") ]]</span></p>
[% if legal %]<p class="legal">[[ legal ]]</p>[% endif %]
[% if contacts %]<p class="quiet">[[ contacts ]]</p>[% endif %]
<ul class="links">
<li><a href="{{ page.at.preferences }}">[[ t("footer.preferences") ]]</a></li>
{% if inside %}<li><form method="post" action="{{ page.at.leave }}"><input type="hidden" name="form_token" value="{{ page.form_token }}"><button class="plain" type="submit">[[ t("footer.leave") ]]</button></form></li>{% endif %}
</ul>
<p class="quiet">[[ t("footer.private") ]]</p>
</div>
</footer>
""",
)
