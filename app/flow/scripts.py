"""What a task says: its title, and its script with the person's own words filled in."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from app.wording import Text
from renderers import tokens
from renderers.errors import MissingTokenError, RenderError
from renderers.text import TextSource, compile_text

BRIEF = timedelta(days=30)  # how far back an agent sees contacts, in business time
LATEST = 10  # and how many
LONGEST_TITLE = 120


def title(settings: Mapping[str, Any], kind: str, facts: Mapping[str, Any], language: str) -> str:
    """One line for lists: the title of a call, the beginning of a question, filled in where that can be done."""
    text, _ = _filled(_line(settings, kind), facts, language)
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1]}…"


def named_in_title(settings: Mapping[str, Any], kind: str) -> frozenset[str]:
    """The fields that the line for lists uses; none where it cannot be read."""
    return _fields(_line(settings, kind))


def named(settings: Mapping[str, Any]) -> frozenset[str]:
    """The fields that the script uses; none where it cannot be read."""
    return _fields(_text(settings))


def fill(settings: Mapping[str, Any], facts: Mapping[str, Any], language: str) -> tuple[str, Text | None]:
    """The script, or the question, for this person; as it was written, with the reason, where it cannot be filled."""
    return _filled(_text(settings), facts, language)


def _filled(text: str, facts: Mapping[str, Any], language: str) -> tuple[str, Text | None]:
    try:
        return compile_text(TextSource(text, language)).render(tokens.nest(facts)).text, None
    except MissingTokenError as error:
        token = error.token
        return text, {"es": f"No se conoce «{token}» de esta persona.", "en": f"Nobody knows “{token}” of this person."}
    except RenderError:
        return text, {"es": "El texto tiene un error de escritura.", "en": "There is a mistake in the text."}


def _fields(text: str) -> frozenset[str]:
    try:
        return compile_text(TextSource(text)).variables
    except RenderError:
        return frozenset()


def _line(settings: Mapping[str, Any], kind: str) -> str:
    return str(settings.get("title" if kind == "call" else "question", ""))


def _text(settings: Mapping[str, Any]) -> str:
    return str(settings.get("script", settings.get("question", "")))
