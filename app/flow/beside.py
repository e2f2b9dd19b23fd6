"""What is known of a design beside its words: its blocks, its images, and how many people lack what it says."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.flow.reviewing import Beside, Pair
from app.store import assets, reach
from renderers.brand import Brand
from renderers.designs.project import read_project
from renderers.designs.source import show
from renderers.document import Element
from renderers.errors import TemplateError
from renderers.landing.page import ROOT, PageSource
from renderers.landing.widgets import WIDGETS
from renderers.mjml import Hidden
from renderers.sources import EMAIL, compile_source

LIBRARY = re.compile(r"/assets/([\w.-]+)")
PRIVATE = frozenset(tag for tag, widget in WIDGETS.items() if widget.private)


def gather(  # noqa: PLR0913, PLR0917 - whose, of what, and when
    session: Session, channel: str, document: Mapping[str, Any], pairs: Iterable[Pair], brand: Brand, now: datetime
) -> Beside:
    """All of it, for the variants of a sound document. Two queries, the one that counts people of a bounded time."""
    variants = list(pairs)
    required = frozenset[str]().union(*(compile_source(source).required for _, source in variants))
    reached = reach.empty(session, required, None, now) if required else reach.Reach(None, {})
    said = "\n".join([brand.logo, *(text for one, _ in variants for text in one.words.values())])
    names = assets.known(session, LIBRARY.findall(said))
    return Beside(
        trees=_trees(channel, document, variants),
        settings={
            (one.language, one.variant): {name: text for name, text in one.words.items() if name != "text"}
            for one, _ in variants
        },
        empty=reached.empty,
        people=reached.total or 0,
        assets=frozenset(f"/assets/{name}" for name in names),
        brand=brand.sender_name,
        private=PRIVATE,
    )


def _trees(channel: str, document: Mapping[str, Any], variants: list[Pair]) -> dict[tuple[str, str], Element]:
    """The blocks of each variant that has any: those of the editor for a mail, those of the compiler for a page."""
    if channel == EMAIL:
        return {
            (language, one["id"]): read_project(one["content"]["project"])
            for language, said in document["languages"].items()
            for one in said["variants"]
        }
    return {
        (one.language, one.variant): tree
        for one, source in variants
        if isinstance(source, PageSource) and (tree := page_tree(source)) is not None
    }


def page_tree(source: PageSource) -> Element | None:
    """The blocks of a page with its tokens in place; None for one that cannot be read."""
    hidden = Hidden()
    try:
        return show(hidden.parse(source.xml, ROOT), hidden)
    except TemplateError:
        return None  # the compiler says so, with the place
