"""Widths for Outlook that the compiler gets wrong: in a hero with padding, a column with an inner border, and a group.

It does not count the first two when it works out how wide what stands inside may be, and takes off a column of a group
what goes off inside of the column. Outlook takes its numbers at their word: pictures stick out, columns end early. So
the document is written in a way in which they are right, and the HTML is put back as it was meant. What comes of it is
as wide as npm's mjml makes it.
"""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence

from renderers.document import Element

SIDES = ("left", "right")
PLACE = {2: (1, 1), 3: (1, 1), 4: (3, 1)}
"""Which of so many lengths are those of the left and the right."""

LENGTH = re.compile(r"\d+")
PIXELS = re.compile(r"\d+(?=px)")
BORDER = re.compile(r"(?:^| )(\d+)")
COUNTED = re.compile(r"border-(?:left|right):\+\d{4}px;")
SIGN = f"xh{secrets.token_hex(4)}"
"""How the marks begin that are cut out again: another in each process, so that no author can write one."""

BEGIN, INSIDE, OUTSIDE, END, MORE = (f"{SIGN}{letter}" for letter in "bioem")
HERO = re.compile(
    r'width="(?P<width>[\d.]+)" style="width:(?P=width)px;(?P<between>"><tr><td[^>]*><!\[endif\]-->'
    rf"<div [^>]*mj-hero-content[^>]*>(?:<\w[^>]*>)*){BEGIN}(?P<less>\d+)z.*?{INSIDE}(?P<content>.*?){OUTSIDE}.*?{END}",
    re.DOTALL,
)
IN_GROUP = re.compile(rf'{MORE}(\d+)z(<!--\[if mso \| IE\]><td style="[^"]*?width:)([\d.]+)px')
LEFT = re.compile(rf"{SIGN}[a-z](?:\d+z)?")
BARE = {
    **{f"{name}-{side}": "0px" for name in ("border", "inner-border") for side in SIDES},
    "border": "none",
    "padding": "0px",
    "width": "100%",
}
"""A column that takes no room, whatever the document says of columns."""


def arrange(root: Element) -> None:
    """Write a document, in place, so that the compiler counts what it overlooks."""
    head, body = root.elements()
    usual = {tag: _usual(head, tag) for tag in ("mj-hero", "mj-column")}
    for element in body.walk():
        if element.tag == "mj-hero":
            _give_room(element, usual["mj-hero"])
        elif element.tag == "mj-group":
            element.children = list(_told(element.children, usual["mj-column"]))
        elif element.tag == "mj-column":
            _count_border(element, usual["mj-column"])


def mend(html: str) -> str:
    """Take out of the HTML what ``arrange`` put in for the compiler alone."""
    if SIGN in html:
        html = IN_GROUP.sub(_wider, HERO.sub(_narrower, html))
        html = LEFT.sub("", html)
    return COUNTED.sub("", html) if ":+0" in html else html


def _usual(head: Element, tag: str) -> dict[str, str]:
    """What the head says of all elements of a kind."""
    groups = [group for group in head.elements() if group.tag == "mj-attributes"]
    found: dict[str, str] = {}
    for name in ("mj-all", tag):
        for definition in (each for group in groups for each in group.elements() if each.tag == name):
            found |= definition.attributes
    return found


def _give_room(hero: Element, usual: Mapping[str, str]) -> None:
    """Put what stands in a hero into a column with its padding, of which only the content is left in the end."""
    room = dict(zip(SIDES, _paddings({**usual, **hero.attributes}, LENGTH), strict=True))
    if not any(room.values()):
        return
    padding = {f"padding-{side}": f"{length}px" for side, length in room.items()}
    inside = [_mark(INSIDE), *hero.children, _mark(OUTSIDE)]
    column = Element("mj-column", {**BARE, **padding}, inside)
    hero.children = [_mark(f"{BEGIN}{sum(room.values())}z"), column, _mark(END)]


def _paddings(known: Mapping[str, str], number: re.Pattern[str]) -> Iterator[int]:
    """The paddings at the left and the right, in pixels."""
    lengths = known.get("padding", "").split()
    for side, place in zip(SIDES, PLACE.get(len(lengths), (0, 0)), strict=True):
        written = known.get(f"padding-{side}") or (lengths[place] if lengths else "")
        found = number.match(written)
        yield int(found[0]) if found else 0


def _borders(known: Mapping[str, str], name: str) -> Iterator[int]:
    """The borders at the left and the right, in pixels."""
    for side in SIDES:
        found = BORDER.search(known.get(f"{name}-{side}") or known.get(name, ""))
        yield int(found[1]) if found else 0


def _told(children: Sequence[Element | str], usual: Mapping[str, str]) -> Iterator[Element | str]:
    """What stands in a group, and before each column how much the compiler will take off it."""
    for child in children:
        if isinstance(child, Element) and child.tag == "mj-column":
            known = {**usual, **child.attributes}
            less = sum((*_paddings(known, PIXELS), *_borders(known, "border"), *_borders(known, "inner-border")))
            if less:
                yield _mark(f"{MORE}{less}z")
        yield child


def _mark(word: str) -> Element:
    return Element("mj-raw", {}, [word])


def _narrower(match: re.Match[str]) -> str:
    """The table in which Outlook shows what stands in a hero, as wide as the padding leaves it."""
    width = f"{float(match['width']) - int(match['less']):g}"
    return f'width="{width}" style="width:{width}px;{match["between"]}{match["content"]}'


def _wider(match: re.Match[str]) -> str:
    """The cell in which Outlook shows a column of a group, as wide as the column."""
    return f"{match[2]}{float(match[3]) + int(match[1]):g}px"


def _count_border(column: Element, usual: Mapping[str, str]) -> None:
    """Say an inner border in pixels, which the compiler counts, behind its words, which it does not understand."""
    known = {**usual, **column.attributes}
    pixels = dict(zip(SIDES, _borders(known, "inner-border"), strict=True))
    if not any(pixels.values()):
        return
    own = {side: known.get(f"inner-border-{side}") for side in SIDES}
    words = [f"border-{side}:{written}" for side, written in own.items() if written]
    column.attributes["inner-border"] = ";".join([known.get("inner-border") or "none", *words])
    column.attributes |= {f"inner-border-{side}": f"+{length:04d}px" for side, length in pixels.items()}
