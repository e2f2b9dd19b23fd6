"""Paying: all of it or a part, and through whom."""

from renderers.landing.widget import Widget, say, switch, words

WIDGET = Widget(
    tag="p-pay",
    labels=say("Pagar", "Pay"),
    help=say(
        "Botón de pago: todo o una parte, y con qué medio si hay varios.",
        "Pay button: all of it or a part, and by which way if there are several.",
    ),
    icon="credit-card",
    category="money",
    properties={
        "title": words("Título", "Title"),
        "label": words("Texto del botón", "Text of the button"),
        "part": switch("Permitir pagar una parte", "Let a part be paid", default=False),
        "note": words("Nota", "Note", long=True),
    },
    private=True,
    template="""\
<div class="box look-card pay" id="pay">
<h2>[[ a.title or t("pay.title") ]]</h2>
{% if inside.providers %}
{% set next = inside.plan and inside.plan.state == "confirmed" and inside.plan.next_amount %}
{% set agreed = inside.offer and inside.offer.state == "accepted" and not next %}
<form method="post" action="{{ page.at.pay }}">
<input type="hidden" name="form_token" value="{{ page.form_token }}">
[[ include("providers") ]]
{% if next %}<p class="quiet">[[ t("pay.next", date="inside.plan.next_due | date") ]]</p>
<button class="button main" type="submit" name="amount" value="next">[[ t("pay.submit", amount="inside.plan.next_amount | money(inside.debt.currency)") ]]</button>
{% elif agreed %}<p class="quiet">[[ t("pay.offer") ]]</p>
<button class="button main" type="submit" name="amount" value="offer">[[ t("pay.submit", amount="inside.offer.amount | money(inside.debt.currency)") ]]</button>
{% endif %}
<button class="button {% if next or agreed %}second{% else %}main{% endif %}" type="submit" name="amount" value="full">[% if a.label %][[ a.label ]][% else %]{% if next or agreed %}[[ t("pay.full", amount="inside.debt.balance | money(inside.debt.currency)") ]]{% else %}[[ t("pay.submit", amount="inside.debt.balance | money(inside.debt.currency)") ]]{% endif %}[% endif %]</button>
</form>
[% if a.part == "yes" %]
<details{% if page.faults.part %} open{% endif %}>
<summary>[[ t("pay.part") ]]</summary>
<form method="post" action="{{ page.at.pay }}" novalidate>
<input type="hidden" name="form_token" value="{{ page.form_token }}">
<div class="field">
<label for="pay-part">[[ t("pay.part.amount", currency="inside.debt.currency") ]]</label>
<p class="hint" id="pay-hint">[[ t("pay.part.hint", amount="inside.debt.balance | money(inside.debt.currency)") ]]</p>
{% if page.faults.part %}<p class="fault" id="pay-fault">{{ page.faults.part }}</p>{% endif %}
<input type="text" class="medium" id="pay-part" name="part" value="{{ page.typed.part }}" inputmode="decimal" maxlength="20" autocomplete="off" aria-describedby="pay-hint{% if page.faults.part %} pay-fault{% endif %}"{% if page.faults.part %} aria-invalid="true"{% endif %}>
</div>
[[ include("providers") ]]
<button class="button second" type="submit" name="amount" value="part">[[ t("pay.part.submit") ]]</button>
</form>
</details>
[% endif %]
<p class="quiet line">[[ icon("lock", small=true) ]] <span>[[ a.note or t("pay.note") ]]</span></p>
{% else %}
<p>[[ t("pay.cannot") ]]</p>
{% endif %}
</div>
""",
)
