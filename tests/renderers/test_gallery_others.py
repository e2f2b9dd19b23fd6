"""The finished templates that are no email: SMS, WhatsApp, voice and letters."""

import re

import pytest

from renderers import gallery, segments, tokens
from renderers.email import EmailTemplate
from renderers.errors import MissingTokenError
from renderers.letter import LetterSource, LetterTemplate, RenderedLetter
from renderers.pages import lay_out
from renderers.sources import compile_source
from renderers.text import RenderedText, TextSource

FACTS = {
    "debtor.first_name": "Ana",
    "debtor.full_name": "Ana Paz",
    "debtor.postal": "Calle 12 # 3-45\n110111 Bogotá",
    "account.creditor": "Banco Andino",
    "account.product": "Tarjeta",
    "account.ref": "BA-2031",
    "account.balance": 41230,
    "account.currency": "EUR",
    "account.due_date": "2026-02-01",
    "calendar.today": "2026-03-02",
    "account.principal": 38000,
    "account.interest": 2230,
    "account.fees": 1000,
    "account.paid": 0,
    "account.collector": "Costa Recovery",
    "account.collector_address": "PO Box 12, Albany, NY 12201",
    "account.itemization_date": "2025-11-30",
    "account.validation_ends": "2026-04-20",
    "item.name": "Luis Paz",
    "item.amount": 6872,
    "item.due_date": "2026-04-01",
    "link.page": "https://cauce.test/p/abc",
    "link.preferences": "https://cauce.test/p/abc/preferences",
}
OPTIONAL = {"account.product", "account.due_date"}
CHANNELS = {"sms": 9, "whatsapp": 5, "voice": 1, "letter": 3}
EVERY = [
    (key, language)
    for key, template in gallery.templates().items()
    if template.channel != "email"
    for language in template.sources
]
PARTY = {"sms_guarantor"}  # to somebody else than the debtor, who gets no link to the debtor's page


def rendered(key: str, language: str, **others: object) -> RenderedText | RenderedLetter:
    facts = FACTS | {name.replace("__", "."): value for name, value in others.items()}
    template = compile_source(gallery.load(key, language))
    made = template.render(tokens.nest(facts), language)
    assert isinstance(made, RenderedText | RenderedLetter)
    return made


def words(made: RenderedText | RenderedLetter) -> str:
    return made.text if isinstance(made, RenderedText) else made.html


def test_every_channel_has_its_templates_in_both_languages() -> None:
    found: dict[str, int] = {}
    for template in gallery.templates().values():
        assert set(template.sources) == set(template.name) == {"es", "en"}
        found[template.channel] = found.get(template.channel, 0) + 1
    assert {channel: found[channel] for channel in CHANNELS} == CHANNELS


def test_a_letter_is_a_document_and_the_others_are_texts() -> None:
    for template in gallery.templates().values():
        kind = LetterSource if template.channel == "letter" else TextSource
        if template.channel != "email":
            assert all(isinstance(source, kind) for source in template.sources.values())
        else:
            assert all(isinstance(compile_source(one), EmailTemplate) for one in template.sources.values())


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_they_use_tokens_that_every_installation_has(key: str, language: str) -> None:
    template = compile_source(gallery.load(key, language))
    assert template.variables <= FACTS.keys()
    assert not template.required & OPTIONAL
    assert ("link.page" in template.variables) is (key not in PARTY and not key.startswith("voice"))


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_without_a_token_they_are_held(key: str, language: str) -> None:
    for token in compile_source(gallery.load(key, language)).required:
        with pytest.raises(MissingTokenError) as caught:
            rendered(key, language, **{token.replace(".", "__"): None})
        assert caught.value.token == token


@pytest.mark.parametrize(("key", "language"), EVERY)
def test_they_say_who_writes_and_leave_nothing_open(key: str, language: str) -> None:
    said = words(rendered(key, language, account__product=None, account__due_date=None))
    assert "Banco Andino" in said
    assert not re.search(r"\{\{|\{%|None|undefined|Producto|Product\b", said)


@pytest.mark.parametrize(("key", "language"), [one for one in EVERY if one[0].startswith("sms")])
def test_an_sms_with_a_short_link_takes_three_parts_at_most(key: str, language: str) -> None:
    assert segments.count(words(rendered(key, language))).parts <= 3


@pytest.mark.parametrize("language", ["es", "en"])
def test_a_voice_names_neither_the_debt_nor_its_amount(language: str) -> None:
    """Whoever picks up the phone may be somebody else (12 CFR 1006.6(d), and anybody's privacy)."""
    template = compile_source(gallery.load("voice_reminder", language))
    assert template.variables == {"account.creditor", "debtor.full_name"}
    assert not re.search(r"deuda|pago|debt|payment|owe", words(rendered("voice_reminder", language)))


@pytest.mark.parametrize(("key", "language"), [one for one in EVERY if one[0].startswith("letter")])
def test_a_letter_fits_on_one_page_and_shows_the_address_in_its_window(key: str, language: str) -> None:
    made = rendered(key, language)
    assert isinstance(made, RenderedLetter)
    assert isinstance(compile_source(gallery.load(key, language)), LetterTemplate)
    assert f'<html lang="{language}"' in made.html
    assert lay_out(made.html).pages == 1
    window = made.html[made.html.index('class="window"') : made.html.index('class="sender"')]
    assert "Ana Paz\nCalle 12 # 3-45\n110111 Bogotá" in window
