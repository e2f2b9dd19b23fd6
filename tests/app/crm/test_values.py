"""Reading amounts, numbers, dates, addresses and places as people write them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.crm import amounts, contacts, places
from app.crm.amounts import Reading, evidence
from app.crm.dates import DateReading, read_date
from app.crm.names import split_name
from app.crm.reasons import Refusal

TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1234.5", "EUR", 123450),
        ("1.234,50", "EUR", 123450),
        ("1,234.50", "EUR", 123450),
        ("1 234,50 €", "EUR", 123450),
        ("1\u202f234,50\u00a0€", "EUR", 123450),
        ("€ 1.234,50", "EUR", 123450),
        ("-€5.00", "EUR", -500),
        ("$ 1.234.567", "COP", 123456700),
        ("COP 1.234.567", "COP", 123456700),
        ("US$12.30", "USD", 1230),
        ("(1,234.50)", "USD", -123450),
        ("($12.30)", "USD", -1230),
        ("12.30-", "USD", -1230),
        ("\u22125,5", "EUR", -550),
        ("1'234'567.05", "CHF", 123456705),
        ("12,34,567.5", "INR", 123456750),
        ("1234", "JPY", 1234),
        ("¥1,234", "JPY", 1234),
        ("1.234", "CLP", 1234),
        ("12,5", "KWD", 12500),
        ("0.125", "KWD", 125),
        (".5", "USD", 50),
        ("0,005", "EUR", 1),
        ("21.100000028", "USD", 2110),
        (Decimal("27015.86"), "USD", 2701586),
        (Decimal("1234.567"), "KWD", 1234567),
    ],
)
def test_amounts_become_minor_units(text: str, currency: str, minor: int) -> None:
    assert amounts.money(text, currency, Reading()) == minor


@pytest.mark.parametrize(
    ("text", "reading", "minor"),
    [
        ("1.234", Reading(fixed="."), 123),
        ("1.234", Reading(fixed=","), 123400),
        ("1.234", Reading(found="."), 123),
        ("1.234", Reading(found=","), 123400),
        ("1.234", Reading(), 123400),
        ("1.234,5", Reading(mixed=True), 123450),
    ],
)
def test_a_group_of_three_digits_is_read_by_the_evidence_of_the_file(text: str, reading: Reading, minor: int) -> None:
    assert amounts.money(text, "EUR", reading) == minor


@pytest.mark.parametrize(
    ("text", "currency", "reading", "part"),
    [
        ("abc", "EUR", Reading(), "not an amount"),
        ("12%", "EUR", Reading(), "not an amount"),
        ("1.2.3", "EUR", Reading(), "not an amount"),
        ("--5", "EUR", Reading(), "not an amount"),
        ("(5", "EUR", Reading(), "not an amount"),
        ("12.50", "EUR", Reading(fixed=","), "not an amount"),
        ("1.234", "EUR", Reading(mixed=True), "two ways"),
        ("1.234", "KWD", Reading(), "two ways"),
        ("$5", "EUR", Reading(), "not in EUR"),
        ("5 GBP", "EUR", Reading(), "not in EUR"),
        ("9" * 20, "EUR", Reading(), "too large"),
        (Decimal(10) ** 17, "EUR", Reading(), "too large"),
        (date(2026, 1, 1), "EUR", Reading(), "not an amount"),
        ("", "EUR", Reading(), "not an amount"),
    ],
)
def test_what_is_no_amount_is_refused(text: str, currency: str, reading: Reading, part: str) -> None:
    found = amounts.money(text, currency, reading)
    assert isinstance(found, Refusal)
    assert part in found.reason["en"]
    assert found.reason["es"]


@given(st.integers(-(10**11), 10**11), st.sampled_from([",", "."]), st.sampled_from(["EUR", "JPY", "KWD", "COP"]))
def test_any_amount_written_with_groups_reads_back(minor: int, decimal: str, currency: str) -> None:
    exponent = amounts.exponent_of(currency)
    text = f"{Decimal(minor).scaleb(-exponent):,.{exponent}f}"
    if decimal == ",":
        text = text.translate(str.maketrans(",.", ".,"))
    fixed = Reading(fixed="," if decimal == "," else ".")
    assert amounts.money(text, currency, fixed) == minor


@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_a_reason(text: str) -> None:
    assert isinstance(amounts.money(text, "EUR", Reading()), int | Refusal)


@pytest.mark.parametrize(
    ("digits", "separator"),
    [
        ("1,5", ","),
        ("1.5", "."),
        ("1.234", None),
        ("1.234.567", ","),
        ("1,234.5", "."),
        ("0.125", "."),
        ("1234.567", "."),
        ("12", None),
    ],
)
def test_digits_give_their_decimal_separator_away(digits: str, separator: str | None) -> None:
    assert evidence(digits) == separator


@pytest.mark.parametrize(
    ("text", "value"), [("12.5%", 12.5), ("12,5 %", 12.5), ("7", 7), ("-3,25", -3.25), (Decimal("0.5"), 0.5)]
)
def test_numbers(text: str, value: float) -> None:
    assert amounts.number(text, Reading(), ",") == value


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-01-15", date(2026, 1, 15)),
        ("2026-01-15T10:30:00Z", date(2026, 1, 15)),
        ("2026-01-15 00:00:00", date(2026, 1, 15)),
        ("15/01/2026", date(2026, 1, 15)),
        ("01/15/2026", date(2026, 1, 15)),
        ("15.1.26", date(2026, 1, 15)),
        ("20260115", date(2026, 1, 15)),
        ("15-ene-2026", date(2026, 1, 15)),
        ("15 de enero de 2026", date(2026, 1, 15)),
        ("January 15, 2026", date(2026, 1, 15)),
        ("15th Sept 2025", date(2025, 9, 15)),
        ("07/19/84", date(1984, 7, 19)),
        (date(2026, 1, 15), date(2026, 1, 15)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert read_date(text, DateReading(), assumed="DMY", today=TODAY) == day


@pytest.mark.parametrize(
    ("reading", "assumed", "day"),
    [
        (DateReading(), "DMY", date(2026, 4, 3)),
        (DateReading(), "MDY", date(2026, 3, 4)),
        (DateReading(found="MDY"), "DMY", date(2026, 3, 4)),
        (DateReading(fixed="DMY"), "MDY", date(2026, 4, 3)),
    ],
)
def test_day_and_month_are_told_apart_by_the_evidence_of_the_file(
    reading: DateReading, assumed: str, day: date
) -> None:
    order = "MDY" if assumed == "MDY" else "DMY"
    assert read_date("03/04/2026", reading, assumed=order, today=TODAY) == day


@pytest.mark.parametrize(
    "text", ["31/02/2026", "hoy", "Mar-2018", "15/13/2026", "2026", "0001-01-01", "3/4/202", True, "45123"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    assert isinstance(read_date(text, DateReading(), assumed="DMY", today=TODAY), Refusal)


def test_an_ambiguous_date_in_a_mixed_file_is_refused() -> None:
    found = read_date("03/04/2026", DateReading(mixed=True), assumed="DMY", today=TODAY)
    assert isinstance(found, Refusal)
    assert "day/month or month/day" in found.reason["en"]


@pytest.mark.parametrize(
    ("text", "country", "numbers"),
    [
        ("600 123 456", "ES", ["+34600123456"]),
        ("+34 600 12 34 56", None, ["+34600123456"]),
        ("0034600123456", "ES", ["+34600123456"]),
        ("34600123456", "ES", ["+34600123456"]),
        ("600123456.0", "ES", ["+34600123456"]),
        ("(202) 555-0134", "US", ["+12025550134"]),
        ("300 1234567", "CO", ["+573001234567"]),
        ("600123456; 611222333", "ES", ["+34600123456", "+34611222333"]),
        (Decimal(600123456), "ES", ["+34600123456"]),
    ],
)
def test_phones_become_international(text: str, country: str | None, numbers: list[str]) -> None:
    found = contacts.phones(text, country)
    assert not isinstance(found, Refusal)
    assert found[0] == numbers


@pytest.mark.parametrize(
    ("text", "country"), [("12", "ES"), ("600123456", None), ("6.00E+08", "ES"), ("no tiene", "ES")]
)
def test_what_is_no_phone_is_refused(text: str, country: str | None) -> None:
    assert isinstance(contacts.phones(text, country), Refusal)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("Ana.Ruiz@Correo.example", ["ana.ruiz@correo.example"]),
        ("a@b.example; c@d.example", ["a@b.example", "c@d.example"]),
        ("mailto:a@b.example", ["a@b.example"]),
        ("josé@correo.example", ["josé@correo.example"]),
    ],
)
def test_email_addresses(text: str, addresses: list[str]) -> None:
    assert contacts.emails(text) == addresses


@pytest.mark.parametrize(
    "text",
    [
        "ana",
        "ana@",
        "ana@correo",
        "a b@c.example",
        "a@b.example\nBcc: x@y.example",
        "a..b@c.example",
        "@c.example",
        "a@-b.example",
    ],
)
def test_what_is_no_email_address_is_refused(text: str) -> None:
    assert isinstance(contacts.emails(text), Refusal)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("es", "ES"),
        ("España", "ES"),
        ("COL", "CO"),
        ("Estados Unidos", "US"),
        ("us-ny", "US-NY"),
        ("United States", "US"),
        ("Narnia", None),
        ("ZZ9", None),
    ],
)
def test_jurisdictions(text: str, code: str | None) -> None:
    assert places.read_jurisdiction(text) == code


@pytest.mark.parametrize(
    ("jurisdiction", "zone"),
    [
        ("ES", "Europe/Madrid"),
        ("CO", "America/Bogota"),
        ("US", "America/New_York"),
        ("US-CA", "America/Los_Angeles"),
        ("MX", "America/Mexico_City"),
        ("PE", "America/Lima"),
    ],
)
def test_a_jurisdiction_tells_the_time_zone(jurisdiction: str, zone: str) -> None:
    assert places.zone_of(jurisdiction) == zone


@pytest.mark.parametrize(
    ("text", "code"),
    [("Español", "es"), ("es-MX", "es"), ("en_US", "en"), ("Inglés", "en"), ("spa", "es"), ("fr", None)],
)
def test_languages(text: str, code: str | None) -> None:
    assert places.read_language(text) == code


@pytest.mark.parametrize(("currency", "exponent"), [("JPY", 0), ("KWD", 3), ("CLP", 0), ("COP", 2), ("EUR", 2)])
def test_each_currency_has_its_own_minor_unit(currency: str, exponent: int) -> None:
    assert amounts.exponent_of(currency) == exponent


@pytest.mark.parametrize(
    ("full", "language", "first", "last"),
    [
        ("Lucía Ortega Rivas", "es", "Lucía", "Ortega Rivas"),
        ("José Luis Ortega Rivas", "es", "José Luis", "Ortega Rivas"),
        ("Ana de la Cruz Peña", "es", "Ana", "de la Cruz Peña"),
        ("Emma Jane Smith", "en", "Emma Jane", "Smith"),
        ("Ortega Rivas, Lucía", "en", "Lucía", "Ortega Rivas"),
        ("Lucía", "es", "Lucía", None),
    ],
)
def test_full_names_are_taken_apart(full: str, language: str, first: str, last: str | None) -> None:
    assert split_name(full, language) == (first, last)
