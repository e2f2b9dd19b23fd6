"""Sources as plain words, as files and databases keep them, and back."""

import pytest

from renderers import gallery
from renderers.sources import source_of, words_of
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
