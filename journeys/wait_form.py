"""The settings of a wait, as its form shows them."""

from journeys.rhythm import LAST, MONTH_DAYS, MONTH_DAYS_ABOUT, WEEKDAY_LABELS
from journeys.schemas import Schema, reference, setting, titled
from journeys.wording import Text, say

DURATION, WORKDAYS, UNTIL, DATE = "duration", "business_days", "until", "date"
MODES: dict[str, Text] = {
    DURATION: say("Un tiempo", "A length of time"),
    WORKDAYS: say("Días hábiles", "Business days"),
    UNTIL: say("Hasta un día y una hora", "Until a day and a time"),
    DATE: say("Hasta una fecha de la ficha", "Until a date of the record"),
}
WEEK, MONTH = "week", "month"
DAYS_OF: dict[str, Text] = {
    WEEK: say("Un día de la semana", "A day of the week"),
    MONTH: say("Un día del mes", "A day of the month"),
}
BEFORE, ON, AFTER = "before", "on", "after"
SIDES: dict[str, Text] = {
    BEFORE: say("Antes", "Before"),
    ON: say("Ese día", "On that day"),
    AFTER: say("Después", "After"),
}
CALENDAR, BUSINESS = "calendar", "business"
UNITS: dict[str, Text] = {
    CALENDAR: say("días naturales", "calendar days"),
    BUSINESS: say("días hábiles", "business days"),
}
MOST_DAYS = 3_650

PROPERTIES: dict[str, Schema] = {
    "mode": setting(
        {"enum": list(MODES), "x-labels": MODES},
        title=say("Qué se espera", "What to wait for"),
        about=say("Las horas y los días son los de la persona.", "Hours and days are those of the person."),
        default=DURATION,
        widget="choice",
    ),
    "duration": setting(
        reference("duration"),
        title=say("Duración", "Duration"),
        about=say("Cuánto se espera.", "How long to wait."),
        default={"amount": 3, "unit": "days"},
        widget="duration",
        shown_when={"mode": [DURATION]},
    ),
    "days": setting(
        {"type": "integer", "minimum": 1, "maximum": 366},
        title=say("Días hábiles", "Business days"),
        about=say(
            "Se sigue a la misma hora de ese día hábil; el día en que se llega no cuenta.",
            "People go on at the same time of that business day; the day on which they come does not count.",
        ),
        default=3,
        widget="number",
        shown_when={"mode": [WORKDAYS]},
    ),
    "on": setting(
        {"enum": list(DAYS_OF), "x-labels": DAYS_OF},
        title=say("Qué día", "Which day"),
        about=say("El primero que llegue.", "The first that comes."),
        default=WEEK,
        widget="choice",
        shown_when={"mode": [UNTIL]},
    ),
    "month_day": setting(
        {"enum": list(MONTH_DAYS), "x-labels": MONTH_DAYS},
        title=say("Día del mes", "Day of the month"),
        about=MONTH_DAYS_ABOUT,
        default=LAST,
        widget="choice",
        shown_when={"mode": [UNTIL], "on": [MONTH]},
    ),
    "weekdays": setting(
        {
            "type": "array",
            "uniqueItems": True,
            "items": titled({"enum": list(WEEKDAY_LABELS)}, say("Día", "Day")),
            "x-labels": WEEKDAY_LABELS,
        },
        title=say("Qué días", "Which days"),
        about=say("Sin ninguno, cualquier día.", "Without any, every day."),
        default=[],
        widget="choices",
        shown_when={"mode": [UNTIL], "on": [WEEK]},
    ),
    "field": {
        **setting(
            {"type": "string", "maxLength": 100},
            title=say("Fecha", "Date"),
            about=say("El campo que la lleva.", "The field that holds it."),
            default="account.due_date",
            widget="field",
            shown_when={"mode": [DATE]},
        ),
        "x-types": ["date"],
    },
    "side": setting(
        {"enum": list(SIDES), "x-labels": SIDES},
        title=say("Antes o después", "Before or after"),
        about=say("A qué lado de la fecha.", "On which side of the date."),
        default=BEFORE,
        widget="choice",
        shown_when={"mode": [DATE]},
    ),
    "shift": setting(
        {"type": "integer", "minimum": 1, "maximum": MOST_DAYS},
        title=say("Cuántos días", "How many days"),
        about=say("Antes o después de la fecha.", "Before or after the date."),
        default=3,
        widget="number",
        shown_when={"mode": [DATE], "side": [BEFORE, AFTER]},
    ),
    "unit": setting(
        {"enum": list(UNITS), "x-labels": UNITS},
        title=say("Contados en", "Counted in"),
        about=say("Los hábiles no cuentan festivos.", "Business days leave out public holidays."),
        default=CALENDAR,
        widget="choice",
        shown_when={"mode": [DATE], "side": [BEFORE, AFTER]},
    ),
    "at": setting(
        {"type": "string", "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)"},
        title=say("Hora", "Time"),
        about=say("La hora del día en que se sigue.", "The time of day at which people go on."),
        default="09:00",
        widget="time",
        shown_when={"mode": [UNTIL, DATE]},
    ),
    "country": setting(
        {"type": "string", "pattern": r"^([A-Z]{2}(-[A-Z0-9]{1,3})?)?$(?!\n)", "maxLength": 6},
        title=say("Festivos de", "Holidays of"),
        about=say(
            "Un país (CO, ES, US-CA); sin ninguno, el de la persona.",
            "A country (CO, ES, US-CA); without one, that of the person.",
        ),
        default="",
        widget="text",
        shown_when={"mode": [WORKDAYS, DATE]},
    ),
}
