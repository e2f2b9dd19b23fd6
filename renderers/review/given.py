"""What a check is given: one variant of a template in one language, as written and as one person would get it."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from renderers import tags
from renderers.document import Element
from renderers.errors import TemplateError
from renderers.review import page
from renderers.review.finding import Text
from renderers.review.page import Node

PRINTED = frozenset({"email", "page", "letter"})
ADDRESS = re.compile(r"https?://\S+")
PUNCTUATION = re.compile(r"(?<![.!?;:…])[.!?;:…]+(?=[\s)»”\"']|$)")
SHORT_FORMS = re.compile(
    r"\b(?:art|arts|av|dr|dra|ee|etc|inc|ltd|mr|mrs|ms|no|núm|p|pág|sr|sra|sres|st|vs)\.", re.IGNORECASE
)
TEMPLATE = re.compile(r"\{\{.*?(?:\}\}|\Z)|\{%.*?(?:%\}|\Z)|\{#.*?(?:#\}|\Z)", re.DOTALL)


@dataclass(frozen=True)
class Content:
    """Something that a law wants to be read in a message: ``tokens`` or ``phrases`` of which one is enough.

    ``applies_to`` is where (everywhere, when empty) and ``jurisdiction`` how that is called. ``tokens`` are groups that
    must be used whole, ``phrases`` regular expressions by language. ``markers`` are tokens of which one must be used
    for the rule to be about this message. ``first`` says that it belongs into the first message only, of which a
    template knows nothing.
    """

    id: str
    jurisdiction: str
    applies_to: frozenset[str]
    text: Text
    source: str
    channels: frozenset[str]
    tokens: tuple[frozenset[str], ...] = ()
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    markers: frozenset[str] = frozenset()
    first: bool = False
    strict: bool = True


@dataclass(frozen=True)
class Review:
    """One variant of a template in one language.

    ``subject``, ``preheader``, ``html`` and ``text`` are filled in with sample values; ``words`` is everything that the
    author wrote, with its tokens. ``tree`` is the document in our dialect of MJML, where there is one, with the ids of
    the editor's components. ``empty`` counts, of ``people``, those who have no value for a token. ``assets`` are the
    addresses of our own images, None where they are not known; ``hosts`` the names under which we serve.
    ``settings`` are its author's words by name: a WhatsApp template's ``category``, a voice's ``script``; ``private``
    are the tags of a page whose content shows only once the reader proved who they are.
    """

    channel: str
    language: str
    subject: str = ""
    preheader: str = ""
    html: str = ""
    text: str = ""
    words: str = ""
    tree: Element | None = None
    variables: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()
    known: frozenset[str] | None = None
    empty: Mapping[str, int] = field(default_factory=dict)
    people: int = 0
    assets: frozenset[str] | None = None
    hosts: frozenset[str] = frozenset()
    jurisdictions: tuple[str, ...] = ()
    contents: tuple[Content, ...] = ()
    brand: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    private: frozenset[str] = frozenset()

    @property
    def main_language(self) -> str:
        """The language without its region."""
        return self.language.replace("_", "-").split("-")[0].lower()

    @cached_property
    def page(self) -> Node:
        """The HTML as a tree; empty where there is none."""
        return page.read(self.html)

    @cached_property
    def passages(self) -> tuple[str, ...]:
        """What a reader reads, in pieces that stand for themselves: paragraphs, cells, lines of a text."""
        if self.html:
            return tuple(page.paragraphs(self.page))
        return tuple(line for line in map(str.strip, self.text.splitlines()) if line)

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of all passages, without addresses."""
        found = []
        for passage in self.passages:
            plain = SHORT_FORMS.sub(lambda match: match[0][:-1], ADDRESS.sub("", passage))
            found += [part.strip() for part in PUNCTUATION.split(plain)]
        return tuple(part for part in found if part)

    @cached_property
    def everything(self) -> str:
        """All that is read, the subject first, as one text."""
        return "\n".join((self.subject, self.preheader, *self.passages))

    def applies(self, jurisdictions: frozenset[str]) -> bool:
        """Whether one of these is in use here; "US" stands for its states too, nothing stands for everywhere."""
        return not jurisdictions or any(self.within(own, jurisdictions) for own in self.jurisdictions)

    def within(self, place: str, jurisdictions: frozenset[str]) -> bool:
        """Whether a place is one of these, or a part of one."""
        return any(place == one or place.startswith(f"{one}-") for one in jurisdictions)

    @cached_property
    def script(self) -> Mapping[str, Any]:
        """What the editor of a voice or a WhatsApp template made beside the text, empty where there is nothing."""
        text = self.settings.get("script", "")
        return dict(json.loads(text)) if text else {}

    def block_of(self, words: str) -> str:
        """The id of the component that says this, or the longest part of it; empty where none is found."""
        wanted = _plain(words)
        best, length = "", 2
        for block, pieces in self._said.items():
            said = max((len(piece) for piece in pieces if piece in wanted or wanted in piece), default=0)
            if said > length:
                best, length = block, said
        return best

    def block_with(self, attribute: str, value: str) -> str:
        """The id of the first component that has this value in an attribute."""
        return next((block for block, one in self._blocks if one.attributes.get(attribute) == value), "")

    @cached_property
    def _said(self) -> Mapping[str, tuple[str, ...]]:
        """What each component says between its tokens, by id."""
        found: dict[str, list[str]] = {}
        for block, element in self._blocks:
            own = [child for child in element.children if isinstance(child, str)]
            texts = [*own, *(value for name, value in element.attributes.items() if name != "id")]
            pieces = [_plain(piece) for text in texts for piece in TEMPLATE.split(text)]
            found.setdefault(block, []).extend(piece for piece in pieces if piece)
        return {block: tuple(pieces) for block, pieces in found.items()}

    @cached_property
    def _blocks(self) -> tuple[tuple[str, Element], ...]:
        """Every element with the id of the component that it is, or is a part of."""
        found: list[tuple[str, Element]] = []

        def gather(element: Element, block: str) -> None:
            block = element.attributes.get("id", "") or block
            if block:
                found.append((block, element))
            for child in element.elements():
                gather(child, block)

        if self.tree is not None:
            gather(self.tree, "")
        return tuple(found)

    def block_of_token(self, token: str) -> str:
        """The id of the first component that uses a token."""
        for block, element in self._blocks:
            if token in element.attributes.get("token", "") or token in tokens_in(
                "\n".join((*element.attributes.values(), *(one for one in element.children if isinstance(one, str))))
            ):
                return block
        return ""


def tokens_in(text: str) -> frozenset[str]:
    """The tokens that a text uses; none where it cannot be read, which is said elsewhere."""
    try:
        return tags.read(text).variables
    except TemplateError:
        return frozenset()


def _plain(text: str) -> str:
    return " ".join(text.split())
