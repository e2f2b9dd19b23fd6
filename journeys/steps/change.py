"""Change: a field of the customer's own, a tag or the stage of the account."""

from collections.abc import Mapping
from typing import Any

from journeys.acting import acting
from journeys.change_check import check_change
from journeys.condition_words import value_in_words
from journeys.kinds import NO_FIELDS, NO_INFO, Kind, Node, Settings
from journeys.problems import CheckContext, Problem
from journeys.schemas import setting, settings
from journeys.walk import Act, Runner, Walk
from journeys.wording import Text, counted, fill, say

WHATS = {
    "field": say("Un campo", "A field"),
    "tag": say("Una etiqueta", "A tag"),
    "stage": say("La etapa", "The stage"),
}
HOWS = {
    "set": say("Poner un valor", "Set a value"),
    "today": say("Poner la fecha de hoy", "Set today's date"),
    "increase": say("Sumar", "Add"),
    "decrease": say("Restar", "Subtract"),
    "empty": say("Vaciarlo", "Empty it"),
}
TAGGING = {"add": say("Poner", "Put on"), "remove": say("Quitar", "Take off")}

TAG_PATTERN = r"^([a-z0-9][a-z0-9_-]{0,39})?$(?!\n)"
STAGE_LENGTH = 40
LONGEST_TEXT = 500
MOST_DAYS = 3_650

_FIELD = {"what": ["field"]}
_KEPT = {
    "field": {
        "set": ("value",),
        "today": ("days",),
        "increase": ("by",),
        "decrease": ("by",),
        "empty": (),
    },
}


class Change(Kind):
    """Orders the change and goes on once it is made, so that the next step sees it."""

    name = "change"
    category = "data"
    icon = "edit"
    color = "#4F6D5A"
    labels = say("Cambiar un dato", "Change data")
    descriptions = say(
        "Cambia un campo propio, una etiqueta o la etapa de la cuenta.",
        "Changes a field of your own, a tag or the stage of the account.",
    )
    schema = settings(
        {
            "what": setting(
                {"enum": list(WHATS), "x-labels": WHATS},
                title=say("Qué se cambia", "What to change"),
                about=say("Lo que cambia en la cuenta.", "What changes on the account."),
                default="field",
                widget="choice",
            ),
            "field": {
                **setting(
                    {"type": "string", "maxLength": 100},
                    title=say("Campo", "Field"),
                    about=say(
                        "Un campo propio, de los que llegaron con una importación.",
                        "A field of your own, as they came with an import.",
                    ),
                    default="",
                    widget="field",
                    shown_when=_FIELD,
                ),
                "x-writable": True,
            },
            "how": setting(
                {"enum": list(HOWS), "x-labels": HOWS},
                title=say("Cómo", "How"),
                about=say(
                    "Sumar y restar sirven para números e importes; un campo vacío cuenta como cero.",
                    "Adding and subtracting work for numbers and amounts; an empty field counts as nothing.",
                ),
                default="set",
                widget="choice",
                shown_when=_FIELD,
            ),
            "value": {
                **setting(
                    {"type": ["string", "number", "boolean", "null"], "maxLength": LONGEST_TEXT},
                    title=say("Valor", "Value"),
                    about=say("El valor que queda en el campo.", "The value that the field gets."),
                    default=None,
                    widget="value",
                    shown_when={**_FIELD, "how": ["set"]},
                ),
                "x-for": "field",
            },
            "days": setting(
                {"type": "integer", "minimum": -MOST_DAYS, "maximum": MOST_DAYS},
                title=say("Más días", "Plus days"),
                about=say(
                    "Cuántos días después de hoy; negativo es antes. Hoy es el día en UTC.",
                    "How many days after today; negative is before. Today is the day in UTC.",
                ),
                default=0,
                widget="number",
                shown_when={**_FIELD, "how": ["today"]},
            ),
            "by": {
                **setting(
                    {"type": ["number", "null"], "exclusiveMinimum": 0, "maximum": 1_000_000_000_000},
                    title=say("Cuánto", "How much"),
                    about=say("Lo que se suma o se resta.", "What is added or subtracted."),
                    default=None,
                    widget="value",
                    shown_when={**_FIELD, "how": ["increase", "decrease"]},
                ),
                "x-for": "field",
            },
            "tagging": setting(
                {"enum": list(TAGGING), "x-labels": TAGGING},
                title=say("Poner o quitar", "On or off"),
                about=say("Si se pone o se quita la etiqueta.", "Whether the tag is put on or taken off."),
                default="add",
                widget="choice",
                shown_when={"what": ["tag"]},
            ),
            "tag": setting(
                {"type": "string", "pattern": TAG_PATTERN},
                title=say("Etiqueta", "Tag"),
                about=say(
                    "Letras minúsculas, cifras, guiones; por ejemplo: visita-pendiente.",
                    "Small letters, digits, hyphens; for example: visit-pending.",
                ),
                default="",
                widget="tag",
                shown_when={"what": ["tag"]},
            ),
            "stage": setting(
                {"type": "string", "maxLength": STAGE_LENGTH},
                title=say("Etapa", "Stage"),
                about=say("La etapa a la que pasa la cuenta.", "The stage that the account comes to."),
                default="",
                widget="text",
                shown_when={"what": ["stage"]},
            ),
        },
        required=("what",),
    )

    def check(self, node: Node, context: CheckContext) -> list[Problem]:
        """The change must be complete, and fit the type of the field."""
        return check_change(node, context)

    def describe(self, settings: Settings, language: str, context: CheckContext = NO_INFO) -> str:
        """What changes."""
        return _said(settings, context)[language]

    def compile(self, settings: Settings) -> dict[str, Any]:
        """Only what this change takes."""
        what = settings["what"]
        if what == "tag":
            return {"what": what, "tagging": settings["tagging"], "tag": settings["tag"]}
        if what == "stage":
            return {"what": what, "stage": settings["stage"].strip()}
        how = settings["how"]
        kept = {name: settings[name] for name in _KEPT["field"][how]}
        return {"what": what, "field": settings["field"], "how": how, **kept}

    def fields(self, arguments: Mapping[str, Any]) -> frozenset[str]:
        """None at all."""
        del arguments
        return NO_FIELDS

    def runner(self, arguments: Mapping[str, Any]) -> Runner:
        """Order the change, and wait until it is made.

        There is no way out for a change that cannot be made: whoever it happens to stays until somebody replays it or
        skips it, as with any other fault.
        """

        def order(walk: Walk) -> Act:
            return Act(walk.node, walk.seq, self.name, arguments)

        return acting(order, failed=None)


def _said(settings: Settings, context: CheckContext) -> Text:
    what = settings["what"]
    if what == "tag":
        words = _PUT_ON if settings["tagging"] == "add" else _TAKE_OFF
        return fill(words, tag=settings["tag"]) if settings["tag"] else _NO_TAG
    if what == "stage":
        return fill(_STAGE, stage=settings["stage"].strip()) if settings["stage"].strip() else _NO_STAGE
    if not settings["field"]:
        return _NO_FIELD
    field = context.fields.get(settings["field"])
    label = field.labels if field else say(settings["field"], settings["field"])
    how = settings["how"]
    kind = field.type if field else None
    given = settings["value"] if how == "set" else settings["by"]
    shown = {language: "" if given is None else value_in_words(given, kind, language) for language in ("es", "en")}
    return fill(_HOW[how], field=label, value=shown, days=_days(settings["days"]))


def _days(days: int) -> Text:
    if not days:
        return say("", "")
    sign = "+" if days > 0 else "-"
    return say(f" {sign} {counted(abs(days), 'día', 'días')}", f" {sign} {counted(abs(days), 'day', 'days')}")


_HOW: dict[str, Text] = {
    "set": say("Poner en «{field}»: {value}", "Set “{field}” to: {value}"),
    "today": say("Poner en «{field}»: hoy{days}", "Set “{field}” to: today{days}"),
    "increase": say("Sumar {value} a «{field}»", "Add {value} to “{field}”"),
    "decrease": say("Restar {value} de «{field}»", "Subtract {value} from “{field}”"),
    "empty": say("Vaciar «{field}»", "Empty “{field}”"),
}
_PUT_ON = say("Poner la etiqueta «{tag}»", "Put on the tag “{tag}”")
_TAKE_OFF = say("Quitar la etiqueta «{tag}»", "Take off the tag “{tag}”")
_STAGE = say("Pasar a la etapa «{stage}»", "Move to the stage “{stage}”")
_NO_TAG = say("Cambiar: escriba la etiqueta", "Change: write the tag")
_NO_STAGE = say("Cambiar: escriba la etapa", "Change: write the stage")
_NO_FIELD = say("Cambiar: elija un campo", "Change: choose a field")

KIND = Change()
