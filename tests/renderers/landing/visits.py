"""Pages and visits for the tests of landing pages."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from renderers import tokens
from renderers.brand import HOUSE, Brand
from renderers.landing import state
from renderers.landing.page import PageSource, PageTemplate, compile_page
from renderers.landing.samples import somebody
from renderers.landing.state import State

FACTS: Mapping[str, Any] = {
    "debtor.first_name": "Lucía",
    "account.ref": "ME-20418",
    "account.creditor": "Marea Energía",
    "account.product": "Marea Hogar",
    "account.currency": "EUR",
    "account.principal": 38_000,
    "account.interest": 2_230,
    "account.fees": 1_000,
    "account.balance": 41_230,
    "account.due_date": "2026-02-14",
    "offer.state": "offered",
    "offer.amount": 32_984,
    "offer.discount": 20,
    "offer.expires": "2026-03-20",
    "calendar.today": "2026-03-02",
    "list.debts": [
        {"ref": "ME-20418", "balance": 41_230, "currency": "EUR"},
        {"ref": "ME-20977", "product": "Marea Gas", "balance": 8_640, "currency": "EUR", "due_date": "2026-03-20"},
    ],
}

PLAN = state.Plan(
    state="offered",
    total=41_230,
    every="months",
    instalments=(
        state.Instalment(1, "2026-03-09", 20_615, "paid"),
        state.Instalment(2, "2026-04-09", 20_615, "missed"),
        state.Instalment(3, "2026-05-09", 20_615, "due"),
    ),
    next_amount=20_615,
    next_due="2026-04-09",
)
CONFIRMED = replace(PLAN, state="confirmed")
PROMISE = state.Promise(15_000, "2026-03-10")
ACCEPTED = state.Offer("accepted", 32_984, 8_246, 20, "2026-03-20")


def page(body: str, language: str = "es", brand: Brand = HOUSE, title: str = "") -> PageTemplate:
    """A page with these sections, compiled."""
    return compile_page(PageSource(f"<page>\n{body}</page>", title, language, brand))


def inside(widget: str, language: str = "es", brand: Brand = HOUSE) -> PageTemplate:
    """A page with one widget, below the question."""
    return page(f"<p-section><p-verify/></p-section>\n<p-section>{widget}</p-section>\n", language, brand)


def visit(language: str = "es", *, proved: bool = True, front: Mapping[str, Any] | None = None, **known: Any) -> State:  # noqa: ANN401 - fields of Inside
    """A visit in which some things are not as in the sample."""
    made = somebody(language, tokens.nest(FACTS), proved=proved)
    return State(
        replace(made.outside, **(front or {})), replace(made.inside, **known) if made.inside is not None else None
    )


def drawn(
    template: PageTemplate,
    given: State | None = None,
    **facts: object,
) -> str:
    """The HTML of a visit, with spaces that break."""
    named = {name.replace("__", "."): value for name, value in facts.items()}
    html = template.render(tokens.nest({**FACTS, **named}), given or visit(template.language)).html
    return html.replace("\N{NO-BREAK SPACE}", " ")
