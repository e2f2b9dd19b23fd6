"""Lengths of time as strategists set them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from journeys.wording import counted

SECONDS = {"minutes": 60, "hours": 3600, "days": 86400, "weeks": 604800}

NOUNS = {
    "es": {
        "minutes": ("minuto", "minutos"),
        "hours": ("hora", "horas"),
        "days": ("día", "días"),
        "weeks": ("semana", "semanas"),
    },
    "en": {
        "minutes": ("minute", "minutes"),
        "hours": ("hour", "hours"),
        "days": ("day", "days"),
        "weeks": ("week", "weeks"),
    },
}


def seconds(duration: Mapping[str, Any]) -> int:
    """The length of ``{"amount": 3, "unit": "days"}`` in seconds."""
    return int(duration["amount"]) * SECONDS[duration["unit"]]


def length(total: int) -> timedelta:
    """Seconds as a length of time."""
    return timedelta(seconds=total)


def describe(duration: Mapping[str, Any], language: str) -> str:
    """A duration in words: ``3 días``."""
    return counted(int(duration["amount"]), *NOUNS[language][duration["unit"]])
