"""Texts that nobody writes by hand: each check ends in a moment, whatever stands there."""

import time
from contextlib import suppress

import pytest

from renderers.css import inline
from renderers.errors import TemplateError
from renderers.review import Review, darken, findings

LONG = 20_000
SECONDS = 20  # as a busy machine that measures coverage needs; a pattern that looks again and again takes minutes


@pytest.mark.parametrize(
    "text",
    [
        "." * LONG + "x",
        "{{ " * LONG,
        "reply" + " " * LONG,
        "a-" * LONG + "!",
        "https://" * LONG,
        "x" * LONG + "mente",
        "es " + "x" * LONG,
        "\N{GRINNING FACE}" * LONG,
        "الدين " * (LONG // 6),
        "a." * LONG,
        "@" * LONG,
        "img " * LONG + ".png!",
    ],
    ids=lambda text: text[:6],
)
def test_a_text_of_anything_is_looked_over_in_a_moment(text: str) -> None:
    began = time.process_time()
    findings(Review("sms", "es", text=text, words=text, subject=text[:500]))
    findings(
        Review("email", "en", html=f'<p>{text}</p><img src="/a.png" alt="{text[:5000]}">', subject=text, preheader=text)
    )
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize(
    "sheet",
    [
        "a" * LONG,
        "/*" * LONG,
        "@a" * LONG,
        "@a{" * LONG,
        "a{" * LONG,
        "a{}" * (LONG // 10),
        "@a{x{}" * LONG,
        "</sty" * LONG,
    ],
    ids=lambda sheet: sheet[:6],
)
def test_a_style_sheet_of_anything_is_read_in_a_moment(sheet: str) -> None:
    began = time.process_time()
    findings(Review("email", "en", html=f"<style>{sheet}</style><p>x</p>"))
    darken(f"<style>{sheet}")
    with suppress(TemplateError):  # that it cannot be used is an answer too
        inline("<p>x</p>", sheet)
    assert time.process_time() - began < SECONDS
