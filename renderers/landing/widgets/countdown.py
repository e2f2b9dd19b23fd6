"""How many days are left until a day, counted by us when the page is opened."""

from renderers.landing.widget import Widget, choice, day, say, words

UNTIL = {
    "due": say("El vencimiento", "The day it is due"),
    "offer": say("El fin de la oferta", "The end of the offer"),
    "promise": say("El día prometido", "The promised day"),
    "instalment": say("La próxima cuota", "The next instalment"),
    "date": say("Un día fijo", "A fixed day"),
}

WIDGET = Widget(
    tag="p-countdown",
    labels=say("Días que quedan", "Days left"),
    help=say("Cuántos días quedan; sin prisas ni amenazas.", "How many days are left; without haste or threats."),
    icon="hourglass",
    category="money",
    properties={
        "until": choice("Hasta", "Until", UNTIL, "offer"),
        "date": day("Día fijo", "Fixed day"),
        "text": words("Texto", "Text"),
    },
    private=True,
    template="""\
[% if a.until == "date" %]{% set until = "[[ a.date ]]" %}
[% elif a.until == "due" %]{% set until = inside.debt.due_date %}
[% elif a.until == "offer" %]{% set until = inside.offer.expires if inside.offer else "" %}
[% elif a.until == "promise" %]{% set until = inside.promise.due_date if inside.promise else "" %}
[% else %]{% set until = inside.plan.next_due if inside.plan else "" %}[% endif %]
{% if until and until | days_after(page.today) >= 0 %}
{% set left = until | days_after(page.today) %}
<p class="countdown"><span class="days">{{ left }}</span> <span>{% if left == 1 %}[[ t("countdown.one") ]]{% else %}[[ t("countdown.other") ]]{% endif %}[% if a.text %] <span class="quiet">[[ a.text ]]</span>[% else %] <span class="quiet">[[ t("countdown.until", date="until | date") ]]</span>[% endif %]</span></p>
{% endif %}
""",
)
