"""What the steps that give a task to a person have in common: how urgent it is, its deadline, and what was answered."""

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from journeys import durations
from journeys.kinds import Kind, Node, Port, PortRule, Settings, defaults, kinds
from journeys.problems import CheckContext, Problem
from journeys.schemas import Schema, or_null, reference, setting
from journeys.walk import Runner, Stay, Task, Walk
from journeys.wording import say

TASK_DONE = "task_done"
OVERDUE = "overdue"
LONGEST_TEXT = 5_000
URGENCY = {"urgent": 0, "normal": 1, "low": 2}

APPROVAL, APPROVED, REFUSED = "approval", "approved", "refused"
APPROVAL_PORTS = (
    PortRule(APPROVED, say("Aprobado", "Approved")),
    PortRule(REFUSED, say("Rechazado", "Refused")),
)
OVERDUE_PORT = PortRule(OVERDUE, say("Fuera de plazo", "Overdue"), when="deadline")

TOKEN = re.compile(r"\{\{-?\s*([A-Za-z_][\w.]*)(?:[^{}]*\}\})?")
"""A token in a text, and as its group the name of the field."""


def priority_setting() -> Schema:
    """How urgent the task is: the list shows urgent ones first."""
    return setting(
        {
            "enum": list(URGENCY),
            "x-labels": {
                "urgent": say("urgente", "urgent"),
                "normal": say("normal", "normal"),
                "low": say("baja", "low"),
            },
        },
        title=say("Prioridad", "Priority"),
        about=say("Las urgentes salen primero en la lista.", "Urgent ones come first in the list."),
        default="normal",
        widget="choice",
    )


def deadline_setting() -> Schema:
    """How long people wait for the task to be done, null for as long as it takes."""
    return setting(
        or_null(reference("duration")),
        title=say("Plazo", "Deadline"),
        about=say(
            "Si nadie lo hace en este tiempo, la tarea caduca y se sigue por «Fuera de plazo».",
            "If nobody does it in this time, the task expires and people go on by “Overdue”.",
        ),
        default={"amount": 2, "unit": "days"},
        widget="duration",
    )


def seconds_of(settings: Settings) -> int | None:
    """The deadline as the plan keeps it."""
    deadline = settings["deadline"]
    return None if deadline is None else durations.seconds(deadline)


def within(settings: Settings, language: str) -> str:
    """The deadline in words, after a comma; nothing where there is none."""
    deadline = settings["deadline"]
    if deadline is None:
        return ""
    shown = durations.describe(deadline, language)
    return say(f", en {shown}", f", within {shown}")[language]


def late(settings: Settings, language: str) -> str:
    """That nobody did it in time."""
    deadline = settings["deadline"]
    if deadline is None:
        return say("Se pasó el plazo.", "The deadline passed.")[language]
    shown = durations.describe(deadline, language)
    return say(f"Nadie lo hizo en {shown}.", f"Nobody did it within {shown}.")[language]


def check_tokens(node: Node, setting_name: str, context: CheckContext) -> list[Problem]:
    """Every token of a text must be a known field."""
    names = {found.group(1) for found in TOKEN.finditer(node.settings[setting_name])}
    return [_unknown(node, setting_name, name) for name in sorted(names - context.fields.keys())]


def asker(arguments: Mapping[str, Any], kind: str) -> Runner:
    """Give the task, and keep the person until it is done or its deadline passed.

    An answer with ``again`` keeps the task open: it is to be tried again at the time that it names (``at``).
    """
    priority: int = arguments["priority"]
    limit = None if arguments["seconds"] is None else durations.length(arguments["seconds"])
    waits = frozenset({TASK_DONE})

    def run(walk: Walk) -> str | Stay:
        answer = walk.answer(TASK_DONE)
        if answer is not None and not answer.get("again"):
            return str(answer["outcome"])
        until = _until(walk, answer, limit)
        if until is not None and walk.now >= until:
            return OVERDUE
        if answer is None:
            walk.tasks.append(Task(walk.node, walk.seq, kind, until, priority))
        return Stay(until, waits)

    return run


def _until(walk: Walk, answer: Mapping[str, Any] | None, limit: timedelta | None) -> datetime | None:
    if limit is None:
        return None
    if answer is not None:
        return datetime.fromisoformat(answer["at"]) + limit
    return walk.until or walk.now + limit


def _unknown(node: Node, setting_name: str, token: str) -> Problem:
    return Problem(
        node.id,
        "unknown_token",
        "error",
        say(
            f"El texto usa «{token}», que no es un campo conocido.",
            f"The text uses “{token}”, which is no known field.",
        ),
        say(
            "Corrija el texto, o cree ese campo importándolo con la cartera.",
            "Correct the text, or create that field by importing it with the portfolio.",
        ),
        setting_name,
    )


def settings_of(graph: Mapping[str, Any], node_id: str) -> dict[str, Any] | None:
    """The settings, with their defaults, of a node of a published graph; None when it is not, or no longer, known."""
    node = next((node for node in graph.get("nodes", ()) if node["id"] == node_id), None)
    kind = None if node is None else kinds().get(node["kind"])
    return None if node is None or kind is None else {**defaults(kind), **node["settings"]}


def outcomes_of(graph: Mapping[str, Any], node_id: str) -> list[Port]:
    """The ways in which the task of such a node can be done, in the order of its card."""
    settings = settings_of(graph, node_id)
    if settings is None:
        return []
    return [port for port in _kind_of(graph, node_id).answers(settings) if port.name != OVERDUE]


def discount_of(graph: Mapping[str, Any], node_id: str) -> int | None:
    """The per cent of what is owed that the task of such a node asks to let go; None where it asks no such thing."""
    settings = settings_of(graph, node_id)
    return None if settings is None else _kind_of(graph, node_id).discount(settings)


def in_words(graph: Mapping[str, Any], node_id: str, language: str) -> str:
    """What such a node does, as on its card: for a task whose own text is empty."""
    settings = settings_of(graph, node_id)
    return "" if settings is None else _kind_of(graph, node_id).describe(settings, language)


def _kind_of(graph: Mapping[str, Any], node_id: str) -> Kind:
    return kinds()[next(node["kind"] for node in graph["nodes"] if node["id"] == node_id)]
