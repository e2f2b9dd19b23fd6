"""An offer to settle for less, and the answer to it."""

from renderers.landing.widget import Widget, say, words

WIDGET = Widget(
    tag="p-settlement",
    labels=say("Oferta de quita", "Settlement offer"),
    help=say(
        "La quita que un recorrido ofreció a esta cuenta. Sin oferta, dice que hoy no hay ninguna.",
        "The settlement that a journey offered to this account. Without one it says that there is none today.",
    ),
    icon="discount",
    category="money",
    properties={
        "title": words("Título", "Title"),
        "lead": words("Explicación", "Explanation", long=True),
        "none": words("Si no hay oferta", "Where there is no offer", long=True),
    },
    private=True,
    once=True,
    template="""\
<div class="box look-card settlement" id="settlement">
{% if inside.offer %}
<p class="badge">[[ t("offer.saved", amount="inside.offer.saved | money(inside.debt.currency)") ]]</p>
<h2>[[ a.title or t("offer.title") ]]</h2>
<p class="amount">{{ inside.offer.amount | money(inside.debt.currency) }}</p>
<p class="before"><span class="hidden">[[ t("offer.instead") ]]</span> <del>{{ inside.debt.balance | money(inside.debt.currency) }}</del></p>
<p>[[ a.lead or t("offer.lead", date="inside.offer.expires | date") ]]</p>
{% if inside.offer.state == "accepted" %}
<p class="agreed">[[ icon("check", small=true) ]] <span>[[ t("offer.accepted", date="inside.offer.expires | date") ]]</span></p>
{% if inside.providers %}
<form method="post" action="{{ page.at.pay }}">
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<button class="button main" type="submit" name="amount" value="offer">[[ t("pay.submit", amount="inside.offer.amount | money(inside.debt.currency)") ]]</button>
</form>
{% endif %}
{% else %}
<form method="post" action="{{ page.at.settlement }}">
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<button class="button main" type="submit" name="answer" value="accept">[[ t("offer.accept") ]]</button>
<button class="button second" type="submit" name="answer" value="decline">[[ t("offer.decline") ]]</button>
</form>
{% endif %}
<p class="quiet">[[ t("offer.note") ]]</p>
{% else %}
<h2>[[ t("offer.none.title") ]]</h2>
<p>[[ a.none or t("offer.none") ]]</p>
{% endif %}
</div>
""",
)
