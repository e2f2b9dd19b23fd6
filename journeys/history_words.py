"""Conditions on an account's past in words: ``abrió un email al menos 1 vez en los últimos 7 días``."""

from collections.abc import Mapping
from typing import Any

from journeys.durations import NOUNS
from journeys.events import label_of
from journeys.wording import Text, counted, say

MESSAGES: dict[str, Text] = {
    "email": say("un email", "an email"),
    "sms": say("un SMS", "an SMS"),
    "whatsapp": say("un WhatsApp", "a WhatsApp message"),
    "voice": say("un mensaje de voz", "a voice message"),
    "letter": say("una carta", "a letter"),
}
"""A message of each channel."""

PHRASES: dict[str, Text] = {
    "message_sent": say("se le envió {what}", "was sent {what}"),
    "message_failed": say("no se le pudo enviar {what}", "could not be sent {what}"),
    "message_refused": say("una norma impidió {what}", "was spared {what} by a rule"),
    "message_expired": say("caducó {what} sin enviar", "had {what} expire unsent"),
    "message_delivered": say("recibió {what}", "received {what}"),
    "message_bounced": say("se devolvió {what}", "had {what} bounce"),
    "message_opened": say("abrió {what}", "opened {what}"),
    "message_clicked": say("pulsó un enlace de {what}", "clicked a link in {what}"),
    "message_replied": say("respondió a {what}", "replied to {what}"),
}
"""Events of messages, as a sentence about the debtor; others go by their label."""

COUNTS: dict[str, tuple[Text, Text]] = {
    "eq": (
        say("{phrase} exactamente {n} vez", "{phrase} exactly once"),
        say("{phrase} exactamente {n} veces", "{phrase} exactly {n} times"),
    ),
    "ne": (
        say("{phrase}, pero no exactamente {n} vez", "{phrase}, but not exactly once"),
        say("{phrase}, pero no exactamente {n} veces", "{phrase}, but not exactly {n} times"),
    ),
    "gt": (
        say("{phrase} más de {n} vez", "{phrase} more than once"),
        say("{phrase} más de {n} veces", "{phrase} more than {n} times"),
    ),
    "gte": (
        say("{phrase} al menos {n} vez", "{phrase} at least once"),
        say("{phrase} al menos {n} veces", "{phrase} at least {n} times"),
    ),
    "lt": (
        say("{phrase} menos de {n} vez", "{phrase} less than once"),
        say("{phrase} menos de {n} veces", "{phrase} fewer than {n} times"),
    ),
    "lte": (
        say("{phrase} como máximo {n} vez", "{phrase} at most once"),
        say("{phrase} como máximo {n} veces", "{phrase} at most {n} times"),
    ),
}
"""By operator: for once, and for every other number."""

NEVER = say("nunca {phrase}", "never {phrase}")
_NONE = frozenset({("eq", 0), ("lte", 0), ("lt", 1)})
_SOME = {("gt", 0): ("gte", 1), ("ne", 0): ("gte", 1)}

_FEMININE = frozenset({"hours", "weeks"})


def history_in_words(leaf: Mapping[str, Any], language: str) -> str:
    """How often something has to have happened, and since when."""
    op, value = _SOME.get((leaf["op"], leaf["value"]), (leaf["op"], leaf["value"]))
    text = NEVER if (op, value) in _NONE else COUNTS[op][0 if value == 1 else 1]
    said = text[language].format(phrase=event_phrase(leaf["event"], leaf.get("channel"), language), n=value)
    within = leaf.get("within")
    return said if within is None else f"{said} {_lately(within, language)}"


def event_phrase(event: str, channel: str | None, language: str) -> str:
    """What happened, to be put into a sentence; one that has no phrase goes by its label."""
    if event in PHRASES:
        message = say("un mensaje", "a message")[language]
        if channel is not None:
            message = MESSAGES[channel][language] if channel in MESSAGES else f"{message} ({channel})"
        return PHRASES[event][language].format(what=message)
    label = label_of(event)[language]
    return f"{label[:1].lower()}{label[1:]}{'' if channel is None else f' ({channel})'}"


def _lately(within: Mapping[str, Any], language: str) -> str:
    amount, unit = int(within["amount"]), within["unit"]
    one = NOUNS[language][unit][0]
    if language == "es":
        last = ("la última", "las últimas") if unit in _FEMININE else ("el último", "los últimos")
    else:
        last = ("the last", "the last")
    if amount == 1:
        return say(f"en {last[0]} {one}", f"in {last[0]} {one}")[language]
    length = counted(amount, *NOUNS[language][unit])
    return say(f"en {last[1]} {length}", f"in {last[1]} {length}")[language]
