"""A visit that nobody made, for previews and for the canvas of the page designer: of whoever some facts are of."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from renderers.landing import state
from renderers.landing.page import PageTemplate, RenderedPage
from renderers.landing.state import Inside, Outside, State
from renderers.landing.words import texts

READ = frozenset({"list.debts", "offer.state", "offer.amount", "offer.discount", "offer.expires"})
"""What a visit shows besides what is usually known of an account."""

STYLE = "data:text/css,"
CAPTIONS = re.compile(r"<track\b[^>]*>")
OPEN_OFFER = frozenset({"offered", "accepted"})


def somebody(language: str, facts: Mapping[str, Any], *, proved: bool = True) -> State:
    """Whoever these nested facts are of, as they open a page; with ``proved``, after they said who they are."""
    known = "es" if language.startswith("es") else "en"
    languages = tuple(
        state.Language(code, texts(code)["language"], f"?lang={code}", here=code == known) for code in ("es", "en")
    )
    outside = Outside(
        language=known,
        languages=languages,
        creditor=facts["account"].get("creditor", ""),
        contact="ayuda@marea.example",
        style=STYLE,
        form_token="",
        today=facts["calendar"]["today"],
        at=state.Addresses(page="https://pagos.marea.example/p/ejemplo"),
    )
    return State(outside, _inside(known, facts) if proved else None)


def shown(template: PageTemplate, facts: Mapping[str, Any], visit: State) -> RenderedPage:
    """A page as a visit with these nested facts gets it, in one file: its stylesheet stands in it.

    Captions stay out: a preview has an origin of its own in its frame, from which browsers refuse to load any.

    Raises:
        RenderError: it cannot be drawn with these facts.
    """
    rendered = template.render(facts, visit)
    link = f'<link rel="stylesheet" href="{STYLE}">'
    html = CAPTIONS.sub("", rendered.html)
    return replace(rendered, html=html.replace(link, f"<style>{rendered.css}</style>", 1))


def _inside(language: str, facts: Mapping[str, Any]) -> Inside:
    today = facts["calendar"]["today"]
    here = _debt(facts["account"], today, here=True)
    others = facts.get("list", {}).get("debts", ())
    debts = tuple(here if one["ref"] == here.ref else _debt(one, today, here=False) for one in others)
    return Inside(
        debt=here,
        debts=debts or (here,),
        providers=(state.Provider("card", "Tarjeta" if language == "es" else "Card"),),
        offer=_offer(facts.get("offer", {}), here.balance),
        takes=(state.Takes("email", wanted=True), state.Takes("mobile", wanted=False)),
    )


def _debt(known: Mapping[str, Any], today: str, *, here: bool) -> state.Debt:
    due_date = known.get("due_date") or ""
    return state.Debt(
        ref=known["ref"],
        creditor=known.get("creditor") or "",
        product=known.get("product") or "",
        currency=known["currency"],
        balance=known["balance"],
        principal=known.get("principal", known["balance"]),
        interest=known.get("interest", 0),
        fees=known.get("fees", 0),
        paid=known.get("paid", 0),
        due_date=due_date,
        overdue="" < due_date < today,
        here=here,
    )


def _offer(known: Mapping[str, Any], balance: int) -> state.Offer | None:
    if known.get("state") not in OPEN_OFFER:
        return None
    amount = known["amount"]
    return state.Offer(known["state"], amount, max(balance - amount, 0), known["discount"], known["expires"])
