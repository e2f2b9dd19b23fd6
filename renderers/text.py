"""Texts without any form: SMS, WhatsApp messages and scripts that a voice reads out."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from renderers import filling, tags, tokens

MAX_SIZE = 20_000  # characters of a source
MAX_SCRIPT = 400_000  # characters of a script, which says the same and more
PART = "text.txt"


@dataclass(frozen=True)
class TextSource:
    """What the author wrote: a text with tokens, and its language.

    ``script`` is the same as JSON, for a channel that makes more of it than a text: the keys that can be pressed in a
    call, the buttons of a WhatsApp message. Its strings may hold tokens.
    """

    text: str
    language: str = "en"
    script: str = ""


@dataclass(frozen=True)
class RenderedText:
    """What one person gets; ``script`` is JSON, or empty."""

    text: str
    script: str = ""

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
    script: str = ""

    @cached_property
    def parts(self) -> filling.Parts:
        """The text, then each string of the script that has a token."""
        return ((PART, self.text), *_parts(self.script))

    @cached_property
    def names(self) -> filling.Names:
        """The tokens as pairs of group and field."""
        return filling.names_of(self.variables)

    def render(self, facts: Mapping[str, Any], language: str | None = None) -> RenderedText:
        """Personalise with nested facts; raises as ``EmailTemplate.render`` does."""
        text, *said = filling.write(
            self.parts,
            self.names,
            tokens.pick(facts, self.names),
            filling.spoken(language, self.language),
        )
        if not self.script:
            return RenderedText(_tidy(text))
        filled = dict(zip((source for _, source in self.parts[1:]), map(_tidy, said), strict=True))
        script = json.dumps(_filled(json.loads(self.script), filled), ensure_ascii=False)
        return RenderedText(_tidy(text), script)


@lru_cache(maxsize=256)
def compile_text(source: TextSource) -> TextTemplate:
    """Read a text; raises TemplateError with the place its author must mend."""
    tags.limit(source.text, MAX_SIZE)
    tags.limit(source.script, MAX_SCRIPT)
    reading = filling.read(((PART, source.text), *_parts(source.script)))
    return TextTemplate(source.text, source.language, reading.variables, reading.required, source.script)


def _parts(script: str) -> filling.Parts:
    """The strings of a script that have a token, each once, under names of their own."""
    found = dict.fromkeys(_strings(json.loads(script))) if script else {}
    return tuple((f"script{at}.txt", text) for at, text in enumerate(found))


def _strings(value: Any) -> Iterator[str]:  # noqa: ANN401 - any JSON value
    if isinstance(value, str) and tags.OPENING.search(value):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _filled(value: Any, filled: Mapping[str, str]) -> Any:  # noqa: ANN401 - any JSON value
    """A script with its strings as they are for one person."""
    if isinstance(value, dict):
        return {name: _filled(inner, filled) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, filled) for inner in value]
    return filled.get(value, value) if isinstance(value, str) else value


def _tidy(text: str) -> str:
    """Without blanks at the ends of lines, more than one empty line, or the gaps that an empty ``if`` leaves."""
    lines = [re.sub(r"[ \t]{2,}", " ", line).strip() for line in text.replace("\N{NO-BREAK SPACE}", " ").splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
