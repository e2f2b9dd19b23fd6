"""The settings of the entry, as its form shows them."""

from collections.abc import Mapping, Sequence
from typing import Any

from journeys.rhythm import LONGEST_WEEKS, MONTH_DAYS, MONTH_DAYS_ABOUT, WEEKDAY_LABELS, WEEKDAYS
from journeys.schemas import Schema, or_null, reference, setting, titled
from journeys.wording import Text, say

CONTINUOUS = "continuous"
CALENDAR = "calendar"
EVENT = "event"
STARTED = "started"
MODES: dict[str, Text] = {
    CONTINUOUS: say("En cuanto cumplen la condición", "As soon as they match"),
    CALENDAR: say("Según un calendario", "On a calendar"),
    EVENT: say("Al ocurrir un evento", "When an event happens"),
    STARTED: say("Solo cuando otro recorrido lo inicia", "Only when another journey starts it"),
}

NEVER = "never"
AFTER = "after"
ALWAYS = "always"
AGAIN: dict[str, Text] = {
    NEVER: say("Nunca", "Never"),
    AFTER: say("Pasados unos días", "After some days"),
    ALWAYS: say("Siempre", "Always"),
}

_EVERY: dict[str, Text] = {
    "day": say("Cada día", "Every day"),
    "week": say("Días de la semana", "Days of the week"),
    "month": say("Un día del mes", "A day of the month"),
}

_BY_ITSELF = {"mode": [CONTINUOUS, CALENDAR, EVENT]}
_ON_CALENDAR = {"mode": [CALENDAR]}
_WEEKLY = {**_ON_CALENDAR, "every": ["week"]}


def _choice(options: Mapping[str, Text]) -> Schema:
    return {"enum": list(options), "x-labels": {name: dict(text) for name, text in options.items()}}


def _text(pattern: str, longest: int) -> Schema:
    return {"type": "string", "pattern": pattern, "maxLength": longest}


def _number(lowest: int, highest: int) -> Schema:
    return {"type": "integer", "minimum": lowest, "maximum": highest}


_WHO: dict[str, Schema] = {
    "audience": setting(
        or_null(reference("condition")),
        title=say("Audiencia", "Audience"),
        about=say(
            "Entran las cuentas que cumplen esta condición. Sin condición entran todas.",
            "Accounts that match this condition come in. Without a condition, all do.",
        ),
        default=None,
        widget="condition",
        shown_when=_BY_ITSELF,
    ),
    "segment": setting(
        or_null({"type": "integer", "minimum": 1}),
        title=say("Segmento", "Segment"),
        about=say(
            "Un segmento guardado; si también hay una audiencia, tienen que cumplirse los dos.",
            "A saved segment; where there is an audience too, both must hold.",
        ),
        default=None,
        widget="segment",
        shown_when=_BY_ITSELF,
    ),
}


def _calendar(  # noqa: PLR0913, PLR0917 - the parts of a form field
    schema: Schema, title: Text, about: Text, default: object, widget: str, when: Mapping[str, Sequence[Any]]
) -> Schema:
    return setting(schema, title=title, about=about, default=default, widget=widget, shown_when=when)


_WHEN: dict[str, Schema] = {
    "mode": setting(
        _choice(MODES),
        title=say("Cuándo entran", "When they enter"),
        about=say("Qué hace que una cuenta entre.", "What brings an account in."),
        default=CONTINUOUS,
        widget="choice",
    ),
    "every": _calendar(
        _choice(_EVERY),
        say("Con qué frecuencia", "How often"),
        say("Los días en que entran.", "The days on which they enter."),
        "day",
        "choice",
        _ON_CALENDAR,
    ),
    "weekdays": _calendar(
        {
            "type": "array",
            "uniqueItems": True,
            "items": titled(_choice(WEEKDAY_LABELS), say("Día", "Day")),
            "x-labels": {name: dict(text) for name, text in WEEKDAY_LABELS.items()},
        },
        say("Qué días", "Which days"),
        say("Los días de la semana en que entran.", "The days of the week on which they enter."),
        [WEEKDAYS[0]],
        "choices",
        _WEEKLY,
    ),
    "weeks": _calendar(
        _number(1, LONGEST_WEEKS),
        say("Cada cuántas semanas", "Every how many weeks"),
        say("1 es cada semana, 2 una sí y otra no.", "1 is every week, 2 every other one."),
        1,
        "number",
        _WEEKLY,
    ),
    "month_day": _calendar(
        _choice(MONTH_DAYS),
        say("Qué día del mes", "Which day of the month"),
        MONTH_DAYS_ABOUT,
        "1",
        "choice",
        {**_ON_CALENDAR, "every": ["month"]},
    ),
    "at": _calendar(
        _text(r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)", 5),
        say("Hora", "Time"),
        say("La hora a la que entran.", "The time of day at which they enter."),
        "08:00",
        "time",
        _ON_CALENDAR,
    ),
    "zone": _calendar(
        _text(r"^[A-Za-z0-9_+/-]+$(?!\n)", 60),
        say("Zona horaria", "Time zone"),
        say("En la que se lee la hora: Europe/Madrid, America/Bogota.", "In which it is read: America/Bogota."),
        "UTC",
        "zone",
        _ON_CALENDAR,
    ),
    "country": _calendar(
        _text(r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$(?!\n)", 6),
        say("Solo en días hábiles de", "Only on business days of"),
        say(
            "Un país (CO, ES, US-CA). Un festivo se mueve al siguiente día hábil; el último del mes, al anterior.",
            "A country (CO, ES, US-CA). A holiday moves to the next business day; a month's last day, back.",
        ),
        "",
        "text",
        _ON_CALENDAR,
    ),
    "since": _calendar(
        _text(r"^(20[0-9]{2}-[0-9]{2}-[0-9]{2})?$(?!\n)", 10),
        say("Desde el día", "From this day on"),
        say(
            "Antes de este día (2026-03-02) no entra nadie; desde su semana se cuentan las semanas.",
            "Nobody enters before this day (2026-03-02); weeks are counted from its week on.",
        ),
        "",
        "date",
        _ON_CALENDAR,
    ),
    "event": setting(
        or_null({"type": "string", "maxLength": 40}),
        title=say("Evento", "Event"),
        about=say(
            "Una cuenta entra cuando le ocurre, si cumple la audiencia en ese momento.",
            "An account enters when this happens to it, if it matches the audience at that time.",
        ),
        default=None,
        widget="event",
        shown_when={"mode": [EVENT]},
    ),
}

_REENTRY: dict[str, Schema] = {
    "reentry": setting(
        _choice(AGAIN),
        title=say("Volver a entrar", "Entering again"),
        about=say(
            "Si quien ya terminó el recorrido puede volver a entrar. Nadie está en él dos veces a la vez.",
            "Whether who has ended the journey may enter again. Nobody is on it twice at a time.",
        ),
        default=NEVER,
        widget="choice",
        shown_when=_BY_ITSELF,
    ),
    "reentry_days": setting(
        _number(1, 3_650),
        title=say("Días desde que terminó", "Days since it ended"),
        about=say(
            "Cuántos días después del final puede volver a entrar.", "How many days after the end they may enter again."
        ),
        default=30,
        widget="number",
        shown_when={**_BY_ITSELF, "reentry": [AFTER]},
    ),
}

PROPERTIES: dict[str, Schema] = {**_WHO, **_WHEN, **_REENTRY}
