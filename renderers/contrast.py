"""Whether people can read a colour on another (WCAG 2.2, 1.4.3), and the nearest colour that they can.

The arithmetic of relative luminance and contrast is that of WCAG 2.2; see https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio.
"""

import colorsys
from collections.abc import Iterator
from dataclasses import dataclass

from renderers.brand import Brand

TEXT = 4.5  # level AA, of text
GRAPHIC = 3.0  # of what is no text but must be seen, and of large headings
LEVELS = 200  # steps of lightness that are tried
PAIRS = (
    ("on_primary", "primary", TEXT),
    ("text", "surface", TEXT),
    ("heading", "surface", TEXT),
    ("muted", "surface", TEXT),
    ("text", "background", TEXT),
    ("muted", "background", TEXT),
    ("text", "tint", TEXT),
    ("heading", "tint", TEXT),
    ("primary", "surface", TEXT),  # links
    ("accent", "surface", GRAPHIC),
)
"""What stands on what in our designs, and how well it must be told apart."""


@dataclass(frozen=True, slots=True)
class Faint:
    """Two colours of a kit that are too alike; ``suggestion`` may stand in place of ``colour``, which is its name."""

    colour: str
    on: str
    ratio: float
    needed: float
    suggestion: str


def luminance(colour: str) -> float:
    """How bright a colour (``#rrggbb``) is, from 0 to 1."""
    red, green, blue = (_linear(part) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """How well two colours can be told apart, from 1 to 21."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def nearest(colour: str, on: str, needed: float) -> str:
    """The colour of the same hue, nearest in lightness, that can be read on another one; else black or white."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_parts(colour))
    for step in range(LEVELS + 1):
        for moved in (lightness - step / LEVELS, lightness + step / LEVELS):
            tried = _hex(hue, min(max(moved, 0.0), 1.0), saturation)
            if ratio(tried, on) >= needed:
                return tried
    return "#000000" if ratio("#000000", on) >= ratio("#ffffff", on) else "#ffffff"


def faint(brand: Brand) -> Iterator[Faint]:
    """The colours of a kit that cannot be read well on those that they stand on."""
    for name, below, needed in PAIRS:
        colour, on = str(getattr(brand, name)), str(getattr(brand, below))
        found = ratio(colour, on)
        if found < needed:
            yield Faint(name, below, round(found, 2), needed, nearest(colour, on, needed))


def _parts(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - WCAG's own constants


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, lightness, saturation))
