"""What a block of an email is."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from renderers.blocks.fields import Property, Text
from renderers.brand import HOUSE, Brand
from renderers.document import Element

Component = Mapping[str, Any]


@dataclass(frozen=True)
class Setting:
    """Of whose mail a block is a part, and in which language that is written."""

    brand: Brand = HOUSE
    language: str = "en"

    def say(self, words: Text) -> str:
        """One of our own texts, in the language of the mail."""
        return words.get(self.language.replace("_", "-").split("-")[0]) or words["en"]


Expand = Callable[[Mapping[str, str], Setting], Sequence[Element]]


@dataclass(frozen=True)
class Block:
    """One kind of block: how people call it, the JSON Schema of its attributes, and the MJML that it becomes.

    ``expand`` is None for MJML's own. ``starts`` is what is put into a design, by its language, where that is more than
    the bare block. ``says`` are words of the block that are no attribute, for the canvas to show. ``name`` tells blocks
    of the same tag apart. ``locked`` ones cannot be changed or taken away; ``hidden`` ones have no tile in the palette,
    only a form.
    """

    tag: str
    labels: Text
    help: Text
    icon: str
    category: str
    properties: Mapping[str, Property] = field(default_factory=dict)
    expand: Expand | None = None
    starts: Mapping[str, Component] = field(default_factory=dict)
    says: Mapping[str, Text] = field(default_factory=dict)
    name: str = ""
    locked: bool = False
    hidden: bool = False

    @property
    def defaults(self) -> dict[str, str]:
        """What each attribute is in a new block; what is empty there is as the block has it."""
        return {name: one["default"] for name, one in self.properties.items() if one["default"]}

    @property
    def schema(self) -> dict[str, Any]:
        """The JSON Schema (Draft 2020-12) of the attributes."""
        return {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": self.labels["en"],
            "type": "object",
            "properties": dict(self.properties),
            **({"x-says": {name: dict(words) for name, words in self.says.items()}} if self.says else {}),
        }

    def value(self, attributes: Mapping[str, str], name: str) -> str:
        """An attribute, or its default."""
        return attributes.get(name) or str(self.properties[name]["default"])


def text(words: Element | str | Sequence[Element | str], **style: str) -> Element:
    """A paragraph in the brand's font."""
    children: list[Element | str] = [words] if isinstance(words, Element | str) else list(words)
    usual = {"font-family": "var(--brand-font)", "font-size": "16px", "line-height": "26px", "padding": "0"}
    return Element("mj-text", {**usual, "color": "var(--brand-text)", **_attributes(style)}, children)


def html(tag: str, words: Sequence[Element | str] | str = (), **attributes: str) -> Element:
    """A part of a text."""
    return Element(tag, _attributes(attributes), [words] if isinstance(words, str) else list(words))


def _attributes(named: Mapping[str, str]) -> dict[str, str]:
    """Names as Python allows them, as attributes: ``font_size``."""
    return {name.rstrip("_").replace("_", "-"): value for name, value in named.items()}
