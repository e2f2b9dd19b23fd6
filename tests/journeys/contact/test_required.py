"""What laws want to be read: whom it binds, and that each is said in a form that can be checked."""

import re

import pytest

from journeys.contact.required import Required, required
from journeys.contact.schema import CHANNELS

EVERY = required("third_party")


def named(scope: str) -> set[tuple[str, str]]:
    return {(one.jurisdiction, one.id) for one in required(scope)}


def test_who_collects_for_others_is_bound_by_more() -> None:
    assert named("creditor") < named("third_party")
    assert ("US", "debt_collector") not in named("creditor")
    assert {("*", "creditor"), ("CO", "habeas_data"), ("EU", "data_protection")} <= named("creditor")


def test_no_jurisdiction_says_the_same_twice() -> None:
    assert len(named("third_party")) == len(required("third_party"))


@pytest.mark.parametrize("one", EVERY, ids=lambda one: f"{one.jurisdiction}-{one.id}")
def test_each_can_be_checked_and_cites_its_source(one: Required) -> None:
    assert one.channels <= {*CHANNELS}
    assert one.source
    assert one.sure in {"verified", "memory", "conflict"}
    assert one.text["es"] != one.text["en"]
    assert one.tokens or all(one.phrases[language] for language in ("es", "en"))
    for phrases in one.phrases.values():
        for phrase in phrases:
            re.compile(phrase)
