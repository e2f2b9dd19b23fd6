"""What authors write, of whatever kind, and the template that it is compiled to."""

from collections.abc import Mapping

from renderers import filling
from renderers.email import EmailSource, EmailTemplate, compile_email
from renderers.letter import LetterSource, LetterTemplate, compile_letter
from renderers.text import TextSource, TextTemplate, compile_text

Source = EmailSource | TextSource | LetterSource
Template = EmailTemplate | TextTemplate | LetterTemplate

EMAIL, LETTER = "email", "letter"


def compile_source(source: Source) -> Template:
    """The template of a source; raises TemplateError with the place its author must mend."""
    if isinstance(source, EmailSource):
        return compile_email(source)
    return compile_text(source) if isinstance(source, TextSource) else compile_letter(source)


def variables_of(source: Source) -> frozenset[str]:
    """The tokens that a source reads, without compiling it; raises TemplateError where a tag cannot be read."""
    return filling.read(tuple(words_of(source).items())).variables


def source_of(channel: str, language: str, words: Mapping[str, str]) -> Source:
    """The source of a channel from its ``text``, and from its ``subject`` and ``preheader`` where it has them."""
    if channel == EMAIL:
        return EmailSource(words["text"], words["subject"], words.get("preheader", ""), language)
    if channel == LETTER:
        return LetterSource(words["text"], words["subject"], language)
    return TextSource(words["text"], language)


def words_of(source: Source) -> dict[str, str]:
    """A source as ``source_of`` takes it."""
    if isinstance(source, EmailSource):
        return {"subject": source.subject, "preheader": source.preheader, "text": source.mjml}
    if isinstance(source, LetterSource):
        return {"subject": source.subject, "text": source.html}
    return {"text": source.text}
