"""Voice scripts as what Twilio reads."""

import json
from typing import Any

import pytest

from app.channels import spoken

ACTION = "https://pay.test/hooks/messages/voice?ref=r-1"
MENU: dict[str, Any] = {
    "id": "m",
    "kind": "menu",
    "text": "Si es usted, pulse 1.",
    "wait": 4,
    "tries": 2,
    "nothing": "Gracias.",
    "keys": [
        {"key": "1", "act": "confirm", "say": "Bien."},
        {"key": "2", "act": "repeat", "say": ""},
        {"key": "3", "act": "agent", "say": "Le paso.", "number": "+34910000000"},
        {"key": "4", "act": "end", "say": "Adiós.", "number": "+34910000000"},
    ],
}
STEPS = [
    {"id": "a", "kind": "say", "text": "Hola"},
    {"id": "b", "kind": "pause", "seconds": 2},
    MENU,
    {"id": "c", "kind": "say", "text": "Debe 12 €"},
    {"id": "d", "kind": "say", "text": ""},
]
SCRIPT = json.dumps({"steps": STEPS})
SAY = '<Say language="es-ES">'
ASKED = (
    f'<Gather action="{ACTION}&amp;step=m" input="dtmf" method="POST" numDigits="1" timeout="4">'
    f"{SAY}Si es usted, pulse 1.</Say></Gather>"
)
MENU_SAID = f"{ASKED}{ASKED}{SAY}Gracias.</Say>"


def told(xml: str) -> str:
    return xml.partition("<Response")[2].removeprefix(">").removeprefix(" />").removesuffix("</Response>")


def test_a_call_says_everything_up_to_the_first_menu() -> None:
    begun = told(spoken.begin(SCRIPT, "es-CO", ACTION))
    assert begun == f'{SAY}Hola</Say><Pause length="2" />{MENU_SAID}'


def test_keys_that_could_not_come_back_are_not_asked_for() -> None:
    assert told(spoken.begin(SCRIPT, "es", None)) == f'{SAY}Hola</Say><Pause length="2" />{SAY}Gracias.</Say>'


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("1", f"{SAY}Bien.</Say>{SAY}Debe 12 €</Say>"),
        ("2", MENU_SAID),
        ("3", f"{SAY}Le paso.</Say><Dial>+34910000000</Dial>"),
        ("4", f"{SAY}Adiós.</Say>"),
        ("8", MENU_SAID),
    ],
)
def test_each_key_does_what_the_script_says(key: str, said: str) -> None:
    assert told(spoken.after(SCRIPT, "es", ACTION, "m", key)) == said


@pytest.mark.parametrize("step", ["a", "zzz"])
def test_a_step_that_is_no_menu_says_nothing(step: str) -> None:
    assert told(spoken.after(SCRIPT, "es", ACTION, step, "1")) == ""


def test_a_message_that_has_no_script_any_more_says_nothing() -> None:
    assert told(spoken.after("", "", ACTION, "m", "1")) == ""


def test_a_language_that_the_voice_lacks_is_read_in_english() -> None:
    assert 'language="en-US"' in spoken.begin(SCRIPT, "pt", None)
