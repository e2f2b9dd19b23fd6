"""Whether a webhook can be called: its address, its secret's name, and the fields that go and come."""

import re

from journeys.change_check import own_field
from journeys.kinds import Node
from journeys.problems import CheckContext, Problem
from journeys.wording import Text, fill, say

ADDRESS = re.compile(r"(?:https://[A-Za-z0-9.-]+|http://(?:localhost|127\.0\.0\.1))(?::\d{1,5})?(?:[/?][!-~]*)?")
"""Any host over https; over http only this very machine, which only a demo or a test may call."""


def check_webhook(node: Node, context: CheckContext) -> list[Problem]:
    """What is wrong with a step that calls another system."""
    settings = node.settings
    problems = []
    if not ADDRESS.fullmatch(settings["url"]):
        problems.append(_problem(node, "no_address", *_NO_ADDRESS, "url"))
    if not settings["secret"]:
        problems.append(_problem(node, "no_secret", *_NO_SECRET, "secret"))
    problems += [
        _problem(node, "unknown_field", fill(_UNKNOWN[0], field=name), _UNKNOWN[1], "fields")
        for name in settings["fields"]
        if name not in context.fields
    ]
    targets = [own_field(node, pair["to"], context, "mapping")[1] for pair in settings["mapping"]]
    return problems + [problem for problem in targets if problem is not None]


def _problem(node: Node, code: str, message: Text, hint: Text, setting: str) -> Problem:
    return Problem(node.id, code, "error", message, hint, setting)


_NO_ADDRESS = (
    say("Falta la dirección del otro sistema, o no es segura.", "The other system's address is missing, or not safe."),
    say(
        "Escriba una dirección que empiece por https://, sin usuario ni contraseña.",
        "Write an address that begins with https://, without a user or a password.",
    ),
)
_NO_SECRET = (
    say("Falta el nombre del secreto con que se firma.", "The name of the secret that signs is missing."),
    say(
        "Pídalo a quien administra la instalación (CAUCE_WEBHOOK_SECRETS).",
        "Ask whoever administers the installation for it (CAUCE_WEBHOOK_SECRETS).",
    ),
)
_UNKNOWN = (
    say("El paso envía «{field}», que no es un campo conocido.", "The step sends “{field}”, which is no known field."),
    say("Elija otro campo de la lista.", "Choose another field from the list."),
)
