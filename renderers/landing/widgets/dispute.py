"""Saying that something about the debt is not right."""

from renderers.landing.widget import Widget, say, switch, words

REASONS = ("not_mine", "paid", "amount", "other")

WIDGET = Widget(
    tag="p-dispute",
    labels=say("No estoy de acuerdo", "Dispute"),
    help=say(
        "La persona dice qué no está bien; la deuda queda marcada como disputada.",
        "The person says what is not right; the debt is marked as disputed.",
    ),
    icon="message-question",
    category="people",
    properties={
        "title": words("Título", "Title"),
        "lead": words("Explicación", "Explanation", long=True),
        "folded": switch("Plegado", "Folded away", default=False),
        "label": words("Texto del botón", "Text of the button"),
    },
    private=True,
    once=True,
    template="""\
<div class="box look-card dispute" id="dispute">
{% if inside.disputed %}
<h2>[[ t("dispute.open.title") ]]</h2>
<p class="agreed">[[ icon("check", small=true) ]] <span>[[ t("dispute.open") ]]</span></p>
{% else %}
<h2>[[ a.title or t("dispute.title") ]]</h2>
<p class="quiet">[[ a.lead or t("dispute.lead") ]]</p>
[% if a.folded == "yes" %]<details{% if page.faults.reason %} open{% endif %}>
<summary>[[ t("dispute.unfold") ]]</summary>[% endif %]
<form method="post" action="{{ page.at.dispute }}" novalidate>
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<fieldset>
<legend>[[ t("dispute.what") ]]</legend>
{% if page.faults.reason %}<p class="fault" id="dispute-fault">{{ page.faults.reason }}</p>{% endif %}
[% for reason in ["not_mine", "paid", "amount", "other"] %]
<label class="choice"><input type="radio" [% if loop.first %]id="dispute-reason" [% endif %]name="reason" value="[[ reason ]]"{% if page.typed.reason == "[[ reason ]]" %} checked{% endif %}{% if page.faults.reason %} aria-describedby="dispute-fault"{% endif %}> <span>[[ t("dispute." ~ reason) ]]</span></label>
[% endfor %]
</fieldset>
<div class="field">
<label for="dispute-text">[[ t("dispute.text") ]]</label>
<textarea id="dispute-text" name="text" rows="4" maxlength="1000">{{ page.typed.text }}</textarea>
</div>
<button class="button main" type="submit">[[ a.label or t("dispute.submit") ]]</button>
</form>
[% if a.folded == "yes" %]</details>[% endif %]
{% endif %}
</div>
""",
)
