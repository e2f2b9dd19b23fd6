"""Compiles a designed email once and personalises it many times."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any

from renderers import brand, conditions, filling, library, links, mjml, plain, rules, sketch, tags, tokens, tracking
from renderers.blocks.block import Setting
from renderers.blocks.expanding import expand
from renderers.brand import HOUSE, Brand
from renderers.errors import TemplateError
from renderers.links import Link

PARTS = ("subject.txt", "mail.html", "mail.txt")
OWN = (f"{conditions.GROUP}.", f"{tracking.GROUP}.")
"""How the tokens begin that stand in a compiled mail without its author's doing."""


@dataclass(frozen=True)
class EmailSource:
    """What the author wrote: an MJML document with tokens, its subject, preheader and language, and its brand."""

    mjml: str
    subject: str
    preheader: str = ""
    language: str = "en"
    brand: Brand = HOUSE


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
    ``conditions`` are those under which parts of it are shown, by the name below ``show.`` of the flag that says for
    one person whether each holds; without its flag a part is not shown. ``links`` are those that are followed up, where
    the facts hold what ``renderers.tracking`` makes.
    """

    subject: str
    html: str
    text: str
    language: str
    variables: frozenset[str]
    required: frozenset[str]
    conditions: Mapping[str, Any] = field(default_factory=dict, hash=False)
    links: tuple[Link, ...] = ()

    @cached_property
    def names(self) -> filling.Names:
        """The tokens as pairs of group and field."""
        return filling.names_of(self.variables)

    @cached_property
    def _all_names(self) -> filling.Names:
        """Those, and what stands in it without its author's doing."""
        shown = {f"{conditions.GROUP}.{flag}" for flag in self.conditions}
        return filling.names_of(self.variables | shown | {tracking.LINKS, tracking.PIXEL, library.HOST})

    def render(self, facts: Mapping[str, Any], language: str | None = None) -> RenderedEmail:
        """Personalise with nested facts (``renderers.tokens.nest``); a token without a value raises MissingTokenError.

        ``language`` may name the region of the template's own language ("es-CO") for how money and dates are written.
        Raises RenderError when a value does not suit its filter.
        """
        found = tokens.pick(facts, self._all_names)
        return RenderedEmail(*self._write(self, found, filling.spoken(language, self.language)))

    def encode(self, facts: Mapping[str, Any], language: str | None = None) -> EncodedEmail | RenderedEmail:
        """As ``render``, and ready to be sent: several times as fast, where the template and the values allow it."""
        found, spoken = tokens.pick(facts, self._all_names), filling.spoken(language, self.language)
        sketches = self._sketches
        if sketches is None or sketch.marked(found):
            return RenderedEmail(*self._write(self, found, spoken))
        of_html, of_text, drawn = sketches
        subject, html, text = self._write(drawn, found, spoken)
        return EncodedEmail(subject, of_html.encode(html), of_text.encode(text))

    @cached_property
    def _sketches(self) -> tuple[sketch.Sketch, sketch.Sketch, "EmailTemplate"] | None:
        of_html, of_text = sketch.draw(self.html), sketch.draw(self.text)
        if of_html is None or of_text is None:
            return None
        return of_html, of_text, replace(self, html=of_html.text, text=of_text.text)

    def _write(self, drawn: "EmailTemplate", found: dict[str, dict[str, Any]], language: str) -> tuple[str, str, str]:
        """The three parts of this template, or of its sketch, filled in."""
        subject, html, text = filling.write(drawn.parts, self.names, found, language)
        return " ".join(subject.split()), html, text

    @cached_property
    def parts(self) -> filling.Parts:
        """Its texts, named so that MiniJinja knows which to escape."""
        return tuple(zip(PARTS, (self.subject, self.html, self.text), strict=True))


@lru_cache(maxsize=256)
def compile_email(source: EmailSource) -> EmailTemplate:
    """Compile an email, or take it from the last 256; raises TemplateError with the place its author must mend.

    The compiler itself runs in another process; see ``renderers.compiler``.
    """
    for part, words in (("subject", source.subject), ("preheader", source.preheader)):
        try:
            _check(words)
        except TemplateError as error:
            raise TemplateError(f"In the {part}: {error.message}", error.line, error.column) from error
    _check(source.mjml)
    made = _quickly(source) or _arranged(source, mjml.Hidden(), quickly=False)
    html, text = mjml.to_html(made.prepared), made.text
    hidden = made.hidden
    reading = _read(source.subject, hidden.tags_of(html), hidden.tags_of(text))
    html, found = links.rewrite(html, hidden.word, hidden.hidden)
    return EmailTemplate(
        subject=source.subject,
        html=library.rewrite(hidden.show(html)),
        text=hidden.show(text),
        language=source.language,
        variables=_authors(reading.variables),
        required=_authors(reading.required),
        conditions=made.conditions,
        links=found,
    )


@dataclass(frozen=True)
class _Arranged:
    """A document that is ready for the compiler, with its tags hidden; its text part, and its conditions."""

    prepared: rules.Prepared
    text: str
    conditions: Mapping[str, Any]
    hidden: mjml.Hidden


def _quickly(source: EmailSource) -> _Arranged | None:
    """A document without faults; None for one that must be read so that its faults are told at their places."""
    try:
        return _arranged(source, mjml.Hidden(), quickly=True)
    except TemplateError:
        return None


def _arranged(source: EmailSource, hidden: mjml.Hidden, *, quickly: bool) -> _Arranged:
    root = hidden.parse_quickly(source.mjml) if quickly else hidden.parse(source.mjml)
    if root is None:
        raise TemplateError("The document must be read carefully.")
    expand(root, Setting(source.brand, source.language), hidden)
    brand.apply(root, source.brand)
    shown = conditions.take(root, hidden)
    root.attributes["lang"] = source.language.replace("_", "-")
    rules.set_head(root, "mj-title", hidden.hide(source.subject))
    if source.preheader:
        rules.set_head(root, "mj-preview", hidden.hide(source.preheader))
    prepared = rules.prepare(root, hidden.is_block)
    return _Arranged(prepared, plain.to_text(root.elements()[1], hidden), shown, hidden)


def _read(subject: str, html: list[str], text: list[str]) -> tags.Reading:
    """What a mail reads; a text part whose tags all stand in the HTML says nothing new."""
    more = () if set(text) <= set(html) else ((PARTS[2], "".join(text)),)
    return filling.read(((PARTS[0], subject), (PARTS[1], "".join(html)), *more))


def _check(words: str) -> None:
    """Refuse what cannot be read, and tokens that are not an author's to write."""
    for name in tags.read(words).variables:
        if name.startswith(OWN):
            raise TemplateError(f"{name} is no token that can be written.")


def _authors(names: frozenset[str]) -> frozenset[str]:
    return frozenset(name for name in names if not name.startswith(OWN))
