"""Webhook: another system is told, and may answer with values for fields."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from journeys.acting import acting
from journeys.kinds import NEXT, NO_FIELDS, NO_INFO, Kind, Node, PortRule, Settings
from journeys.pointers import POINTER_PATTERN
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings, titled
from journeys.walk import Act, Runner, Walk
from journeys.webhook_check import check_webhook
from journeys.wording import say

FAILED = "failed"
LONGEST_URL = 1_000
SECRET_NAME = r"^([a-z0-9][a-z0-9_-]{0,39})?$(?!\n)"  # noqa: S105 - the shape of a name
MOST_FIELDS = 50
SECONDS = 30


class Webhook(Kind):
    """Orders a call, and goes on when it was answered, or by ``failed`` when it never was."""

    name = "webhook"
    category = "data"
    icon = "webhook"
    color = "#4F6D5A"
    labels = say("Llamar a otro sistema", "Call another system")
    descriptions = say(
        "Envía datos por un webhook firmado; la respuesta puede llenar campos propios.",
        "Sends data by a signed webhook; the answer may fill fields of your own.",
    )
    schema = settings(
        {
            "url": setting(
                {"type": "string", "maxLength": LONGEST_URL},
                title=say("Dirección", "Address"),
                about=say(
                    "Empieza por https://. El mismo aviso puede llegar dos veces, con el mismo webhook-id.",
                    "Begins with https://. The same notice may come twice, with the same webhook-id.",
                ),
                default="",
                widget="text",
            ),
            "secret": setting(
                {"type": "string", "pattern": SECRET_NAME},
                title=say("Nombre del secreto", "Name of the secret"),
                about=say(
                    "Con qué secreto se firma. Quien administra la instalación lo guarda en CAUCE_WEBHOOK_SECRETS.",
                    "Which secret signs it. Whoever administers the installation keeps it in CAUCE_WEBHOOK_SECRETS.",
                ),
                default="",
                widget="text",
            ),
            "fields": setting(
                {
                    "type": "array",
                    "maxItems": MOST_FIELDS,
                    "uniqueItems": True,
                    "items": titled({"type": "string", "maxLength": 100}, say("Campo", "Field")),
                },
                title=say("Campos que se envían", "Fields to send"),
                about=say(
                    "Solo se envían estos, junto con la referencia de la cuenta.",
                    "Only these are sent, with the reference of the account.",
                ),
                default=[],
                widget="fields",
            ),
            "mapping": setting(
                {
                    "type": "array",
                    "maxItems": MOST_FIELDS,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["from", "to"],
                        "properties": {
                            "from": titled(
                                {"type": "string", "maxLength": 200, "pattern": POINTER_PATTERN},
                                say("De la respuesta", "From the answer"),
                            ),
                            "to": titled({"type": "string", "maxLength": 100}, say("Al campo", "To the field")),
                        },
                    },
                },
                title=say("Lo que se guarda de la respuesta", "What is kept of the answer"),
                about=say(
                    "Qué valor del JSON de la respuesta (/score) llena qué campo propio. Lo que falta no cambia nada.",
                    "Which value of the answer's JSON (/score) fills which field of your own. What is missing changes "
                    "nothing.",
                ),
                default=[],
                widget="mapping",
            ),
            "seconds": setting(
                {"type": "integer", "minimum": 1, "maximum": SECONDS},
                title=say("Segundos de espera", "Seconds to wait"),
                about=say(
                    "Cuánto se espera la respuesta antes de intentarlo de nuevo, hasta ocho veces.",
                    "How long the answer is waited for before it is tried again, up to eight times.",
                ),
                default=10,
                widget="number",
            ),
        },
        required=("url",),
    )
    port_rules = (NEXT, PortRule(FAILED, say("No se pudo", "Could not be done")))

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The address, the secret's name and the fields must be good for something."""
        return check_webhook(node, context)

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """Who is called."""
        del context
        if not settings["url"]:
            return say("Llamar a otro sistema: escriba la dirección", "Call another system: write the address")[
                language
            ]
        host = host_of(settings["url"]) or settings["url"]
        return say(f"Llamar a {host}", f"Call {host}")[language]

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """Whether it answered."""
        del context
        host = host_of(settings["url"]) or settings["url"]
        if port == FAILED:
            return say(f"No se pudo llamar a {host}.", f"{host} could not be called.")[language]
        return say(f"{host} recibió el aviso.", f"{host} took the notice.")[language]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all: whoever calls reads what is sent."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Order the call, and wait for what becomes of it."""

        def order(walk: Walk) -> Act:
            return Act(walk.node, walk.seq, self.name, arguments)

        return acting(order, failed=FAILED)


def host_of(url: str) -> str:
    """The host of an address, without what may be secret in it; empty where it is none."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


KIND = Webhook()
