"""WhatsApp messages: the text, the template's variables, and back."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from renderers import tokens
from renderers.designs import whatsapp
from renderers.sources import compile_source, source_of

CONTENT: dict[str, Any] = {
    "text": "Hola, {{ debtor.first_name }}: {% if account.product %}sí{% endif %} {{ debtor.first_name }}.",
    "category": "utility",
    "name": "aviso_1",
    "locale": "es",
    "header": "{{ account.creditor }}",
    "footer": "BAJA para salir",
    "buttons": [
        {"kind": "url", "text": "Ver", "url": "{{ link.page }}"},
        {"kind": "reply", "text": "Ayuda"},
        {"kind": "url", "text": "Nada", "url": ""},
    ],
    "sid": "HX" + "0" * 32,
}


def test_the_schema_takes_a_whole_content_and_a_bare_one() -> None:
    check = Draft202012Validator(whatsapp.schema())
    assert check.is_valid(CONTENT)
    assert check.is_valid({"text": "x" * 2_000})
    assert check.is_valid(whatsapp.blank("es"))
    for wrong in ({}, {"text": "x", "sid": "HX1"}, {"text": "x", "name": "Aviso"}, {"text": "x", "more": 1}):
        assert not check.is_valid(wrong)


def test_the_text_says_everything_and_the_script_its_variables() -> None:
    words = whatsapp.words(CONTENT, "es")
    assert words["text"].startswith("{{ account.creditor }}\n\nHola, ")
    assert words["text"].endswith("\n\nBAJA para salir\n\nVer: {{ link.page }}")
    assert [(one["value"], one["path"]) for one in json.loads(words["script"])["variables"]] == [
        ("{{ account.creditor }}", False),
        ("{{ debtor.first_name }}", False),
        ("{% if account.product %}", False),
        ("{% endif %}", False),
        ("{{ link.page }}", True),
    ]


def test_what_the_editor_kept_comes_back_as_it_was() -> None:
    words = whatsapp.words(CONTENT, "es")
    assert whatsapp.content_of(words, "es") == CONTENT
    assert whatsapp.words({"text": "Hola"}, "es") == {"text": "Hola"}
    assert whatsapp.content_of({"text": "Hola \n"}, "es_MX")["locale"] == "es_MX"


def test_the_variables_are_those_of_one_person() -> None:
    content = {**CONTENT, "text": "Hola, {{ debtor.first_name }}."}
    template = compile_source(source_of("whatsapp", "es", whatsapp.words(content, "es")))
    facts = {"debtor.first_name": "Ana", "account.creditor": "Marea", "link.page": "https://x.test/p/1"}
    script = json.loads(template.render(tokens.nest(facts)).script)  # type: ignore[union-attr] # it is a text
    assert [one["value"] for one in script["variables"]] == ["Marea", "Ana", "https://x.test/p/1"]


@pytest.mark.parametrize(
    ("text", "edge", "neighbours"),
    [
        ("", False, False),
        ("Hola {{ a.b }}, adiós.", False, False),
        ("{{ a.b }} adiós", True, False),
        ("Hola {{ a.b }}.", True, False),
        ("Hola {{ a.b }} {{ c.d }} adiós", False, True),
    ],
)
def test_what_meta_refuses_of_variables_is_known(text: str, edge: bool, neighbours: bool) -> None:
    assert whatsapp.starts_or_ends_with_token(text) is edge
    assert whatsapp.has_neighbours(text) is neighbours
