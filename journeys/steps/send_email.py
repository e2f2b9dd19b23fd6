"""Send email: one template to the debtor's email address."""

from collections.abc import Mapping
from typing import Any

from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings
from journeys.template_check import check_template
from journeys.walk import Runner, Send, Walk
from journeys.wording import say

CHANNEL = "email"


class SendEmail(Kind):
    """Writes one email and goes on."""

    name = "send_email"
    category = "message"
    icon = "mail"
    color = "#2F6FB0"
    channel = CHANNEL
    labels = say("Enviar email", "Send email")
    descriptions = say("Envía un email con una plantilla.", "Sends an email from a template.")
    schema = settings(
        {
            "template": setting(
                {"type": "string", "maxLength": 100},
                title=say("Plantilla", "Template"),
                about=say("El email que recibe la persona.", "The email that the person gets."),
                default="",
                widget="template",
            ),
        },
        required=("template",),
    )

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The channel must be set up, the template be there and use known tokens."""
        return check_template(node, CHANNEL, context)

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """Which email is sent."""
        key = settings["template"]
        if not key:
            return say("Enviar email: elija una plantilla", "Send email: choose a template")[language]
        template = context.templates.get(key)
        shown = template.labels.get(language, key) if template else key
        return say(f"Enviar email «{shown}»", f"Send email “{shown}”")[language]

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """Which email was written; what became of it, the message itself says."""
        del port
        template = context.templates.get(settings["template"])
        shown = template.labels.get(language, settings["template"]) if template else settings["template"]
        return say(f"Se le preparó el email «{shown}».", f"The email “{shown}” was written to them.")[language]

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Write the message; whatever happened before it no longer counts as an answer."""
        template = arguments["template"]

        def run(walk: Walk) -> str:
            walk.sends.append(Send(walk.node, walk.seq, CHANNEL, template))
            if walk.events:
                walk.mark = max(walk.mark, walk.events[-1].id)
            return "next"

        return run


KIND = SendEmail()
