"""Somebody else than the debtor: contacted only where a rule set allows it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from journeys.contact import Never, Now, Person, RuleBook
from journeys.contact.rules import RuleError

NOON = datetime(2026, 3, 4, 17, 0, tzinfo=UTC)  # Wednesday, 12:00 in Bogota
ALLOWING: dict[str, Any] = {"third_party": {"allowed": ["guarantor"]}}
BOGOTA = "America/Bogota"


@pytest.mark.parametrize(
    ("jurisdiction", "house", "role", "expected"),
    [
        ("CO", None, "guarantor", Now()),
        ("CO", None, "co_debtor", Now()),
        ("US-TX", None, "guarantor", Never("US-FED/third_party")),
        (None, None, "guarantor", Never("house/third_party")),
        (None, ALLOWING, "guarantor", Now()),
        (None, ALLOWING, "co_debtor", Never("house/third_party")),
        ("US-TX", ALLOWING, "guarantor", Never("US-FED/third_party")),
        ("US-TX", {**ALLOWING, "scope": "creditor"}, "guarantor", Now()),
        ("CO", {"third_party": {"allowed": []}}, "guarantor", Never("house/third_party")),
        ("CO", None, None, Now()),
    ],
    ids=[
        "the law allows it",
        "and whoever owes as well",
        "the law forbids it",
        "nobody says so",
        "the house allows it",
        "but not this one",
        "the house cannot loosen the law",
        "a law that does not bind",
        "the house is stricter",
        "the debtor",
    ],
)
def test_who_may_be_contacted(
    jurisdiction: str | None, house: dict[str, Any] | None, role: str | None, expected: object
) -> None:
    person = Person(BOGOTA, jurisdiction)
    assert RuleBook.load(house).decide(person, "sms", 1, NOON, [], role) == expected


def test_what_the_debtor_opted_out_of_binds_their_own_addresses() -> None:
    person = Person(BOGOTA, "CO", frozenset({"sms"}))
    rules = RuleBook.load()
    assert rules.decide(person, "sms", 1, NOON, []) == Never("house/opt_out")
    assert rules.decide(person, "sms", 1, NOON, [], "guarantor") == Now()


def test_hours_hold_for_everybody() -> None:
    night = NOON.replace(hour=8)
    decision = RuleBook.load().decide(Person(BOGOTA, "CO"), "sms", 1, night, [], "guarantor")
    assert not isinstance(decision, Now | Never)


def test_a_role_that_there_is_not_is_refused() -> None:
    with pytest.raises(RuleError, match=r"third_party, allowed 1 must be"):
        RuleBook.load({"third_party": {"allowed": ["neighbour"]}})


def test_a_machine_that_reads_out_counts_as_a_call() -> None:
    sets = {one["id"]: one for one in RuleBook.load().sets()}
    words = {rule["rule"]: rule["text"]["en"] for rule in sets["US-FED"]["rules"]}
    assert "(voice message, call)" in words["US-FED/cap"]
    assert "(voice message, call)" in words["US-FED/cooloff"]
