"""Texts without any form: SMS, WhatsApp messages and scripts that a voice reads out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from renderers import filling, tags, tokens

MAX_SIZE = 20_000  # characters of a source
PART = "text.txt"


@dataclass(frozen=True)
class TextSource:
    """What the author wrote: a text with tokens, and its language."""

    text: str
    language: str = "en"


@dataclass(frozen=True)
class RenderedText:
    """What one person gets."""

    text: str

    @property
    def subject(self) -> str:
        """Its beginning, for lists."""
        line = " ".join(self.text.split())
        return line if len(line) <= 80 else f"{line[:79]}…"  # noqa: PLR2004 - as lists show it


@dataclass(frozen=True)
class TextTemplate:
    """A text that was read; see ``EmailTemplate`` for its tokens."""

    text: str
    language: str
    variables: frozenset[str]
    required: frozenset[str]

    @cached_property
    def names(self) -> filling.Names:
        """The tokens as pairs of group and field."""
        return filling.names_of(self.variables)

    def render(self, facts: Mapping[str, Any], language: str | None = None) -> RenderedText:
        """Personalise with nested facts; raises as ``EmailTemplate.render`` does."""
        (text,) = filling.write(
            ((PART, self.text),),
            self.names,
            tokens.pick(facts, self.names),
            filling.spoken(language, self.language),
        )
        return RenderedText(_tidy(text))


@lru_cache(maxsize=256)
def compile_text(source: TextSource) -> TextTemplate:
    """Read a text; raises TemplateError with the place its author must mend."""
    tags.limit(source.text, MAX_SIZE)
    reading = filling.read(((PART, source.text),))
    return TextTemplate(source.text, source.language, reading.variables, reading.required)


def _tidy(text: str) -> str:
    """Without blanks at the ends of lines, more than one empty line, or the gaps that an empty ``if`` leaves."""
    lines = [re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.replace("\N{NO-BREAK SPACE}", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
