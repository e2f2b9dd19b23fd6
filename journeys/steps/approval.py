"""Approval: a supervisor says yes or no before people go on."""

from collections.abc import Mapping
from typing import Any, ClassVar

from journeys.asking import (
    APPROVAL,
    APPROVAL_PORTS,
    APPROVED,
    LONGEST_TEXT,
    OVERDUE,
    OVERDUE_PORT,
    REFUSED,
    URGENCY,
    asker,
    check_tokens,
    deadline_setting,
    late,
    priority_setting,
    seconds_of,
    within,
)
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings
from journeys.walk import Runner
from journeys.wording import say


class Approval(Kind):
    """Asks a supervisor, and goes on by the answer."""

    name = "approval"
    category = "people"
    icon = "user-check"
    color = "#7A4B8C"
    labels = say("Aprobación de un supervisor", "Approval by a supervisor")
    descriptions = say("Un supervisor decide si se sigue.", "A supervisor decides whether to go on.")
    schema = settings(
        {
            "question": setting(
                {"type": "string", "maxLength": LONGEST_TEXT},
                title=say("Pregunta", "Question"),
                about=say(
                    "Lo que se pide aprobar. Puede usar campos, como {{ account.ref }}.",
                    "What is to be approved. It may use fields, such as {{ account.ref }}.",
                ),
                default="",
                widget="textarea",
            ),
            "priority": priority_setting(),
            "deadline": deadline_setting(),
        },
        required=("question", "deadline"),
    )
    port_rules = (
        *APPROVAL_PORTS,
        OVERDUE_PORT,
    )
    pauses = True
    gives_tasks = True
    told: ClassVar = {
        APPROVED: say("Un supervisor lo aprobó.", "A supervisor approved it."),
        REFUSED: say("Un supervisor lo rechazó.", "A supervisor refused it."),
    }

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """There must be a question, which uses known fields."""
        problems = check_tokens(node, "question", context)
        if not node.settings["question"].strip():
            problems.append(Problem(node.id, "no_question", "error", *_NO_QUESTION, "question"))
        return problems

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """The question, and by when."""
        del context
        question = " ".join(settings["question"].split())
        if not question:
            return say("Aprobación: escriba la pregunta", "Approval: write the question")[language]
        return say("Aprobar:", "Approve:")[language] + f" {question}{within(settings, language)}"

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """What the supervisor said."""
        if port == OVERDUE:
            return late(settings, language)
        return super().tell(settings, port, language, context)

    def compile(self, settings: Settings) -> dict[str, Any]:
        """How urgent, and the deadline in seconds; the question is read when the task is shown."""
        return {"priority": URGENCY[settings["priority"]], "seconds": seconds_of(settings)}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Ask, and wait."""
        return asker(arguments, APPROVAL)


_NO_QUESTION = (
    say("La aprobación no dice qué se aprueba.", "The approval does not say what is approved."),
    say("Escriba la pregunta al supervisor.", "Write the question to the supervisor."),
)

KIND = Approval()
