"""Compiles a landing page once and draws it for each visit."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import minijinja

from renderers import filling, tags, tokens
from renderers.brand import HOUSE, Brand
from renderers.conditions import GROUP
from renderers.document import Element
from renderers.errors import MissingTokenError, RenderError, TemplateError
from renderers.landing import bidi, filters, shell, words
from renderers.landing.drawing import Drawing, Use
from renderers.landing.safe import Author
from renderers.landing.state import State
from renderers.landing.widgets import WIDGETS
from renderers.mjml import Hidden

ROOT = "page"
MAX_SIZE = 400_000  # characters of a source
STYLE = Path(__file__).parent / "page.css"
PUBLIC = frozenset({"account.creditor", "link.page", "link.preferences"})
"""The tokens that anybody who opens the link may see."""

SLASH = "&#x2f;"  # what MiniJinja writes for a slash: needless in HTML, and every address is full of them
OUTSIDE, INSIDE = "outside.html", "inside.html"
VERIFY, SECTION, FOOTER = "p-verify", "p-section", "p-footer"


@dataclass(frozen=True)
class PageSource:
    """What the author laid out, what the browser's tab says of it, its language and its brand."""

    xml: str
    title: str = ""
    language: str = "en"
    brand: Brand = HOUSE


@dataclass(frozen=True)
class RenderedPage:
    """What one visit gets, and the stylesheet that it names; ``subject`` is what the author called the page."""

    subject: str
    html: str
    css: str


@dataclass(frozen=True)
class PageTemplate:
    """A compiled page: immutable, picklable, safe to share between threads.

    ``outside`` is what is drawn before the proof, ``inside`` what is drawn after it. ``widgets`` are all that stand on
    it, in their order. ``conditions`` are those under which parts of ``inside`` are shown, as an email has them.
    """

    title: str
    outside: str
    inside: str
    css: str
    language: str
    variables: frozenset[str]
    required: frozenset[str]
    widgets: tuple[Use, ...]
    conditions: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @cached_property
    def names(self) -> filling.Names:
        """The tokens as pairs of group and field."""
        return filling.names_of(self.variables)

    def widget(self, tag: str) -> Use | None:
        """The first widget of this kind."""
        return next((one for one in self.widgets if one.tag == tag), None)

    def render(
        self,
        facts: Mapping[str, Any],
        state: State,
        language: str | None = None,
    ) -> RenderedPage:
        """Draw one visit with nested facts; what is private is not even read before the proof.

        The flags of its conditions are among the facts; a part whose flag is not there is not shown.

        Raises:
            MissingTokenError: a token has no value for this person.
            RenderError: a value does not suit its filter.
        """
        known = state.inside is not None
        names = self.names if known else tuple(name for name in self.names if ".".join(name) in PUBLIC)
        page = asdict(state.outside)
        context = {
            **bidi.isolated(tokens.pick(facts, names)),
            "page": {**page, "typed": _Asked(page["typed"]), "faults": _Asked(page["faults"])},
            "inside": None if state.inside is None else bidi.isolated(asdict(state.inside)),
            GROUP: {flag: bool(facts.get(GROUP, {}).get(flag)) for flag in self.conditions},
        }
        environment = _environment(self.outside, self.inside, filling.spoken(language, self.language))
        try:
            html = environment.render_template(INSIDE if known else OUTSIDE, **context)
        except minijinja.TemplateError as error:
            raise _explained(error) from error
        except ValueError as error:
            raise RenderError(f"A token cannot be written: {error}.") from error
        return RenderedPage(self.title, html.replace(SLASH, "/"), self.css)


class _Asked(dict[str, str]):
    """What was typed, or is wrong, by field; nothing for any other field that a widget asks for."""

    def __missing__(self, name: str) -> str:
        return ""


@lru_cache(maxsize=256)
def compile_page(source: PageSource) -> PageTemplate:
    """Compile a page, or take it from the last 256; raises TemplateError with the place its author must mend."""
    tags.limit(source.xml, MAX_SIZE)
    hidden = Hidden()
    root = hidden.parse(source.xml, ROOT)
    author = Author(hidden, PUBLIC)
    drawing = Drawing(author, source.language, source.brand)
    title = _title(root, hidden.hide(source.title), author, source.language)
    outside, inside = _halves(root, drawing)
    frame = shell.Frame(source.language, title, source.brand)
    style = "".join(f".{name}{{{rule}}}\n" for rule, name in drawing.rules.items())
    variables = frozenset(author.variables)
    return PageTemplate(
        title=source.title,
        outside=shell.page(frame, outside),
        inside=shell.page(frame, inside),
        css=f"{shell.variables(source.brand)}{STYLE.read_text(encoding='utf-8')}{style}",
        language=source.language,
        variables=variables,
        required=frozenset(),
        widgets=tuple(drawing.uses),
        conditions=drawing.conditions,
    )


def _title(root: Element, title: str, author: Author, language: str) -> str:
    """What the browser's tab says; anybody may see it."""
    unknown = sorted(root.attributes.keys() - {"id"})
    if unknown:
        raise root.fault(f"<page> has no attribute {unknown[0]}.")
    try:
        return author.text(title) or words.say(language, "page.title")
    except TemplateError as error:
        raise TemplateError(f"In the title: {error.message}") from None


def _halves(root: Element, drawing: Drawing) -> tuple[str, str]:
    """What is drawn before the proof and after it: by its place a section is seen before, or only afterwards."""
    stray = [child for child in root.children if isinstance(child, str) and child.strip()]
    if stray:
        raise root.fault("Text stands directly in <page>; it belongs into a <p-text> in a <p-section>.")
    before: list[str] = []
    after: list[str] = []
    footer = Element(FOOTER)
    for element in _with_question(root.elements()):
        if element.tag == FOOTER:
            footer = element
            continue
        when = element.attributes.get("when", "") if element.tag == SECTION else ""
        asks = any(one.tag == VERIFY for one in element.walk())
        outside = asks or when in {"before", "always"} or not _asked(drawing)
        text = drawing.draw(element, ROOT, outside=outside)
        if outside:
            before.append(text)
        if not (asks or when == "before"):
            after.append(text)
    foot = drawing.draw(footer, ROOT, outside=True)
    return "\n".join([*before, shell.END, foot]), "\n".join([*after, shell.END, foot])


def _asked(drawing: Drawing) -> bool:
    """Whether the question stands above."""
    return any(one.tag == VERIFY for one in drawing.uses)


def _with_question(sections: list[Element]) -> list[Element]:
    """The sections, with the question before the first that needs it where the author put none."""
    if any(one.tag == VERIFY for section in sections for one in section.walk()):
        return sections
    private = (at for at, section in enumerate(sections) if any(_is_private(one) for one in section.walk()))
    at = next(private, 0)
    question = Element(SECTION, {"width": "narrow"}, [Element(VERIFY)])
    return [*sections[:at], question, *sections[at:]]


def _is_private(element: Element) -> bool:
    return element.tag in WIDGETS and WIDGETS[element.tag].private


@lru_cache(maxsize=256)
def _environment(outside: str, inside: str, language: str) -> minijinja.Environment:
    """The second stage: sealed, strict, and escaping all that it prints."""
    environment = tokens.environment(language, {OUTSIDE: outside, INSIDE: inside})
    for name, made in filters.filters(language).items():
        environment.add_filter(name, made)
    return environment


def _explained(error: minijinja.TemplateError) -> RenderError:
    """What stopped MiniJinja: a token without a value, or a page that asks for what cannot be done."""
    found = tokens.UNDEFINED.search(error.detail or error.message)
    return MissingTokenError(found[1]) if found else TemplateError(f"The page cannot be drawn: {error.detail}.")
