"""The finished templates that are no email: SMS, WhatsApp, voice and letters."""

import json
import re
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from renderers import gallery, segments, tokens
from renderers.designs import voice, whatsapp
from renderers.designs.contents import content_for
from renderers.designs.documents import document_of
from renderers.errors import MissingTokenError
from renderers.letter import LetterSource, LetterTemplate, RenderedLetter
from renderers.pages import lay_out
from renderers.sources import compile_source
from renderers.text import RenderedText, TextSource, TextTemplate
from tests.renderers.gallery_samples import EMAILS, FACTS
from tests.renderers.gallery_samples import OTHERS as EVERY

OPTIONAL = {"account.product", "account.due_date"}
CHANNELS = {"sms": 16, "whatsapp": 7, "voice": 5, "letter": 7}
SMS = [one for one in EVERY if one[0].startswith("sms")]
WHATSAPP = [one for one in EVERY if one[0].startswith("whatsapp")]
VOICES = [one for one in EVERY if one[0].startswith("voice")]
LETTERS = [one for one in EVERY if one[0].startswith("letter")]
DESIGNED = [one for one in (*WHATSAPP, *VOICES, *LETTERS) if one[0] != "letter_us_validation"]
"""All but the model form of the law in the United States, which is written as HTML."""
LINKS = ("link__page", "link__preferences")
PARTY = {"sms_guarantor"}  # to somebody else than the debtor, who gets no link to the debtor's page


def rendered(key: str, language: str, **others: object) -> RenderedText | RenderedLetter:
    facts = FACTS | {name.replace("__", "."): value for name, value in others.items()}
    template = compile_source(gallery.load(key, language))
    assert isinstance(template, TextTemplate | LetterTemplate)
    return template.render(tokens.nest(facts), language)


def words(made: RenderedText | RenderedLetter) -> str:
    return made.text if isinstance(made, RenderedText) else made.html


def test_every_channel_has_its_templates_in_both_languages() -> None:
    found: dict[str, int] = {}
    for template in gallery.templates().values():
        assert set(template.sources) == set(template.name) == {"es", "en"}
        found[template.channel] = found.get(template.channel, 0) + 1
    assert {channel: found[channel] for channel in CHANNELS} == CHANNELS


def test_a_letter_is_a_document_and_the_others_are_texts() -> None:
    for key, language in EVERY:
        kind = LetterSource if gallery.templates()[key].channel == "letter" else TextSource
        assert isinstance(gallery.load(key, language), kind)


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


@pytest.mark.parametrize(("key", "language"), SMS)
def test_an_sms_with_a_short_link_takes_two_parts_at_most(key: str, language: str) -> None:
    """Nor does a letter that only costs: "más" or "día" would make each part less than half as long."""
    counted = segments.count(words(rendered(key, language)))
    assert counted.alphabet == "GSM-7"
    assert counted.parts <= 2


def designed(key: str, language: str) -> dict[str, Any]:
    """The content as the editor of its channel keeps it."""
    content: dict[str, Any] = json.loads((gallery.FOLDER / key / f"{language}.json").read_text(encoding="utf-8"))
    return content


@pytest.mark.parametrize(("key", "language"), DESIGNED)
def test_what_has_an_editor_opens_in_it(key: str, language: str) -> None:
    template = gallery.templates()[key]
    content = content_for(template.channel)
    opened = document_of(template)["languages"][language]["variants"]
    assert [one["content"] for one in opened] == [designed(key, language)]
    assert not list(Draft202012Validator(content.schema()).iter_errors(designed(key, language)))


@pytest.mark.parametrize(("key", "language"), VOICES)
def test_a_voice_names_neither_the_debt_nor_its_amount_to_anybody_else(key: str, language: str) -> None:
    """Whoever picks up the phone may be somebody else (12 CFR 1006.6(d), and anybody's privacy)."""
    heard = re.sub(r"\{\{.*?\}\}", "", " ".join(text for _, text in voice.said_to_anybody(designed(key, language))))
    assert not re.search(r"deud|pag[oau]|cuenta|cuota|debt|pay|owe|account|instalment", heard, re.IGNORECASE)
    assert not {name for name in compile_source(gallery.load(key, language)).variables if name.endswith("amount")}
    assert "account.balance" not in compile_source(gallery.load(key, language)).variables


@pytest.mark.parametrize(("key", "language"), [one for one in VOICES if one[0] != "voice_reminder"])
def test_a_call_can_be_ended_for_good_at_every_menu(key: str, language: str) -> None:
    menus = [step for step in designed(key, language)["script"] if step["kind"] == "menu"]
    assert [{"confirm", "wrong_person", "stop"}, {"agent", "call_back", "repeat", "stop"}] == [
        {one["act"] for one in menu["keys"]} for menu in menus
    ]
    for menu in menus:
        assert menu["nothing"]
        for one in menu["keys"]:
            assert re.search(rf"(pulse|press) {one['key']}\b", menu["text"])  # every key is said aloud


@pytest.mark.parametrize(("key", "language"), WHATSAPP)
def test_whatsapp_would_take_them_as_templates(key: str, language: str) -> None:
    content = designed(key, language)
    assert content["category"] == ("marketing" if key == "whatsapp_settlement_offer" else "utility")
    assert len(content["text"]) <= whatsapp.MOST_BODY
    assert len(content["footer"]) <= whatsapp.MOST_LINE
    assert not whatsapp.starts_or_ends_with_token(content["text"])
    assert not whatsapp.has_neighbours(content["text"])
    links = [one["url"] for one in content["buttons"] if one["kind"] == whatsapp.URL]
    assert links == ["{{ link.page }}", "{{ link.preferences }}"]
    assert all(len(one["text"]) <= whatsapp.MOST_LABEL for one in content["buttons"])


@pytest.mark.parametrize("key", sorted({key for key, _ in (*EMAILS, *EVERY)}))
def test_both_languages_are_built_alike(key: str) -> None:
    """The same paragraphs, steps and keys, and the same tokens wherever they stand."""
    assert key not in {one for one, _ in DESIGNED} or shape(designed(key, "es")) == shape(designed(key, "en"))
    spanish, english = (compile_source(gallery.load(key, language)) for language in ("es", "en"))
    assert spanish.variables == english.variables
    assert spanish.required == english.required


def shape(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A content without its words."""
    if isinstance(value, dict):
        kept = {name: shape(inner) for name, inner in value.items() if name != "content"}
        inside = [shape(one) for one in value.get("content", ()) if one["type"] not in {"text", "token", "hardBreak"}]
        return kept | {"inside": inside}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return type(value).__name__


@pytest.mark.parametrize(("key", "language"), LETTERS)
def test_a_letter_fits_on_one_page_and_shows_the_address_in_its_window(key: str, language: str) -> None:
    """With links as long as signed ones are."""
    made = rendered(key, language, **dict.fromkeys(LINKS, f"https://pay.bank.example/p/{'aZ' * 36}"))
    assert isinstance(made, RenderedLetter)
    assert isinstance(compile_source(gallery.load(key, language)), LetterTemplate)
    assert f'<html lang="{language}"' in made.html
    assert lay_out(made.html).pages == 1
    window = made.html[made.html.index('class="window"') : made.html.index('class="sender"')]
    assert "Ana Paz\nCalle 12 # 3-45\n110111 Bogotá" in window
