"""How large a message is: mail programs cut a mail, and each part of a text message is paid for."""

import re
from collections.abc import Iterator

from renderers import css, segments
from renderers.review import page
from renderers.review.finding import Finding, error, say, warning
from renderers.review.given import Review
from renderers.review.page import SHEET

CLIPPED = 102 * 1024  # bytes of the HTML part after which Gmail cuts: support.google.com/mail, "message clipped"
NEAR = 0.8
STYLE = re.compile(r'\sstyle="([^"]*)"')
PARTS = 3  # of a text message
LETTERS = 1600  # what gateways take at most in one SMS


def check(review: Review) -> Iterator[Finding]:
    """The HTML part of an email, and the parts of a text message."""
    if review.channel == "email" and review.html:
        yield from _html(review)
    if review.channel == "sms":
        yield from _parts(review)


def weights(html: str) -> dict[str, int]:
    """Bytes of a document: of all of it, its style sheets, its style attributes, what shows, and the rest (markup)."""
    total = len(html.encode())
    sheets = sum(len(sheet.encode()) for sheet in SHEET.findall(html))
    styles = sum(len(style.encode()) for style in STYLE.findall(html))
    words = sum(len(passage.encode()) for passage in page.paragraphs(page.read(html)))
    comments = sum(len(comment.encode()) for comment in css.COMMENT.findall(html))
    return {
        "total": total,
        "style_sheets": sheets,
        "style_attributes": styles,
        "words": words,
        "markup": max(0, total - sheets - styles - words - comments),
    }


def _html(review: Review) -> Iterator[Finding]:
    parts = weights(review.html)
    kilobytes = round(parts["total"] / 1024)
    hint = say(
        f"Quite bloques o divida el mensaje. El texto pesa {round(parts['words'] / 1024)} KB; lo demás es diseño.",
        f"Remove blocks, or make two messages. The words weigh {round(parts['words'] / 1024)} KB; the rest is design.",
    )
    if parts["total"] >= CLIPPED:
        yield error(
            "too_large",
            say(
                f"El correo pesa {kilobytes} KB. Gmail corta a partir de 102 KB y esconde el final, también la baja.",
                f"The mail weighs {kilobytes} KB. Gmail cuts at 102 KB and hides the end, the way out too.",
            ),
            hint,
            "",
            **parts,
        )
    elif parts["total"] >= CLIPPED * NEAR:
        yield warning(
            "nearly_too_large",
            say(
                f"El correo pesa {kilobytes} KB; Gmail lo corta a partir de 102 KB.",
                f"The mail weighs {kilobytes} KB; Gmail cuts it at 102 KB.",
            ),
            hint,
            "",
            **parts,
        )


def _parts(review: Review) -> Iterator[Finding]:
    count = segments.count(review.text)
    if len(review.text) > LETTERS:
        yield error(
            "sms_too_long",
            say(
                f"El SMS tiene {len(review.text)} letras; las operadoras admiten {LETTERS}.",
                f"The SMS has {len(review.text)} letters; operators take {LETTERS}.",
            ),
            say("Deje lo esencial y un enlace.", "Keep what matters, and a link."),
            places=count.places,
            parts=count.parts,
        )
    elif count.parts > PARTS:
        yield warning(
            "sms_parts",
            say(
                f"El SMS ocupa {count.parts} partes, y cada una se paga.",
                f"The SMS takes {count.parts} parts, each paid for.",
            ),
            say(
                "Acórtelo. Sin letras como «á» o emojis caben 160 letras por parte, con ellas 70.",
                "Shorten it. Without letters such as “á” or emoji, 160 letters fit into a part; with them, 70.",
            ),
            alphabet=count.alphabet,
            parts=count.parts,
        )
