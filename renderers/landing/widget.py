"""What a widget of a landing page is, and the kinds of settings that it can have.

A widget is data: how people call it, the JSON Schema of its attributes, and its HTML as a template of two stages. What
stands in ``[[ ]]`` and ``[% %]`` is filled in when the page is compiled, with the attributes; what stands in ``{{ }}``
and ``{% %}`` when somebody opens it, with ``page`` (known of any visitor) and ``inside`` (only of who proved it).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from renderers.brand import COLOURS

Text = Mapping[str, str]
Property = dict[str, Any]
Holds = Literal["nothing", "widgets", "html"]

VARIABLES = "|".join(name.replace("_", "-") for name in COLOURS)
COLOUR = rf"^(|#[0-9a-fA-F]{{6}}|var\(--brand-({VARIABLES})\))$(?!\n)"
OWN_FILE = r"^(|/assets/[A-Za-z0-9._/-]+)$(?!\n)"
ADDRESS = r"^(|#[a-z0-9-]+|/[A-Za-z0-9._/?=&%-]*|https://[^\s\"'<>\\]+|mailto:[^\s\"'<>\\]+|tel:\+?[0-9 ()-]+)$(?!\n)"
NUMBERS = r"^[0-9]{1,3}(,[0-9]{1,3}){0,5}$(?!\n)"
DAY = r"^(|\d{4}-\d{2}-\d{2})$(?!\n)"


def say(es: str, en: str) -> Text:
    """The same in both languages of the studio."""
    return {"es": es, "en": en}


def _property(labels: Text, widget: str, default: str, **more: Any) -> Property:  # noqa: ANN401 - JSON Schema
    return {
        "type": "string",
        "title": labels["en"],
        "x-labels": dict(labels),
        "x-widget": widget,
        "default": default,
        **more,
    }


def words(es: str, en: str, *, long: bool = False, default: str = "") -> Property:
    """A text of the author, which may hold tokens; empty is what the widget says by itself."""
    return _property(say(es, en), "long-text" if long else "text", default, maxLength=2000)


def choice(es: str, en: str, options: Mapping[str, Text], default: str) -> Property:
    """One of several values."""
    named = [{"value": value, "labels": dict(labels)} for value, labels in options.items()]
    return _property(say(es, en), "choice", default, enum=list(options), **{"x-options": named})


def switch(es: str, en: str, *, default: bool) -> Property:
    """Yes or no."""
    return _property(say(es, en), "switch", "yes" if default else "no", enum=["yes", "no"])


def colour(es: str, en: str) -> Property:
    """A colour of the brand, or one of one's own; empty leaves it as it is."""
    return _property(say(es, en), "colour", "", pattern=COLOUR)


def number(es: str, en: str, default: int, least: int, most: int) -> Property:
    """A whole number."""
    return _property(say(es, en), "number", str(default), pattern=r"^[0-9]{1,4}$(?!\n)", **{"x-range": [least, most]})


def numbers(es: str, en: str, default: str) -> Property:
    """Up to six whole numbers with commas between them."""
    return _property(say(es, en), "numbers", default, pattern=NUMBERS, **{"x-placeholder": dict(say(default, default))})


def own_file(es: str, en: str, kind: Literal["image", "video", "captions", "document"]) -> Property:
    """The address of a file of this kind from the library; nothing is loaded from another host."""
    return _property(say(es, en), kind, "", pattern=OWN_FILE)


def address(es: str, en: str) -> Property:
    """Where a link leads: a token of a link, an anchor, our host, another over https, mail or telephone."""
    return _property(say(es, en), "address", "", pattern=ADDRESS, **{"x-tokens": "link"})


def day(es: str, en: str) -> Property:
    """A day as ISO text."""
    return _property(say(es, en), "day", "", pattern=DAY)


ALIGN = {"left": say("Izquierda", "Left"), "center": say("Centro", "Centre"), "right": say("Derecha", "Right")}
SIZES = {"s": say("Pequeño", "Small"), "m": say("Mediano", "Medium"), "l": say("Grande", "Large")}


@dataclass(frozen=True)
class Widget:
    """One kind of widget.

    ``private`` ones show what only the person may see. ``parents`` are the tags that it can stand in, empty for a
    column or a section. ``once`` says that a page has one at most; ``locked`` that every page has it anyway.
    """

    tag: str
    labels: Text
    help: Text
    icon: str
    category: str
    template: str
    properties: Mapping[str, Property] = field(default_factory=dict)
    holds: Holds = "nothing"
    private: bool = False
    parents: tuple[str, ...] = ("p-section", "p-column")
    once: bool = False
    locked: bool = False

    @property
    def defaults(self) -> dict[str, str]:
        """What each attribute is where nobody says so."""
        return {name: one["default"] for name, one in self.properties.items()}
