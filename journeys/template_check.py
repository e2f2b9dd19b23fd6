"""Whether a message can be sent: its channel, its template and the template's tokens."""

from journeys.kinds import Node
from journeys.problems import CheckContext, Problem
from journeys.wording import Text, fill, say

CHANNEL_NAMES = {
    "email": say("email", "email"),
    "sms": say("SMS", "SMS"),
    "whatsapp": say("WhatsApp", "WhatsApp"),
    "voice": say("mensaje de voz", "voice message"),
    "letter": say("carta", "letter"),
}
"""What people call the channels that come with Cauce."""


def check_template(node: Node, channel: str, context: CheckContext) -> list[Problem]:
    """What is wrong with the message that a node sends through a channel."""
    problems = [] if channel in context.channels else [_channel_missing(node, channel)]
    return problems + _template_problems(node, channel, context)


def _template_problems(node: Node, channel: str, context: CheckContext) -> list[Problem]:
    key = node.settings["template"]
    if not key:
        return [
            _problem(
                node,
                "no_template",
                say("Este paso no tiene plantilla.", "This step has no template."),
                say("Elija la plantilla que se envía.", "Choose the template to send."),
            )
        ]
    template = context.templates.get(key)
    if template is None:
        return [
            _problem(
                node,
                "unknown_template",
                say(f"La plantilla «{key}» no existe.", f"There is no template “{key}”."),
                say("Elija otra plantilla de la lista.", "Choose another template from the list."),
            )
        ]
    if template.channel != channel:
        return [
            _problem(
                node,
                "template_of_other_channel",
                fill(
                    say(
                        "La plantilla «{key}» es para otro canal ({other}).",
                        "The template “{key}” is for another channel ({other}).",
                    ),
                    key=key,
                    other=name_of(template.channel),
                ),
                fill(say("Elija una plantilla de {name}.", "Choose a template for {name}."), name=name_of(channel)),
            )
        ]
    unknown = sorted(template.variables - context.fields.keys() - context.tokens)
    return [_unknown_token(node, key, token) for token in unknown]


def name_of(channel: str) -> Text:
    """What people call a channel; one that does not come with Cauce has its own name only."""
    return CHANNEL_NAMES.get(channel, say(channel, channel))


def _channel_missing(node: Node, channel: str) -> Problem:
    name = name_of(channel)
    return Problem(
        node.id,
        "channel_not_configured",
        "error",
        say(f"El canal {name['es']} no está configurado.", f"The channel {name['en']} is not set up."),
        say(
            "Pida a quien administra la instalación que lo configure.",
            "Ask whoever administers the installation to set it up.",
        ),
    )


def link_to_somebody_else(node: Node, key: str) -> Problem:
    """A template for the person of a round must not carry the debtor's link."""
    return _problem(
        node,
        "link_to_somebody_else",
        say(
            f"La plantilla «{key}» lleva el enlace del deudor, y este mensaje es para otra persona.",
            f"The template “{key}” has the link of the debtor, and this message is for somebody else.",
        ),
        say(
            "Elija una plantilla sin enlaces, como «SMS: aviso al fiador».",
            "Choose a template without links, such as “SMS: notice to the guarantor”.",
        ),
    )


def _unknown_token(node: Node, key: str, token: str) -> Problem:
    return _problem(
        node,
        "unknown_token",
        say(
            f"La plantilla «{key}» usa «{token}», que no es un campo conocido.",
            f"The template “{key}” uses “{token}”, which is no known field.",
        ),
        say(
            "Corrija la plantilla, o cree ese campo importándolo con la cartera.",
            "Correct the template, or create that field by importing it with the portfolio.",
        ),
    )


def _problem(node: Node, code: str, message: Text, hint: Text) -> Problem:
    return Problem(node.id, code, "error", message, hint, "template")
