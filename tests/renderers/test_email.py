"""Compiling and personalising an email."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import tokens
from renderers.email import EmailSource, EmailTemplate, compile_email
from renderers.errors import MissingTokenError, RenderError, TemplateError

FACTS = {
    "debtor.first_name": "Ana",
    "debtor.tags": ["a", "b"],
    "account.balance": 41230,
    "account.currency": "eur",
    "account.due_date": "2026-02-01",
    "account.rate": 0.125,
    "account.score": 1234.5,
}


def template(content: str, subject: str = "Hi", language: str = "en") -> EmailTemplate:
    document = (
        f"<mjml><mj-body><mj-section><mj-column><mj-text>{content}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )
    return compile_email(EmailSource(mjml=document, subject=subject, language=language))


def written(content: str, language: str = "en", spoken: str | None = None, **facts: object) -> str:
    nested = tokens.nest(FACTS | {name.replace("__", "."): value for name, value in facts.items()})
    return template(content, language=language).render(nested, spoken).text.strip()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{{ debtor.first_name | upper }}", "ANA"),
        ("{{ 'hola a todos' | upper_first }}", "Hola a todos"),
        ("{{ account.balance | money(account.currency) }}", "€412.30"),
        ("{{ account.balance | money('USD') }}", "$412.30"),
        ("{{ account.due_date | date }}", "February 1, 2026"),
        ("{{ account.due_date | date('short') }}", "2/1/26"),
        ("{{ account.rate | percent }}", "12.5%"),
        ("{{ account.score | number }}", "1,234.5"),
        ("{{ account.product | default('your account') }}", "your account"),
        ("{% if account.product %}a{% else %}b{% endif %}", "b"),
        ("{% for t in debtor.tags %}{{ t }}{{ loop.index }}{% endfor %}", "a1b2"),
        ("{{ account.balance > 100 }}", "True"),
    ],
)
def test_tokens_are_written_through_their_filters(content: str, expected: str) -> None:
    assert written(content) == expected


def test_rows_print_no_empty_values() -> None:
    rows = [{"due": "2026-02-01", "note": None}, None, ({"due": "2026-03-01"},)]
    content = (
        "{% for r in debtor.rows %}{% if r.due %}{{ r.due | date }}{{ r.note | default('.') }}{% endif %}{% endfor %}"
    )
    assert written(content, debtor__rows=rows) == "February 1, 2026."
    with pytest.raises(MissingTokenError, match=r"r\.note"):
        written("{% for r in debtor.rows %}{{ r.note }}{% endfor %}", debtor__rows=rows[:1])


def test_zero_and_no_are_values() -> None:
    assert written("{{ account.balance | money('EUR') }} {{ debtor.vip }}", account__balance=0, debtor__vip=False) == (
        "€0.00 False"
    )


def test_a_region_of_the_same_language_decides_how_amounts_are_written_and_another_language_does_not() -> None:
    content = "{{ account.score | number }}"
    assert written(content, "es") == written(content, "es", "en-US") == "1.234,5"
    assert written(content, "es", "es-MX") == "1,234.5"


def test_what_a_person_is_called_can_hold_no_markup() -> None:
    rendered = template("{{ debtor.first_name }}", "For {{ debtor.first_name }}").render(
        {"debtor": {"first_name": "<b onclick='x'>A&B</b>\r\nBcc: x@a.test"}}
    )
    assert "<b onclick" not in rendered.html
    assert "&lt;b onclick=&#x27;x&#x27;&gt;A&amp;B&lt;/b&gt;" in rendered.html.replace("&#x2f;", "/").replace(
        "</b", "&lt;/b"
    )
    assert rendered.subject == "For <b onclick='x'>A&B</b> Bcc: x@a.test"


@pytest.mark.parametrize("empty", [None, "", "  \n", "\u00a0"])
@pytest.mark.parametrize(
    ("content", "token"),
    [
        ("Dear {{ debtor.first_name }},", "debtor.first_name"),
        ("{{ debtor.first_name | upper }}", "debtor.first_name"),
        ("{{ debtor.first_name | upper_first }}", "debtor.first_name"),
        ("{{ debtor.first_name | first }}", "debtor.first_name"),
        ("{{ debtor.first_name ~ '!' }}", "debtor.first_name"),
        ("{% if debtor.first_name == 'x' %}{% endif %}", "debtor.first_name"),
        ("{% for x in debtor.first_name %}{% endfor %}", "debtor.first_name"),
        ("{{ account.x | default(1) | money(debtor.first_name) }}", "debtor.first_name"),
        ("{{ account.x | d(1) | money(debtor.first_name) }}", "debtor.first_name"),
        ("{% if account.x is undefined %}{{ debtor.first_name | date }}{% endif %}", "debtor.first_name"),
        ("{% if account.x is not defined %}{{ debtor.first_name | number }}{% endif %}", "debtor.first_name"),
        ("{{ account.balance | money(account.currency) }}{{ debtor.first_name | percent }}", "debtor.first_name"),
        ("{{ debtor.first_name | date | default('x') }}", "debtor.first_name"),
    ],
)
def test_a_token_without_a_value_holds_the_message_and_is_named(content: str, token: str, empty: object) -> None:
    with pytest.raises(MissingTokenError) as caught:
        template(content).render({"debtor": {"first_name": empty}, "account": {"balance": 1, "currency": "EUR"}})
    assert caught.value.token == token
    with pytest.raises(MissingTokenError):
        template(content).render({})


def test_a_missing_token_that_hides_behind_a_calculation_is_still_named() -> None:
    with pytest.raises(MissingTokenError) as caught:
        template("{{ (account.a or account.b) | money('EUR') }}").render({})
    assert caught.value.token in {"account.a", "account.b"}
    with pytest.raises(MissingTokenError) as caught:
        template("{{ (account.b if account.x is defined and account.b > 1) | money('EUR') }}{{ account.x }}").render(
            {"account": {"b": 1}}
        )
    assert caught.value.token == "account.x"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{{ debtor.first_name | money('EUR') }}", "Ana is no amount of money"),
        ("{{ account.rate | money('EUR') }}", "0.125 is no amount of money"),
        ("{{ account.balance | money('XQX') }}", "XQX is no currency"),
        ("{{ debtor.first_name | number }}", "Ana is no number"),
        ("{{ debtor.first_name | date }}", "Invalid isoformat"),
        ("{{ account.balance | date }}", "41230 is no date"),
        ("{{ account.balance | length }}", "cannot be filled in"),
        ("{{ 1 + debtor.first_name }}", "cannot be filled in"),
        ("{% for t in debtor.tags %}{{ t.amount | money('EUR') }}{% endfor %}", "The token row has no value"),
    ],
)
def test_a_value_that_does_not_suit_its_filter_is_told(content: str, words: str) -> None:
    with pytest.raises(RenderError, match=words):
        written(content)


def test_a_template_bomb_runs_out_of_fuel() -> None:
    rows = list(range(300))
    loop = "{{% for {} in debtor.tags %}}"
    bomb = loop.format("a") + loop.format("b") + loop.format("c") + "x" + "{% endfor %}" * 3
    with pytest.raises(TemplateError, match="too much work"):
        written(bomb, debtor__tags=rows)


@pytest.mark.parametrize("content", ["{{ debtor.__class__ }}", "{{ debtor._private }}"])
def test_python_stays_out_of_reach(content: str) -> None:
    with pytest.raises(RenderError):
        written(content)


@pytest.mark.parametrize(("field", "name"), [("subject", "subject"), ("preheader", "preheader")])
def test_a_fault_in_the_subject_or_preheader_says_so(field: str, name: str) -> None:
    source = {"mjml": "<mjml><mj-body></mj-body></mjml>", "subject": "x"} | {field: "{{ a.b | x }}"}
    with pytest.raises(TemplateError, match=f"In the {name}: There is no filter x"):
        compile_email(EmailSource(**source))


def test_what_a_template_reads_is_told_with_its_subject_and_preheader() -> None:
    document = (
        "<mjml><mj-body><mj-section><mj-column><mj-text>{{ a.a }}</mj-text></mj-column></mj-section></mj-body></mjml>"
    )
    made = compile_email(EmailSource(document, "{{ a.b }}", "{{ a.c | default('') }}"))
    assert made.variables == {"a.a", "a.b", "a.c"}
    assert made.required == {"a.a", "a.b"}


def test_a_compiled_template_can_be_sent_to_another_process() -> None:
    made = template("{{ debtor.first_name }}")
    facts = {"debtor": {"first_name": "Ana"}}
    assert pickle.loads(pickle.dumps(made)).render(facts) == made.render(facts)  # noqa: S301  # our own bytes


def test_flat_facts_are_grouped_and_empty_ones_left_out() -> None:
    facts = {"a.b": 1, "a.c": None, "a.d": "", "a.e.f": 2, "g": 0, "h.i": " "}
    assert tokens.nest(facts) == {"a": {"b": 1, "e.f": 2}, "g": 0}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip))
def test_any_name_comes_out_whole(name: str) -> None:
    rendered = template("[{{ debtor.first_name }}]").render({"debtor": {"first_name": name}})
    assert f"[{name}]" in rendered.text
