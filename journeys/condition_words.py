"""Conditions said in words, and the operators as forms offer them."""

from collections.abc import Mapping
from typing import Any

from journeys.calendar_parts import days_from, is_relative
from journeys.calendar_words import PART_LABELS, day_in_words, part_in_words
from journeys.history_words import history_in_words
from journeys.problems import FieldInfo, FieldType
from journeys.schemas import OPERATORS
from journeys.wording import Text, say

ORDERED: tuple[FieldType, ...] = ("number", "money", "date")
LISTED: tuple[FieldType, ...] = ("text", "number", "money", "date")
EVERY: tuple[FieldType, ...] = ("text", "number", "money", "date", "boolean")

OPERATOR_LABELS: dict[str, Text] = {
    "eq": say("es", "is"),
    "ne": say("no es", "is not"),
    "gt": say("mayor que", "more than"),
    "gte": say("al menos", "at least"),
    "lt": say("menor que", "less than"),
    "lte": say("como máximo", "at most"),
    "in": say("es uno de", "is one of"),
    "not_in": say("no es ninguno de", "is none of"),
    "contains": say("contiene", "contains"),
    "starts_with": say("empieza por", "starts with"),
    "has": say("incluyen", "include"),
    "has_not": say("no incluyen", "do not include"),
    "is_empty": say("está vacío", "is empty"),
    "is_not_empty": say("no está vacío", "is not empty"),
}

DATE_LABELS: dict[str, Text] = {
    "gt": say("después del", "after"),
    "gte": say("desde el", "on or after"),
    "lt": say("antes del", "before"),
    "lte": say("hasta el", "on or before"),
}

NEAR_LABELS: dict[str, Text] = {
    "gt": say("después de", "after"),
    "gte": say("desde", "on or after"),
    "lt": say("antes de", "before"),
    "lte": say("hasta", "on or before"),
}
"""Before a day that is told by its distance from today, by its weekday or by its month."""

OPERATOR_TYPES: dict[str, tuple[FieldType, ...]] = {
    "eq": EVERY,
    "ne": EVERY,
    "gt": ORDERED,
    "gte": ORDERED,
    "lt": ORDERED,
    "lte": ORDERED,
    "in": LISTED,
    "not_in": LISTED,
    "contains": ("text",),
    "starts_with": ("text",),
    "has": ("tags",),
    "has_not": ("tags",),
    "is_empty": (*EVERY, "tags"),
    "is_not_empty": (*EVERY, "tags"),
}

WITHOUT_VALUE = frozenset({"is_empty", "is_not_empty"})
WITH_LIST = frozenset({"in", "not_in"})


def operators() -> list[dict[str, Any]]:
    """The operators with their labels, the field types they fit, and what they compare with: none, one or many."""
    return [
        {
            "op": op,
            "labels": dict(OPERATOR_LABELS[op]),
            "date_labels": dict(DATE_LABELS.get(op, OPERATOR_LABELS[op])),
            "near_labels": dict(NEAR_LABELS.get(op, OPERATOR_LABELS[op])),
            "types": list(OPERATOR_TYPES[op]),
            "value": "none" if op in WITHOUT_VALUE else "many" if op in WITH_LIST else "one",
        }
        for op in OPERATORS
    ]


def describe_condition(condition: Mapping[str, Any], language: str, fields: Mapping[str, FieldInfo]) -> str:
    """A condition in words; a field that is not in ``fields`` goes by its name."""
    if "all" in condition:
        return _group(condition["all"], language, fields, _AND, _EVERYONE)
    if "any" in condition:
        return _group(condition["any"], language, fields, _OR, _NOBODY)
    if "not" in condition:
        return f"{_NOT[language]} ({describe_condition(condition['not'], language, fields)})"
    if "event" in condition:
        return history_in_words(condition, language)
    return _comparison(condition, language, fields.get(condition["field"]))


_AND = say("y", "and")
_OR = say("o", "or")
_NOT = say("no", "not")
_EVERYONE = say("todas las cuentas", "all accounts")
_NOBODY = say("ninguna cuenta", "no account")
_YES_NO = {True: say("sí", "yes"), False: say("no", "no")}
_BLANK = "…"


def _group(
    parts: list[Mapping[str, Any]], language: str, fields: Mapping[str, FieldInfo], word: Text, none: Text
) -> str:
    if not parts:
        return none[language]
    said = [describe_condition(part, language, fields) for part in parts]
    if len(said) == 1:
        return said[0]
    bracketed = [
        f"({words})" if len(part.get("all", part.get("any", ()))) > 1 else words
        for part, words in zip(parts, said, strict=True)
    ]
    first, *others = bracketed
    return first + "".join(f" {_linking(word[language], other)} {other}" for other in others)


def _linking(word: str, following: str) -> str:
    """Spanish says «e» and «u» before a word that sounds like «y» or «o»."""
    sound = following.lstrip("(").lower().removeprefix("h")
    if word == "y" and sound.startswith(("i", "í")) and not sound.startswith("ie"):
        return "e"
    return "u" if word == "o" and sound.startswith(("o", "ó")) else word


def _comparison(leaf: Mapping[str, Any], language: str, field: FieldInfo | None) -> str:
    op, part = leaf["op"], leaf.get("part")
    name = leaf["field"] if field is None else field.labels[language]
    kind = None if field is None else field.type
    if part is not None:
        name = f"{name or _BLANK} ({PART_LABELS[part][language]})"
        kind = "number"
    value = leaf.get("value")
    if isinstance(value, bool) and op in ("eq", "ne"):
        said = name or _BLANK
        return said if value == (op == "eq") else f"{said}: {_YES_NO[False][language]}"
    labels: Mapping[str, Text] = DATE_LABELS if kind == "date" else {}
    if is_relative(value) or part in ("weekday", "month"):
        labels = NEAR_LABELS
    words = labels.get(op, OPERATOR_LABELS[op])[language]
    if op in WITHOUT_VALUE:
        return f"{name or _BLANK} {words}"
    items = value if isinstance(value, list) else [value]
    shown = ", ".join(part_in_words(item, part, language) or value_in_words(item, kind, language) for item in items)
    return f"{name or _BLANK} {words} {shown or _BLANK}"


def value_in_words(value: object, kind: FieldType | None, language: str) -> str:
    """A value as people write it; a blank where there is none."""
    if value is None or value == "":
        return _BLANK
    if isinstance(value, bool):
        return _YES_NO[value][language]
    if is_relative(value):
        return day_in_words(days_from(value), language)
    if kind == "money" and isinstance(value, int):
        return _money(value, language)
    return str(value)


def _money(minor: int, language: str) -> str:
    """Hundredths as an amount: the currency is each account's own, and conditions are written in hundredths."""
    whole, cents = divmod(abs(minor), 100)
    grouped = f"{whole:,}"
    sign = "-" if minor < 0 else ""
    if language == "es":
        return f"{sign}{grouped.replace(',', '.')},{cents:02d}"
    return f"{sign}{grouped}.{cents:02d}"
