"""The settings of kinds that part people: named ways, and by what the lots are drawn."""

from collections.abc import Mapping
from typing import Any

from journeys.kinds import Node
from journeys.problems import Problem
from journeys.schemas import NAME_PATTERN, Schema, setting, titled
from journeys.wording import Text, say

MOST_WAYS = 20


def way_schema(more: Mapping[str, Schema]) -> Schema:
    """One named way out, with what else a kind says of it."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["id", "label", *more],
        "properties": {
            "id": titled({"type": "string", "pattern": NAME_PATTERN}, say("Identificador", "Identifier")),
            "label": titled({"type": "string", "maxLength": 60}, say("Nombre", "Name")),
            **more,
        },
    }


def by_setting(default: str) -> Schema:
    """Whether all debts of a person fall on the same lot."""
    return setting(
        {
            "enum": ["debtor", "account"],
            "x-labels": {
                "debtor": say("por persona", "by person"),
                "account": say("por cuenta", "by account"),
            },
        },
        title=say("Sorteo", "Draw lots"),
        about=say(
            "Por persona, todas sus cuentas van por el mismo camino.",
            "By person, all of their accounts go the same way.",
        ),
        default=default,
        widget="choice",
    )


def seed_setting() -> Schema:
    """A word that changes the lots."""
    return setting(
        {"type": "string", "maxLength": 40},
        title=say("Palabra del sorteo", "Word of the draw"),
        about=say(
            "Quien salió en un sorteo sigue igual mientras no cambie esta palabra.",
            "Whoever was drawn stays as they are unless this word changes.",
        ),
        default="",
        widget="text",
    )


def check_ways(node: Node, setting_name: str, taken: frozenset[str] = frozenset()) -> list[Problem]:
    """Every way needs a name, and an identifier of its own, also beside those that are ``taken``."""
    problems = []
    seen = set(taken)
    for way in node.settings[setting_name]:
        if way["id"] in seen:
            message, hint = _twice(way["id"])
            problems.append(Problem(node.id, "way_twice", "error", message, hint, setting_name))
        seen.add(way["id"])
        if not way["label"].strip():
            problems.append(Problem(node.id, "way_unnamed", "error", *_UNNAMED, setting_name))
    return problems


def named(ways: list[dict[str, Any]]) -> str:
    """The names of some ways in a row."""
    return " · ".join(way["label"] or way["id"] for way in ways)


def _twice(way: str) -> tuple[Text, Text]:
    return (
        say(f"Hay dos caminos con el identificador «{way}».", f"Two ways have the identifier “{way}”."),
        say("Borre uno de los caminos y vuelva a crearlo.", "Delete one of the ways and add it again."),
    )


_UNNAMED = (
    say("Un camino no tiene nombre.", "A way has no name."),
    say("Escriba un nombre corto; se ve en el dibujo.", "Write a short name; it is shown on the drawing."),
)
