"""Choosing an instalment plan, or answering the one that was offered."""

from renderers.landing.widget import Widget, choice, number, numbers, say, words

EVERY = {"months": say("Cada mes", "Every month"), "weeks": say("Cada semana", "Every week")}

WIDGET = Widget(
    tag="p-plans",
    labels=say("Elegir un plan", "Plan chooser"),
    help=say(
        "Las cuotas entre las que la persona puede elegir, o el plan que un recorrido ya le ofreció.",
        "The instalments that the person can choose from, or the plan that a journey offered already.",
    ),
    icon="calendar-dollar",
    category="money",
    properties={
        "title": words("Título", "Title"),
        "lead": words("Explicación", "Explanation", long=True),
        "counts": numbers("Números de cuotas", "Numbers of instalments", "2,3,6"),
        "every": choice("Frecuencia", "How often", EVERY, "months"),
        "first": number("Días hasta la primera cuota", "Days until the first instalment", 7, 0, 60),
        "label": words("Texto del botón", "Text of the button"),
    },
    private=True,
    once=True,
    template="""\
<div class="box look-card plans" id="plan">
{% if inside.plan and inside.plan.state == "confirmed" %}
<h2>[[ t("plan.yours") ]]</h2>
<p class="quiet">[[ t("plan.yours.text") ]]</p>
[[ include("schedule") ]]
{% elif inside.plan %}
<h2>[[ a.title or t("plan.offered") ]]</h2>
<p class="quiet">[[ t("plan.offered.text", count="inside.plan.instalments | length", total="inside.plan.total | money(inside.debt.currency)") ]]</p>
[[ include("schedule") ]]
<form method="post" action="{{ page.at.plan }}">
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<button class="button main" type="submit" name="answer" value="accept">[[ t("plan.accept") ]]</button>
<button class="button second" type="submit" name="answer" value="decline">[[ t("plan.decline") ]]</button>
</form>
{% else %}
<h2>[[ a.title or t("plan.title") ]]</h2>
<p class="quiet">[[ a.lead or t("plan.lead") ]]</p>
<form method="post" action="{{ page.at.plan }}" novalidate>
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<fieldset>
<legend>[[ t("plan.how_many") ]]</legend>
{% if page.faults.count %}<p class="fault" id="plan-fault">{{ page.faults.count }}</p>{% endif %}
<div class="cards">
[% for count in whole(a.counts) %]
{% if inside.debt.balance // [[ count ]] > 0 %}
<label class="pick"><input type="radio" name="count" value="[[ count ]]"{% if page.typed.count == "[[ count ]]"[% if loop.first %] or page.typed.count == ""[% endif %] %} checked{% endif %}{% if page.faults.count %} aria-describedby="plan-fault"{% endif %}>
<span class="pick-body"><span class="pick-title">{{ (inside.debt.balance // [[ count ]]) | money(inside.debt.currency) }}</span> <span>[[ t("plan." ~ a.every, count=count) ]]</span> <span class="quiet">[[ t("plan.first", date="page.today | later(" ~ a.first ~ ") | date") ]]</span></span></label>
{% endif %}
[% endfor %]
</div>
</fieldset>
<button class="button main" type="submit">[[ a.label or t("plan.submit") ]]</button>
</form>
<p class="quiet">[[ t("plan.note") ]]</p>
{% endif %}
</div>
""",
)
