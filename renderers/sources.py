"""What authors write, of whatever kind, and the template that it is compiled to."""

from renderers.email import EmailSource, EmailTemplate, compile_email
from renderers.letter import LetterSource, LetterTemplate, compile_letter
from renderers.text import TextSource, TextTemplate, compile_text

Source = EmailSource | TextSource | LetterSource
Template = EmailTemplate | TextTemplate | LetterTemplate


def compile_source(source: Source) -> Template:
    """The template of a source; raises TemplateError with the place its author must mend."""
    if isinstance(source, EmailSource):
        return compile_email(source)
    return compile_text(source) if isinstance(source, TextSource) else compile_letter(source)
