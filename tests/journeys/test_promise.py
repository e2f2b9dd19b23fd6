"""Promises: kept, kept in part, broken or replaced, with what is let pass in money and in days."""

from datetime import timedelta
from typing import Any

import pytest

from journeys.kinds import defaults, kinds
from journeys.paying import Tolerance, payments_of, tolerance_of
from tests.journeys.agreeing import acts, at_day, carried_out, ordered, payments, until
from tests.journeys.graphs import end, node
from tests.journeys.walking import START, Person

LINES = "enter>promise promise.kept>end promise.partial>end promise.broken>end promise.none>end"
WEEK = {"amount": 1, "unit": "weeks"}


def promised(amount: int = 10_000, due: str = "2026-03-09", **settings: object) -> Person:
    """Somebody who promised an amount by Monday in a week, and stands on the step."""
    person = Person(node("promise", "promise", **settings), end(), lines=LINES, exits=[])
    person.fields |= {
        "promise.id": 5,
        "promise.state": "open",
        "promise.amount": amount,
        "promise.due_date": due,
        "debtor.time_zone": "Europe/Madrid",
        "debtor.jurisdiction": "ES",
    }
    return person


def settled(person: Person) -> dict[str, Any]:
    assert ordered(person).kind == "settle_promise"
    return dict(ordered(person).details)


@pytest.mark.parametrize(
    ("settings", "paid", "day", "state"),
    [
        ({}, [(1, 10_000)], 1, "kept"),
        ({}, [(1, 4_000), (2, 6_000)], 2, "kept"),
        ({}, [(1, 9_999)], 1, None),
        ({}, [(1, 9_999)], 8, "partial"),
        ({}, [], 8, "broken"),
        ({}, [], 7.5, None),
        ({}, [(8, 10_000)], 8, "broken"),
        ({"tolerance_days": 2}, [(9, 10_000)], 9, "kept"),
        ({"tolerance_days": 2}, [], 9.5, None),
        ({"tolerance_days": 2}, [(10, 10_000)], 10, "broken"),
        ({"tolerance_days": 5, "tolerance_unit": "business"}, [], 13, None),
        ({"tolerance_days": 5, "tolerance_unit": "business"}, [], 15, "broken"),
        ({"tolerance_percent": 5}, [(1, 9_500)], 1, "kept"),
        ({"tolerance_percent": 5}, [(1, 9_499)], 1, None),
        ({"tolerance_percent": 5, "tolerance_money": 1_000}, [(1, 9_000)], 1, "kept"),
        ({"tolerance_percent": 100}, [], 8, "broken"),
        ({"grace": WEEK}, [(7.5, 10_000)], 10, "kept"),
        ({"grace": WEEK}, [(8, 10_000)], 10, None),
        ({"grace": WEEK}, [(8, 10_000)], 15, "broken"),
    ],
)
def test_what_becomes_of_a_promise(
    settings: dict[str, Any], paid: list[tuple[float, int]], day: float, state: str | None
) -> None:
    person = promised(**settings).go()
    assert person.outcome.acts == []
    person.fields["promise.payments"] = payments(*paid)
    person.go(days=day)
    if state is None:
        assert person.outcome.acts == []
        return
    counted = sum(amount for when, amount in paid if when < 8 or state == "kept")
    assert settled(person) == {"promise": 5, "state": state, "paid": counted}
    assert carried_out(person, state=state).go().trail[-2] == f"promise.{state}"


def test_the_day_ends_where_the_person_lives() -> None:
    person = promised().go()
    assert until(person) == at_day(7) + timedelta(hours=14), "midnight in Madrid is 23:00 UTC"


def test_who_owes_nothing_has_kept_the_promise() -> None:
    person = promised().go()
    person.fields["account.balance"] = 0
    assert settled(person.go(hours=1))["state"] == "kept"


def test_it_waits_until_what_it_found_is_written() -> None:
    person = promised().go()
    person.go(days=8)
    assert acts(person) == [("settle_promise", 5)]
    assert person.go(hours=1).ended is None
    assert person.outcome.acts == [], "nothing is ordered twice"


@pytest.mark.parametrize("state", ["kept", "partial", "broken"])
def test_one_that_somebody_else_settled_first_goes_by_what_they_wrote(state: str) -> None:
    person = promised().go().go(days=8)
    carried_out(person, ok=False, state=state).go()
    assert person.trail[-2] == f"promise.{state}"


def test_a_promise_that_takes_the_place_of_another_is_followed_instead() -> None:
    person = promised().go().go(days=8)
    carried_out(person, ok=False, state="cancelled")
    person.fields |= {"promise.id": 6, "promise.due_date": "2026-03-20"}
    assert person.go().ended is None
    assert until(person) == at_day(18) + timedelta(hours=14)
    person.fields["promise.payments"] = payments((9, 10_000))
    assert settled(person.go(days=1)) == {"promise": 6, "state": "kept", "paid": 10_000}


def test_a_promise_that_was_taken_back_is_none() -> None:
    person = promised().go()
    person.fields["promise.state"] = "cancelled"
    assert person.go(days=1).trail[-2] == "promise.none"


def test_a_promise_that_was_settled_while_it_was_followed_counts() -> None:
    person = promised().go()
    person.fields["promise.state"] = "kept"
    assert person.go(days=1).trail[-2] == "promise.kept"


@pytest.mark.parametrize("state", [None, "kept", "broken", "cancelled"])
def test_an_old_promise_is_not_followed(state: str | None) -> None:
    person = promised()
    person.fields["promise.state"] = state
    assert person.go().trail[-2] == "promise.none"


def test_a_revisit_follows_the_next_promise() -> None:
    lines = "enter>promise promise.kept>again promise.partial>end promise.broken>end promise.none>end again>promise"
    again = node("again", "wait", duration={"amount": 1, "unit": "days"})
    person = Person(node("promise", "promise"), again, end(), lines=lines, exits=[])
    person.fields |= promised().fields
    person.go()
    person.fields["promise.payments"] = payments((0.5, 10_000))
    carried_out(person.go(days=1), state="kept").go()
    person.fields |= {"promise.id": 8, "promise.due_date": "2026-03-20", "promise.payments": []}
    person.go(days=1)
    assert person.trail[-2:] == ["promise.kept", "again.next"]
    person.fields["promise.payments"] = payments((2, 10_000))
    person.go(hours=1)
    assert acts(person) == [("settle_promise", 8)]


@pytest.mark.parametrize(
    ("settings", "spanish", "english"),
    [
        ({}, "Seguir una promesa", "Follow a promise"),
        (
            {"tolerance_percent": 5, "tolerance_money": 1_000, "tolerance_days": 2},
            "Seguir una promesa, tolerancia 5 % o 10,00 y 2 días",
            "Follow a promise, tolerance 5% or 10.00 and 2 days",
        ),
        (
            {"tolerance_days": 1, "tolerance_unit": "business"},
            "Seguir una promesa, tolerancia 1 día hábil",
            "Follow a promise, tolerance 1 business day",
        ),
    ],
)
def test_a_promise_in_words(settings: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()["promise"]
    whole = {**defaults(kind), **settings}
    assert (kind.describe(whole, "es"), kind.describe(whole, "en")) == (spanish, english)


def test_something_has_to_be_paid_whatever_is_let_pass() -> None:
    assert Tolerance(100, 10**6).enough(500) == 1
    assert tolerance_of({"tolerance_percent": 3, "tolerance_money": 7}) == Tolerance(3, 7)


def test_payments_are_read_as_the_facts_list_them() -> None:
    assert payments_of(None) == []
    assert payments_of(payments((0, 5))) == [(START, 5)]
