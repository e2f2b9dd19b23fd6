"""Sources as plain words, as files and databases keep them, and back."""

import pytest

from renderers import gallery
from renderers.sources import compile_source, source_of, variables_of, words_of
from renderers.text import TextSource


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
def test_the_tokens_of_a_source_are_known_without_compiling_it(key: str) -> None:
    for source in gallery.templates()[key].sources.values():
        assert variables_of(source) == compile_source(source).variables
