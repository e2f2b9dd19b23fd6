"""A box that says that the debt can be paid in parts, with the plan of this person where one was made."""

from collections.abc import Mapping

from renderers.blocks.block import Block, Setting, html
from renderers.blocks.fields import say, space, words
from renderers.document import Element

TITLE = say("Pague poco a poco", "Pay little by little")
WORDS = say(
    "Elija cuánto puede pagar cada mes. Sin papeleo: se hace en unos minutos.",
    "Choose what you can pay each month. No paperwork: it takes a few minutes.",
)
LABEL = say("Elegir mi plan", "Choose my plan")
PLAN = say("{{ plan.count }} pagos de {amount}", "{{ plan.count }} payments of {amount}")
FIRST = say("El primero, el {date}", "The first on {date}")
AMOUNT = "{{ plan.amount | money(account.currency) }}"
DATE = "{{ plan.first_due | date }}"


def expand(attributes: Mapping[str, str], setting: Setting) -> list[Element]:
    """One cell with a ground of its own, so that it is a box in every mail program."""
    heading = (
        "margin:0;font-size:20px;line-height:28px;font-weight:700;"
        "color:var(--brand-heading);font-family:var(--brand-heading-font);"
    )
    link = (
        "display:inline-block;padding:13px 24px;border-radius:var(--brand-radius);font-weight:700;text-decoration:none;"
        "background-color:var(--brand-primary);color:var(--brand-on-primary);"
    )
    plan = setting.say(PLAN).replace("{amount}", AMOUNT)
    first = setting.say(FIRST).replace("{date}", DATE)
    parts: list[Element | str] = [
        html("p", attributes.get("title") or setting.say(TITLE), style=heading),
        html("p", attributes.get("text") or setting.say(WORDS), style="margin:6px 0 0;"),
        "{% if plan.count and plan.amount %}",
        html("p", plan, style="margin:14px 0 0;font-size:18px;font-weight:700;color:var(--brand-heading);"),
        "{% endif %}{% if plan.first_due %}",
        html("p", first, style="margin:2px 0 0;font-size:14px;color:var(--brand-muted);"),
        "{% endif %}",
        html(
            "p",
            [html("a", attributes.get("label") or setting.say(LABEL), href="{{ link.page }}#plan", style=link)],
            style="margin:18px 0 0;",
        ),
    ]
    box = "padding:24px;border-radius:var(--brand-radius);background-color:var(--brand-tint);color:var(--brand-text);"
    style = {
        "padding": BLOCK.value(attributes, "padding"),
        "role": "presentation",
        "font-family": "var(--brand-font)",
        "font-size": "16px",
        "line-height": "24px",
    }
    return [Element("mj-table", style, [html("tr", [html("td", parts, style=box, class_="box")])])]


BLOCK = Block(
    tag="c-plan-offer",
    labels=say("Oferta de plan", "Plan offer"),
    help=say(
        "Ofrece pagar en plazos; si ya hay un plan calculado, lo dice.",
        "Offers instalments; says the plan if there is one.",
    ),
    icon="calendar-dollar",
    category="money",
    properties={
        "title": words(say("Título", "Title"), placeholder=TITLE),
        "text": words(say("Texto", "Text"), placeholder=WORDS, long=True),
        "label": words(say("Texto del botón", "Words on the button"), placeholder=LABEL),
        "padding": space(say("Espacio alrededor", "Room around it"), "12px 0"),
    },
    expand=expand,
    says={"plan": PLAN},
)
