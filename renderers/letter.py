"""Letters: an HTML document with tokens, personalised, and laid out as a PDF.

Laying out needs Pango, which WeasyPrint loads when it is first used (``renderers.pages``); all before that does not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from renderers import filling, tags, tokens
from renderers.brand import HOUSE, Brand, resolve

MAX_SIZE = 200_000  # characters of a source
PARTS = ("subject.txt", "letter.html")


@dataclass(frozen=True)
class LetterSource:
    """What the author wrote: an HTML document with tokens, its subject and language, and whose brand it has.

    ``design`` is what the letter editor keeps, as JSON, of a letter that was made there: to be opened there again.
    """

    html: str
    subject: str
    language: str = "en"
    brand: Brand = HOUSE
    design: str = ""


@dataclass(frozen=True)
class RenderedLetter:
    """What one person gets, not yet laid out."""

    subject: str
    html: str


@dataclass(frozen=True)
class LetterTemplate:
    """A letter that was read; see ``EmailTemplate`` for its tokens."""

    subject: str
    html: str
    language: str
    variables: frozenset[str]
    required: frozenset[str]

    @cached_property
    def names(self) -> filling.Names:
        """The tokens as pairs of group and field."""
        return filling.names_of(self.variables)

    def render(self, facts: Mapping[str, Any], language: str | None = None) -> RenderedLetter:
        """Personalise with nested facts; raises as ``EmailTemplate.render`` does.

        Line breaks of a value stay, as in an address.
        """
        subject, html = filling.write(
            tuple(zip(PARTS, (self.subject, self.html), strict=True)),
            self.names,
            tokens.pick(facts, self.names),
            filling.spoken(language, self.language),
        )
        return RenderedLetter(" ".join(subject.split()), html)


@lru_cache(maxsize=256)
def compile_letter(source: LetterSource) -> LetterTemplate:
    """Read a letter; raises TemplateError with the place its author must mend."""
    tags.limit(source.html, MAX_SIZE)
    branded = resolve(source.html, source.brand)
    html = re.sub(r"<html\b[^>]*>", f'<html lang="{source.language.replace("_", "-")}">', branded, count=1)
    reading = filling.read(tuple(zip(PARTS, (source.subject, html), strict=True)))
    return LetterTemplate(source.subject, html, source.language, reading.variables, reading.required)
