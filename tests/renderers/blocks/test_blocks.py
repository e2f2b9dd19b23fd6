"""The blocks of a mail, compiled and filled in."""

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from renderers.blocks.block import Setting
from renderers.blocks.registry import BLOCKS, BY_TAG
from renderers.brand import HOUSE, Brand
from renderers.designs import mail
from renderers.designs.dialect import EMAIL, OWN_EMAIL
from renderers.designs.project import read_component, read_project, write_project
from renderers.email import EmailSource, compile_email
from renderers.errors import TemplateError

KIT = replace(
    HOUSE,
    key="marea",
    name="Marea",
    logo="/assets/logo.png",
    website="https://marea.example",
    phone="+34 900 123 456",
    postal="Calle Mayor 1",
    legal=(("en", "First line.\n\nSecond line."), ("es", "Aviso de la marca.")),
    social=(("facebook", "https://facebook.com/marea"), ("Mastodon", "https://m.example/marea"), ("x", "")),
)
FACTS: dict[str, Any] = {
    "debtor": {"first_name": "Lucía"},
    "account": {"creditor": "Marea", "ref": "A-1", "balance": 41230, "currency": "EUR", "due_date": "2026-03-12"},
    "plan": {"count": 6, "amount": 5000, "first_due": "2026-12-01"},
    "link": {"page": "https://x.example/p/1", "preferences": "https://x.example/p/1/preferences",
             "qr": "https://x.example/p/1/qr.png", "files": "https://x.example/site/static"},
    "list": {"debts": [
        {"ref": "A-1", "balance": 41230, "currency": "EUR", "creditor": "Marea", "product": "Luz",
         "due_date": "2026-03-12"},
        {"ref": "B-2", "balance": 990, "currency": "EUR", "creditor": "Sol", "product": None, "due_date": None},
    ]},
}  # fmt: skip


def mjml(inside: str) -> str:
    return f"<mjml><mj-body><mj-section><mj-column>{inside}</mj-column></mj-section></mj-body></mjml>"


def rendered(inside: str, *, language: str = "es", brand: Brand = HOUSE, **facts: object) -> tuple[str, str]:
    template = compile_email(EmailSource(mjml(inside), "x", language=language, brand=brand))
    made = template.render({**FACTS, **facts})
    return made.html, made.text


@pytest.mark.parametrize("tag", sorted(BY_TAG))
@pytest.mark.parametrize("language", ["es", "en", "pt"])
@pytest.mark.parametrize("brand", [HOUSE, KIT], ids=["house", "kit"])
def test_every_block_compiles_and_says_something(tag: str, language: str, brand: Brand) -> None:
    html, text = rendered(f"<{tag} />", language=language, brand=brand)
    assert "var(--" not in html
    assert "{{" not in html
    assert "{%" not in html
    assert bool(text.strip()) is not (tag == "c-social" and brand is HOUSE)


def test_the_palette_offers_what_the_dialect_knows_in_both_languages() -> None:
    assert set(BY_TAG) == OWN_EMAIL
    assert len({(block.tag, block.name) for block in BLOCKS}) == len(BLOCKS)
    for block in BLOCKS:
        assert block.tag in EMAIL.blocks
        assert set(block.labels) == set(block.help) == {"es", "en"}
        Draft202012Validator.check_schema(block.schema)
        Draft202012Validator(block.schema).validate(block.defaults)


@pytest.mark.parametrize("language", ["es", "en"])
@pytest.mark.parametrize(
    ("inside", "names"),
    [
        ("<c-pay-button amount='yes' />", {"amount"}),
        ("<c-plan-offer />", {"plan"}),
        ("<c-debts />", {"debt", "due", "amount"}),
        ("<c-legal />", {"safety", "about"}),
    ],
)
def test_the_palette_hands_out_the_words_that_a_block_brings(inside: str, names: set[str], language: str) -> None:
    html, _ = rendered(inside, language=language)
    says = BY_TAG[inside.split(maxsplit=1)[0].lstrip("<")].schema["x-says"]
    assert set(says) == names
    for words in says.values():
        for part in re.split(r"\{+[^{}]*\}+", words[language]):
            assert part in html


@pytest.mark.parametrize("start", [pytest.param(one, id=f"{block.name or block.tag}-{language}") for block in BLOCKS
                                   for language, one in block.starts.items()])  # fmt: skip
def test_what_a_tile_puts_into_a_design_can_be_read(start: dict[str, Any]) -> None:
    assert read_component(start).tag == start["type"]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<c-pay-button />", "Revisar y pagar"),
        ("<c-pay-button amount='yes' />", "Pagar 412,30 €"),
        ("<c-pay-button label='Pagar, {{ debtor.first_name }}' note='no' wide='no' />", "Pagar, Lucía"),
        ("<c-help-button label='Ayuda' />", "Ayuda (https://x.example/p/1#help)"),
        ("<c-help-button opens='call' />", "https://x.example/p/1#help"),
        ("<c-plan-offer />", "6 pagos de 50,00 €"),
        ("<c-debts />", "Sol · B-2 | — | 9,90 €"),
        ("<c-debts ref='no' due='no' />", "Sol | 9,90 €"),
        ("<c-facts />", "Referencia: A-1"),
        ("<c-qr caption='Aquí' />", "Aquí"),
        ("<c-logo />", "Marea"),
        ("<c-video label='Véalo' href='https://v.example/1' src='/assets/p.png' />", "Véalo (https://v.example/1)"),
        ("<c-legal />", "su cuenta con Marea, referencia A-1"),
        ("<c-preferences stop='Basta' />", "Basta (https://x.example/p/1/preferences)"),
    ],
)
def test_a_block_says_what_was_set(inside: str, expected: str) -> None:
    assert expected in " ".join(rendered(inside)[1].split()).replace("\u00a0", " ")


def test_help_may_call_the_brand() -> None:
    assert 'href="tel:+34900123456"' in rendered("<c-help-button opens='call' />", brand=KIT)[0]


def test_a_row_without_a_value_is_left_out() -> None:
    rows = json.dumps([["Aviso", "Importante"], ["Producto", "{{ account.product }}"], ["x"], "y"])
    html, text = rendered(f"<c-facts rows='{rows}' />")
    assert "Importante" in text
    assert "Producto" not in html


@pytest.mark.parametrize("rows", ["{", "3", "[]"])
def test_rows_that_cannot_be_read_are_as_if_there_were_none(rows: str) -> None:
    assert "Acreedor: Marea" in rendered(f"<c-facts rows='{rows}' />")[1]


def test_the_foot_holds_the_words_of_the_brand_and_of_the_law() -> None:
    _, text = rendered("<c-legal />", language="en", brand=KIT, account={**FACTS["account"], "collector": "Cobros SA"})
    for words in ("First line.", "Second line.", "Cobros SA is a debt collector.", "Marea · Calle Mayor 1 · +34 900"):
        assert words in text


def test_the_brand_brings_its_logo_and_its_networks() -> None:
    html, _ = rendered("<c-logo /><c-social />", brand=KIT)
    assert 'src="/assets/logo.png"' in html
    assert 'href="https://marea.example"' in html
    assert 'src="https://x.example/site/static/social/facebook.png"' in html
    assert 'src="https://x.example/site/static/social/web.png"' in html
    assert html.count("/social/") == 2
    assert "Marea" in rendered("<c-logo ground='dark' />", brand=replace(KIT, logo="", website=""))[1]
    assert "href" not in rendered("<c-logo />", brand=replace(KIT, website=""))[0].partition("<body")[2]


def test_a_block_is_shown_to_some_people_only() -> None:
    rule = json.dumps({"field": "account.ref", "op": "is_not_empty"})
    template = compile_email(
        EmailSource(mjml(f"<c-pay-button show-if='{rule}' css-class='x' /><mj-text>y</mj-text>"), "x")
    )
    [flag] = template.conditions
    assert "Review and pay" not in template.render(FACTS).text
    seen = template.render({**FACTS, "show": {flag: True}})
    assert "Review and pay" in seen.text
    assert 'class="x"' in seen.html


def test_a_block_comes_once_for_each_debt() -> None:
    _, text = rendered(
        "<mj-text repeat='debts'>Debe {{ debt.balance | money(debt.currency) }} a {{ debt.creditor }}.</mj-text>"
    )
    assert [" ".join(line.split()) for line in text.replace("\u00a0", " ").splitlines() if line.strip()] == [
        "Debe 412,30 € a Marea.", "Debe 9,90 € a Sol.",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "source",
    [
        mjml("<mj-text repeat='cats'>x</mj-text>"),
        mjml("<mj-social><mj-social-element repeat='debts' /></mj-social>"),
    ],
    ids=["no list", "no place"],
)
def test_what_cannot_be_repeated_is_told(source: str) -> None:
    with pytest.raises(TemplateError, match="repeated"):
        compile_email(EmailSource(source, "x"))


@pytest.mark.parametrize("language", ["es", "en", "pt"])
def test_a_new_mail_opens_and_compiles(language: str) -> None:
    content = mail.blank(language)
    assert write_project(read_project(content["project"])) == content["project"]
    said = mail.words(content, language)
    template = compile_email(EmailSource(said["text"], "x", language=language))
    assert "link.preferences" in template.variables
    assert mail.words(mail.content_of(said, language), language) == said
    assert mail.schema()["required"] == ["project"]


def test_a_setting_speaks_english_where_it_has_no_words() -> None:
    assert Setting(language="pt-BR").say({"es": "hola", "en": "hello"}) == "hello"
