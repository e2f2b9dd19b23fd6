"""What is owed on this account, and how it adds up."""

from renderers.landing.widget import Widget, choice, say, switch, words

LOOKS = {
    "card": say("Tarjeta", "Card"),
    "hero": say("Grande, con el color de la marca", "Large, in the colour of the brand"),
}

WIDGET = Widget(
    tag="p-owed",
    labels=say("Lo que debe", "What you owe"),
    help=say(
        "El saldo de la cuenta, su vencimiento y cómo se compone.",
        "The balance of the account, when it is due and how it adds up.",
    ),
    icon="wallet",
    category="money",
    properties={
        "title": words("Título", "Title"),
        "look": choice("Aspecto", "Look", LOOKS, "card"),
        "amount": switch("Mostrar el importe", "Show the amount", default=True),
        "due": switch("Mostrar el vencimiento", "Show when it is due", default=True),
        "breakdown": switch("Mostrar cómo se compone", "Show how it adds up", default=True),
        "details": switch("Mostrar los datos de la cuenta", "Show the details of the account", default=True),
    },
    private=True,
    template="""\
<div class="box look-[[ 'brand' if a.look == 'hero' else 'card' ]] owed">
<h2[% if a.amount == "yes" %] class="label"[% endif %]>[[ a.title or t("owed.balance") ]]</h2>
[% if a.amount == "yes" %]<p class="amount">{{ inside.debt.balance | money(inside.debt.currency) }}</p>[% endif %]
[% if a.due == "yes" %]
{% if inside.debt.due_date %}<p class="due">{% if inside.debt.overdue %}[[ t("owed.was_due", date="inside.debt.due_date | date") ]]{% else %}[[ t("owed.due", date="inside.debt.due_date | date") ]]{% endif %}</p>{% endif %}
[% endif %]
[% if a.breakdown == "yes" %]
<h3>[[ t("owed.breakdown") ]]</h3>
<dl>
<div><dt>[[ t("owed.principal") ]]</dt><dd>{{ inside.debt.principal | money(inside.debt.currency) }}</dd></div>
{% if inside.debt.interest %}<div><dt>[[ t("owed.interest") ]]</dt><dd>{{ inside.debt.interest | money(inside.debt.currency) }}</dd></div>{% endif %}
{% if inside.debt.fees %}<div><dt>[[ t("owed.fees") ]]</dt><dd>{{ inside.debt.fees | money(inside.debt.currency) }}</dd></div>{% endif %}
{% if inside.debt.paid %}<div><dt>[[ t("owed.paid") ]]</dt><dd>{{ (0 - inside.debt.paid) | money(inside.debt.currency) }}</dd></div>{% endif %}
<div class="sum"><dt>[[ t("owed.balance") ]]</dt><dd>{{ inside.debt.balance | money(inside.debt.currency) }}</dd></div>
</dl>
[% endif %]
[% if a.details == "yes" %]
<h3>[[ t("owed.details") ]]</h3>
<dl>
<div><dt>[[ t("owed.creditor") ]]</dt><dd>{{ inside.debt.creditor }}</dd></div>
{% if inside.debt.product %}<div><dt>[[ t("owed.product") ]]</dt><dd>{{ inside.debt.product }}</dd></div>{% endif %}
<div><dt>[[ t("owed.reference") ]]</dt><dd>{{ inside.debt.ref }}</dd></div>
</dl>
[% endif %]
</div>
""",
)
