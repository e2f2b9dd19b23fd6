"""Texts without form: SMS, WhatsApp, voice."""

import pytest

from renderers import tokens
from renderers.errors import MissingTokenError, RenderError, TemplateError
from renderers.text import MAX_SIZE, RenderedText, TextSource, compile_text

FACTS = tokens.nest({"debtor.first_name": "Ana", "account.balance": 41230, "account.currency": "EUR"})


def render(text: str, language: str | None = None, own: str = "es") -> str:
    return compile_text(TextSource(text, own)).render(FACTS, language).text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Hola {{ debtor.first_name }} & <co>", None, "Hola Ana & <co>"),
        ("{{ account.balance | money(account.currency) }}", None, "412,30 €"),
        ("{{ account.balance | money(account.currency) }}", "es-MX", "EUR 412.30"),
        ("{{ account.balance | money(account.currency) }}", "en", "412,30 €"),
        ("a  {% if debtor.nick %}b{% endif %}  c \n\n\n\n d\n", None, "a c\n\nd"),
    ],
    ids=["nothing is escaped", "no blank that costs an alphabet", "a region", "another language", "tidy"],
)
def test_a_text_is_personalised(text: str, language: str | None, expected: str) -> None:
    assert render(text, language) == expected


def test_what_is_read_and_what_must_be_there() -> None:
    made = compile_text(TextSource("{{ debtor.first_name }}{% if account.product %}{{ account.product }}{% endif %}"))
    assert made.variables == {"debtor.first_name", "account.product"}
    assert made.required == {"debtor.first_name"}


def test_a_missing_token_is_named() -> None:
    with pytest.raises(MissingTokenError) as caught:
        render("Hola {{ debtor.last_name }}")
    assert caught.value.token == "debtor.last_name"


def test_a_value_that_does_not_suit_its_filter_is_told() -> None:
    with pytest.raises(RenderError, match="cannot be written"):
        render("{{ debtor.first_name | money('EUR') }}")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a\n{{ debtor.first_name | shout }}", "There is no filter shout"),
        ("{{ debtor.first_name", "never closed"),
        ("x" * (MAX_SIZE + 1), "longer than 20,000 characters"),
    ],
    ids=["filter", "open tag", "too long"],
)
def test_an_author_is_told_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        compile_text(TextSource(text))


def test_lists_show_its_beginning() -> None:
    assert RenderedText("Hola\nAna").subject == "Hola Ana"
    assert RenderedText("a" * 100).subject == "a" * 79 + "…"
