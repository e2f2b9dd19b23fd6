"""Compiles a designed email once and personalises it many times."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

import minijinja

from renderers import mjml, plain, rules, sketch, tags, tokens
from renderers.errors import MissingTokenError, RenderError, TemplateError

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
    def names(self) -> tuple[tuple[str, str], ...]:
        """The tokens as pairs of group and field."""
        pairs = (name.partition(".") for name in sorted(self.variables))
        return tuple((group, field) for group, _, field in pairs)

    def render(self, facts: Mapping[str, Any], language: str | None = None) -> RenderedEmail:
        """Personalise with nested facts (``renderers.tokens.nest``); a token without a value raises MissingTokenError.

        ``language`` may name the region of the template's own language ("es-CO") for how money and dates are written.
        Raises RenderError when a value does not suit its filter.
        """
        spoken = self._spoken(language)
        subject, html, text = self._write(self, tokens.pick(facts, self.names), spoken)
        return RenderedEmail(subject, html, text)

    def encode(self, facts: Mapping[str, Any], language: str | None = None) -> EncodedEmail | RenderedEmail:
        """As ``render``, and ready to be sent: several times as fast, where the template and the values allow it."""
        found = tokens.pick(facts, self.names)
        sketches = self._sketches
        if sketches is None or sketch.marked(found):
            return self.render(facts, language)
        of_html, of_text, drawn = sketches
        subject, html, text = self._write(drawn, found, self._spoken(language))
        return EncodedEmail(subject, of_html.encode(html), of_text.encode(text))

    @cached_property
    def _sketches(self) -> tuple[sketch.Sketch, sketch.Sketch, "EmailTemplate"] | None:
        of_html, of_text = sketch.draw(self.html.replace(SLASH, "/")), sketch.draw(self.text)
        if of_html is None or of_text is None:
            return None
        return of_html, of_text, replace(self, html=of_html.text, text=of_text.text)

    def _write(self, drawn: "EmailTemplate", found: dict[str, dict[str, Any]], spoken: str) -> tuple[str, str, str]:
        """The three parts of this template, or of its sketch, filled in."""
        environment = _environment(drawn, spoken)
        try:
            subject, html, text = (environment.render_template(part, **found) for part in PARTS)
        except minijinja.TemplateError as error:
            raise _explained(error) from error
        except MissingTokenError:
            raise self._search(found, spoken) from None
        except ValueError as error:
            raise RenderError(f"A token cannot be written: {error}.") from error
        return " ".join(subject.split()), html.replace(SLASH, "/"), text

    def _spoken(self, language: str | None) -> str:
        if language is None:
            return self.language
        main = language.replace("_", "-").split("-")[0].lower()
        return language if main == self.language.replace("_", "-").split("-")[0].lower() else self.language

    def _search(self, found: dict[str, dict[str, Any]], language: str) -> RenderError:
        """A filter got nothing, but was not told from which token: render again with the tokens marked."""
        marked: dict[str, dict[str, Any]] = {}
        for group, field in self.names:
            marked.setdefault(group, {})[field] = found[group].get(field, tokens.Missing(f"{group}.{field}"))
        environment = tokens.environment(language, self.parts(), searching=True)
        try:
            "".join(environment.render_template(part, **marked) for part in PARTS)
        except (MissingTokenError, minijinja.TemplateError, ValueError) as error:
            if isinstance(error, MissingTokenError) and error.token in self.variables:
                return error
        empty = (f"{group}.{field}" for group, field in self.names if isinstance(marked[group][field], tokens.Missing))
        return MissingTokenError(next(empty, "row"))  # all tokens are there, so it is a field of a row in a loop

    def parts(self) -> dict[str, str]:
        """Its texts, named so that MiniJinja knows which to escape."""
        return dict(zip(PARTS, (self.subject, self.html, self.text), strict=True))


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
    readings = [tags.read(part) for part in (template.subject, template.html, template.text)]
    return replace(
        template,
        variables=frozenset().union(*(reading.variables for reading in readings)),
        required=frozenset().union(*(reading.required for reading in readings)),
    )


@lru_cache(maxsize=256)
def _environment(template: EmailTemplate, language: str) -> minijinja.Environment:
    return tokens.environment(language, template.parts())


def _explained(error: minijinja.TemplateError) -> RenderError:
    """What stopped MiniJinja: a token without a value, or a template that asks for what cannot be done."""
    found = tokens.UNDEFINED.search(error.detail or error.message)
    if found:
        return MissingTokenError(found[1])
    if error.kind == "OutOfFuel":
        return TemplateError("The template does too much work for one message.")
    return TemplateError(f"The template cannot be filled in: {error.detail or error.kind}.")
