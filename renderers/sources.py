"""What authors write, of whatever kind, and the template that it is compiled to."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from renderers import conditions, filling
from renderers.brand import HOUSE, Brand
from renderers.email import EmailSource, EmailTemplate, compile_email
from renderers.landing.page import ROOT, PageSource, PageTemplate, compile_page
from renderers.letter import LetterSource, LetterTemplate, compile_letter
from renderers.mjml import Hidden
from renderers.text import TextSource, TextTemplate, compile_text

Source = EmailSource | TextSource | LetterSource | PageSource
Template = EmailTemplate | TextTemplate | LetterTemplate | PageTemplate

EMAIL, LETTER, PAGE = "email", "letter", "page"
NO_CONDITIONS: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


def compile_source(source: Source) -> Template:
    """The template of a source; raises TemplateError with the place its author must mend."""
    if isinstance(source, EmailSource):
        return compile_email(source)
    if isinstance(source, PageSource):
        return compile_page(source)
    return compile_text(source) if isinstance(source, TextSource) else compile_letter(source)


def variables_of(source: Source) -> frozenset[str]:
    """The tokens that an author wrote into a source; raises TemplateError where a tag cannot be read.

    An email is not compiled for it: what its blocks bring along stands behind a look at whether it is there, or is one
    of the message's own links.
    """
    if isinstance(source, TextSource):
        return compile_text(source).variables
    if isinstance(source, PageSource):
        return compile_page(source).variables
    words = words_of(source)
    return filling.read(tuple((name, text) for name, text in words.items() if name != "design")).variables


@lru_cache(maxsize=1024)
def conditions_in(source: Source) -> Mapping[str, Mapping[str, Any]]:
    """The conditions under which parts of a source are shown, by flag, without compiling it; a plain text has none.

    Raises TemplateError where it cannot be read.
    """
    if not isinstance(source, EmailSource | PageSource):
        return NO_CONDITIONS
    text, root = (source.xml, ROOT) if isinstance(source, PageSource) else (source.mjml, "mjml")
    if conditions.ATTRIBUTE not in text:
        return NO_CONDITIONS
    hidden = Hidden()
    return MappingProxyType(conditions.every(hidden.parse(text, root), hidden))


def source_of(channel: str, language: str, words: Mapping[str, str], brand: Brand = HOUSE) -> Source:
    """The source of a channel from its ``text``, and what else of ``words_of`` it has."""
    if channel == EMAIL:
        return EmailSource(words["text"], words["subject"], words.get("preheader", ""), language, brand)
    if channel == LETTER:
        return LetterSource(words["text"], words["subject"], language, brand, words.get("design", ""))
    if channel == PAGE:
        return PageSource(words["text"], words.get("subject", ""), language, brand)
    return TextSource(words["text"], language, words.get("script", ""))


def branded(source: Source, brand: Brand) -> Source:
    """A source as a brand has it; a plain text has none."""
    return source if isinstance(source, TextSource) else replace(source, brand=brand)


def words_of(source: Source) -> dict[str, str]:
    """A source as ``source_of`` takes it."""
    if isinstance(source, EmailSource):
        return {"subject": source.subject, "preheader": source.preheader, "text": source.mjml}
    if isinstance(source, LetterSource):
        kept = {"design": source.design} if source.design else {}
        return {"subject": source.subject, "text": source.html, **kept}
    if isinstance(source, PageSource):
        return {"subject": source.title, "text": source.xml}
    return {"text": source.text, **({"script": source.script} if source.script else {})}
