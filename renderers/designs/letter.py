"""What the letter editor keeps: a sheet with an address window, its texts, and a body as TipTap saves it.

``{"doc", "subject", "window", "sender", "place", "closing", "footer", "qr", "folds"}``; ``doc`` is TipTap's JSON of the
nodes in ``renderers.designs.letter_body``. The colours are those of the brand. The sheet is laid out by DIN 5008 form B
(``din``), with the address on the right as Spanish and French envelopes want it (``right``), or for the window of an
American number 10 envelope on US letter paper (``us``). Letters that were written as HTML are kept whole in ``html``.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from renderers.designs.expression import pieces, together
from renderers.designs.letter_body import body_html, neutral
from renderers.letter import MAX_SIZE

Json = Mapping[str, Any]


@dataclass(frozen=True)
class Sheet:
    """A sheet in millimetres: its paper, where the window of the envelope is, and where the sheet is folded."""

    paper: str
    width: int
    height: int
    left: float
    top: float
    window_width: float
    window_height: float
    folds: tuple[float, float]
    begins: float  # where the body does


SHEETS: Mapping[str, Sheet] = {
    "din": Sheet("A4", 210, 297, 20, 45, 85, 45, (105, 210), 98.5),
    "right": Sheet("A4", 210, 297, 110, 50, 80, 40, (99, 198), 98.5),
    "us": Sheet("letter", 216, 279, 22, 50, 100, 28, (93, 186), 88),
}
"""By the name of the window. Sources: DIN 5008:2020 form B, AFNOR NF Z 11-001, USPS DMM 202 for window envelopes."""

MARGIN_LEFT, MARGIN_RIGHT, MARGIN_TOP = 25, 20, 20  # millimetres
NOTE = 17.7  # millimetres of the window that the sender's line takes, by DIN 5008
ASIDE = {
    "es": ("Código QR de su página", "Escanee el código con su teléfono para ver su cuenta y sus opciones."),
    "en": ("QR code of your page", "Scan this code with your phone to see your account and your options."),
}

STYLE = Path(__file__).with_name("letter.css").read_text(encoding="utf-8")
PAGES = 'counter(page) " / " counter(pages); font: 8pt "DejaVu Sans", sans-serif; color: var(--brand-muted);'


def schema() -> dict[str, Any]:
    """The JSON Schema of a content; the nodes of ``doc`` are examined when it is turned into words."""
    text = {"type": "string", "maxLength": 4000}
    return {
        "type": "object",
        "additionalProperties": False,
        "required": ["doc", "subject", "window"],
        "properties": {
            "doc": {"type": "object"},
            "subject": {"type": "string", "maxLength": 500},
            "window": {"enum": list(SHEETS)},
            "sender": _object({"name": text, "lines": text, "line": text}),
            "place": {"type": "string", "maxLength": 200},
            "closing": text,
            "footer": text,
            "qr": {"type": "boolean"},
            "folds": {"type": "boolean"},
            "html": {"type": "string", "maxLength": MAX_SIZE},
        },
    }


def blank(language: str) -> dict[str, Any]:
    """A sheet with sender and closing, and an empty paragraph."""
    closing = "Atentamente,\n{{ account.creditor }}" if language == "es" else "Yours sincerely,\n{{ account.creditor }}"
    return {
        "doc": {"type": "doc", "content": [{"type": "paragraph"}]},
        "subject": "",
        "window": "din",
        "sender": {"name": "{{ account.creditor }}", "lines": "", "line": "{{ account.creditor }}"},
        "place": "",
        "closing": closing,
        "footer": "",
        "qr": True,
        "folds": True,
    }


def content_of(words: Mapping[str, str], language: str) -> dict[str, Any]:
    """What the editor kept, or a letter that was written as HTML, whole: the studio offers to begin it anew."""
    if words.get("design"):
        content: dict[str, Any] = json.loads(words["design"])
        return content
    return {**blank(language), "subject": words.get("subject", ""), "html": words["text"]}


def words(content: Json, language: str) -> dict[str, str]:
    """The letter as ``renderers.letter`` takes it.

    Raises:
        TemplateError: the body holds what no letter has.
    """
    if content.get("html"):
        return {"subject": content["subject"], "text": content["html"]}
    design = json.dumps(content, ensure_ascii=False)
    return {"subject": content["subject"], "text": letter_html(content, language), "design": design}


def letter_html(content: Json, language: str) -> str:
    """The whole sheet as HTML with tokens, in the variables of a brand.

    Raises:
        TemplateError: the body holds what no letter has.
    """
    sheet = SHEETS[content["window"]]
    sender = content.get("sender", {})
    subject, place = _inline(content["subject"]), _inline(content.get("place", ""))
    address = "{{ debtor.full_name }}\n{{ debtor.postal }}"
    line, lines = _inline(sender.get("line", "")), _inline(sender.get("lines", ""))
    parts = [
        f'<div class="window"><div class="from">{line}</div><div class="to">{address}</div></div>',
        *(f'<div class="fold" style="top: {one - MARGIN_TOP}mm"></div>' for one in _folds(content, sheet)),
        f'<div class="sender"><b>{_inline(sender.get("name", ""))}</b><div class="lines">{lines}</div></div>',
        f'<p class="place">{place}{", " if place else ""}{{{{ calendar.today | date }}}}</p>',
        f"<h1>{subject}</h1>",
        body_html(content["doc"]),
        _given('<p class="closing">{}</p>', _inline(content.get("closing", ""))),
        _code(language) if content.get("qr") else "",
        _given('<p class="small">{}</p>', _inline(content.get("footer", ""))),
    ]
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head><meta charset="utf-8">'
        f"<title>{_title(content)}</title>\n<style>\n{_style(content['window'])}{STYLE}</style></head>\n<body>\n"
        + "\n".join(part for part in parts if part)
        + "\n</body>\n</html>\n"
    )


def _style(window: str) -> str:
    """The rules of one sheet: everything is counted from the margins, as the page's content is."""
    sheet = SHEETS[window]
    note = NOTE if window == "din" else 5
    return (
        f"@page {{ size: {sheet.paper}; margin: {MARGIN_TOP}mm {MARGIN_RIGHT}mm 18mm {MARGIN_LEFT}mm;"
        f" @bottom-right {{ content: {PAGES} }} }}\n"
        f".window {{ left: {sheet.left - MARGIN_LEFT}mm; top: {sheet.top - MARGIN_TOP}mm;"
        f" width: {sheet.window_width}mm; height: {sheet.window_height}mm; }}\n"
        f".from {{ height: {note}mm; }}\n.sender {{ height: {sheet.begins - MARGIN_TOP}mm; }}\n"
    )


def _folds(content: Json, sheet: Sheet) -> tuple[float, ...]:
    return sheet.folds if content.get("folds") else ()


def _code(language: str) -> str:
    name, aside = ASIDE.get(language[:2], ASIDE["en"])
    return (
        f'<div class="code"><img src="{{{{ link.page | qr }}}}" alt="{name}">'
        f"<span>{aside}<br><strong>{{{{ link.page }}}}</strong></span></div>"
    )


def _given(frame: str, text: str) -> str:
    return frame.format(text) if text else ""


def _inline(text: str) -> str:
    """A text with tokens as HTML: words escaped, tags as they are."""
    return together([neutral(piece) if isinstance(piece, str) else piece for piece in pieces(text)])


def _title(content: Json) -> str:
    """The subject without its tokens, for the window of a browser."""
    plain = "".join(piece for piece in pieces(content["subject"]) if isinstance(piece, str))
    return neutral(re.sub(r"\s+", " ", plain).strip())


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}
