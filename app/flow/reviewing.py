"""Looks a template over before it is published: each variant in each language, with what this installation knows."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from app.config import Config
from app.flow.design_problem import DesignProblem
from app.house import rule_book
from app.store import fields, jurisdictions, samples
from app.store.samples import Samples
from journeys.contact.required import required
from renderers import tokens
from renderers.designs import voice_checks
from renderers.designs.documents import Written
from renderers.document import Element
from renderers.email import RenderedEmail
from renderers.errors import RenderError, TemplateError
from renderers.gallery import TemplateFile
from renderers.landing.page import PageTemplate, RenderedPage
from renderers.landing.samples import shown, somebody
from renderers.letter import RenderedLetter
from renderers.review import Content, Finding, Review, findings
from renderers.review.finding import error, say
from renderers.sources import Source, Template, compile_source, words_of
from renderers.text import RenderedText, TextSource, compile_text

SAID = ("subject", "preheader", "text")  # what is read, of a variant's words
PAGE, PREFERENCES = "/p/sample", "/q/sample"

Pair = tuple[Written, Source]
"""A variant in words, and the source that is compiled of it."""


Rendered = RenderedEmail | RenderedLetter | RenderedPage | RenderedText


@dataclass(frozen=True)
class Beside:
    """What else is known of a template: ``trees`` and ``settings`` by language and variant.

    ``empty`` counts, of ``people``, those without a value for a token. ``assets`` are the addresses of the images in
    the library, None where they are not known; ``brand`` the name under which the kit signs, and ``private`` the tags
    of a page that show only after the proof.
    """

    trees: Mapping[tuple[str, str], Element] = field(default_factory=dict)
    settings: Mapping[tuple[str, str], Mapping[str, str]] = field(default_factory=dict)
    empty: Mapping[str, int] = field(default_factory=dict)
    people: int = 0
    assets: frozenset[str] | None = None
    brand: str = ""
    private: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Known:
    """What this installation knows, read once for all variants."""

    samples: Samples
    tokens: frozenset[str]
    jurisdictions: tuple[str, ...]
    contents: tuple[Content, ...]
    public_url: str


@dataclass(frozen=True)
class Link:
    """An address that a variant leads to, and the block that does; empty where there are no blocks."""

    address: str
    block: str
    language: str
    variant: str


@dataclass(frozen=True)
class Reviewed:
    """What is wrong with the variants of a template, errors first, and where they lead to."""

    problems: list[DesignProblem]
    links: list[Link]


def review(
    session: Session, channel: str, variants: Iterable[Pair], config: Config, beside: Beside | None = None
) -> Reviewed:
    """Look over each variant of a template. Three queries."""
    known = _known(session, config)
    told: list[DesignProblem] = []
    links: list[Link] = []
    for written, source in variants:
        given = _given(channel, written, source, known, beside or Beside())
        if isinstance(given, Finding):
            found = [given]
        else:
            found = findings(given)
            links += _links(given, written)
        found += voice_checks.findings(written.words.get("script", "")) if channel == "voice" else ()
        told += [problem_of(one, written.language, written.variant) for one in found]
    return Reviewed(sorted(told, key=lambda one: one.severity != "error"), links)


def pairs_of(template: TemplateFile) -> list[Pair]:
    """The variants of a finished or published template."""
    return [
        (Written(language, one.id, one.share, words_of(one.source)), one.source)
        for language in template.sources
        for one in template.variants_in(language)
    ]


def problem_of(finding: Finding, language: str, variant: str, block: str = "") -> DesignProblem:
    """A finding as what is wrong with a variant."""
    return DesignProblem(
        finding.severity, finding.code, finding.message, finding.hint, language, variant, block or finding.block
    )


def contents(scope: str) -> tuple[Content, ...]:
    """What the laws want to be read in a message, as the checks take it."""
    return tuple(
        Content(
            id=one.id,
            jurisdiction=one.jurisdiction,
            applies_to=one.applies_to,
            text=one.text,
            source=one.source,
            channels=one.channels,
            tokens=one.tokens,
            phrases=one.phrases,
            markers=one.markers,
            first=one.first,
            strict=one.strict,
        )
        for one in required(scope)
    )


def _known(session: Session, config: Config) -> _Known:
    book = rule_book(config.house_policy)
    every = fields.all_fields(session)
    return _Known(
        samples=samples.read(session, every),
        tokens=frozenset({*fields.as_tokens(every), "link.files"}),
        jurisdictions=jurisdictions.in_use(session, book.default_jurisdiction),
        contents=contents(book.scope),
        public_url=config.public_url,
    )


def _given(channel: str, variant: Written, source: Source, known: _Known, beside: Beside) -> Review | Finding:
    """One variant as the checks take it; a finding where it cannot even be rendered."""
    language, place = variant.language, (variant.language, variant.variant)
    try:
        compiled = compile_source(source)
        facts = _facts(known, language, compiled.variables | _flags(compiled))
        written = (
            shown(compiled, facts, somebody(compiled.language, facts))
            if isinstance(compiled, PageTemplate)
            else compiled.render(facts, language)
        )
        preheader = _preheader(variant.words, language, facts)
    except RenderError as problem:
        return _broken(problem)
    return Review(
        channel=channel,
        language=language,
        subject=_subject(variant, written),
        preheader=preheader,
        html="" if isinstance(written, RenderedText) else written.html,
        text=written.text if isinstance(written, RenderedText | RenderedEmail) else "",
        words="\n".join(variant.words[name] for name in SAID if name in variant.words),
        tree=beside.trees.get(place),
        variables=compiled.variables,
        required=compiled.required,
        known=known.tokens | (samples.brought() - compiled.required),
        empty=beside.empty,
        people=beside.people,
        assets=beside.assets,
        hosts=frozenset({urlsplit(known.public_url).netloc}),
        jurisdictions=known.jurisdictions,
        contents=known.contents,
        brand=beside.brand,
        settings=beside.settings.get(place, {}),
        private=beside.private,
    )


def _subject(variant: Written, written: Rendered) -> str:
    """What stands above it: filled in, or a page's title as it was written."""
    if isinstance(written, RenderedPage):
        return variant.words.get("subject", "")
    return "" if isinstance(written, RenderedText) else written.subject


def _facts(known: _Known, language: str, variables: frozenset[str]) -> dict[str, Any]:
    """Made-up values for every token, with links as they will be, all flags up and two debts in each list."""
    page = f"{known.public_url}{PAGE}"
    links = {"link.page": page, "link.preferences": f"{known.public_url}{PREFERENCES}", "link.qr": f"{page}/qr.png"}
    links |= {"link.files": f"{known.public_url}/site/static"}
    facts = tokens.nest(known.samples.values(language) | links)
    debt = {**facts["account"], "ref": facts["account"]["ref"]}
    made: dict[str, Any] = {"show": True, "list": [debt, debt]}
    for name in variables:
        group, _, key = name.partition(".")
        if group in made:
            facts.setdefault(group, {})[key] = made[group]
    return facts


def _flags(template: Template) -> frozenset[str]:
    """The tokens that show what a page has for some people only; a mail names its own among its variables."""
    flags = template.conditions if isinstance(template, PageTemplate) else ()
    return frozenset(f"show.{flag}" for flag in flags)


def _preheader(words: Mapping[str, str], language: str, facts: Mapping[str, Any]) -> str:
    text = words.get("preheader", "")
    return compile_text(TextSource(text, language)).render(facts).text if text else ""


def _broken(problem: RenderError) -> Finding:
    place = "" if not isinstance(problem, TemplateError) or problem.line is None else f"{problem.line}"
    return error(
        "cannot_be_rendered",
        say(f"No se puede componer: {problem}", f"It cannot be put together: {problem}"),
        say("Corrija lo que dice, o quite ese bloque.", "Correct what it says, or remove that block."),
        line=place,
    )


def _links(given: Review, written: Written) -> Iterator[Link]:
    """The addresses in a variant, each at its block."""
    addresses = [node.attributes.get("href", "") for node in given.page.walk() if node.tag == "a"]
    addresses += (
        [word.rstrip(".,;)") for word in given.text.split() if word.startswith("http")] if not given.html else []
    )
    for address in dict.fromkeys(addresses):
        yield Link(address, given.block_with("href", address), written.language, written.variant)
