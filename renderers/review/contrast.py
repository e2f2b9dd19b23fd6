"""Whether words stand out from what is behind them, by day and where the reader's mail program is dark."""

from collections.abc import Iterator

from renderers.review import dark, page
from renderers.review.colours import Colour, ratio
from renderers.review.finding import Finding, say, short, warning
from renderers.review.given import PRINTED, Review
from renderers.review.page import Node

NORMAL, LARGE = 4.5, 3.0  # WCAG 2.2, 1.4.3
LOST = 3.0  # in the dark only a simulation is measured, so that only what is hard to read is told
NAMES = {
    "partial": say("Outlook.com y Gmail en Android", "Outlook.com and Gmail on Android"),
    "full": say("Gmail en iOS y Outlook en Windows", "Gmail on iOS and Outlook on Windows"),
}


def check(review: Review) -> Iterator[Finding]:
    """Every pair of colours once."""
    if review.channel not in PRINTED:
        return
    poor = _poor(review.page, NORMAL, LARGE)
    for words, ink, ground in poor:
        found = round(ratio(ink, ground), 1)
        yield warning(
            "contrast",
            say(
                f"Cuesta leer «{short(words, 40)}»: el contraste es {found} y debe ser 4,5 (letra grande: 3).",
                f"“{short(words, 40)}” is hard to read: its contrast is {found}; it should be 4.5 (large: 3).",
            ),
            say("Oscurezca la letra o aclare el fondo.", "Darken the words, or lighten what is behind them."),
            review.block_of(words),
            ink=str(ink),
            ground=str(ground),
            ratio=found,
        )
    if review.channel == "email":
        yield from _in_the_dark(review, {words for words, _, _ in poor})


def _in_the_dark(review: Review, poor: set[str]) -> Iterator[Finding]:
    told = poor
    for mode in dark.MODES:
        for words, ink, ground in _poor(page.read(dark.darken(review.html, mode)), LOST, LOST):
            if words in told:
                continue
            told = told | {words}
            name = NAMES[mode]
            yield warning(
                "contrast_dark",
                say(
                    f"En modo oscuro ({name['es']}) cuesta leer «{short(words, 40)}».",
                    f"In dark mode ({name['en']}), “{short(words, 40)}” is hard to read.",
                ),
                say(
                    "Use colores que sigan legibles al invertirse: evite grises medios sobre fondos de color.",
                    "Use colours that stay legible when turned over: avoid mid greys on coloured grounds.",
                ),
                review.block_of(words),
                ink=str(ink),
                ground=str(ground),
                ratio=round(ratio(ink, ground), 1),
                mode=mode,
            )


def _poor(top: Node, normal: float, large: float) -> list[tuple[str, Colour, Colour]]:
    """The first words of each pair of colours that stand too little apart."""
    found: dict[tuple[Colour, Colour], str] = {}
    for node in top.walk():
        words = " ".join(" ".join(child for child in node.children if isinstance(child, str)).split())
        if not (words and node.shows) or node.attributes.get("aria-hidden") == "true":
            continue
        if ratio(node.colour, node.ground) < (large if node.is_large else normal):
            found.setdefault((node.colour, node.ground), words)
    return [(words, ink, ground) for (ink, ground), words in found.items()]
