"""The filters that only widgets use."""

import io
from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from typing import Any

import segno
from babel.dates import format_date, format_skeleton

from renderers import formats


def filters(language: str) -> dict[str, Callable[..., Any]]:
    """Days to count and to name, and QR codes, for one language."""

    def later(day: str, days: int) -> str:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()

    def days_after(day: str, other: str) -> int:
        return (date.fromisoformat(day) - date.fromisoformat(other)).days

    def weekday(day: str) -> str:
        locale, then = formats.locale_of(language), date.fromisoformat(day)
        return f"{format_date(then, 'EEEE', locale=locale)}, {format_skeleton('MMMMd', then, locale=locale)}"

    return {"later": later, "days_after": days_after, "weekday": weekday, "qr_svg": qr_svg}


def qr_svg(text: str, title: str) -> str:
    """A QR code as SVG that stands in the page; ``title`` is what is read out of it."""
    drawn = io.BytesIO()
    made = segno.make(text, error="m", micro=False)
    made.save(drawn, kind="svg", xmldecl=False, svgns=False, border=2, omitsize=True, svgclass="code", lineclass="line")
    return drawn.getvalue().decode().strip().replace("<svg ", f'<svg role="img" aria-label="{escape(title)}" ', 1)
