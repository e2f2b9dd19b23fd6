"""Landing pages: what may stand where, what is shown to whom, and what no author and no name can do."""

import json
import pickle

import pytest

from renderers.brand import Brand
from renderers.conditions import flag_of
from renderers.errors import MissingTokenError, RenderError, TemplateError
from renderers.landing.widgets import WIDGETS
from tests.renderers.landing.visits import drawn, inside, page, visit

ASK = "<p-section><p-verify/></p-section>\n"
PRIVATE = [tag for tag, widget in WIDGETS.items() if widget.private]
ALONE = [tag for tag, widget in WIDGETS.items() if "p-section" in widget.parents]


def refused(body: str) -> str:
    with pytest.raises(TemplateError) as refusal:
        page(body)
    return str(refusal.value)


@pytest.mark.parametrize("tag", PRIVATE)
@pytest.mark.parametrize("section", ['<p-section when="always">', '<p-section when="before">', "<p-section>"])
def test_what_is_private_cannot_stand_before_the_question(tag: str, section: str) -> None:
    assert "below the verification" in refused(f"{section}<{tag}/></p-section>\n{ASK}")


@pytest.mark.parametrize(
    "block",
    [
        '<p-heading text="Hola {{ debtor.first_name }}"/>',
        "<p-text>{{ account.balance | money(account.currency) }}</p-text>",
        '<p-faq><p-question title="{% if debtor.email %}x{% endif %}">a</p-question></p-faq>',
        '<p-button text="a" href="#pay" /><p-text><a href="{{ link.page }}">{{ account.ref }}</a></p-text>',
    ],
)
def test_no_detail_of_a_person_can_stand_before_the_question(block: str) -> None:
    said = refused(f'<p-section when="before">{block}</p-section>\n{ASK}')
    assert "before the person has proved who they are" in said
    assert "line 2" in said


def test_before_the_proof_the_facts_are_not_even_read() -> None:
    template = page(
        f'<p-section when="always"><p-text>De {{{{ account.creditor }}}}</p-text></p-section>\n{ASK}'
        '<p-section><p-heading level="1" text="Hola {{ debtor.first_name }}"/><p-owed/></p-section>\n'
    )
    before = drawn(template, visit(proved=False))
    assert "De Marea Energía" in before
    assert "Lucía" not in before
    assert "412" not in before.replace("4-4", "")
    after = drawn(template)
    assert "De Marea Energía" in after
    assert "Hola Lucía" in after
    assert "412,30 €" in after


def test_a_page_without_the_question_gets_it_before_what_needs_it() -> None:
    template = page(
        '<p-section><p-heading level="1" text="Para usted"/></p-section>\n<p-section><p-owed/></p-section>\n'
    )
    before = drawn(template, visit(proved=False))
    assert before.index("Para usted") < before.index("¿Cuál es su fecha de nacimiento?")
    assert "¿Cuál es" not in drawn(template)
    bare = page("<p-section><p-text>Hola</p-text></p-section>\n")
    assert "¿Cuál es" in drawn(bare, visit(proved=False))
    assert ">Hola<" not in drawn(bare, visit(proved=False))


def test_sections_are_seen_before_after_or_always() -> None:
    template = page(
        '<p-section when="before"><p-text>uno</p-text></p-section>\n'
        f"<p-section><p-text>dos</p-text></p-section>\n{ASK}<p-section><p-text>tres</p-text></p-section>\n"
        '<p-section when="always"><p-text>cuatro</p-text></p-section>\n<p-footer text="cinco"/>\n'
    )
    numbers = ("uno", "dos", "tres", "cuatro", "cinco")
    assert [one for one in numbers if one in drawn(template, visit(proved=False))] == ["uno", "dos", "cuatro", "cinco"]
    assert [one for one in numbers if one in drawn(template)] == ["dos", "tres", "cuatro", "cinco"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ("<p-shoe/>", "<p-shoe> is no widget"),
        ("<p-owed/>", "<p-owed> cannot stand in <page>"),
        (f"{ASK}{ASK}", "only one <p-verify>"),
        ("texto", "Text stands directly in <page>"),
        ("<p-section>texto</p-section>", "belongs into a <p-text>"),
        (f"{ASK}<p-section><p-owed><p-owed/></p-owed></p-section>", "cannot hold this"),
        ('<p-section size="9"/>', "no attribute size"),
        ('<p-section look="wild"/>', "look: 'wild' cannot be used here"),
        ('<p-section background="red"/>', "background"),
        ('<p-section look="{{ debtor.first_name }}"/>', "No token can stand here"),
        (f'{ASK}<p-section><p-promise longest="900"/></p-section>', "from 1 to 366"),
        (f'{ASK}<p-section><p-plans counts="3,x"/></p-section>', "counts"),
        (f'{ASK}<p-section><p-image src="https://else.test/x.png"/></p-section>', "src"),
        (f'{ASK}<p-section><p-button text="a" href="javascript:x"/></p-section>', "href"),
        (f'{ASK}<p-section><p-button text="a" href="{{{{ debtor.email }}}}"/></p-section>', "one token of a link"),
        (f'{ASK}<p-section><p-text><a href="/x/{{{{ account.ref }}}}">a</a></p-text></p-section>', "one token of a"),
        (f"{ASK}<p-section><p-text>{{% for a in list.debts %}}a{{% endfor %}}</p-text></p-section>", "cannot be used"),
        (f"{ASK}<p-section><p-text>{{{{ inside.debt }}}}</p-text></p-section>", "inside.debt is no token"),
        (f"{ASK}<p-section><p-text>{{{{ debtor.first_name | qr_svg }}}}</p-text></p-section>", "no filter qr_svg"),
        (f'{ASK}<p-section show-if="{{"><p-text>a</p-text></p-section>', "cannot be read"),
        (f'{ASK}<p-section show-if="[1]"><p-text>a</p-text></p-section>', "cannot be read"),
        ('<p-section when="always" show-if="{}"><p-text>a</p-text></p-section>' + ASK, "shown only to some"),
    ],
)
def test_what_cannot_be_used_is_told_in_plain_words_with_its_place(body: str, says: str) -> None:
    said = refused(body)
    assert says in said
    assert "line" in said


def test_the_page_itself_has_no_attributes_and_one_root() -> None:
    from renderers.landing.page import PageSource, compile_page  # noqa: PLC0415 - only here

    with pytest.raises(TemplateError, match="no attribute colour"):
        compile_page(PageSource('<page colour="red"></page>'))
    with pytest.raises(TemplateError, match="A page is one <page> element"):
        compile_page(PageSource("<mjml></mjml>"))
    with pytest.raises(TemplateError, match="In the title"):
        compile_page(PageSource("<page></page>", "{{ debtor.first_name }}"))


def test_no_author_can_run_a_script_or_load_from_elsewhere() -> None:
    text = (
        "<p-text>a<script>alert(1)</script><img src=x onerror=alert(1)> <b onclick=alert(1) style='color:red'>b</b>"
        '<a href="javascript:alert(1)">c</a> <a href="https://ok.test/">d</a> &#123;{ x }} &lt;script&gt;</p-text>'
    )
    html = drawn(inside(text))
    for harm in ("<script", "onerror", "onclick", "style=", "javascript:", "<img"):
        assert harm not in html
    assert "<b>b</b>" in html
    assert 'href="https://ok.test/" rel="noopener noreferrer"' in html
    assert "&#123;{ x }}" in html


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "\"><img src=x onerror='x'>", "{{ 7*7 }}", "O'Brien & Söhne"]
)
def test_a_name_is_text_and_nothing_else(name: str) -> None:
    body = '<p-heading text="Hola {{ debtor.first_name }}"/><p-text>Hola <b>{{ debtor.first_name }}</b></p-text>'
    html = drawn(inside(body), debtor__first_name=name)
    assert "<script" not in html
    assert "<img" not in html
    assert "49" not in html.replace("49", "", html.count("49") if "7*7" not in name else 0)


def test_names_from_right_to_left_are_set_apart_and_emoji_stay() -> None:
    body = '<p-heading text="Hola {{ debtor.first_name }}, bienvenida"/>'
    assert "Hola \u2068محمد\u2069, bienvenida" in drawn(inside(body), debtor__first_name="محمد")
    assert "Hola Ana 🌊, bienvenida" in drawn(inside(body), debtor__first_name="Ana 🌊")


def test_a_detail_without_a_value_is_named() -> None:
    with pytest.raises(MissingTokenError) as missing:
        drawn(inside('<p-heading text="{{ debtor.city }}"/>'))
    assert missing.value.token == "debtor.city"


@pytest.mark.parametrize(
    "said", ['{{ debtor.first_name | money("EUR") }}', "{{ debtor.first_name | replace(1, 2, 3) }}"]
)
def test_a_detail_that_does_not_suit_its_filter_cannot_be_drawn(said: str) -> None:
    with pytest.raises(RenderError):
        drawn(inside(f"<p-text>{said}</p-text>"))


def test_what_only_some_see_asks_for_a_flag() -> None:
    condition = {"field": "account.balance", "op": "gt", "value": 1000}
    written = json.dumps(condition).replace('"', "&quot;")
    template = inside(f'<p-text show-if="{written}">Solo algunos</p-text>')
    flag = flag_of(condition)
    assert template.conditions == {flag: condition}
    assert "Solo algunos" not in drawn(template)
    assert "Solo algunos" in drawn(template, **{f"show__{flag}": True})


def test_what_is_repeated_stands_there_for_each_debt() -> None:
    block = '<p-text repeat="debts">{{ debt.ref }}: {{ debt.balance | money(debt.currency) }}</p-text>'
    html = drawn(inside(block))
    assert "ME-20418: 412,30 €" in html
    assert "ME-20977: 86,40 €" in html
    for wrong in (f'<p-section when="always">{block}</p-section>{ASK}', f'{ASK}<p-section repeat="shoes"></p-section>'):
        assert "repeated for each" in refused(wrong) or "before the person" in refused(wrong)


def test_a_template_can_be_pickled_and_names_its_widgets() -> None:
    template = inside('<p-plans counts="3,6" label="Sí, {{ debtor.first_name }}"/>')
    assert pickle.loads(pickle.dumps(template)) == template  # noqa: S301 - our own
    plans = template.widget("p-plans")
    assert plans is not None
    assert plans["counts"] == "3,6"
    assert plans["label"] == "Sí, {{ debtor.first_name }}"
    assert template.widget("p-pay") is None
    assert template.variables == {"debtor.first_name"}


def test_a_brand_gives_colours_logo_and_legal_words() -> None:
    brand = Brand(primary="#123456", logo="/assets/a.png", legal=(("es", "Texto legal <b>"),), phone="+34 600")
    template = inside("<p-logo/><p-text>x</p-text>", brand=brand)
    html = drawn(template)
    assert "--brand-primary:#123456" in template.css
    assert 'src="/assets/a.png"' in html
    assert "Texto legal &lt;b&gt;" in html
    assert "+34 600" in html
    assert ".g1{width:140px}" in template.css
    assert "Marea Energía" in drawn(inside("<p-logo/>", brand=Brand(logo="https://else.test/a.png")))
    assert "else.test" not in drawn(inside("<p-logo/>", brand=Brand(logo="https://else.test/a.png")))


def test_own_colours_become_classes_and_no_inline_styles() -> None:
    template = page(f'{ASK}<p-section background="var(--brand-tint)"><p-text>a</p-text></p-section>')
    assert ".g1{background-color:var(--brand-tint)}" in template.css
    assert "style=" not in drawn(template)


def test_an_unknown_language_reads_english_and_arabic_runs_from_the_right() -> None:
    assert "What is your date of birth?" in drawn(page(ASK, "pt"), visit("en", proved=False))
    assert '<html lang="ar" dir="rtl">' in drawn(page(ASK, "ar"), visit("en", proved=False))


def test_there_is_one_heading_of_the_first_level() -> None:
    assert drawn(page(ASK, title="Mi página"), visit(proved=False)).count("<h1") == 1
    assert '<h1 class="hidden">Mi página</h1>' in drawn(page(ASK, title="Mi página"), visit(proved=False))
    assert drawn(inside('<p-heading level="1" text="Hola"/>')).count("<h1") == 1
