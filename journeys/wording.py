"""Texts that people read, in every language of the studio."""

from collections.abc import Mapping, Sequence

LANGUAGES = ("es", "en")

Text = Mapping[str, str]
"""One text in each of ``LANGUAGES``: ``{"es": "...", "en": "..."}``."""


def say(es: str, en: str) -> dict[str, str]:
    """One text in both languages."""
    return {"es": es, "en": en}


def fill(text: Text, **values: object) -> dict[str, str]:
    """Put values into the ``{names}`` of a text; a value that is itself a text is taken in the same language."""
    return {
        language: sentence.format(
            **{name: value[language] if isinstance(value, Mapping) else value for name, value in values.items()}
        )
        for language, sentence in text.items()
    }


def counted(amount: int, one: str, many: str) -> str:
    """An amount with its noun: ``3 días``."""
    return f"{amount} {one if amount == 1 else many}"


def listed(texts: Sequence[Text], last: Text) -> dict[str, str]:
    """Several texts as one list, the last one after a word: ``lunes, martes o jueves``."""
    *first, final = texts
    if not first:
        return dict(final)
    return {
        language: f"{', '.join(text[language] for text in first)} {last[language]} {final[language]}"
        for language in LANGUAGES
    }
