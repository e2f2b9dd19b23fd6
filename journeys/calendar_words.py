"""Days told by their distance from today, and parts of dates, in words."""

from journeys.wording import Text, counted, say

PART_LABELS: dict[str, Text] = {
    "weekday": say("día de la semana", "weekday"),
    "day": say("día del mes", "day of the month"),
    "month": say("mes", "month"),
    "year": say("año", "year"),
}

_NAMES: dict[str, dict[str, tuple[str, ...]]] = {
    "weekday": {
        "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    },
    "month": {
        "es": (
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ),
        "en": (
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ),
    },
}

_NEAR: dict[int, Text] = {-1: say("ayer", "yesterday"), 0: say("hoy", "today"), 1: say("mañana", "tomorrow")}


def part_in_words(value: object, part: str | None, language: str) -> str | None:
    """The name of a weekday or a month, None where a number has none."""
    names = _NAMES.get(part or "", {}).get(language, ())
    return names[value - 1] if isinstance(value, int) and 1 <= value <= len(names) else None


def day_in_words(days: int, language: str) -> str:
    """The day so many days after today: ``hace 3 días``, ``in 3 days``."""
    if days in _NEAR:
        return _NEAR[days][language]
    away = say(counted(abs(days), "día", "días"), counted(abs(days), "day", "days"))[language]
    if days < 0:
        return say(f"hace {away}", f"{away} ago")[language]
    return say(f"dentro de {away}", f"in {away}")[language]
