"""Sources as plain words, as files and databases keep them, and back."""

import pytest

from renderers import gallery
from renderers.conditions import flag_of
from renderers.email import EmailSource, EmailTemplate
from renderers.errors import TemplateError
from renderers.landing.page import PageSource, PageTemplate
from renderers.sources import compile_source, conditions_in, source_of, variables_of, words_of
from renderers.text import TextSource

SURE = {"account.creditor", "account.ref", "account.balance", "account.currency"}
"""Tokens that every account has."""


@pytest.mark.parametrize("key", ["second_notice", "letter_prelegal", "sms_reminder"])
def test_a_source_is_the_same_after_it_was_written_down(key: str) -> None:
    template = gallery.templates()[key]
    for language, source in template.sources.items():
        assert source_of(template.channel, language, words_of(source)) == source


def test_a_channel_of_its_own_takes_texts_and_an_email_needs_no_preheader() -> None:
    assert source_of("fax", "es", {"text": "Hola"}) == TextSource("Hola", "es")
    assert words_of(source_of("email", "es", {"text": "<mjml/>", "subject": "Hola"})) == {
        "subject": "Hola",
        "preheader": "",
        "text": "<mjml/>",
    }


@pytest.mark.parametrize("key", gallery.templates())
def test_the_tokens_that_an_author_wrote_are_known_without_compiling_an_email(key: str) -> None:
    for source in gallery.templates()[key].sources.values():
        compiled, written = compile_source(source), variables_of(source)
        brought = compiled.variables - written
        assert written <= compiled.variables
        assert not brought or isinstance(source, EmailSource)
        assert not {name for name in brought & compiled.required if not name.startswith(("link.", "list."))} - SURE


def test_tokens_of_other_kinds_are_those_of_what_is_compiled() -> None:
    for key in ("letter_prelegal", "sms_reminder", "page_pay"):
        for source in gallery.templates()[key].sources.values():
            assert variables_of(source) == compile_source(source).variables


@pytest.mark.parametrize("key", gallery.templates())
def test_the_conditions_of_a_source_are_known_without_compiling_it(key: str) -> None:
    for source in gallery.templates()[key].sources.values():
        compiled = compile_source(source)
        known = compiled.conditions if isinstance(compiled, EmailTemplate | PageTemplate) else {}
        assert conditions_in(source) == known


RICH = {"field": "account.balance", "op": "gt", "value": 1}


@pytest.mark.parametrize(
    ("written", "found"), [('{"field": "account.balance", "op": "gt", "value": 1}', [RICH]), (" ", []), (None, [])]
)
def test_a_block_of_a_page_has_a_condition_or_none(written: str | None, found: list[object]) -> None:
    about = "" if written is None else f" show-if='{written}'"
    page = PageSource(
        "<page><p-section><p-verify/></p-section><p-section><p-text>Todos</p-text>"
        f"<p-text{about}>Algunos</p-text></p-section></page>"
    )
    assert conditions_in(page) == {flag_of(RICH): RICH for _ in found}
    if found:
        assert dict(conditions_in(page)) == dict(compile_source(page).conditions)  # type: ignore[union-attr] # a page


def test_a_condition_that_is_no_json_is_told_at_its_place() -> None:
    with pytest.raises(TemplateError, match="cannot be read"):
        conditions_in(PageSource("<page><p-text show-if='no'>Algunos</p-text></page>"))


def test_all_that_was_written_of_a_template_is_every_variant_of_each_language() -> None:
    one, two, english = (TextSource(text, language) for text, language in (("a", "es"), ("b", "es"), ("c", "en")))
    variants = {"es": (gallery.Variant("a", 50, one), gallery.Variant("b", 50, two))}
    template = gallery.TemplateFile("own", "sms", {}, {"es": one, "en": english}, variants)
    assert list(template.written()) == [one, two, english]
