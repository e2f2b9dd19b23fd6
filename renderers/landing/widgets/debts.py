"""All debts of this person here, as a list that reads well on a phone."""

from renderers.landing.widget import Widget, say, switch, words

WIDGET = Widget(
    tag="p-debts",
    labels=say("Lista de deudas", "List of debts"),
    help=say(
        "Todas las cuentas de la persona, con su saldo.", "All accounts of the person, with what is owed on each."
    ),
    icon="list-details",
    category="money",
    properties={
        "title": words("Título", "Title"),
        "alone": switch("Mostrarla también si es una sola", "Show it even if there is only one", default=False),
    },
    private=True,
    template="""\
{% if inside.debts | length > [[ 0 if a.alone == "yes" else 1 ]] %}
<div class="box look-card">
<h2>[[ a.title or t("debts.title") ]]</h2>
<ul class="rows">
{% for debt in inside.debts %}
<li{% if debt.here %} class="here"{% endif %}>
<div><p class="strong">{% if debt.product %}{{ debt.product }}{% else %}{{ debt.creditor }}{% endif %}</p>
<p class="quiet">{{ debt.creditor }} · {{ debt.ref }}{% if debt.due_date %} · {% if debt.overdue %}[[ t("owed.was_due", date="debt.due_date | date") ]]{% else %}[[ t("owed.due", date="debt.due_date | date") ]]{% endif %}{% endif %}</p>
{% if debt.here %}<p class="badge">[[ t("debts.here") ]]</p>{% endif %}</div>
<p class="figure">{{ debt.balance | money(debt.currency) }}</p>
</li>
{% endfor %}
</ul>
</div>
{% endif %}
""",
)
