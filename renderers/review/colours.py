"""Colours as people see them: how far two stand apart, and what a mail program in dark mode makes of one."""

import colorsys
import re
from dataclasses import dataclass

from PIL import ImageColor

WHITE_ALPHA = 255
HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
FUNCTION = re.compile(
    r"rgba?\(\s*(\d{1,3})\s*,?\s*(\d{1,3})\s*,?\s*(\d{1,3})\s*(?:[,/]\s*(\d+(?:\.\d+)?|\.\d+)(%?)\s*)?\)", re.IGNORECASE
)
NAME = re.compile(r"[a-z]{3,20}", re.IGNORECASE)


@dataclass(frozen=True)
class Colour:
    """Red, green and blue from 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def luminance(self) -> float:
        """Relative luminance (WCAG 2.2), from 0 for black to 1 for white."""
        linear = [
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - as WCAG has it
            for part in (self.red / 255, self.green / 255, self.blue / 255)
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    @property
    def lightness(self) -> float:
        """The L of HSL, from 0 to 1."""
        return (max(self.red, self.green, self.blue) + min(self.red, self.green, self.blue)) / 510

    def with_lightness(self, lightness: float) -> "Colour":
        """The same hue and saturation, lighter or darker."""
        hue, _, saturation = colorsys.rgb_to_hls(self.red / 255, self.green / 255, self.blue / 255)
        red, green, blue = (round(part * 255) for part in colorsys.hls_to_rgb(hue, lightness, saturation))
        return Colour(red, green, blue)

    def __str__(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


def ratio(one: Colour, other: Colour) -> float:
    """The contrast of two colours (WCAG 2.2), from 1 to 21."""
    dark, light = sorted((one.luminance, other.luminance))
    return (light + 0.05) / (dark + 0.05)


def read(text: str, ground: Colour) -> Colour | None:
    """The colour that CSS names so, laid over ``ground`` where it lets that through; None for what is no colour."""
    words = text.strip()
    function = FUNCTION.fullmatch(words)
    if function:
        colour = Colour(*(min(int(part), WHITE_ALPHA) for part in function.groups()[:3]))
        return _over(colour, _share(function[4], function[5]), ground)
    if words.lower() == "transparent":
        return ground
    if not (HEX.fullmatch(words) or NAME.fullmatch(words)):
        return None
    try:
        red, green, blue = ImageColor.getrgb(words)[:3]
    except ValueError:
        return None
    return Colour(red, green, blue)


def _share(alpha: str | None, per_cent: str | None) -> float:
    if alpha is None:
        return 1.0
    return min(1.0, float(alpha) / (100 if per_cent else 1))


def _over(colour: Colour, share: float, ground: Colour) -> Colour:
    parts = ((colour.red, ground.red), (colour.green, ground.green), (colour.blue, ground.blue))
    red, green, blue = (round(share * own + (1 - share) * below) for own, below in parts)
    return Colour(red, green, blue)
