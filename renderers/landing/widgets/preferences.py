"""How this person wants to be reached."""

from renderers.landing.widget import Widget, say, words

WIDGET = Widget(
    tag="p-preferences",
    labels=say("Preferencias de contacto", "Contact preferences"),
    help=say(
        "Por qué medios se le escribe; cada uno se apaga con un toque.",
        "By which ways they are written to; each can be stopped with one tap.",
    ),
    icon="mail-off",
    category="people",
    properties={"title": words("Título", "Title"), "lead": words("Explicación", "Explanation", long=True)},
    private=True,
    once=True,
    template="""\
<div class="box look-card preferences" id="preferences">
<h2>[[ a.title or t("preferences.title") ]]</h2>
<p class="quiet">[[ a.lead or t("preferences.lead", creditor="page.creditor") ]]</p>
<form method="post" action="{{ page.at.preferences }}">
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<ul class="rows">
[% for kind in ["email", "mobile", "postal"] %]
{% for one in inside.takes %}{% if one.kind == "[[ kind ]]" %}
<li><div><p class="strong">[[ t("preferences." ~ kind) ]]</p>
<p class="quiet">{% if one.wanted %}[[ t("preferences.on") ]]{% else %}[[ t("preferences.off") ]]{% endif %}</p></div>
{% if one.wanted %}<button class="button second small" type="submit" name="[[ kind ]]" value="stop">[[ t("preferences.stop") ]]<span class="hidden">: [[ t("preferences." ~ kind) ]]</span></button>{% else %}<button class="button second small" type="submit" name="[[ kind ]]" value="allow">[[ t("preferences.allow") ]]<span class="hidden">: [[ t("preferences." ~ kind) ]]</span></button>{% endif %}
</li>
{% endif %}{% endfor %}
[% endfor %]
</ul>
</form>
<p class="quiet">[[ t("preferences.note") ]]</p>
</div>
""",
)
