"""What all steps that send a message have in common; each channel is one file in ``journeys/steps``."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, ClassVar

from journeys.durations import seconds
from journeys.kinds import NO_FIELDS, NO_INFO, Category, Kind, Node, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import Schema, or_null, reference, setting, settings
from journeys.template_check import check_template, link_to_somebody_else
from journeys.walk import Runner, Send, Walk
from journeys.wording import Text, say

PRIORITIES = {"urgent": 0, "normal": 1, "low": 2}
"""The lowest number goes out first."""

PRIORITY_NAMES: dict[str, Text] = {
    "urgent": say("Urgente", "Urgent"),
    "normal": say("Normal", "Normal"),
    "low": say("Cuando no haya otra cosa", "When nothing else is due"),
}
RECIPIENTS: dict[str, Text] = {
    "debtor": say("A la persona que debe", "To the person who owes"),
    "round": say("A la persona de esta vuelta", "To the person of this round"),
}


class Sending(Kind):
    """Writes one message over its ``channel`` and goes on. ``words`` are its sentences, with ``{template}`` in them.

    ``choose`` is said while there is no template, ``send`` once there is, ``sent`` of somebody who passed.
    """

    category: ClassVar[Category] = "message"
    channel: ClassVar[str]
    words: ClassVar[Mapping[str, Text]]
    schema: ClassVar[Schema] = settings(
        {
            "template": setting(
                {"type": "string", "maxLength": 100},
                title=say("Plantilla", "Template"),
                about=say("El mensaje que recibe la persona.", "The message that the person gets."),
                default="",
                widget="template",
            ),
            "priority": setting(
                {"enum": list(PRIORITIES), "x-labels": PRIORITY_NAMES},
                title=say("Prioridad", "Priority"),
                about=say(
                    "Lo urgente sale antes que todo lo que espera.", "What is urgent goes out before all that waits."
                ),
                default="normal",
                widget="choice",
            ),
            "expiry": setting(
                or_null(reference("duration")),
                title=say("No enviar después de", "Do not send later than"),
                about=say(
                    "Contado desde este paso. Si para entonces no se ha podido enviar, ya no se envía.",
                    "Counted from this step. What could not be sent by then is not sent any more.",
                ),
                default=None,
                widget="duration",
            ),
            "to": setting(
                {"enum": list(RECIPIENTS), "x-labels": RECIPIENTS},
                title=say("Destinatario", "Recipient"),
                about=say(
                    "Dentro de «Para cada» sobre fiadores, puede ser el fiador de esa vuelta.",
                    "Inside “For each” over guarantors, it can be the guarantor of that round.",
                ),
                default="debtor",
                widget="choice",
            ),
        },
        required=("template",),
    )

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The channel must be set up, the template be there and use known tokens."""
        problems = check_template(node, self.channel, context)
        template = context.templates.get(node.settings["template"])
        if node.settings["to"] == "round" and template and any(name.startswith("link.") for name in template.variables):
            problems.append(link_to_somebody_else(node, template.key))
        return problems

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """What is sent, and how where that is unusual."""
        key = settings["template"]
        if not key:
            return self.words["choose"][language]
        said = self.words["send"][language].format(template=_shown(key, language, context))
        if settings.get("to") == "round":
            said += say(" a la persona de esta vuelta", " to the person of this round")[language]
        if settings.get("priority") == "urgent":
            said += say(", urgente", ", urgent")[language]
        return said

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """What was written; what became of it, the message itself says."""
        del port
        return self.words["sent"][language].format(template=_shown(settings["template"], language, context))

    def compile(self, settings: Settings) -> dict[str, Any]:
        """The numbers behind the words; what is as usual is left out."""
        compiled: dict[str, Any] = {"template": settings["template"]}
        if settings["priority"] != "normal":
            compiled["priority"] = PRIORITIES[settings["priority"]]
        if settings["expiry"] is not None:
            compiled["expiry"] = seconds(settings["expiry"])
        if settings.get("to") == "round":
            compiled["to_item"] = True
        return compiled

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Write the message; whatever happened before it no longer counts as an answer."""
        channel, template = self.channel, arguments["template"]
        priority, to_item = arguments.get("priority", PRIORITIES["normal"]), arguments.get("to_item", False)
        lasts = timedelta(seconds=arguments["expiry"]) if "expiry" in arguments else None

        def run(walk: Walk) -> str:
            expires_at = None if lasts is None else walk.now + lasts
            walk.sends.append(Send(walk.node, walk.seq, channel, template, priority, expires_at, to_item=to_item))
            if walk.events:
                walk.mark = max(walk.mark, walk.events[-1].id)
            return "next"

        return run


def words_of(name: Text, noun: Text, *, feminine: bool = False) -> dict[str, Text]:
    """The sentences of a channel: ``name`` is the step's (Send SMS), ``noun`` what is sent (the SMS)."""
    written = "la" if feminine else "el"
    return {
        "choose": say(f"{name['es']}: elija una plantilla", f"{name['en']}: choose a template"),
        "send": say(f"{name['es']} «{{template}}»", f"{name['en']} “{{template}}”"),
        "sent": say(
            f"Se le preparó {written} {noun['es']} «{{template}}».",
            f"The {noun['en']} “{{template}}” was written to them.",
        ),
    }


def _shown(key: str, language: str, context: CheckContext) -> str:
    template = context.templates.get(key)
    return template.labels.get(language, key) if template else key
