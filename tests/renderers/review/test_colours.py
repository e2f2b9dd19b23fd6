"""Colours: what CSS names, how far two stand apart, and what the dark makes of them."""

import pytest

from renderers.review.colours import Colour, ratio, read
from renderers.review.dark import darken

WHITE, BLACK = Colour(255, 255, 255), Colour(0, 0, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#0f6e6e", "#0f6e6e"),
        ("#FFF", "#ffffff"),
        ("teal", "#008080"),
        ("rgb(1, 2, 300)", "#0102ff"),
        ("rgb(0 0 0 / 50%)", "#808080"),
        ("rgba(0,0,0,.25)", "#bfbfbf"),
        ("rgba(0,0,0,7)", "#000000"),
        (" transparent ", "#ffffff"),
        ("nosuchcolour", "None"),
        ("10px", "None"),
        ("", "None"),
    ],
)
def test_what_css_names_is_read_over_what_is_behind(text: str, expected: str) -> None:
    assert str(read(text, WHITE)) == expected


def test_contrast_is_that_of_wcag() -> None:
    assert ratio(BLACK, WHITE) == ratio(WHITE, BLACK) == 21
    grey = read("#767676", WHITE)
    assert grey is not None
    assert round(ratio(grey, WHITE), 2) == 4.54  # the lightest grey that passes, as every text on WCAG says


def test_in_part_light_grounds_and_dark_words_turn_over_and_a_button_stays() -> None:
    button = '<a style="background-color:#0f6e6e;color:#ffffff">x</a>'
    html = f'<p style="background:#ffffff url(a.png);color:#000000">{button}</p>'
    assert darken(html) == f'<p style="background:#121212 url(a.png);color:#e8e8e8">{button}</p>'


def test_in_full_everything_turns_over_but_what_is_no_colour() -> None:
    style = "border:1px solid {0};color:inherit;background:transparent"
    html = f'<td bgcolor="#ffffff" style="{style.format("#000000")}"><font color="#000000">x</font></td>'
    dark = f'<td bgcolor="#121212" style="{style.format("#e8e8e8")}"><font color="#e8e8e8">x</font></td>'
    assert darken(html, "full") == dark


def test_style_sheets_turn_over_and_a_body_without_a_ground_gets_one() -> None:
    sheet = '<style>a { font-family: "Inter"; color: %s; }</style>'
    assert darken(sheet % "#000" + "<body><p>x</p></body>") == (
        sheet % "#e8e8e8" + '<body style="background-color:#121212;color:#e8e8e8;"><p>x</p></body>'
    )
    assert 'style="background-color:#121212;color:#e8e8e8;margin:0"' in darken('<body style="margin:0"></body>')
