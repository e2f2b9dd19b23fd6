"""The question that proves who opened the page. What stands below it is shown only afterwards."""

from renderers.landing.widget import Widget, say, words

WIDGET = Widget(
    tag="p-verify",
    labels=say("Verificación", "Verification"),
    help=say(
        "Pregunta quién es. Todo lo que está debajo se ve solo después de una respuesta correcta.",
        "Asks who they are. All that stands below it is seen only after a right answer.",
    ),
    icon="shield-check",
    category="people",
    properties={
        "title": words("Título", "Title"),
        "lead": words("Explicación", "Explanation", long=True),
    },
    once=True,
    locked=True,
    template="""\
<div class="box look-card proof" id="proof">
{% if page.gate == "ask" %}
{% if page.fault %}
<div class="faults" role="alert" tabindex="-1" id="faults">
<p class="faults-title">[[ t("faults.title") ]]</p>
<ul><li><a href="#{% if page.proof == "birth_date" %}day{% else %}tail{% endif %}">{{ page.fault }}</a></li></ul>
</div>
{% endif %}
[[ icon("shield") ]]
<h2>[[ a.title or t("verify.title") ]]</h2>
<p class="quiet">[[ a.lead or t("verify.lead", creditor="page.creditor") ]]</p>
<form method="post" action="{{ page.at.verify }}" novalidate>
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<input type="hidden" name="proof" value="{{ page.proof }}">
{% if page.proof == "birth_date" %}
<fieldset aria-describedby="proof-hint{% if page.fault %} proof-fault{% endif %}">
<legend>[[ t("verify.birth_date") ]]</legend>
<p class="hint" id="proof-hint">[[ t("verify.birth_date.hint") ]]</p>
{% if page.fault %}<p class="fault" id="proof-fault">{{ page.fault }}</p>{% endif %}
<div class="date">
[% for name, size in [("day", 2), ("month", 2), ("year", 4)] %]
<div class="part-[[ name ]]">
<label for="[[ name ]]">[[ t("verify." ~ name) ]]</label>
<input type="text" id="[[ name ]]" name="[[ name ]]" value="{{ page.typed.[[ name ]] }}" inputmode="numeric" maxlength="[[ size ]]" autocomplete="bday-[[ name ]]"{% if page.fault %} aria-invalid="true"{% endif %}>
</div>
[% endfor %]
</div>
</fieldset>
{% else %}
<div class="field">
<label class="question" for="tail">[[ t("verify.tail") ]]</label>
<p class="hint" id="proof-hint">[[ t("verify.tail.hint") ]]</p>
{% if page.fault %}<p class="fault" id="proof-fault">{{ page.fault }}</p>{% endif %}
<input type="text" class="short" id="tail" name="tail" value="{{ page.typed.tail }}" maxlength="20" autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="proof-hint{% if page.fault %} proof-fault{% endif %}"{% if page.fault %} aria-invalid="true"{% endif %}>
</div>
{% endif %}
<button class="button main" type="submit">[[ t("verify.submit") ]]</button>
</form>
{% if page.other %}<p><a class="tap" href="{{ page.other }}">{% if page.proof == "birth_date" %}[[ t("verify.with.document") ]]{% else %}[[ t("verify.with.birth_date") ]]{% endif %}</a></p>{% endif %}
<details>
<summary>[[ t("verify.why") ]]</summary>
<p>[[ t("verify.why.text") ]]</p>
</details>
{% elif page.gate == "locked" %}
[[ icon("clock") ]]
<h2>[[ t("locked.title") ]]</h2>
<p>[[ t("locked.text") ]]</p>
{% else %}
[[ icon("chat") ]]
<h2>[[ t("no_proof.title") ]]</h2>
<p>[[ t("no_proof.text") ]]</p>
{% endif %}
{% if page.gate != "ask" and page.contact %}<p class="quiet">[[ t("contact") ]] <a class="address" href="mailto:{{ page.contact }}">{{ page.contact }}</a>.</p>{% endif %}
</div>
""",
)
