"""Every widget in Spanish and English, in each of the states that it can be found in."""

from typing import Any

import pytest

from renderers import tokens
from renderers.brand import HOUSE
from renderers.errors import TemplateError
from renderers.landing import state
from renderers.landing.palette import BLOCKS
from renderers.landing.piece import piece
from renderers.landing.widgets import WIDGETS
from renderers.landing.words import texts
from tests.renderers.landing.visits import ACCEPTED, CONFIRMED, FACTS, PLAN, PROMISE, drawn, inside, visit

EMPTY = '<section class="band look-plain space-m align-left"> <div class="inner width-normal"> </div>'
TWO_WAYS = (state.Provider("card", "Card"), state.Provider("bank", "Bank"))

CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ('<p-heading text="{{ debtor.first_name }}" align="center"/>', {}, "align-center", "Lucía"),
    ('<p-text size="lead">Hola</p-text>', {}, "size-lead", "<p>Hola</p>"),
    ("<p-text><ul><li>Uno</li></ul></p-text>", {}, "<ul><li>Uno</li></ul>", "size-normal"),
    ('<p-image src="/assets/a.png" alt="Una casa"/>', {}, 'src="/assets/a.png"', 'alt="Una casa"'),
    ("<p-divider/>", {}, "<hr>", ""),
    ('<p-spacer size="l"/>', {}, "spacer space-l", ""),
    ('<p-icon name="sun"/>', {}, 'aria-hidden="true"', "<svg"),
    ('<p-button text="Ir" href="#pay" look="main"/>', {}, 'class="button main" href="#pay"', "Ir"),
    ('<p-button text="Ir" href="https://a.test/b"/>', {}, 'rel="noopener noreferrer"', "https://a.test/b"),
    ('<p-button text="Ir" href="{{ link.preferences }}"/>', {"link": "/q"}, 'href="/q"', "Ir"),
    ("<p-logo/>", {}, "Marea Energía", 'class="logo'),
    ("<p-owed/>", {}, "412,30 €|€412.30", "380,00 €|€380.00"),
    ("<p-owed/>", {"debt_paid": 5_000}, "-50,00 €|-€50.00", "Ya pagado|Already paid"),
    ('<p-owed look="hero" amount="no" due="no" breakdown="no" details="no"/>', {}, "look-brand", "Total"),
    ("<p-debts/>", {}, "Marea Gas", "La de esta página|The one on this page"),
    ("<p-pay/>", {}, "Pagar 412,30 €|Pay €412.30", 'value="full"'),
    ('<p-pay part="yes" label="Ya"/>', {"providers": TWO_WAYS}, "Bank", 'value="part"'),
    ('<p-pay part="yes"/>', {"faults": {"part": "Mal"}, "typed": {"part": "<9"}}, "<details open>", "&lt;9"),
    ("<p-pay/>", {"providers": ()}, "no es posible pagar|not possible", ""),
    ("<p-pay/>", {"plan": CONFIRMED}, 'value="next"', "206,15 €|€206.15"),
    ("<p-pay/>", {"offer": ACCEPTED}, 'value="offer"', "329,84 €|€329.84"),
    ("<p-plans/>", {}, "206,15 €|€206.15", "2 cuotas, una cada mes|2 instalments, one each month"),
    (
        '<p-plans counts="4" every="weeks" first="0"/>',
        {},
        "4 cuotas, una cada semana|one each week",
        "2 de marzo|March 2",
    ),
    ("<p-plans/>", {"faults": {"count": "Elija"}, "typed": {"count": "6"}}, "Elija", 'value="6" checked'),
    ("<p-plans/>", {"plan": PLAN}, "Acepto este plan|I accept this plan", "9 de abril|April 9"),
    ("<p-plans/>", {"plan": CONFIRMED}, "Su plan de pagos|Your payment plan", "Sin pagar|Not paid"),
    ("<p-promise/>", {}, "jueves, 5 de marzo|Thursday, March 5", 'max="2026-04-01"'),
    ('<p-promise part="no" days="1"/>', {"faults": {"date": "Tarde"}}, "Tarde", 'aria-invalid="true"'),
    ("<p-promise/>", {"faults": {"promised": "Mucho"}, "typed": {"promised": "9"}}, "Mucho", 'value="9"'),
    ("<p-promise/>", {"promise": PROMISE}, "150,00 € el 10 de marzo|€150.00 on March 10", "Cambiar|Change"),
    ("<p-settlement/>", {}, "Ahorra 82,46 €|You save €82.46", "Acepto la oferta|I accept the offer"),
    ("<p-settlement/>", {"offer": ACCEPTED}, "Aceptó la oferta|You accepted", "Pagar 329,84 €|Pay €329.84"),
    ("<p-settlement/>", {"offer": ACCEPTED, "providers": ()}, "Aceptó la oferta|You accepted", ""),
    ('<p-settlement none="Nada hoy"/>', {"offer": None}, "Nada hoy", "Hoy no hay|There is no offer"),
    ("<p-dispute/>", {}, "Esta deuda no es mía|This debt is not mine", "<textarea"),
    ('<p-dispute folded="yes"/>', {"faults": {"reason": "Elija"}}, "<details open>", "Elija"),
    ("<p-dispute/>", {"disputed": True}, "Estamos revisando|We are looking into it", ""),
    ("<p-help/>", {}, "No puedo pagar ahora|I cannot pay right now", 'type="tel"'),
    ('<p-help call="no" chat="https://wa.me/34600"/>', {}, "https://wa.me/34600", "Pedir ayuda|Ask for help"),
    ("<p-help/>", {"sent": "help"}, "Recibimos su mensaje|We have your message", ""),
    ("<p-help/>", {"faults": {"phone": "Mal", "topic": "Elija"}}, "Mal", "Elija"),
    ("<p-preferences/>", {}, 'name="email" value="stop"', 'name="mobile" value="allow"'),
    ("<p-qr/>", {}, "<svg role=", "Escanéelo|Scan it"),
    ('<p-qr href="https://a.test/" text="Abra"/>', {}, "<svg role=", "Abra"),
    ('<p-document src="/assets/c.pdf" title="Contrato" note="PDF"/>', {}, 'href="/assets/c.pdf" download', "PDF"),
    ('<p-faq title="Dudas"><p-question title="¿Sí?">Sí.</p-question></p-faq>', {}, "<summary>¿Sí?</summary>", "Sí."),
    (
        '<p-video src="/assets/v.mp4" poster="/assets/v.png" captions="/assets/v.vtt" title="Cómo"/>',
        {},
        'kind="captions"',
        'type="video/mp4"',
    ),
    ('<p-video src="/assets/v.webm"/>', {}, 'type="video/webm"', ""),
    ("<p-countdown/>", {}, '<span class="days">18</span>', "hasta el 20 de marzo|until March 20"),
    ('<p-countdown until="date" date="2026-03-03" text="Pronto"/>', {}, '<span class="days">1</span>', "Pronto"),
    ('<p-countdown until="promise"/>', {"promise": PROMISE}, '<span class="days">8</span>', ""),
    ('<p-countdown until="instalment"/>', {"plan": CONFIRMED}, '<span class="days">38</span>', ""),
    (
        '<p-columns ratio="2-1"><p-column look="card"><p-divider/></p-column></p-columns>',
        {},
        "columns ratio-2-1",
        "box look-card",
    ),
]


def given(about: dict[str, Any], language: str) -> state.State:
    from dataclasses import replace  # noqa: PLC0415 - only here

    front: dict[str, Any] = {name: about[name] for name in ("faults", "typed", "sent") if name in about}
    known = {name: one for name, one in about.items() if name not in {*front, "link", "debt_paid"}}
    made = visit(language, front=front, **known)
    if "debt_paid" in about and made.inside is not None:
        debt = replace(made.inside.debt, paid=about["debt_paid"])
        made = replace(made, inside=replace(made.inside, debt=debt))
    return made


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(("widget", "about", "first", "second"), CASES, ids=[case[0][:40] for case in CASES])
def test_it_shows_what_it_is_for(widget: str, about: dict[str, Any], first: str, second: str, language: str) -> None:
    html = drawn(inside(widget, language), given(about, language), link__preferences=about.get("link"))
    for said in (first, second):
        options = said.split("|")
        assert options[-1 if language == "en" else 0] in html


@pytest.mark.parametrize(
    ("widget", "about"),
    [
        ("<p-heading/>", {}),
        ("<p-image/>", {}),
        ('<p-button text="a"/>', {}),
        ("<p-document/>", {}),
        ("<p-video/>", {}),
        ('<p-countdown until="due"/>', {}),
        ('<p-countdown until="promise"/>', {}),
        ('<p-countdown until="instalment"/>', {}),
        ("<p-countdown/>", {"offer": None}),
    ],
)
def test_what_has_nothing_to_show_leaves_no_trace(widget: str, about: dict[str, Any]) -> None:
    html = drawn(inside(widget), given(about, "es"))
    body = html[html.index("<section") : html.index("</section>")]
    assert (
        "".join(body.split()) == '<sectionclass="bandlook-plainspace-malign-left"><divclass="innerwidth-normal"></div>'
    )


def test_the_list_of_debts_shows_a_single_one_only_if_asked() -> None:
    whole = visit().inside
    assert whole is not None
    alone = given({"debts": whole.debts[:1]}, "es")
    assert "Todas sus cuentas" not in drawn(inside("<p-debts/>"), alone)
    assert "Todas sus cuentas" in drawn(inside('<p-debts alone="yes"/>'), alone)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ("promise", "pagará 150,00 € el 10 de marzo de 2026"),
        ("plan", "Su plan está en marcha"),
        ("plan_declined", "Lo anotamos"),
        ("offer", "Ya puede pagarla"),
        ("dispute", "Lo revisará una persona"),
    ],
)
def test_what_was_sent_is_confirmed(sent: str, says: str) -> None:
    html = drawn(inside("<p-owed/>"), given({"sent": sent, "promise": PROMISE}, "es"))
    assert 'role="status"' in html
    assert says in html
    assert 'role="status"' not in drawn(inside("<p-owed/>"), given({"sent": "<b>"}, "es"))


@pytest.mark.parametrize(
    ("front", "says"),
    [
        ({"gate": "locked"}, "hicimos una pausa"),
        ({"gate": "none"}, "Todavía no podemos mostrarle"),
        ({"proof": "document", "fault": "No coincide", "typed": {"tail": "4<"}}, 'value="4&lt;"'),
        ({"other": "?proof=document"}, "Prefiero responder con mi documento"),
        ({"proof": "document", "other": "?proof=birth_date"}, "Prefiero responder con mi fecha"),
        ({"fault": "No coincide"}, '<a href="#day">No coincide</a>'),
    ],
)
def test_the_question_says_what_stands_in_the_way(front: dict[str, Any], says: str) -> None:
    assert says in drawn(inside("<p-owed/>"), visit(proved=False, front=front))


def test_every_widget_has_words_in_both_languages_and_a_tile_or_a_form() -> None:
    assert texts("es").keys() == texts("en").keys()
    assert [one.tag for one in BLOCKS] == list(WIDGETS)
    for widget in WIDGETS.values():
        assert widget.labels.keys() == widget.help.keys() == {"es", "en"}
        for about in widget.properties.values():
            assert about["x-labels"].keys() == {"es", "en"}
            assert about["default"] in about.get("enum", [about["default"]])


def test_a_form_says_what_a_widget_says_by_itself() -> None:
    plans = next(one for one in BLOCKS if one.tag == "p-plans")
    assert plans.properties["title"]["x-placeholder"] == {"es": "Pague en cuotas", "en": "Pay in instalments"}
    assert plans.properties["counts"]["x-placeholder"] == {"es": "2,3,6", "en": "2,3,6"}


def test_a_piece_is_one_widget_as_the_page_shows_it() -> None:
    facts = tokens.nest({**FACTS, "debtor.first_name": "Ana"})
    assert "Hola Ana" in piece("p-heading", {"text": "Hola {{ debtor.first_name }}"}, "es", HOUSE, facts)
    assert "412,30" in piece("p-owed", {}, "es", HOUSE, facts)
    with pytest.raises(TemplateError, match="no widget that stands by itself"):
        piece("p-section", {}, "es", HOUSE, facts)
