"""Forks and joins that do not fit together."""

from typing import Any

import pytest

from journeys import arms
from journeys.check import check
from journeys.compiler import compile_graph, load_plan
from journeys.forecast import most_in_a_day
from journeys.interpreter import Facts, Stuck, step
from journeys.kinds import kinds
from tests.journeys.graphs import CONTEXT, branch, end, enter, graph, node
from tests.journeys.walking import START as START_OF_ALL
from tests.journeys.walking import Person, days, fork, join, mail

TWO = [fork("fork", "a", "b"), days("one", 1), days("two", 1)]
START = "enter>fork fork.a>one fork.b>two "
INNER = [fork("inner", "x", "y"), days("three", 1), days("four", 1), join("near")]


@pytest.mark.parametrize(
    ("nodes", "lines", "expected"),
    [
        ([*TWO, join("join"), end()], START + "one>join two>join join>end", []),
        ([*TWO, join("join"), join("other"), end()], START + "one>join two>other join>end other>end", ["joins_differ"]),
        ([*TWO, end()], START + "one>end two>end", []),
        (
            [node("each", "for_each", over="accounts"), days("one", 1), join("join"), end()],
            "enter>each each.each>one one>join join>end each.none>end each.too_many>end",
            [],
        ),
        ([join("join"), end()], "enter>join join>end", ["join_without_fork"]),
        (
            [*TWO, *INNER, join("join"), end()],
            START + "one>inner inner.x>three inner.y>four three>near four>near near>join two>join join>end",
            [],
        ),
        (
            [*TWO, *INNER, join("join"), end()],
            START + "one>inner inner.x>three inner.y>four three>near four>join near>join two>join join>end",
            ["joins_differ"],
        ),
        ([*TWO, join("join"), end()], START + "one>join two>join join>fork", ["no_way_to_end", "unreachable"]),
        ([*TWO, end()], START + "one>fork two>end", ["fork_in_itself"]),
        ([fork("fork", "a"), days("one", 1), end()], "enter>fork fork.a>one one>end", ["too_few_ways"]),
    ],
)
def test_forks_and_joins_fit_together(nodes: list[dict[str, Any]], lines: str, expected: list[str]) -> None:
    problems = check(graph(enter(), *nodes, lines=lines), CONTEXT)
    assert sorted(problem.code for problem in problems) == sorted(expected)


def test_a_drawing_with_gaps_can_be_checked_too() -> None:
    broken = graph(enter(), {**fork("fork", "a", "b"), "settings": {}}, join("join"), lines="enter>fork fork.a>join")
    codes = {problem.code for problem in check(broken, CONTEXT)}
    assert "join_without_fork" in codes
    strange = graph(enter(), *TWO, node("odd", "tea"), end(), lines=START + "one>odd two>end odd>end")
    assert "unknown_kind" in {problem.code for problem in check(strange, CONTEXT)}


def test_arms_that_lead_back_to_their_own_fork_are_a_circle() -> None:
    whole = graph(enter(), fork("fork", "a", "b"), lines="enter>fork fork.a>fork fork.b>fork")
    plan = load_plan(compile_graph(whole))
    assert step(plan, plan.start(), Facts({}), START_OF_ALL) == Stuck("fork", "circle")


def test_a_split_without_shares_leads_nowhere() -> None:
    plan = load_plan(compile_graph(graph(enter(), node("split", "split", shares=[]), lines="enter>split")))
    assert step(plan, plan.start(), Facts({"account.id": 1, "debtor.id": 1}), START_OF_ALL) == Stuck("split", "no_way")


def test_arms_have_their_moves_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arms, "MOVES_TOGETHER", 6)
    whole = graph(enter(), *TWO, *INNER, lines=START + "one>inner inner.x>near inner.y>near near>two")
    whole["nodes"][2] = mail("one")
    plan = load_plan(compile_graph(whole))
    outcome = step(plan, plan.start(), Facts({}), START_OF_ALL)
    assert isinstance(outcome, Stuck)
    assert outcome.code == "circle"


def test_people_go_every_branch_that_holds() -> None:
    owes, late = (
        {"field": "account.balance", "op": "gt", "value": 0},
        {"field": "debtor.language", "op": "eq", "value": "en"},
    )
    many = {**branch("many", owes=owes, late=late), "kind": "branch_many"}
    lines = "enter>many many.owes>one many.late>two many.else>end one>join two>join join>end"
    person = Person(many, days("one", 1), days("two", 2), join("join"), end(), lines=lines).go()
    assert person.arms == ["one"]
    assert person.go(days=1).ended == "completed"
    nobody = Person(many, days("one", 1), days("two", 2), join("join"), end(), lines=lines)
    nobody.fields = {}
    assert nobody.go().trail[1] == "many.else"


def test_a_branch_into_many_says_so() -> None:
    kind = kinds()["branch_many"]
    ways = {"branches": [{"id": "a", "label": "Alto", "when": None}, {"id": "b", "label": "", "when": None}]}
    assert kind.describe(ways, "es") == "Los que correspondan de: Alto · b"
    assert kind.describe({"branches": []}, "en") == "Branch into many: add a branch"
    assert kind.opens(ways) == {"a", "b"}


def test_what_is_sent_side_by_side_adds_up() -> None:
    nodes = [fork("fork", "a", "b"), mail("one"), mail("two"), join("join"), end()]
    person = Person(*nodes, lines="enter>fork fork.a>one fork.b>two one>join two>join join>end")
    assert most_in_a_day(person.plan) == 2


@pytest.mark.parametrize(
    ("mode", "words"),
    [("all", "Join all ways"), ("any", "Go on with the first way to arrive"), ("some", "Go on when 3 ways arrived")],
)
def test_a_join_says_what_it_waits_for(mode: str, words: str) -> None:
    assert kinds()["join"].describe({"mode": mode, "count": 3}, "en") == words
