"""Money, dates and numbers in each language."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from babel.numbers import format_currency, get_currency_precision
from hypothesis import given
from hypothesis import strategies as st

from renderers import formats

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("minor", "currency", "language", "expected"),
    [
        (41230, "EUR", "es", f"412,30{NBSP}€"),
        (123456789, "EUR", "es-ES", f"1.234.567,89{NBSP}€"),
        (41230, "USD", "en", "$412.30"),
        (-41230, "USD", "en-US", "-$412.30"),
        (41230000, "COP", "es-CO", "$412.300,00"),
        (412300, "CLP", "es-CL", "$412.300"),
        (41230, "MXN", "es_MX", "$412.30"),
        (41230, "COP", "en", f"COP{NBSP}412.30"),
        (123456789, "INR", "en-IN", "₹12,34,567.89"),
        (5, "EUR", "en", "€0.05"),
        (0, "JPY", "en", "¥0"),
    ],
)
def test_money_is_written_as_in_the_country(minor: int, currency: str, language: str, expected: str) -> None:
    assert formats.money(minor, currency, language) == expected


@given(
    minor=st.integers(-(10**15), 10**15),
    currency=st.sampled_from(["EUR", "USD", "COP", "CLP", "JPY", "KWD", "INR", "MXN"]),
    language=st.sampled_from(["es", "en", "es_CO", "es_MX", "fr", "de_CH", "en_IN", "pt_BR", "ar", "hi"]),
)
def test_money_agrees_with_babel_but_for_the_space_after_a_code(minor: int, currency: str, language: str) -> None:
    amount = Decimal(minor).scaleb(-get_currency_precision(currency))
    theirs = format_currency(amount, currency, locale=language)
    assert formats.money(minor, currency, language).replace(NBSP, "") == theirs.replace(NBSP, "")


def test_an_unknown_currency_is_refused() -> None:
    with pytest.raises(ValueError, match="XQX is no currency"):
        formats.money(1, "XQX", "en")


@pytest.mark.parametrize(
    ("tag", "expected"),
    [("es", "es"), ("es-CO", "es_CO"), ("es_co", "es_CO"), ("es-QQ", "es"), ("qqq", "en"), ("", "en"), ("..", "en")],
)
def test_a_language_tag_finds_the_nearest_locale(tag: str, expected: str) -> None:
    assert str(formats.locale_of(tag)) == expected


@pytest.mark.parametrize(
    ("value", "style", "language", "expected"),
    [
        ("2026-02-01", "long", "es", "1 de febrero de 2026"),
        ("2026-02-01", "long", "en", "February 1, 2026"),
        (date(2026, 2, 1), "short", "es", "1/2/26"),
        (datetime(2026, 2, 1, 23, tzinfo=UTC), "medium", "en", "Feb 1, 2026"),
        ("2026-02-01T23:00:00+00:00", "full", "es", "domingo, 1 de febrero de 2026"),
    ],
)
def test_days_are_written_in_words(value: str | date, style: str, language: str, expected: str) -> None:
    assert formats.day(value, style, language) == expected


@pytest.mark.parametrize(("value", "style"), [("tomorrow", "long"), ("2026-02-30", "long"), ("2026-02-01", "weird")])
def test_what_is_no_day_or_style_is_refused(value: str, style: str) -> None:
    with pytest.raises(ValueError, match=r"Invalid isoformat|day is out|weird is none of"):
        formats.day(value, style, "en")


def test_numbers_and_shares_follow_the_language() -> None:
    assert formats.number(1234567.5, "es") == "1.234.567,5"
    assert formats.number(1234, "en") == "1,234"
    assert formats.percent(0.125, "en") == "12.5%"
    assert formats.percent(Decimal("0.25"), "es") == f"25{NBSP}%"


@pytest.mark.parametrize(
    ("given", "language", "expected"),
    [
        ("MARÍA DE LA CRUZ", "es", "María de la Cruz"),
        ("LA CRUZ DE", "es", "La Cruz de"),
        ("o'neill-smith", "en", "O'Neill-Smith"),
        ("D\u2019ANGELO", "en", "D\u2019Angelo"),
        ("LUDWIG VAN DAM", "sv", "Ludwig van Dam"),
        ("ANA (HIJA)", "es", "Ana (Hija)"),
        ("McDonald", "en", "McDonald"),
        ("😀 ANA", "es", "😀 Ana"),
        ("محمد علي", "es", "محمد علي"),
        ("<script>", "es", "<Script>"),
        ("", "es", ""),
    ],
)
def test_a_name_in_one_kind_of_letters_gets_its_capitals(given: str, language: str, expected: str) -> None:
    assert formats.name(given, language) == expected


def test_a_number_gets_the_word_of_its_plural() -> None:
    days = {"one": "dzień", "few": "dni", "many": "dni", "other": "dnia"}
    assert [formats.counted(one, days, "pl") for one in (1, 2, 5, Decimal("1.5"))] == [
        "1 dzień",
        "2 dni",
        "5 dni",
        "1,5 dnia",
    ]
    assert formats.counted(0, {"one": "día", "few": None, "other": "días"}, "es") == "0 días"
