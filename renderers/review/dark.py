"""How a mail looks where the reader's mail program is dark: a simulation, since each program does as it likes.

Outlook.com and Gmail on Android turn light grounds dark and dark words light, and leave the rest (``partial``). Gmail
on iOS and Outlook on Windows turn every colour over (``full``). Pictures stay as they are. Both keep the hue.
Source: what senders observe, as litmus.com and howtotarget.email describe it; no program documents it.
"""

import re
from collections.abc import Callable
from typing import Literal

from renderers.review import colours
from renderers.review.colours import Colour

Mode = Literal["partial", "full"]
MODES: tuple[Mode, ...] = ("partial", "full")
HALF = 0.5
DARKEST = 0.07  # lightness: what was white becomes this, not black
LIGHTEST = 0.91  # what was black becomes this
GROUND = Colour(0x12, 0x12, 0x12)
INK = Colour(0xE8, 0xE8, 0xE8)
OVER = Colour(255, 255, 255)

SHEET = re.compile(r"(<style\b[^>]*>)(.*?)(</style>|\Z)", re.DOTALL | re.IGNORECASE)
STYLE = re.compile(r"""(\sstyle=")([^"]*)(")""", re.IGNORECASE)
DECLARATION = re.compile(
    r"(?<![-\w])(background-color|background|(?:border(?:-(?:top|right|bottom|left))?(?:-color)?)|color)"
    r"(\s*:\s*)([^;{}\"]+)",
    re.IGNORECASE,
)
VALUE = re.compile(r"url\([^)]*\)|rgba?\([^)]*\)|#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b|[a-zA-Z-]+")
ATTRIBUTE = re.compile(r"""(?<![-\w])(bgcolor|color)="([^"]*)\"""", re.IGNORECASE)
STYLED = re.compile(r'\bstyle="')
BODY = re.compile(r"<body\b([^>]*)>", re.IGNORECASE)


def darken(html: str, mode: Mode = "partial") -> str:
    """The document as a mail program in dark mode would show it."""
    turned = html
    for styles in (SHEET, STYLE):
        turned = styles.sub(lambda found: found[1] + _declarations(found[2], mode) + found[3], turned)
    turned = ATTRIBUTE.sub(
        lambda found: f'{found[1]}="{_value(found[2], _turn(found[1].lower() == "bgcolor", mode))}"', turned
    )
    base = f"background-color:{GROUND};color:{INK};"
    return BODY.sub(lambda found: _body(found[1], base), turned, count=1)


def _body(attributes: str, base: str) -> str:
    """The body on a dark ground, unless it says its own."""
    if not STYLED.search(attributes):
        return f'<body{attributes} style="{base}">'
    own = STYLED.sub(f'style="{base}', attributes, count=1)
    return f"<body{own}>"


def _declarations(text: str, mode: Mode) -> str:
    return DECLARATION.sub(
        lambda found: f"{found[1]}{found[2]}{_value(found[3], _turn(found[1].lower() != 'color', mode))}", text
    )


def _value(text: str, turn: Callable[[Colour], Colour]) -> str:
    """A value with each of its colours turned."""

    def one(found: re.Match[str]) -> str:
        colour = None if found[0].startswith("url(") else colours.read(found[0], OVER)
        plain = colour is None or found[0].lower() == "transparent"
        return found[0] if plain or colour is None else str(turn(colour))

    return VALUE.sub(one, text)


def _turn(is_ground: bool, mode: Mode) -> Callable[[Colour], Colour]:
    """What happens to a colour; a border goes as a ground does, as it is drawn upon one."""

    def turn(colour: Colour) -> Colour:
        light = colour.lightness
        if mode == "partial" and (light > HALF) != is_ground:
            return colour
        return colour.with_lightness(DARKEST + (1 - light) * (LIGHTEST - DARKEST))

    return turn
