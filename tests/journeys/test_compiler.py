"""From graph to plan, and from a stored plan to one that runs."""

import json
from datetime import UTC, datetime

import pytest

from journeys.compiler import CompileError, PlanError, compile_graph, load_plan
from journeys.interpreter import Facts, Outcome, step
from tests.journeys.graphs import branch, end, enter, graph, mail, simple, wait, wait_event

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
OWES = {"field": "account.balance", "op": "gt", "value": 0}


def test_a_plan_is_plain_json_with_what_the_steps_need() -> None:
    value = graph(
        enter(audience=OWES),
        wait_event("answer", "paid", timeout={"amount": 2, "unit": "hours"}),
        wait(),
        end(),
        lines="enter>answer answer.paid>end answer.timeout>wait wait>end",
    )
    assert compile_graph(value) == {
        "plan_version": 1,
        "entry": "enter",
        "exits": ["paid"],
        "holds": [],
        "nodes": {
            "enter": {
                "kind": "enter",
                "arguments": {
                    "audience": OWES,
                    "segment": None,
                    "mode": "continuous",
                    "calendar": None,
                    "event": None,
                    "again_days": None,
                },
                "ports": {"next": "answer"},
            },
            "answer": {
                "kind": "wait_event",
                "arguments": {"events": ["paid"], "seconds": 7200},
                "ports": {"paid": "end", "timeout": "wait"},
            },
            "wait": {"kind": "wait", "arguments": {"seconds": 86400}, "ports": {"next": "end"}},
            "end": {"kind": "end", "arguments": {"reason": "completed", "ends": "journey"}, "ports": {}},
        },
    }


def test_a_plan_tells_who_enters_and_where() -> None:
    plan = load_plan(compile_graph(graph(enter(audience=OWES), end(), lines="enter>end")))
    assert plan.audience == OWES
    assert plan.waits == plan.hears == {"paid"}
    assert plan.holds is None
    start = plan.start(mark=12)
    assert (start.node, start.seq, start.until, start.mark) == ("enter", 0, None, 12)


def test_a_plan_read_back_from_the_database_runs_the_same() -> None:
    plan = compile_graph(simple())
    fresh, stored = load_plan(plan), load_plan(json.loads(json.dumps(plan)))
    assert step(fresh, fresh.start(), Facts({}), NOW) == step(stored, stored.start(), Facts({}), NOW)


def test_a_graph_that_does_not_fit_its_schema_is_not_compiled() -> None:
    with pytest.raises(CompileError, match="The journey has something unknown: colour") as raised:
        compile_graph({**simple(), "colour": "red"})
    assert [problem.code for problem in raised.value.problems] == ["schema"]


def test_without_an_entry_there_is_no_plan() -> None:
    with pytest.raises(CompileError, match="The journey does not say where it begins"):
        compile_graph(graph(mail(), end(), lines="mail>end", entry=None))
    with pytest.raises(CompileError, match="The journey does not say where it begins"):
        compile_graph(graph(mail(), end(), lines="mail>end", entry="gone"))


def test_a_branch_without_its_condition_is_taken_by_nobody() -> None:
    value = graph(
        enter(),
        branch(later=None),
        end("a", "later"),
        end("b", "else"),
        lines="enter>branch branch.later>a branch.else>b",
    )
    plan = load_plan(compile_graph(value))
    outcome = step(plan, plan.start(), Facts({}), NOW)
    assert isinstance(outcome, Outcome)
    assert outcome.ended == "else"


def test_lines_to_nowhere_are_left_out() -> None:
    value = graph(enter(), end(), lines="enter>gone gone>end")
    assert compile_graph(value)["nodes"]["enter"]["ports"] == {}


def test_a_plan_of_another_version_is_refused() -> None:
    with pytest.raises(PlanError, match="The plan has version 2; this Cauce runs version 1"):
        load_plan({**compile_graph(simple()), "plan_version": 2})


def test_a_plan_with_a_kind_that_is_not_installed_is_refused() -> None:
    plan = compile_graph(simple())
    plan["nodes"]["mail"]["kind"] = "send_fax"
    with pytest.raises(PlanError, match="'send_fax', which is not installed"):
        load_plan(plan)
