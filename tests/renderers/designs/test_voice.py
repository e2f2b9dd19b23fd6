"""Voice scripts: what they say to anybody, and what is wrong with them."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from renderers import tokens
from renderers.designs import voice, voice_checks
from renderers.sources import compile_source, source_of, words_of
from renderers.text import RenderedText

CONFIRM = {"key": "1", "act": "confirm", "say": "Gracias, {{ debtor.first_name }}."}
STOP = {"key": "9", "act": "stop", "say": "De acuerdo."}


def say(text: str, name: str = "s1") -> dict[str, Any]:
    return {"id": name, "kind": "say", "text": text}


def menu(*keys: dict[str, Any], text: str = "Si es usted, pulse 1.", nothing: str = "Adiós.") -> dict[str, Any]:
    return {"id": "m", "kind": "menu", "text": text, "wait": 5, "tries": 2, "nothing": nothing, "keys": list(keys)}


PAUSE = {"id": "p", "kind": "pause", "seconds": 2}
OWED = say("Debe {{ account.balance | money(account.currency) }}.", "s9")


def script(*steps: dict[str, Any]) -> str:
    return json.dumps({"steps": list(steps)})


def codes(*steps: dict[str, Any]) -> list[tuple[str, str]]:
    return [(one.code, one.block) for one in voice_checks.findings(script(*steps))]


def test_the_schema_takes_every_kind_of_step_and_nothing_else() -> None:
    check = Draft202012Validator(voice.schema())
    agent = {"key": "2", "act": "agent", "say": "", "number": "+34910000000"}
    assert check.is_valid({"script": [say("Hola"), PAUSE, menu(CONFIRM, agent)]})
    assert check.is_valid(voice.blank("es"))
    for wrong in (
        {"script": [{**PAUSE, "seconds": 0}]},
        {"script": [{"id": "s1", "kind": "shout", "text": ""}]},
        {"script": [menu({**agent, "number": "112 or so"})]},
        {"script": [say("Hola")] * 51},
        {"steps": []},
    ):
        assert not check.is_valid(wrong)


def test_a_script_that_only_talks_is_a_text() -> None:
    assert voice.words({"script": [say("Hola."), say(""), say("Adiós.", "s2")]}, "es") == {"text": "Hola.\nAdiós."}


def test_the_text_ends_with_the_first_menu() -> None:
    content = {"script": [say("Hola."), PAUSE, menu(CONFIRM, STOP), OWED]}
    words = voice.words(content, "es")
    assert words["text"] == "Hola.\n(pausa de 2 s)\nSi es usted, pulse 1."
    assert voice.content_of(words, "es") == content
    assert voice.content_of({"text": " Hola \n"}, "es") == {"script": [say("Hola")]}
    assert voice.voice_text(content, "en") == (
        "Hola.\n(2 s pause)\nSi es usted, pulse 1.\n[1] Gracias, {{ debtor.first_name }}.\n[9] De acuerdo.\nAdiós.\n"
        "Debe {{ account.balance | money(account.currency) }}."
    )
    assert voice.voice_text({"script": [menu(nothing="")]}) == "Si es usted, pulse 1."


def test_every_string_of_the_script_is_for_one_person() -> None:
    content = {"script": [say('Hola, {{ debtor.first_name }} "X".'), menu(CONFIRM), OWED]}
    words = voice.words(content, "es")
    source = source_of("voice", "es", words)
    assert words_of(source) == words
    template = compile_source(source)
    assert template.required == {"debtor.first_name", "account.balance", "account.currency"}
    facts = tokens.nest({"debtor.first_name": '<"Ana">', "account.balance": 1200, "account.currency": "EUR"})
    rendered = template.render(facts)
    assert isinstance(rendered, RenderedText)
    steps = voice.steps_in(rendered.script)
    assert steps[0]["text"] == 'Hola, <"Ana"> "X".'
    assert steps[1]["keys"][0]["say"] == 'Gracias, <"Ana">.'
    assert steps[2]["text"] == "Debe 12,00 €."
    assert steps[1]["wait"] == 5


@pytest.mark.parametrize(
    "text",
    ["Debe {{ account.balance }}", "Su deuda", "12 €", "$ 40", "{{ debtor.document }}", "Your past due balance"],
)
def test_a_debt_is_said_only_to_who_pressed_that_it_is_they(text: str) -> None:
    assert ("debt_before_identity", "s1") in codes(say(text), menu(CONFIRM, STOP))
    assert ("debt_before_identity", "m") in codes(menu(CONFIRM, {**STOP, "say": text}))
    assert ("debt_before_identity", "m") in codes(menu(CONFIRM, STOP, nothing=text))
    assert codes(menu(CONFIRM, STOP), PAUSE, say(text)) == []
    assert codes(menu({**CONFIRM, "say": text}, STOP)) == []


def test_a_key_that_just_goes_on_protects_nothing() -> None:
    go_on = {"key": "2", "act": "go_on", "say": ""}
    assert codes(menu(CONFIRM, go_on, STOP), PAUSE, OWED) == [("debt_before_identity", "s9")]


def test_who_calls_and_whom_may_be_said() -> None:
    assert codes(say("{{ account.creditor }} para {{ debtor.full_name }} {{ calendar.today | date }}")) == []
    assert codes(say("{{ rota")) == []


def test_each_step_is_told_once() -> None:
    assert codes(menu(CONFIRM, {**STOP, "say": "deuda"}, text="deuda", nothing="deuda")) == [
        ("debt_before_identity", "m")
    ]


def test_menus_that_lead_nowhere_are_told() -> None:
    agent = {"key": "1", "act": "agent", "say": ""}
    assert codes(menu()) == [("menu_without_keys", "m"), ("call_without_stop", "m")]
    assert codes(menu(CONFIRM, agent, STOP)) == [("key_twice", "m"), ("key_without_number", "m")]
    assert codes(menu(CONFIRM, STOP, {**agent, "key": "2", "number": "+34910000000"})) == []
    assert list(voice_checks.findings("")) == []
