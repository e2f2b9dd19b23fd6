"""Call: an agent calls the person, and says how it went."""

from collections.abc import Mapping
from typing import Any

from journeys.arm_settings import MOST_WAYS, check_ways, way_schema
from journeys.asking import (
    LONGEST_TEXT,
    OVERDUE,
    OVERDUE_PORT,
    URGENCY,
    asker,
    check_tokens,
    deadline_setting,
    late,
    priority_setting,
    seconds_of,
    within,
)
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, PortRule, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings
from journeys.walk import Runner
from journeys.wording import Text, say

CALL_BACK = "call_back"

_OUTCOMES: dict[str, Text] = {
    "reached": say("Se habló", "Reached"),
    "no_answer": say("No contesta", "No answer"),
    "wrong_number": say("Número equivocado", "Wrong number"),
    "promise": say("Promete pagar", "Promises to pay"),
    "dispute": say("Disputa la deuda", "Disputes the debt"),
    CALL_BACK: say("Volver a llamar", "Call back"),
}


def _usual(language: str) -> list[dict[str, str]]:
    return [{"id": name, "label": labels[language]} for name, labels in _OUTCOMES.items()]


class CallTask(Kind):
    """Gives an agent a call to make, and goes on by what came of it."""

    name = "call_task"
    category = "people"
    icon = "phone"
    color = "#7A4B8C"
    labels = say("Llamada de un agente", "Call by an agent")
    descriptions = say(
        "Un agente llama a la persona y anota el resultado.", "An agent calls the person and records how it went."
    )
    schema = settings(
        {
            "title": setting(
                {"type": "string", "maxLength": 120},
                title=say("Título", "Title"),
                about=say("Cómo se llama la tarea en la lista de los agentes.", "What agents see in their list."),
                default="",
                widget="text",
            ),
            "script": setting(
                {"type": "string", "maxLength": LONGEST_TEXT},
                title=say("Guion", "Script"),
                about=say(
                    "Lo que el agente lee al llamar. Puede usar campos, como {{ debtor.first_name }}.",
                    "What the agent reads when calling. It may use fields, such as {{ debtor.first_name }}.",
                ),
                default="",
                widget="textarea",
            ),
            "priority": priority_setting(),
            "deadline": deadline_setting(),
            "outcomes": {
                **setting(
                    {"type": "array", "maxItems": MOST_WAYS, "items": way_schema({})},
                    title=say("Resultados", "Outcomes"),
                    about=say(
                        "Lo que el agente puede anotar. Cada resultado tiene su propia salida.",
                        "What the agent can record. Each outcome has its own way out.",
                    ),
                    default=_usual("en"),
                    widget="outcomes",
                ),
                "x-default": {"es": _usual("es"), "en": _usual("en")},
            },
            "call_back_again": setting(
                {"type": "boolean"},
                title=say("Llamar otra vez a la hora acordada", "Call again at the time agreed"),
                about=say(
                    "Con «Volver a llamar», la tarea sigue abierta y vuelve a la lista a esa hora.",
                    "With “Call back”, the task stays open and comes back to the list at that time.",
                ),
                default=True,
                widget="toggle",
            ),
            "call_backs": setting(
                {"type": "integer", "minimum": 1, "maximum": 20},
                title=say("Veces que se vuelve a llamar", "Times to call again"),
                about=say(
                    "Después de tantas veces, se sigue por la salida «Volver a llamar».",
                    "After so many times, people go on by the way out “Call back”.",
                ),
                default=3,
                widget="number",
                shown_when={"call_back_again": [True]},
            ),
        },
        required=("title", "outcomes", "deadline"),
    )
    port_rules = (PortRule(each="outcomes"), OVERDUE_PORT)
    pauses = True
    gives_tasks = True

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """There must be a title and an outcome, and the script uses known fields."""
        problems = check_ways(node, "outcomes", frozenset({OVERDUE}))
        if not node.settings["outcomes"]:
            problems.append(Problem(node.id, "no_outcomes", "error", *_NO_OUTCOMES, "outcomes"))
        if not node.settings["title"].strip():
            problems.append(Problem(node.id, "no_title", "error", *_NO_TITLE, "title"))
        if node.settings["deadline"] is None:
            problems.append(Problem(node.id, "no_deadline", "warning", *_NO_DEADLINE, "deadline"))
        return problems + check_tokens(node, "script", context)

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """What agents see, and by when."""
        del context
        title = settings["title"].strip()
        if not title:
            return say("Llamada: póngale un título", "Call: give it a title")[language]
        return say("Llamar:", "Call:")[language] + f" {title}{within(settings, language)}"

    def tell(self, settings: Settings, port: str, language: str, context: CheckContext = NO_INFO) -> str:
        """What the agent said."""
        del context
        if port == OVERDUE:
            return late(settings, language)
        label = next((way["label"] for way in settings["outcomes"] if way["id"] == port), port)
        return say(f"Un agente llamó: {label}.", f"An agent called: {label}.")[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """How urgent, and the deadline in seconds; the rest is read when the task is shown."""
        return {"priority": URGENCY[settings["priority"]], "seconds": seconds_of(settings)}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Give the call to the agents, and wait."""
        return asker(arguments, "call")


_NO_OUTCOMES = (
    say("La llamada no tiene ningún resultado.", "The call has no outcome."),
    say("Añada los resultados que el agente puede anotar.", "Add the outcomes that an agent can record."),
)
_NO_TITLE = (
    say("La llamada no tiene título.", "The call has no title."),
    say("Escriba lo que los agentes verán en su lista.", "Write what agents see in their list."),
)
_NO_DEADLINE = (
    say("Si nadie llama, la persona se queda aquí para siempre.", "If nobody calls, the person stays here for ever."),
    say("Ponga un plazo y conecte la salida «Fuera de plazo».", "Set a deadline and connect the way out “Overdue”."),
)

KIND = CallTask()
