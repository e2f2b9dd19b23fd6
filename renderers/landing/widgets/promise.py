"""Giving one's word to pay by a day."""

from renderers.landing.widget import Widget, number, numbers, say, switch, words

WIDGET = Widget(
    tag="p-promise",
    labels=say("Prometer una fecha", "Promise a date"),
    help=say(
        "La persona elige el día en que pagará; los recorridos lo saben al instante.",
        "The person chooses the day on which they will pay; journeys hear it at once.",
    ),
    icon="calendar-heart",
    category="money",
    properties={
        "title": words("Título", "Title"),
        "lead": words("Explicación", "Explanation", long=True),
        "days": numbers("Días que se proponen (desde hoy)", "Days to suggest (from today)", "3,7,15"),
        "longest": number("Como máximo, dentro de (días)", "At most (days from today)", 30, 1, 366),
        "part": switch("Permitir prometer una parte", "Let a part be promised", default=True),
        "label": words("Texto del botón", "Text of the button"),
    },
    private=True,
    once=True,
    template="""\
<div class="box look-card promise" id="promise">
<h2>[[ a.title or t("promise.title") ]]</h2>
{% if inside.promise %}
<p class="agreed">[[ icon("check", small=true) ]] <span>[[ t("promise.open", amount="inside.promise.amount | money(inside.debt.currency)", date="inside.promise.due_date | date") ]]</span></p>
<details{% if page.faults.date or page.faults.promised %} open{% endif %}>
<summary>[[ t("promise.change") ]]</summary>
{% else %}
<p class="quiet">[[ a.lead or t("promise.lead") ]]</p>
{% endif %}
<form method="post" action="{{ page.at.promise }}" novalidate>
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<fieldset>
<legend>[[ t("promise.when") ]]</legend>
{% if page.faults.date %}<p class="fault" id="promise-fault">{{ page.faults.date }}</p>{% endif %}
[% for day in whole(a.days) %]
<label class="choice"><input type="radio" name="in_days" value="[[ day ]]"{% if page.typed.in_days == "[[ day ]]"[% if loop.first %] or page.typed.in_days == ""[% endif %] %} checked{% endif %}> <span>{{ page.today | later([[ day ]]) | weekday }}</span></label>
[% endfor %]
<label class="choice"><input type="radio" name="in_days" value="other"{% if page.typed.in_days == "other" %} checked{% endif %}> <span>[[ t("promise.other") ]]</span></label>
<div class="field inset">
<label for="promise-date">[[ t("promise.date") ]]</label>
<input type="date" class="medium" id="promise-date" name="date" value="{{ page.typed.date }}" min="{{ page.today }}" max="{{ page.today | later([[ a.longest ]]) }}"{% if page.faults.date %} aria-invalid="true" aria-describedby="promise-fault"{% endif %}>
</div>
</fieldset>
[% if a.part == "yes" %]
<div class="field">
<label for="promise-amount">[[ t("promise.amount", currency="inside.debt.currency") ]]</label>
<p class="hint" id="promise-hint">[[ t("promise.amount.hint", amount="inside.debt.balance | money(inside.debt.currency)") ]]</p>
{% if page.faults.promised %}<p class="fault" id="promise-amount-fault">{{ page.faults.promised }}</p>{% endif %}
<input type="text" class="medium" id="promise-amount" name="promised" value="{{ page.typed.promised }}" inputmode="decimal" maxlength="20" autocomplete="off" aria-describedby="promise-hint{% if page.faults.promised %} promise-amount-fault{% endif %}"{% if page.faults.promised %} aria-invalid="true"{% endif %}>
</div>
[% endif %]
<button class="button main" type="submit">[[ a.label or t("promise.submit") ]]</button>
</form>
{% if inside.promise %}</details>{% endif %}
</div>
""",
)
