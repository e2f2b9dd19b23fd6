"""Contrast of colours, by WCAG 2.2."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import contrast
from renderers.brand import HOUSE

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param("#000000", "#ffffff", 21.0, id="black on white"),
        pytest.param("#ffffff", "#ffffff", 1.0, id="white on white"),
        pytest.param("#777777", "#ffffff", 4.48, id="the grey that just fails"),
        pytest.param("#767676", "#ffffff", 4.54, id="the grey that just passes"),
        pytest.param("#FF0000", "#ffffff", 4.0, id="red"),
    ],
)
def test_the_ratio_is_that_of_wcag(one: str, other: str, expected: float) -> None:
    assert round(contrast.ratio(one, other), 2) == round(contrast.ratio(other, one), 2) == expected


def test_the_house_can_be_read() -> None:
    assert list(contrast.faint(HOUSE)) == []


def test_a_pale_button_is_told_with_a_colour_that_would_do() -> None:
    brand = replace(HOUSE, primary="#f2c14e", muted="#b9c2c4")
    found = {(one.colour, one.on): one for one in contrast.faint(brand)}
    assert set(found) == {
        ("on_primary", "primary"),
        ("muted", "surface"),
        ("muted", "background"),
        ("primary", "surface"),
    }
    button = found["on_primary", "primary"]
    assert (button.ratio, button.needed) == (1.68, 4.5)
    assert contrast.ratio(button.suggestion, "#f2c14e") >= 4.5
    assert contrast.nearest("#f2c14e", "#ffffff", 4.5) == "#996f0b"  # darker, and still a yellow


@given(colours, colours)
def test_there_is_always_a_colour_that_can_be_read(colour: str, on: str) -> None:
    assert contrast.ratio(contrast.nearest(colour, on, contrast.TEXT), on) >= contrast.TEXT


@pytest.mark.parametrize(("on", "best"), [("#404040", "#ffffff"), ("#a0a0a0", "#000000")])
def test_where_no_colour_is_enough_it_is_black_or_white(on: str, best: str) -> None:
    assert contrast.nearest("#336699", on, 21.0) == best
