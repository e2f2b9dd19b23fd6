"""What the card form accepts, and what each test number does."""

from datetime import date

import pytest

from app.payments.cards import Card, faults, grouped, trial_card
from app.payments.contract import Outcome

TODAY = date(2026, 3, 2)
GOOD = Card("4242 4242 4242 4242", "12/30", "123")


@pytest.mark.parametrize(
    ("number", "outcome"),
    [
        ("4242424242424242", Outcome.succeeded),
        ("4000 0000 0000 0002", Outcome.failed),
        ("4000-0000-0000-3220", Outcome.interrupted),
    ],
    ids=["success", "declined", "interrupted"],
)
def test_each_test_number_has_its_outcome(number: str, outcome: Outcome) -> None:
    card = trial_card(number)
    assert card is not None
    assert card.outcome is outcome
    assert faults(Card(number, "03/26", "123"), TODAY) == {}


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("  ", "number_empty"),
        ("4242", "number_length"),
        ("4242 4242 4242 424a", "number_length"),
        ("\u0664242424242424242", "number_length"),
        ("4" * 20, "number_length"),
        ("4242 4242 4242 4241", "number_luhn"),
        ("5555 5555 5555 4444", "number_not_test"),
    ],
)
def test_a_number_that_cannot_be_used_says_why(number: str, fault: str) -> None:
    assert faults(Card(number, GOOD.expiry, GOOD.code), TODAY) == {"number": fault}


@pytest.mark.parametrize("expiry", ["3/26", "03/26", "0326", "03 / 2026", "03-26", "12/99"])
def test_an_expiry_may_be_written_in_the_usual_ways(expiry: str) -> None:
    assert faults(Card(GOOD.number, expiry, GOOD.code), TODAY) == {}


@pytest.mark.parametrize(
    ("expiry", "fault"),
    [
        ("", "expiry_empty"),
        ("13/30", "expiry_shape"),
        ("00/30", "expiry_shape"),
        ("soon", "expiry_shape"),
        ("02/26", "expiry_past"),
    ],
)
def test_an_expiry_that_cannot_be_used_says_why(expiry: str, fault: str) -> None:
    assert faults(Card(GOOD.number, expiry, GOOD.code), TODAY) == {"expiry": fault}


@pytest.mark.parametrize(("code", "fault"), [("", "code_empty"), ("12", "code_shape"), ("12a", "code_shape")])
def test_a_code_that_cannot_be_used_says_why(code: str, fault: str) -> None:
    assert faults(Card(GOOD.number, GOOD.expiry, code), TODAY) == {"code": fault}


def test_every_faulty_field_is_named_at_once() -> None:
    assert faults(Card("", "", ""), TODAY).keys() == {"number", "expiry", "code"}


def test_a_number_is_written_in_groups_of_four() -> None:
    assert grouped("4242-424242424242") == "4242 4242 4242 4242"
