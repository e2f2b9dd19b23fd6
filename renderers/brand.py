"""Brand kits: the colours, fonts, names and legal words that make a finished design the customer's own.

A design never names a colour or font of a brand. It says ``var(--brand-primary)``, which a browser understands on the
canvas of the editor, and which is replaced by the kit's value before a mail is compiled, since mail programs know no
variables.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, lru_cache
from typing import Any

from jsonschema import Draft202012Validator

from renderers.document import Element
from renderers.errors import TemplateError

COLOURS = (
    "primary",
    "on_primary",
    "accent",
    "background",
    "surface",
    "tint",
    "text",
    "heading",
    "muted",
    "line",
)
"""What a kit paints: buttons and what stands on them, highlights, the page and the sheet, boxes, texts and lines."""

FONTS = ("font", "heading_font")
PAIRS = ("legal", "social")
SWITCHES = ("count_opens", "count_clicks")
"""Whether it is counted who opens the mails of a brand, and who follows their links."""
VARIABLE = "--brand-"
USE = re.compile(r"var\(\s*--brand-([a-z-]+)\s*\)")
STACK = r"^[A-Za-z0-9 ,'-]+$(?!\n)"  # a list of families; double quotes would end the attribute it stands in


@dataclass(frozen=True)
class Brand:
    """One kit. Colours are ``#rrggbb``; fonts are lists of families; ``radius`` is in pixels.

    ``logo`` is the address of an image, or empty. ``legal`` and ``social`` are pairs: a language and what must stand
    at the foot of what is sent, the name of a network and the address of the page there.
    ``count_opens`` and ``count_clicks`` say what may be followed up of mails, where the installation and the law allow
    it.
    """

    key: str = ""
    name: str = "Cauce"
    primary: str = "#0f6e6e"
    on_primary: str = "#ffffff"
    accent: str = "#b5642a"
    background: str = "#eef3f2"
    surface: str = "#ffffff"
    tint: str = "#e8f3f2"
    text: str = "#33474a"
    heading: str = "#10292b"
    muted: str = "#526669"
    line: str = "#dce6e5"
    font: str = "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
    heading_font: str = "-apple-system, BlinkMacSystemFont, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
    radius: int = 12
    logo: str = ""
    logo_width: int = 140
    sender_name: str = ""
    sender_address: str = ""
    reply_to: str = ""
    phone: str = ""
    postal: str = ""
    website: str = ""
    legal: tuple[tuple[str, str], ...] = ()
    social: tuple[tuple[str, str], ...] = ()
    count_opens: bool = True
    count_clicks: bool = True

    def legal_in(self, language: str) -> str:
        """What must stand at the foot in a language ("es", "es-CO"), empty where the kit says nothing."""
        words = dict(self.legal)
        return words.get(language) or words.get(language.replace("_", "-").split("-")[0], "")

    def values(self) -> dict[str, str]:
        """What each variable of a design stands for, by its name without ``--brand-``."""
        found = {name.replace("_", "-"): str(getattr(self, name)) for name in (*COLOURS, *FONTS)}
        return {**found, "radius": f"{self.radius}px"}


HOUSE = Brand()
"""What is used where nobody made a kit."""


class BrandError(TemplateError):
    """A kit cannot be used; the message names the field."""


@cache
def brand_schema() -> dict[str, Any]:
    """The JSON Schema (Draft 2020-12) of a kit as it is kept, without its key and name."""
    colour = {"type": "string", "pattern": r"^#[0-9a-fA-F]{6}$(?!\n)"}
    stack = {"type": "string", "maxLength": 200, "pattern": STACK}
    line = {"type": "string", "maxLength": 300, "pattern": r"^[^\x00-\x1f]*$(?!\n)"}
    words = {"type": "string", "maxLength": 4000}
    address = {"type": "string", "maxLength": 500, "pattern": r"^$|^(https?://|/)[^\s\"'<>\\]+$(?!\n)"}
    switch = {"type": "boolean"}
    properties: dict[str, Any] = {
        **dict.fromkeys(COLOURS, colour),
        **dict.fromkeys(FONTS, stack),
        "radius": {"type": "integer", "minimum": 0, "maximum": 40},
        "logo": address,
        "logo_width": {"type": "integer", "minimum": 24, "maximum": 400},
        **dict.fromkeys(("sender_name", "sender_address", "reply_to", "phone", "postal"), line),
        "website": address,
        "legal": {"type": "object", "maxProperties": 20, "additionalProperties": words},
        "social": {"type": "object", "maxProperties": 12, "additionalProperties": address},
        **dict.fromkeys(SWITCHES, switch),
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Brand kit",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }


def read_brand(key: str, name: str, kit: Mapping[str, Any]) -> Brand:
    """A kit from its JSON; what it leaves out is as in HOUSE.

    Raises:
        BrandError: something in it is not as it must be.
    """
    fault = next(iter(Draft202012Validator(brand_schema()).iter_errors(dict(kit))), None)
    if fault is not None:
        raise BrandError(f"{'.'.join(str(part) for part in fault.absolute_path) or 'The kit'}: {fault.message}")
    pairs = {part: tuple(sorted(kit.get(part, {}).items())) for part in PAIRS}
    return replace(HOUSE, key=key, name=name, **{**kit, **pairs})


def write_brand(brand: Brand) -> dict[str, Any]:
    """A kit as its JSON, whole."""
    plain = {one.name: getattr(brand, one.name) for one in fields(Brand) if one.name not in {"key", "name"}}
    return {**plain, "legal": dict(brand.legal), "social": dict(brand.social)}


def resolve(text: str, brand: Brand) -> str:
    """A text with the kit's values in place of its variables; raises TemplateError for one that no kit has."""
    return _resolved(text, _values(brand)) if VARIABLE in text else text


def _resolved(text: str, values: Mapping[str, str]) -> str:
    def value(match: re.Match[str]) -> str:
        if match[1] not in values:
            raise TemplateError(f"--brand-{match[1]} is nothing that a brand kit has.")
        return values[match[1]]

    return USE.sub(value, text)


@lru_cache(maxsize=64)
def _values(brand: Brand) -> Mapping[str, str]:
    return brand.values()


def apply(root: Element, brand: Brand) -> None:
    """Replace the variables in all attributes and texts of a tree; an error names the element."""
    values = _values(brand)
    for element in root.walk():
        try:
            for name, value in element.attributes.items():
                if VARIABLE in value:
                    element.attributes[name] = _resolved(value, values)
            for place, child in enumerate(element.children):
                if isinstance(child, str) and VARIABLE in child:
                    element.children[place] = type(child)(_resolved(child, values))
        except TemplateError as error:
            raise element.fault(error.message) from None
