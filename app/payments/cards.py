"""The card form's rules: what is wrong with what was typed, and what the sandbox's test numbers do.

Faults are codes, so that the page can say them in the debtor's language.
"""

import re
from dataclasses import dataclass
from datetime import date

from app.payments.contract import Outcome

NUMBER_LENGTHS = range(12, 20)  # ISO/IEC 7812: a card number has at most 19 digits
EVEN = 2
TEN = 10


@dataclass(frozen=True)
class TrialCard:
    """A number with a known answer; ``reason`` is what the bank would give."""

    number: str
    outcome: Outcome
    reason: str | None


TRIAL_CARDS = (
    TrialCard("4242424242424242", Outcome.succeeded, None),
    TrialCard("4000000000000002", Outcome.failed, "card_declined"),
    TrialCard("4000000000003220", Outcome.interrupted, "authentication_abandoned"),
)


@dataclass(frozen=True)
class Card:
    """What was typed into the form, as it was typed."""

    number: str
    expiry: str
    code: str


def faults(card: Card, today: date) -> dict[str, str]:
    """The fault of each field that has one: ``{"number": "number_luhn", ...}``."""
    found = {
        "number": _number_fault(card.number),
        "expiry": _expiry_fault(card.expiry, today),
        "code": _code_fault(card.code),
    }
    return {field: fault for field, fault in found.items() if fault}


def trial_card(number: str) -> TrialCard | None:
    """The test card with this number, however it was spaced."""
    digits = _digits(number)
    return next((card for card in TRIAL_CARDS if card.number == digits), None)


def grouped(number: str) -> str:
    """A card number in groups of four, as it is printed on the card."""
    digits = _digits(number)
    return " ".join(digits[start : start + 4] for start in range(0, len(digits), 4))


def _digits(text: str) -> str:
    return re.sub(r"[\s-]", "", text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _number_fault(text: str) -> str | None:
    digits = _digits(text)
    if not digits:
        return "number_empty"
    if not _is_number(digits) or len(digits) not in NUMBER_LENGTHS:
        return "number_length"
    if not _luhn(digits):
        return "number_luhn"
    return None if trial_card(digits) else "number_not_test"


def _luhn(digits: str) -> bool:
    """Whether the check digit is right (ISO/IEC 7812-1, annex B)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % EVEN else 1)
        total += value - 9 if value >= TEN else value
    return total % TEN == 0


def _expiry_fault(text: str, today: date) -> str | None:
    found = re.fullmatch(r"(\d{1,2})\s*[/ -]\s*(?:20)?(\d{2})|(\d{2})(\d{2})", text.strip(), re.ASCII)
    if not text.strip():
        return "expiry_empty"
    if found is None:
        return "expiry_shape"
    month, year = int(found[1] or found[3]), 2000 + int(found[2] or found[4])
    if month not in range(1, 13):
        return "expiry_shape"
    return "expiry_past" if (year, month) < (today.year, today.month) else None


def _code_fault(text: str) -> str | None:
    digits = text.strip()
    if not digits:
        return "code_empty"
    return None if _is_number(digits) and len(digits) in (3, 4) else "code_shape"
