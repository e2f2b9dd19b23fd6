"""Pieces of HTML that more than one widget shows, as templates of the first stage."""

FRAGMENTS = {
    "schedule": """\
<ol class="schedule">
{% for one in inside.plan.instalments %}
<li class="is-{{ one.state }}"><span>{{ one.due_date | date }}{% if one.state == "paid" %} <span class="badge">[[ t("plan.paid") ]]</span>{% elif one.state == "missed" %} <span class="badge late">[[ t("plan.missed") ]]</span>{% endif %}</span> <span class="figure">{{ one.amount | money(inside.debt.currency) }}</span></li>
{% endfor %}
</ol>""",
    "providers": """\
{% if inside.providers | length > 1 %}
<fieldset>
<legend>[[ t("pay.with") ]]</legend>
{% for one in inside.providers %}<label class="choice"><input type="radio" name="provider" value="{{ one.name }}"{% if page.typed.provider == one.name or (page.typed.provider == "" and loop.first) %} checked{% endif %}> <span>{{ one.label }}</span></label>
{% endfor %}
</fieldset>
{% endif %}""",
}
