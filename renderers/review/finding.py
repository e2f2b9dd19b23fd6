"""What a check found: one thing to put right, said so that a marketer knows what to do."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["error", "warning"]

Text = Mapping[str, str]
"""One text in Spanish and English: ``{"es": "...", "en": "..."}``."""

Detail = str | int | float | tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One thing to put right; an error forbids publishing.

    ``block`` is the id of the component that it is about, empty where it is about the whole. ``detail`` holds what was
    measured, by name, for who wants to show it.
    """

    severity: Severity
    code: str
    message: Text
    hint: Text
    block: str = ""
    detail: Mapping[str, Detail] = field(default_factory=dict)


def say(es: str, en: str) -> Text:
    """One text in both languages."""
    return {"es": es, "en": en}


def error(code: str, message: Text, hint: Text, block: str = "", **detail: Detail) -> Finding:
    """A finding that forbids publishing."""
    return Finding("error", code, message, hint, block, detail)


def warning(code: str, message: Text, hint: Text, block: str = "", **detail: Detail) -> Finding:
    """A finding to look at; it does not stand in the way of publishing."""
    return Finding("warning", code, message, hint, block, detail)


def short(text: str, most: int = 60) -> str:
    """The beginning of a text, to be quoted."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
