"""How the finished emails look: in a customer's colours, in light and dark, and alike in each language."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from renderers import tokens
from renderers.brand import COLOURS, HOUSE, Brand
from renderers.designs import mail
from renderers.document import Element
from renderers.email import compile_email
from renderers.mjml import Hidden
from renderers.sources import words_of
from tests.renderers.gallery_samples import EMAILS, FACTS, flags, mail_source, rendered

KEYS = sorted({key for key, _ in EMAILS})
BANK = Brand(
    key="bank",
    primary="#0b2a6b",
    on_primary="#ffffff",
    accent="#8a6414",
    background="#edf1f8",
    surface="#ffffff",
    tint="#e4ebf8",
    text="#2f3a52",
    heading="#0a1a3f",
    muted="#56617a",
    line="#d5ddec",
    font="Georgia, serif",
    heading_font="Georgia, serif",
    radius=4,
)
DARK = {"#111315", "#1c1f22", "#282d32", "#3a4046", "#4a5158", "#5c646b", "#b4bbc2", "#e8eaec"}
"""The greys of dark mode: they stand in no kit, since no brand has a dark one."""
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(")
VOID = {"br", "meta", "img", "link", "hr", "col"}


def tree(key: str, language: str) -> Element:
    return Hidden().parse(mail_source(key, language).mjml)


def texts(element: Element) -> Iterator[str]:
    for one in element.walk():
        yield from one.attributes.values()
        yield from (child for child in one.children if isinstance(child, str))


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_a_design_names_no_colour_or_font_of_its_own(key: str, language: str) -> None:
    root = tree(key, language)
    sheets = [one for one in root.walk() if one.tag == "mj-style"]
    named = {found for sheet in sheets for text in texts(sheet) for found in COLOUR.findall(text)}
    assert named <= DARK
    body = next(one for one in root.elements() if one.tag == "mj-body")
    assert not [text for text in texts(body) if COLOUR.search(text)]
    fonts = {one.attributes["font-family"] for one in body.walk() if "font-family" in one.attributes}
    assert fonts <= {"var(--brand-font)", "var(--brand-heading-font)"}


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_a_kit_makes_a_mail_the_customers_own(key: str, language: str) -> None:
    html = re.sub(r"<style.*?</style>", "", rendered(key, language, BANK).html, flags=re.DOTALL)
    house = {getattr(HOUSE, name) for name in COLOURS} - {getattr(BANK, name) for name in COLOURS}
    assert not [colour for colour in house if colour in html]
    assert "Georgia" in html
    for colour in (BANK.primary, BANK.heading, BANK.muted, BANK.line, BANK.background):
        assert colour in html


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_templates_are_small_and_load_nothing(key: str, language: str) -> None:
    html = rendered(key, language).html
    assert len(html.encode()) < 60_000  # of the 102 KB after which Gmail clips
    assert not re.search(r"<link|@import|url\(|<script", html)
    assert set(re.findall(r'src="([^"]*)"', html)) <= {FACTS["link.qr"]}
    assert f'<html lang="{language}"' in html
    page = FACTS["link.page"]
    assert set(re.findall(r'href="([^"]*)"', html)) - {f"{page}#help"} <= {
        *(page, f"{page}#plan"),
        FACTS["link.preferences"],
    }


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_there_is_one_action_and_one_heading(key: str, language: str) -> None:
    html = rendered(key, language).html
    pictures = html.count("<img")  # a code leads to the page, too
    assert len(re.findall(rf'href="{FACTS["link.page"]}(?:#plan)?"', html)) - pictures == 1
    assert html.count(f'href="{FACTS["link.page"]}#help"') <= 1
    assert html.count("<h1") == 1


@pytest.mark.parametrize("key", KEYS)
def test_spanish_and_english_are_built_alike(key: str) -> None:
    def shape(language: str) -> list[tuple[str, dict[str, str]]]:
        quiet = {"label", "lang", "text"}
        return [
            (one.tag, {name: value for name, value in one.attributes.items() if name not in quiet})
            for one in tree(key, language).walk()
        ]

    assert [tag for tag, _ in shape("es")] == [tag for tag, _ in shape("en")]


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_punctuation_stands_where_it_belongs(key: str, language: str) -> None:
    text = rendered(key, language).text
    assert not re.search(r" [,.;:!?](?!\.)| {2,}|\(\)|\.\.(?!\.)|,,|¿[^?]*$|\?\?", text)
    assert text.count("¿") == (text.count("?") if language == "es" else 0)
    assert "¡" not in text  # nobody shouts at a debtor
    assert "!" not in text


def luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


GROUND = re.compile(r"background(?:-color)?:(#[0-9a-f]{6})")
INK = re.compile(r"(?<![-\w])color:(#[0-9a-f]{6})")


@pytest.mark.parametrize("brand", [HOUSE, BANK], ids=["house", "bank"])
@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_text_stands_out_from_its_ground(key: str, language: str, brand: Brand) -> None:
    html = re.sub(r"<!--.*?-->|<style.*?</style>", "", rendered(key, language, brand).html, flags=re.DOTALL)
    html = html[html.index("<body") :]
    grounds, checked = [brand.background], 0
    for match in re.finditer(r"<(/?)([a-z0-9]+)([^>]*?)(/?)>", html):
        end, tag, attributes, alone = match.groups()
        if alone or tag in VOID:
            continue
        if end:
            grounds.pop()
            continue
        ground = GROUND.search(attributes)
        grounds.append(ground[1] if ground else grounds[-1])
        ink = INK.search(attributes)
        if ink and "display:none" not in attributes:
            assert contrast(ink[1], grounds[-1]) >= 4.5, match[0]
            checked += 1
    assert checked > 12


def test_the_greys_of_dark_mode_stand_out_from_each_other() -> None:
    for ink in ("#e8eaec", "#b4bbc2"):
        for ground in ("#111315", "#1c1f22", "#282d32"):
            assert contrast(ink, ground) >= 7


@pytest.mark.parametrize(("key", "language"), EMAILS)
def test_a_marketer_can_change_everything_by_hand(key: str, language: str) -> None:
    """What the designer opens has no table and no tag that somebody would have to write, and saves as it was."""
    source = mail_source(key, language)
    content = json.loads(json.dumps(mail.content_of(words_of(source), language)))
    written = list(components(content["project"]["pages"][0]["frames"][0]["component"]))
    assert not [one for one in written if one["type"] in {"code", "mj-table"}]
    assert [one["code"] for one in written if one["type"] == "mj-raw" and "<meta" not in one["code"]] == []
    assert {one["type"] for one in written} >= {"c-logo", "c-legal", "c-preferences"}
    copied = compile_email(replace(source, mjml=mail.words(content, language)["text"]))
    facts = tokens.nest(FACTS | flags(copied, FACTS))
    assert plainly(copied.render(facts, language).html) == plainly(rendered(key, language).html)


def plainly(html: str) -> str:
    """HTML without white space between its elements, and without the ids that the designer gives."""
    return re.sub(r"\s+", " ", re.sub(r">\s+|\s+<", lambda match: match[0].strip(), html))


def components(component: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield component
    for child in component.get("components", ()):
        yield from components(child)
