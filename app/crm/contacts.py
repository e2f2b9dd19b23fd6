"""Reading what a person is reached by: email addresses, phone numbers and postal addresses."""

import re
from collections.abc import Sequence
from decimal import Decimal

import phonenumbers

from app.crm.places import country_of_phone
from app.crm.reasons import Refusal, refuse
from app.crm.table import Cell

EMAIL_LIMIT = 254  # RFC 5321, 4.5.3.1.3, less the angle brackets
LOCAL_LIMIT = 64  # RFC 5321, 4.5.3.1.1
POSTAL_LIMIT = 500

_WORD = r"[\w!#$%&'*+/=?^`{|}~-]+"
_EMAIL = re.compile(rf"{_WORD}(?:\.{_WORD})*@(?:[^\W_](?:[\w-]*[^\W_])?\.)+(?:[^\W\d_]{{2,63}}|xn--[a-z0-9-]{{1,59}})")
_SEVERAL = re.compile(r"\s*[;|]\s*|\s*,\s*(?=\S+@)|\s+/\s+")
_WHOLE = re.compile(r"(\d{6,15})\.0+")  # a number that went through a spreadsheet


def emails(cell: Cell) -> list[str] | Refusal:
    """The addresses in a cell, in lower case."""
    found = []
    for part in _SEVERAL.split(str(cell)):
        address = part.strip().removeprefix("mailto:").strip("<>").lower()
        if not address:
            continue
        local = address.partition("@")[0]
        if len(address) > EMAIL_LIMIT or len(local) > LOCAL_LIMIT or not _EMAIL.fullmatch(address):
            return refuse("not_an_email", value=part)
        found.append(address)
    return found


def phones(cell: Cell, country: str | None) -> tuple[list[str], str | None] | Refusal:
    """The numbers in a cell in E.164, and the country of the first."""
    found: list[str] = []
    home: str | None = None
    text = format(cell.quantize(Decimal(1)), "f") if isinstance(cell, Decimal) else str(cell)
    for part in _SEVERAL.split(text):
        if not part:
            continue
        whole = _WHOLE.fullmatch(part)
        written = whole.group(1) if whole else part
        if country is None and not written.startswith(("+", "00")):
            return refuse("phone_without_country", value=part)
        parsed = _parse(written, country)
        if parsed is None:
            return refuse("not_a_phone", value=part, region=country or "?")
        found.append(phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))
        home = home or _home(parsed, country)
    return found, home


def _home(number: phonenumbers.PhoneNumber, expected: str | None) -> str | None:
    """The country of a number; the expected one where its prefix is that country's, which saves the look-up."""
    if expected and phonenumbers.country_code_for_region(expected) == number.country_code:
        return expected
    return country_of_phone(number)


def _parse(text: str, country: str | None) -> phonenumbers.PhoneNumber | None:
    if text.startswith("00") and country not in {"US", "CA"}:
        text = "+" + text[2:]
    candidates = [text]
    if country and not text.startswith("+"):
        digits = re.sub(r"\D", "", text)
        prefix = str(phonenumbers.country_code_for_region(country))
        if digits.startswith(prefix):
            candidates.append("+" + digits)  # written with the country's prefix, but without its plus
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, country)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return number
    return None


def postal(parts: Sequence[str]) -> str | Refusal:
    """One address from the columns that hold its parts."""
    lines = [" ".join(part.split()) for part in parts]
    text = ", ".join(line for line in lines if line)
    return text if len(text) <= POSTAL_LIMIT else refuse("too_long", limit=POSTAL_LIMIT)
