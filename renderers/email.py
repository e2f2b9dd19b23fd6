"""Compiles a designed email once and personalises it many times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from renderers import filling, mjml, plain, rules, sketch, tags, tokens
from renderers.errors import TemplateError

PARTS = ("subject.txt", "mail.html", "mail.txt")
SLASH = "&#x2f;"  # what MiniJinja writes for a slash: needless in HTML, and every address is full of them


@dataclass(frozen=True)
class EmailSource:
    """What the author wrote: an MJML document with tokens, its subject, its preheader and its language."""

    mjml: str
    subject: str
    preheader: str = ""
    language: str = "en"


@dataclass(frozen=True)
class RenderedEmail:
    """What one person gets."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True)
class EncodedEmail:
    """What one person gets, with its texts in quoted-printable and CRLF line ends."""

    subject: str
    html: bytes
    text: bytes


@dataclass(frozen=True)
class EmailTemplate:
    """A compiled email: immutable, picklable, safe to share between threads.

    ``variables`` are all tokens it reads. ``required`` are those it uses outside any ``{% if %}`` or ``default``:
    for publishing checks; ``render`` itself finds every token that is missing for a person.
    """

    subject: str
    html: str
    text: str
    language: str
    variables: frozenset[str]
    required: frozenset[str]

    @cached_property
    def names(self) -> filling.Names:
        """The tokens as pairs of group and field."""
        return filling.names_of(self.variables)

    def render(self, facts: Mapping[str, Any], language: str | None = None) -> RenderedEmail:
        """Personalise with nested facts (``renderers.tokens.nest``); a token without a value raises MissingTokenError.

        ``language`` may name the region of the template's own language ("es-CO") for how money and dates are written.
        Raises RenderError when a value does not suit its filter.
        """
        spoken = filling.spoken(language, self.language)
        subject, html, text = self._write(self, tokens.pick(facts, self.names), spoken)
        return RenderedEmail(subject, html, text)

    def encode(self, facts: Mapping[str, Any], language: str | None = None) -> EncodedEmail | RenderedEmail:
        """As ``render``, and ready to be sent: several times as fast, where the template and the values allow it."""
        found = tokens.pick(facts, self.names)
        sketches = self._sketches
        if sketches is None or sketch.marked(found):
            return self.render(facts, language)
        of_html, of_text, drawn = sketches
        subject, html, text = self._write(drawn, found, filling.spoken(language, self.language))
        return EncodedEmail(subject, of_html.encode(html), of_text.encode(text))

    @cached_property
    def _sketches(self) -> tuple[sketch.Sketch, sketch.Sketch, "EmailTemplate"] | None:
        of_html, of_text = sketch.draw(self.html.replace(SLASH, "/")), sketch.draw(self.text)
        if of_html is None or of_text is None:
            return None
        return of_html, of_text, replace(self, html=of_html.text, text=of_text.text)

    def _write(self, drawn: "EmailTemplate", found: dict[str, dict[str, Any]], language: str) -> tuple[str, str, str]:
        """The three parts of this template, or of its sketch, filled in."""
        subject, html, text = filling.write(drawn.parts, self.names, found, language)
        return " ".join(subject.split()), html.replace(SLASH, "/"), text

    @cached_property
    def parts(self) -> filling.Parts:
        """Its texts, named so that MiniJinja knows which to escape."""
        return tuple(zip(PARTS, (self.subject, self.html, self.text), strict=True))


@lru_cache(maxsize=256)
def compile_email(source: EmailSource) -> EmailTemplate:
    """Compile an email, or take it from the last 256; raises TemplateError with the place its author must mend.

    Takes about 30 ms, for a process of its own; see ``renderers.compile_child``.
    """
    for part, words in (("subject", source.subject), ("preheader", source.preheader)):
        try:
            tags.read(words)
        except TemplateError as error:
            raise TemplateError(f"In the {part}: {error.message}", error.line, error.column) from error
    tags.read(source.mjml)
    hidden = mjml.Hidden()
    root = hidden.parse(source.mjml)
    root.attributes["lang"] = source.language.replace("_", "-")
    rules.set_head(root, "mj-title", hidden.hide(source.subject))
    if source.preheader:
        rules.set_head(root, "mj-preview", hidden.hide(source.preheader))
    html = mjml.to_html(root, hidden)
    template = EmailTemplate(
        subject=source.subject,
        html=hidden.show(html),
        text=hidden.show(plain.to_text(root.elements()[1], hidden.is_block)),
        language=source.language,
        variables=frozenset(),
        required=frozenset(),
    )
    reading = filling.read(template.parts)
    return replace(template, variables=reading.variables, required=reading.required)
