"""One widget by itself, with a made-up person: what the canvas of the page designer shows."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from renderers.brand import Brand
from renderers.designs.source import hide
from renderers.document import Element
from renderers.errors import TemplateError
from renderers.landing.drawing import Drawing
from renderers.landing.page import PUBLIC, PageTemplate
from renderers.landing.safe import Author
from renderers.landing.samples import somebody
from renderers.landing.widgets import WIDGETS
from renderers.mjml import Hidden


@lru_cache(maxsize=1024)
def _template(tag: str, attributes: tuple[tuple[str, str], ...], language: str, brand: Brand) -> PageTemplate:
    widget = WIDGETS.get(tag)
    if widget is None or widget.holds != "nothing":
        raise TemplateError(f"<{tag}> is no widget that stands by itself.")
    hidden = Hidden()
    author = Author(hidden, PUBLIC)
    drawing = Drawing(author, language, brand)
    text = drawing.draw(hide(Element(tag, dict(attributes)), hidden), widget.parents[0], outside=False)
    css = "".join(f".{name}{{{rule}}}" for rule, name in drawing.rules.items())
    variables = frozenset(author.variables)
    return PageTemplate("", text, text, css, language, variables, frozenset(), ())


def piece(tag: str, attributes: Mapping[str, str], language: str, brand: Brand, facts: Mapping[str, Any]) -> str:
    """The HTML of one widget; the question of who opens the page as it is before its answer.

    Raises:
        TemplateError: it is no widget, or an attribute cannot be used.
        RenderError: a token has no value among the facts.
    """
    template = _template(tag, tuple(sorted(attributes.items())), language, brand)
    return template.render(facts, somebody(language, facts)).html
