"""A voice script as what Twilio reads (TwiML): what is said at once, and what follows a key.

Its verbs: https://www.twilio.com/docs/voice/twiml. After a menu nothing is said but to who pressed a key that lets them
go on, and no menu works whose keys could not come back to us: the call then ends with what it says to who is silent.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from twilio.twiml.voice_response import Gather, VoiceResponse

from renderers.designs import voice

LANGUAGES = {"es": "es-ES", "en": "en-US"}
ONWARD = frozenset({"confirm", "go_on"})

Step = Mapping[str, Any]


def begin(script: str, language: str, answers_to: str | None) -> str:
    """How a call begins; ``answers_to`` is where Twilio reports a key, None where it could not reach us."""
    return _Call(script, language, answers_to).told(0)


def after(script: str, language: str, answers_to: str, step: str, key: str) -> str:
    """What follows a key that was pressed at a step of the script; a key that does nothing has the menu said again."""
    call = _Call(script, language, answers_to)
    at = next((at for at, one in enumerate(call.steps) if one["id"] == step and one["kind"] == "menu"), None)
    if at is None:
        return call.ended("")
    pressed = key_of(call.steps[at], key)
    if pressed is None or pressed["act"] == "repeat":
        return call.told(at)
    if pressed["act"] in ONWARD:
        return call.told(at + 1, before=pressed["say"])
    number = pressed.get("number", "") if pressed["act"] == "agent" else ""
    return call.ended(pressed["say"], number)


def key_of(menu: Step, key: str) -> Step | None:
    """What a key does in a menu."""
    return next((one for one in menu["keys"] if one["key"] == key), None)


class _Call:
    """Writes what is said next."""

    def __init__(self, script: str, language: str, answers_to: str | None) -> None:
        self.steps = voice.steps_in(script)
        self.voice = LANGUAGES.get(language[:2], LANGUAGES["en"])
        self.answers_to = answers_to

    def told(self, at: int, before: str = "") -> str:
        """Everything from a step on, up to the next menu."""
        response = VoiceResponse()
        self.say(response, before)
        for step in self.steps[at:]:
            if step["kind"] == "pause":
                response.pause(length=step["seconds"])
            elif step["kind"] == "say":
                self.say(response, step["text"])
            else:
                self.ask(response, step)
                break
        return str(response)

    def ended(self, text: str, number: str = "") -> str:
        """Something to say last, and whom to connect them to."""
        response = VoiceResponse()
        self.say(response, text)
        if number:
            response.dial(number)
        return str(response)

    def ask(self, response: VoiceResponse, menu: Step) -> None:
        """A menu as often as it is to be said, then what is said to who is silent."""
        if self.answers_to is not None:
            action = f"{self.answers_to}&step={quote(menu['id'], safe='')}"
            for _ in range(menu["tries"]):
                asked = Gather(input="dtmf", num_digits=1, timeout=menu["wait"], action=action, method="POST")
                self.say(asked, menu["text"])
                response.append(asked)
        self.say(response, menu["nothing"])

    def say(self, where: VoiceResponse | Gather, text: str) -> None:
        if text:
            where.say(text, language=self.voice)
