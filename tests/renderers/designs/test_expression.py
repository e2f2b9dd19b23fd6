"""Tokens of the editors and expressions of templates: one for one."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import tags, tokens
from renderers.designs.expression import FORMATS, SIMPLE, Code, Token, expression, pieces, read, together
from renderers.text import TextSource, compile_text

GOLDEN: list[dict[str, str]] = json.loads(Path(__file__).with_name("expressions.json").read_text("utf-8"))

names = st.from_regex(r"\A[a-z][a-z0-9_]{0,8}\.[a-z][a-z0-9_]{0,8}\Z")
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12)
forms = st.lists(words.filter(lambda word: "|" not in word), min_size=2, max_size=4)
formats = st.one_of(
    st.sampled_from(["", "money", *SIMPLE]),
    forms.map(lambda found: f"plural:{'|'.join(found)}"),
)
any_token = st.builds(Token, names, formats, st.one_of(st.just(""), words))


@pytest.mark.parametrize("case", GOLDEN, ids=[case["expression"] for case in GOLDEN])
def test_it_writes_and_reads_the_examples_that_the_studio_shares(case: dict[str, str]) -> None:
    token = Token(case["token"], case["format"], case["fallback"])
    assert expression(token) == case["expression"]
    assert read(case["expression"]) == token


@given(any_token)
def test_it_reads_back_what_it_wrote(token: Token) -> None:
    assert read(expression(token)) == token


@given(any_token)
def test_what_it_writes_is_a_template_whose_fallback_is_written_as_it_is(token: Token) -> None:
    written = expression(token)
    needed = {token.token} if token.fallback == "" else set()
    reading = tags.read(written)
    assert reading.required - {"account.currency", "debt.currency"} == needed
    if token.fallback:
        facts = tokens.nest({"account.currency": "EUR", "debt.currency": "EUR"})
        group = token.token.partition(".")[0]
        environment = tokens.environment("es", {"text.txt": written})
        assert environment.render_template("text.txt", **{group: {}, **facts}) == token.fallback


@given(st.lists(st.one_of(st.text(st.characters(exclude_categories=["Cs"])), any_token.map(expression))).map("".join))
def test_a_text_that_was_taken_apart_is_put_together_as_it_was(text: str) -> None:
    assert together(list(pieces(text))) == text


def test_it_keeps_what_was_written_by_hand() -> None:
    text = 'Hola {{ a.b }}{% if a.b %} y {{ a.b | default("x") }}{% endif %}{# nota #}'
    found = list(pieces(text))
    assert found == [
        "Hola ",
        Token("a.b"),
        Code("{% if a.b %}"),
        " y ",
        Code('{{ a.b | default("x") }}'),
        Code("{% endif %}"),
        Code("{# nota #}"),
    ]
    assert together(found) == text


@pytest.mark.parametrize(
    "source",
    [
        "{{a.b}}",
        "{{ a }}",
        "{{ a.b | nonsense }}",
        "{{ a.b | money(b.currency) }}",
        "{{ a.b | plural('only') }}",
        "{{ a.b | plural('a\\u007cb', 'c') }}",
        "{{ a.b | default('\\u0041') }}",
        "{{ a.b if c.d is defined else 'x' }}",
    ],
)
def test_it_takes_no_other_writing_for_a_token(source: str) -> None:
    assert read(source) is None


@pytest.mark.parametrize(
    "token",
    [Token("first_name"), Token("a.b", "loud"), Token("a.b", "plural"), Token("a.b", "plural:día"), Token("a.b\n")],
)
def test_it_writes_no_token_that_there_cannot_be(token: Token) -> None:
    with pytest.raises(ValueError, match="is no"):
        expression(token)


def test_every_format_but_plural_can_be_written_by_its_name() -> None:
    assert all(expression(Token("a.b", name)) for name in FORMATS if name != "plural")


@pytest.mark.parametrize(
    ("text", "facts", "written"),
    [
        ("{{ a.b | plural('day', 'days') }}", {"a.b": 1}, "1 day"),
        ("{{ a.b | plural('day', 'days') }}", {"a.b": 1284}, "1,284 days"),
        ("{{ a.b | name }}", {"a.b": "MARÍA DE LA CRUZ"}, "María de la Cruz"),
    ],
)
def test_numbers_get_their_words_and_names_their_capitals(text: str, facts: dict[str, Any], written: str) -> None:
    assert compile_text(TextSource(text, "en")).render(tokens.nest(facts)).text == written
