"""Instalment plans: offered, answered, followed instalment by instalment, kept or broken."""

from typing import Any

import pytest

from journeys.following import Due, Progress, follow
from journeys.kinds import defaults, kinds
from journeys.paying import Tolerance
from tests.journeys.agreeing import acts, at_day, carried_out, ordered, payments, until
from tests.journeys.graphs import end, node
from tests.journeys.walking import DAY, START, Person

EXACT = Tolerance(0, 0)
THREE = [Due(number, 100, at_day(10 * number)) for number in (1, 2, 3)]
OFFER_LINES = "enter>offer offer.confirmed>end offer.declined>end offer.timeout>end offer.not_offered>end"
FOLLOW_LINES = "enter>follow follow.kept>end follow.broken>end follow.none>end"


@pytest.mark.parametrize(
    ("paid", "day", "most", "tolerance", "progress"),
    [
        ([], 0, 2, EXACT, (None, (), 10)),
        ([], 9.9, 2, EXACT, (None, (), 10)),
        ([], 10, 2, EXACT, (None, (1,), 20)),
        ([], 10, 1, EXACT, ("broken", (1,), None)),
        ([], 20, 2, EXACT, ("broken", (1, 2), None)),
        ([(11, 100)], 20, 2, EXACT, (None, (1, 2), 30)),
        ([(11, 200)], 20, 2, EXACT, (None, (1,), 30)),
        ([(21, 200)], 25, 2, EXACT, ("broken", (1, 2), None)),
        ([(1, 50), (2, 50)], 10, 1, EXACT, (None, (), 20)),
        ([(1, 99)], 10, 1, EXACT, ("broken", (1,), None)),
        ([(1, 95)], 10, 1, Tolerance(5, 0), (None, (), 20)),
        ([(1, 195)], 20, 1, Tolerance(5, 0), (None, (), 30)),
        ([(1, 190)], 20, 1, Tolerance(5, 0), ("broken", (2,), None)),
        ([(1, 300)], 1, 1, EXACT, ("kept", (), None)),
        ([(1, 295)], 1, 1, Tolerance(5, 0), ("kept", (), None)),
        ([(1, 200)], 30, 2, EXACT, ("broken", (3,), None)),
        ([(1, 200), (29, 100)], 40, 2, EXACT, ("kept", (), None)),
    ],
)
def test_how_a_plan_goes(
    paid: list[tuple[float, int]],
    day: float,
    most: int,
    tolerance: Tolerance,
    progress: tuple[Any, tuple[int, ...], Any],
) -> None:
    made = [(at_day(when), amount) for when, amount in paid]
    became, missed, look_at = progress
    expected = Progress(became, missed, None if look_at is None else at_day(look_at))
    assert follow(THREE, made, tolerance, most, at_day(day)) == expected


def test_a_plan_without_instalments_is_neither_kept_nor_broken() -> None:
    assert follow([], [(START, 100)], EXACT, 1, START) == Progress(None, (), None)


def offered(**settings: object) -> Person:
    person = Person(
        node("offer", "offer_plan", **{"count": 3, "every": "months", **settings}), end(), lines=OFFER_LINES
    )
    person.fields["debtor.time_zone"] = "America/New_York"
    return person.go()


def test_a_plan_is_offered_with_all_that_it_takes() -> None:
    person = offered(minimum=500, first_days=5, valid={"amount": 2, "unit": "days"})
    assert dict(ordered(person).details) == {
        "count": 3,
        "every": "months",
        "minimum": 500,
        "first_due": "2026-03-07",
        "expires_at": at_day(2).isoformat(),
    }
    assert until(person) == at_day(2)


@pytest.mark.parametrize(
    ("state", "port"),
    [
        ("confirmed", "confirmed"),
        ("kept", "confirmed"),
        ("broken", "confirmed"),
        ("declined", "declined"),
        ("offered", None),
        ("cancelled", None),
    ],
)
def test_the_answer_is_the_way_out(state: str, port: str | None) -> None:
    person = carried_out(offered(), plan=7)
    person.fields["plan.state"] = state
    person.go(days=1)
    assert person.trail[1:] == ([] if port is None else [f"offer.{port}", "end.end:completed"])
    assert person.outcome.acts == []


def test_an_older_plan_is_no_answer_before_this_one_is_offered() -> None:
    person = offered()
    person.fields["plan.state"] = "declined"
    assert person.go(hours=1).ended is None


def test_whoever_does_not_answer_in_time_lets_the_offer_expire() -> None:
    person = carried_out(offered(), plan=7).go()
    person.fields["plan.state"] = "offered"
    person.go(days=7)
    assert person.trail[1] == "offer.timeout"
    assert acts(person) == [("settle_plan", 7)]
    assert dict(ordered(person).details) == {"plan": 7, "state": "expired"}


def test_an_offer_that_was_never_made_has_nothing_to_expire() -> None:
    person = offered().go(days=7)
    assert person.trail[1] == "offer.timeout"
    assert person.outcome.acts == []


def test_who_cannot_be_offered_a_plan_goes_on_at_once() -> None:
    assert carried_out(offered(), ok=False, why="has_plan").go().trail[1] == "offer.not_offered"


def following(**settings: object) -> Person:
    """Somebody with a plan over three weeks, due on 10, 17 and 24 March; three days of grace."""
    person = Person(node("follow", "follow_plan", **{"missed": 2, **settings}), end(), lines=FOLLOW_LINES, exits=[])
    due = ("2026-03-10", "2026-03-17", "2026-03-24")
    rows = [{"id": number, "amount": 100, "due_date": day} for number, day in enumerate(due, 41)]
    person.fields |= {"plan.id": 7, "plan.state": "confirmed", "list.instalments": rows, "debtor.time_zone": "UTC"}
    return person


def details(person: Person) -> list[dict[str, Any]]:
    return [dict(act.details) for act in person.outcome.acts]


def test_an_instalment_that_is_missed_is_noted_once_its_grace_is_over() -> None:
    person = following().go()
    assert until(person) == at_day(12) - 9 * (DAY / 24), "the end of 13 March"
    assert person.go(days=11).outcome.acts == []
    person.go(days=1)
    assert acts(person) == [("note_missed", 41)]
    assert details(person) == [{"plan": 7, "instalment": 41}]


def test_a_plan_is_broken_once_too_many_are_missed_and_open() -> None:
    person = following().go().go(days=19)
    assert acts(person) == [("note_missed", 41), ("note_missed", 42), ("settle_plan", 7)]
    assert details(person)[-1] == {"plan": 7, "state": "broken"}
    settling = ordered(person)
    assert person.go(hours=1).ended is None, "until it is written"
    carried_out(person, settling, state="broken").go()
    assert person.trail[1] == "follow.broken"


def test_who_catches_up_goes_on_with_the_plan() -> None:
    person = following().go().go(days=12)
    assert acts(person) == [("note_missed", 41)]
    person.fields["plan.payments"] = payments((13, 200))
    assert [act for act in acts(person.go(days=7)) if act[0] == "settle_plan"] == []
    person.fields["plan.payments"] = payments((13, 200), (20, 100))
    person.go(days=2)
    assert details(person)[-1] == {"plan": 7, "state": "kept"}
    assert carried_out(person, state="kept").go().trail[1] == "follow.kept"


def test_who_owes_nothing_has_kept_the_plan() -> None:
    person = following().go()
    person.fields["account.balance"] = 0
    assert details(person.go(days=1)) == [{"plan": 7, "state": "kept"}]


@pytest.mark.parametrize(("state", "port"), [("kept", "kept"), ("broken", "broken"), ("cancelled", "none")])
def test_a_plan_that_ended_while_it_was_followed(state: str, port: str) -> None:
    person = following().go()
    person.fields["plan.state"] = state
    assert person.go(days=1).trail[1] == f"follow.{port}"


@pytest.mark.parametrize("state", [None, "offered", "kept", "broken", "declined"])
def test_without_a_confirmed_plan_there_is_nothing_to_follow(state: str | None) -> None:
    person = following()
    person.fields["plan.state"] = state
    assert person.go().trail[1] == "follow.none"


WORDS = [
    (
        "offer_plan",
        {"count": 6, "every": "weeks"},
        "Ofrecer un plan de 6 cuotas, cada semana; vale 7 días",
        "Offer a plan of 6 instalments, every week; it stands 7 days",
    ),
    (
        "follow_plan",
        {"missed": 1},
        "Seguir un plan de pagos, incumplido con 1 cuota impagada",
        "Follow an instalment plan, broken with 1 missed instalment",
    ),
    (
        "follow_plan",
        {"missed": 3},
        "Seguir un plan de pagos, incumplido con 3 cuotas impagadas",
        "Follow an instalment plan, broken with 3 missed instalments",
    ),
]


@pytest.mark.parametrize(("name", "settings", "spanish", "english"), WORDS)
def test_plans_in_words(name: str, settings: dict[str, Any], spanish: str, english: str) -> None:
    kind = kinds()[name]
    whole = {**defaults(kind), **settings}
    assert (kind.describe(whole, "es"), kind.describe(whole, "en")) == (spanish, english)
