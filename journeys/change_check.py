"""Whether a change fits the field that it is about."""

from journeys.condition_check import TYPE_NAMES, fits
from journeys.kinds import Node
from journeys.problems import CheckContext, FieldInfo, Problem
from journeys.wording import Text, fill, say

NUMERIC = ("number", "money")


def check_change(node: Node, context: CheckContext) -> list[Problem]:
    """What is wrong with a step that changes something."""
    settings = node.settings
    if settings["what"] == "tag":
        return [] if settings["tag"] else [_problem(node, "no_tag", *_NO_TAG, "tag")]
    if settings["what"] == "stage":
        return [] if settings["stage"].strip() else [_problem(node, "no_stage", *_NO_STAGE, "stage")]
    if not settings["field"]:
        return [_problem(node, "no_field", *_NO_FIELD, "field")]
    field, problem = own_field(node, settings["field"], context, "field")
    if field is None:
        return [] if problem is None else [problem]
    return _value_problems(node, field)


def own_field(node: Node, name: str, context: CheckContext, setting: str) -> tuple[FieldInfo | None, Problem | None]:
    """The field of this name, if journeys may change it; otherwise what is wrong with it."""
    field = context.fields.get(name)
    if field is None:
        return None, _problem(node, "unknown_field", fill(_UNKNOWN[0], field=name), _UNKNOWN[1], setting)
    if not field.own:
        return None, _problem(node, "field_not_yours", fill(_NOT_YOURS[0], field=field.labels), _NOT_YOURS[1], setting)
    return field, None


def _value_problems(node: Node, field: FieldInfo) -> list[Problem]:
    how = node.settings["how"]
    names = {"field": field.labels, "type": TYPE_NAMES[field.type]}
    wanted = {"today": ("date",), "increase": NUMERIC, "decrease": NUMERIC}.get(how)
    if wanted is not None and field.type not in wanted:
        return [_problem(node, "change_does_not_fit", fill(_DOES_NOT_FIT[0], **names), _DOES_NOT_FIT[1], "how")]
    name = {"set": "value", "increase": "by", "decrease": "by"}.get(how)
    if name is None:
        return []
    value = node.settings[name]
    if value is None or value == "":
        return [_problem(node, "no_value", fill(_NO_VALUE[0], **names), _NO_VALUE[1], name)]
    if not fits(value, field.type):
        return [_problem(node, "value_does_not_fit", fill(_VALUE[0], **names), _VALUE[1], name)]
    return []


def _problem(node: Node, code: str, message: Text, hint: Text, setting: str) -> Problem:
    return Problem(node.id, code, "error", message, hint, setting)


_NO_TAG = (
    say("Este paso no dice qué etiqueta cambia.", "This step does not say which tag it changes."),
    say("Escriba la etiqueta.", "Write the tag."),
)
_NO_STAGE = (
    say("Este paso no dice a qué etapa se pasa.", "This step does not say which stage comes next."),
    say("Escriba la etapa.", "Write the stage."),
)
_NO_FIELD = (
    say("Este paso no dice qué campo cambia.", "This step does not say which field it changes."),
    say("Elija un campo de la lista.", "Choose a field from the list."),
)
_UNKNOWN = (
    say("El paso usa «{field}», que no es un campo conocido.", "The step uses “{field}”, which is no known field."),
    say(
        "Elija un campo de la lista, o créelo importándolo con la cartera.",
        "Choose a field from the list, or create it by importing it with the portfolio.",
    ),
)
_NOT_YOURS = (
    say("Un recorrido no puede cambiar «{field}».", "A journey cannot change “{field}”."),
    say("Elija un campo propio.", "Choose a field of your own."),
)
_DOES_NOT_FIT = (
    say(
        "Ese cambio no sirve para «{field}», que es {type}.",
        "That change does not work for “{field}”, which is {type}.",
    ),
    say("Elija otro modo de cambiarlo.", "Choose another way to change it."),
)
_NO_VALUE = (
    say("Falta el valor para «{field}».", "The value for “{field}” is missing."),
    say("Escríbalo, o elija «Vaciarlo».", "Write it, or choose “Empty it”."),
)
_VALUE = (
    say("El valor no sirve para «{field}», que es {type}.", "The value does not work for “{field}”, which is {type}."),
    say("Escriba otro valor.", "Write another value."),
)
