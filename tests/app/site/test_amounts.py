"""Amounts as people type them."""

import pytest

from app.site.amounts import read_amount


@pytest.mark.parametrize(
    ("typed", "currency", "minor"),
    [
        ("50", "EUR", 5_000),
        ("49,90", "EUR", 4_990),
        ("49.9", "USD", 4_990),
        ("1.234,56", "EUR", 123_456),
        ("1,234.56", "USD", 123_456),
        ("1.234", "EUR", 123_400),
        ("1,234,567", "USD", 123_456_700),
        ("$ 1 234,50", "COP", 123_450),
        ("S/ 20", "PEN", 2_000),
        ("EUR 20", "EUR", 2_000),
        ("1.234", "KWD", 1_234),
        ("1500", "JPY", 1_500),
        ("1.500", "JPY", 1_500),
        ("15,5", "JPY", None),
        ("1,2345", "EUR", None),
        ("12,34,56", "EUR", None),
        ("", "EUR", None),
        ("-5", "EUR", None),
        ("diez", "EUR", None),
        ("\N{ARABIC-INDIC DIGIT FIVE}0", "EUR", None),
        ("1e9", "EUR", None),
        ("9" * 400, "EUR", None),
    ],
)
def test_it_is_read_in_minor_units(typed: str, currency: str, minor: int | None) -> None:
    assert read_amount(typed, currency) == minor
