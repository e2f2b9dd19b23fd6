"""Whether a condition fits the fields that there are."""

from collections.abc import Mapping
from typing import Any, TypeGuard

from journeys.calendar_parts import is_relative, read_day
from journeys.calendar_words import PART_LABELS
from journeys.condition_words import OPERATOR_LABELS, OPERATOR_TYPES, WITH_LIST, WITHOUT_VALUE, value_in_words
from journeys.conditions import leaves_of
from journeys.events import is_event
from journeys.problems import CheckContext, FieldInfo, FieldType, Problem
from journeys.wording import LANGUAGES, Text, fill, say

TYPE_NAMES: dict[FieldType, Text] = {
    "text": say("un texto", "a text"),
    "number": say("un número", "a number"),
    "money": say("un importe", "an amount"),
    "date": say("una fecha", "a date"),
    "boolean": say("sí o no", "yes or no"),
    "tags": say("una lista de etiquetas", "a list of tags"),
}

_BOUNDS = {"weekday": (1, 7), "day": (1, 31), "month": (1, 12), "year": (1, 9999)}


def check_condition(
    condition: Mapping[str, Any], context: CheckContext, node: str | None, setting: str, branch: str | None = None
) -> list[Problem]:
    """What is wrong with a condition that fits its schema; ``branch`` names the branch that it stands in."""
    problems = []
    for leaf in leaves_of(condition):
        found = _fault(leaf, context.fields)
        if found is not None:
            code, message, hint = found
            message = message if branch is None else fill(_IN_BRANCH, branch=branch, message=message)
            problems.append(Problem(node, code, "error", message, hint, setting))
    return problems


_Fault = tuple[str, Text, Text]


def _fault(leaf: Mapping[str, Any], fields: Mapping[str, FieldInfo]) -> _Fault | None:
    if "event" in leaf:
        return _event_fault(leaf["event"])
    if not leaf["field"]:
        return "condition_without_field", *_NO_FIELD
    field = fields.get(leaf["field"])
    if field is None:
        message, hint = _UNKNOWN_FIELD
        return "unknown_field", fill(message, field=leaf["field"]), hint
    return _comparison_fault(leaf, field)


def _comparison_fault(leaf: Mapping[str, Any], field: FieldInfo) -> _Fault | None:
    names = {"field": field.labels, "op": OPERATOR_LABELS[leaf["op"]], "type": TYPE_NAMES[field.type]}
    part = leaf.get("part")
    if part is not None and field.type != "date":
        return "part_does_not_fit", fill(_PART[0], **names, part=PART_LABELS[part]), fill(_PART[1], **names)
    compared: FieldType = field.type if part is None else "number"
    if compared not in OPERATOR_TYPES[leaf["op"]]:
        return "operator_does_not_fit", fill(_OPERATOR[0], **names), fill(_OPERATOR[1], **names)
    if leaf["op"] in WITHOUT_VALUE:
        return None
    return _value_fault(leaf, field, names)


def _event_fault(event: str) -> _Fault | None:
    if is_event(event):
        return None
    return "unknown_event", fill(_UNKNOWN_EVENT[0], event=event), _UNKNOWN_EVENT[1]


def _value_fault(leaf: Mapping[str, Any], field: FieldInfo, names: dict[str, Text]) -> _Fault | None:
    value = leaf.get("value")
    if value is None or value in ("", []):
        return "condition_without_value", fill(_NO_VALUE[0], **names), _NO_VALUE[1]
    if (leaf["op"] in WITH_LIST) is not isinstance(value, list):
        message, hint = _NOT_A_LIST if leaf["op"] in WITH_LIST else _NOT_ONE
        return "value_does_not_fit", fill(message, **names), hint
    for item in value if isinstance(value, list) else [value]:
        shown = {language: value_in_words(item, None, language) for language in LANGUAGES}
        if "part" in leaf:
            lowest, highest = _BOUNDS[leaf["part"]]
            if not _is_whole(item) or not lowest <= item <= highest:
                limits = {"part": PART_LABELS[leaf["part"]], "lowest": lowest, "highest": highest}
                message, hint = _PART_VALUE
                return "value_does_not_fit", fill(message, **names, **limits, value=shown), fill(hint, **limits)
        elif not fits(item, field.type):
            message, hint = _TAG if field.type == "tags" else _VALUE
            return "value_does_not_fit", fill(message, **names, value=shown), fill(hint, **names)
    return None


def _is_whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == int(value)


def fits(value: object, kind: FieldType) -> bool:
    """Whether a value can be compared with a field of this type."""
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in ("number", "money"):
        wanted = int if kind == "money" else int | float
        return isinstance(value, wanted) and not isinstance(value, bool)
    if kind == "date":
        return is_relative(value) or read_day(value) is not None
    return isinstance(value, str) and (kind != "tags" or not any(letter.isspace() for letter in value))


_IN_BRANCH = say("Rama «{branch}»: {message}", "Branch “{branch}”: {message}")
_NO_FIELD = (
    say("A una condición le falta el campo.", "A condition lacks its field."),
    say("Elija el campo que se compara, o quite la línea.", "Choose the field to compare, or remove the line."),
)
_UNKNOWN_FIELD = (
    say(
        "La condición usa «{field}», que no es un campo conocido.",
        "The condition uses “{field}”, which is no known field.",
    ),
    say(
        "Elija un campo de la lista, o créelo importándolo con la cartera.",
        "Choose a field from the list, or create it by importing it with the portfolio.",
    ),
)
_OPERATOR = (
    say("«{op}» no sirve para «{field}», que es {type}.", "“{op}” does not work for “{field}”, which is {type}."),
    say("Elija otra comparación para «{field}».", "Choose another comparison for “{field}”."),
)
_NO_VALUE = (
    say("A la condición «{field} {op}» le falta el valor.", "The condition “{field} {op}” lacks its value."),
    say("Escriba con qué se compara.", "Write what to compare with."),
)
_NOT_A_LIST = (
    say(
        "La condición «{field} {op}» necesita una lista de valores.",
        "The condition “{field} {op}” needs a list of values.",
    ),
    say("Añada uno o más valores a la lista.", "Add one or more values to the list."),
)
_NOT_ONE = (
    say("La condición «{field} {op}» admite un solo valor.", "The condition “{field} {op}” takes one value."),
    say("Deje un solo valor, o use «es uno de».", "Leave one value, or use “is one of”."),
)
_VALUE = (
    say(
        "«{value}» no sirve como valor de «{field}», que es {type}.",
        "“{value}” is no value for “{field}”, which is {type}.",
    ),
    say("Corrija el valor: tiene que ser {type}.", "Correct the value: it must be {type}."),
)
_TAG = (
    say("«{value}» no sirve como etiqueta de «{field}».", "“{value}” is no tag for “{field}”."),
    say("Escriba una sola etiqueta, sin espacios.", "Write one tag, without blanks."),
)
_PART = (
    say("De «{field}» no se puede tomar el {part}: es {type}.", "“{field}” has no {part}: it is {type}."),
    say("Elija un campo de fecha, o compare todo «{field}».", "Choose a date field, or compare all of “{field}”."),
)
_PART_VALUE = (
    say(
        "«{value}» no sirve como {part} de «{field}»: va del {lowest} al {highest}.",
        "“{value}” is no {part} of “{field}”: it goes from {lowest} to {highest}.",
    ),
    say("Ponga un número entero del {lowest} al {highest}.", "Put a whole number from {lowest} to {highest}."),
)
_UNKNOWN_EVENT = (
    say(
        "La condición pregunta por «{event}», que no es un evento conocido.",
        "The condition asks about “{event}”, which is no known event.",
    ),
    say(
        "Elija un evento de la lista; los propios empiezan por «x_».",
        "Choose an event from the list; your own begin with “x_”.",
    ),
)
