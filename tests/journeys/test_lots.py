"""Lots: shares of the people, always the same ones."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journeys.check import check
from journeys.drawing_lots import drawn, lot
from journeys.kinds import defaults, kinds
from tests.journeys.graphs import CONTEXT, end, graph, node
from tests.journeys.walking import Person, days

SHARES = [
    {"id": "a", "label": "A", "share": 70},
    {"id": "b", "label": "B", "share": 0},
    {"id": "c", "label": "C", "share": 30},
]
MANY = 20_000


def split(**settings_: Any) -> Person:  # noqa: ANN401 - settings of a node
    lines = "enter>split split.a>one split.b>end split.c>end one>end"
    values = {**defaults(kinds()["split"]), "shares": SHARES, **settings_}
    return Person(node("split", "split", **values), days("one", 1), end(), lines=lines)


def way(**fields: int) -> str:
    person = split(by="debtor" if "debtor" in fields else "account")
    person.fields |= {f"{name}.id": number for name, number in fields.items()}
    return person.go().trail[1]


def test_shares_are_kept_over_many_people() -> None:
    counted = Counter(drawn(lot("", "split", number), [70, 0, 30]) for number in range(MANY))
    assert counted[1] == 0
    assert abs(counted[0] / MANY - 0.7) < 0.015


def test_the_same_person_goes_the_same_way_again() -> None:
    assert {way(account=number) for _ in range(3) for number in [12]} == {way(account=12)}
    assert {way(account=number) for number in range(30)} == {"split.a", "split.c"}


def test_all_debts_of_a_person_go_the_same_way() -> None:
    for debtor in range(10):
        assert len({way(debtor=debtor, account=number) for number in range(5)}) == 1


def test_another_word_draws_the_lots_anew() -> None:
    before, after = ([lot(seed, "split", number) < 50 for number in range(100)] for seed in ("", "otra"))
    assert before != after


@settings(deadline=None)
@given(st.lists(st.integers(0, 100), min_size=1, max_size=6).filter(any), st.floats(0, 99.999999))
def test_no_share_of_nothing_is_ever_drawn(shares: list[int], drawing: float) -> None:
    assert shares[drawn(drawing, shares)] > 0


@pytest.mark.parametrize(("percent", "ways"), [(0, {"treated"}), (100, {"held_out"}), (50, {"treated", "held_out"})])
def test_a_holdout_leaves_its_share_out(percent: int, ways: set[str]) -> None:
    seen = set()
    for number in range(40):
        values = {**defaults(kinds()["holdout"]), "percent": percent}
        lines = "enter>hold hold.treated>one hold.held_out>end one>end"
        person = Person(node("hold", "holdout", **values), days("one", 1), end(), lines=lines)
        person.fields["debtor.id"] = number
        seen.add(person.go().trail[1].removeprefix("hold."))
    assert seen == ways


@pytest.mark.parametrize(
    ("shares", "codes"),
    [
        ([], ["shares_not_whole", "too_few_ways"]),
        ([{"id": "a", "label": "A", "share": 100}], ["too_few_ways"]),
        ([{"id": "a", "label": "A", "share": 50}, {"id": "a", "label": "B", "share": 50}], ["way_twice"]),
        ([{"id": "a", "label": " ", "share": 50}, {"id": "b", "label": "B", "share": 50}], ["way_unnamed"]),
        ([{"id": "a", "label": "A", "share": 50}, {"id": "b", "label": "B", "share": 49}], ["shares_not_whole"]),
    ],
)
def test_a_split_that_does_not_add_up_is_a_problem(shares: list[dict[str, Any]], codes: list[str]) -> None:
    values = {**defaults(kinds()["split"]), "shares": shares}
    lines = "enter>split " + " ".join(f"split.{name}>end" for name in dict.fromkeys(one["id"] for one in shares))
    whole = graph(node("enter", "enter", audience=None), node("split", "split", **values), end(), lines=lines)
    found = [problem for problem in check(whole, CONTEXT) if problem.setting == "shares"]
    assert sorted(problem.code for problem in found) == codes
    assert all(problem.node == "split" for problem in found)
