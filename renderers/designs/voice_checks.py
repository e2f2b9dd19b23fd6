"""What can be wrong with a call: who hears of a debt, and whether its keys lead anywhere."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from renderers import tags
from renderers.designs import voice
from renderers.errors import TemplateError
from renderers.review.finding import Finding, error, say, warning
from renderers.tokens import TOKEN

OPEN = frozenset(
    {"account.creditor", "account.collector", "debtor.first_name", "debtor.last_name", "debtor.full_name", "item.name"}
)
"""What anybody may hear: who calls, and whom."""

INNOCENT = frozenset({"link", "calendar", "brand"})
DEBT = re.compile(
    r"\b(?:deud[ao]s?|adeuda|impag\w+|vencid[oa]s?|mora|saldo|pago pendiente|debts?|owes?|owed|overdue|past due|"
    r"balance|arrears)\b|[€$£]\s?\d|\d\s?[€$£]|\d\s?(?:EUR|USD|COP|MXN|pesos|euros|dollars)\b",
    re.IGNORECASE,
)


def findings(script: str) -> Iterator[Finding]:
    """What is wrong with a script as ``renderers.designs.voice.words`` writes it; nothing where there is none."""
    steps = voice.steps_in(script)
    told: set[str] = set()
    for block, text in voice.said_to_anybody({"script": steps}):
        what = _discloses(text)
        if what and block not in told:
            told.add(block)
            yield error(
                "debt_before_identity",
                say(
                    f"La llamada dice «{what}» antes de que alguien pulse que es la persona.",
                    f"The call says “{what}” before anybody pressed that it is they.",
                ),
                say(
                    "Póngalo después de un menú del que solo sigue quien confirma quién es.",
                    "Put it behind a menu that only who confirms who they are goes on from.",
                ),
                block,
            )
    menus = [step for step in steps if step["kind"] == "menu"]
    for menu in menus:
        yield from _menu(menu)
    if menus and not any(key["act"] == "stop" for menu in menus for key in menu["keys"]):
        yield warning(
            "call_without_stop",
            say(
                "Nadie puede pedir en la llamada que no le llamen más.", "Nobody can ask in the call for no more calls."
            ),
            say("Añada una tecla «No más llamadas».", "Add a key “No more calls”."),
            menus[0]["id"],
        )


def _menu(menu: Mapping[str, Any]) -> Iterator[Finding]:
    keys = [key["key"] for key in menu["keys"]]
    if not keys:
        yield error(
            "menu_without_keys",
            say("El menú no tiene teclas.", "The menu has no keys."),
            say("Añada una, o quite el menú.", "Add one, or remove the menu."),
            menu["id"],
        )
    for key in sorted({key for key in keys if keys.count(key) > 1}):
        yield error(
            "key_twice",
            say(f"La tecla {key} está dos veces.", f"Key {key} is there twice."),
            say("Deje una.", "Keep one of them."),
            menu["id"],
        )
    for key in menu["keys"]:
        if key["act"] == "agent" and not key.get("number"):
            yield error(
                "key_without_number",
                say(f"La tecla {key['key']} no pasa con nadie.", f"Key {key['key']} connects to nobody."),
                say("Escriba el teléfono del agente.", "Write the agent's telephone number."),
                menu["id"],
            )


def _discloses(text: str) -> str:
    """What in a text says something of a debt, or of a person but their name; empty for a text that does not."""
    try:
        found = [tag.body for tag in tags.scan(text)]
    except TemplateError:
        found = []  # what cannot be read is told by who compiles it
    for name in (name for body in found for name in TOKEN.findall(body)):
        if name not in OPEN and name.partition(".")[0] not in INNOCENT:
            return str(name)
    plain = DEBT.search(tags.TAG.sub(" ", text))
    return plain[0] if plain else ""
