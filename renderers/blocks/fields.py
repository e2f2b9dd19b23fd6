"""The kinds of settings that a block can have, as JSON Schema with words in both languages. Every value is text."""

from collections.abc import Mapping
from typing import Any

from renderers.brand import COLOURS

Text = Mapping[str, str]
Property = dict[str, Any]

VARIABLES = "|".join(name.replace("_", "-") for name in COLOURS)
COLOUR = rf"^(|#[0-9a-fA-F]{{3}}|#[0-9a-fA-F]{{6}}|var\(--brand-({VARIABLES})\))$(?!\n)"
IMAGE = r"^(|/assets/[A-Za-z0-9._/-]+|https?://[^\s\"'<>\\]+|\{\{ [a-z_.]+ \}\})$(?!\n)"
PIXELS = r"^(|[0-9]{1,3}px)$(?!\n)"
SPACE = r"^(|[0-9]{1,3}(px)?( [0-9]{1,3}(px)?){0,3})$(?!\n)"


def say(es: str, en: str) -> Text:
    """The same in both languages of the studio."""
    return {"es": es, "en": en}


def _property(labels: Text, widget: str, default: str, **more: Any) -> Property:  # noqa: ANN401 - JSON Schema
    about = {"type": "string", "title": labels["en"], "x-labels": dict(labels), "x-widget": widget, "default": default}
    return {**about, **more}


def words(labels: Text, *, long: bool = False, default: str = "", placeholder: Text | None = None) -> Property:
    """A text with tokens; while it is empty the block says ``placeholder`` in the language of the mail."""
    more = {"x-placeholder": dict(placeholder)} if placeholder else {}
    return _property(labels, "long-text" if long else "text", default, maxLength=2000, **more)


def choice(labels: Text, options: Mapping[str, Text], default: str, **more: Any) -> Property:  # noqa: ANN401
    """One of several values."""
    named = [{"value": value, "labels": dict(said)} for value, said in options.items()]
    return _property(labels, "choice", default, enum=list(options), **{"x-options": named, **more})


def switch(labels: Text, *, default: bool) -> Property:
    """Yes or no."""
    return _property(labels, "switch", "yes" if default else "no", enum=["yes", "no"])


def colour(labels: Text, default: str = "", **more: Any) -> Property:  # noqa: ANN401
    """A colour of the brand, or one of one's own; empty leaves it as it is."""
    return _property(labels, "colour", default, pattern=COLOUR, **more)


def pixels(labels: Text, default: str, least: int, most: int, **more: Any) -> Property:  # noqa: ANN401
    """A length in pixels, "16px"."""
    return _property(labels, "pixels", default, pattern=PIXELS, **{"x-range": [least, most], **more})


def number(labels: Text, default: int, least: int, most: int) -> Property:
    """A whole number."""
    return _property(labels, "number", str(default), pattern=r"^[0-9]{1,4}$(?!\n)", **{"x-range": [least, most]})


def space(labels: Text, default: str, **more: Any) -> Property:  # noqa: ANN401
    """Room around something: one to four lengths, as CSS writes them."""
    return _property(labels, "space", default, pattern=SPACE, **more)


def image(labels: Text) -> Property:
    """The address of a picture: from the library, else one over https."""
    return _property(labels, "image", "", pattern=IMAGE)


def address(labels: Text, default: str = "") -> Property:
    """Where a link leads: a page of the debtor, another over https, mail or telephone."""
    return _property(labels, "address", default, maxLength=2000, **{"x-tokens": "link"})


def rows(labels: Text, placeholder: Mapping[str, str]) -> Property:
    """Rows of two texts, as JSON; while it is empty the block shows ``placeholder``."""
    return _property(labels, "rows", "", maxLength=4000, **{"x-placeholder": dict(placeholder)})


ALIGN = {"left": say("Izquierda", "Left"), "center": say("Centro", "Centre"), "right": say("Derecha", "Right")}
MORE = {"x-group": "more"}
"""For settings that are seldom needed: the form shows them when asked."""
