"""How many messages a journey can send one person in a day."""

from datetime import timedelta
from typing import Any

import pytest

from journeys import gallery
from journeys.compiler import compile_graph, load_plan
from journeys.forecast import most_in_a_day
from journeys.plan import Plan, PlanNode
from journeys.walk import Stay, Walk

MAIL = ("mail", "send_email", {"template": "payment_reminder"})
SECOND = ("second", "send_email", {"template": "second_notice"})
END = ("end", "end", {"reason": "done"})


def wait(amount: int, unit: str = "hours", name: str = "wait") -> tuple[str, str, dict[str, Any]]:
    return name, "wait", {"duration": {"amount": amount, "unit": unit}}


def listen(amount: int | None, name: str = "hear") -> tuple[str, str, dict[str, Any]]:
    timeout = None if amount is None else {"amount": amount, "unit": "hours"}
    return name, "wait_event", {"events": ["page_opened"], "timeout": timeout}


def most(nodes: list[tuple[str, str, dict[str, Any]]], edges: str) -> int:
    made = [{"id": name, "kind": kind, "kind_version": 1, "settings": settings} for name, kind, settings in nodes]
    lines = []
    for place, word in enumerate(edges.split()):
        source, target = word.split(">")
        node, port = source.split(".")
        lines.append({"id": f"e{place}", "from": node, "port": port, "to": target})
    enter = {"id": "enter", "kind": "enter", "kind_version": 1, "settings": {"audience": None}}
    graph = {"schema_version": 1, "name": "x", "nodes": [enter, *made], "edges": lines, "entry": "enter", "exits": []}
    return most_in_a_day(load_plan(compile_graph(graph)))


BRANCH = ("which", "branch", {"branches": [{"id": "big", "label": "Big", "when": None}]})

WAYS = {
    "no message": ([END], "enter.next>end", 0),
    "one": ([MAIL, END], "enter.next>mail mail.next>end", 1),
    "two at once": ([MAIL, SECOND, END], "enter.next>mail mail.next>second second.next>end", 2),
    "a day apart is one": (
        [MAIL, wait(1, "days"), SECOND, END],
        "enter.next>mail mail.next>wait wait.next>second second.next>end",
        1,
    ),
    "a minute less than a day apart is two": (
        [MAIL, wait(1_439, "minutes"), SECOND, END],
        "enter.next>mail mail.next>wait wait.next>second second.next>end",
        2,
    ),
    "the worse of two branches": (
        [BRANCH, MAIL, SECOND, ("third", "send_email", {"template": "x"}), END],
        "enter.next>which which.big>mail which.else>second second.next>third third.next>end mail.next>end",
        2,
    ),
    "not from the beginning": (
        [MAIL, wait(3, "days"), SECOND, ("third", "send_email", {"template": "x"}), END],
        "enter.next>mail mail.next>wait wait.next>second second.next>third third.next>end",
        2,
    ),
    "an event may come at once": (
        [MAIL, listen(72), SECOND, END],
        "enter.next>mail mail.next>hear hear.page_opened>second hear.timeout>end second.next>end",
        2,
    ),
    "a time limit may not": (
        [MAIL, listen(72), SECOND, END],
        "enter.next>mail mail.next>hear hear.page_opened>end hear.timeout>second second.next>end",
        1,
    ),
    "a loop of an hour": ([MAIL, wait(1)], "enter.next>mail mail.next>wait wait.next>mail", 24),
    "a loop of seven hours": ([MAIL, wait(7)], "enter.next>mail mail.next>wait wait.next>mail", 4),
    "a loop of a minute": ([MAIL, wait(1, "minutes")], "enter.next>mail mail.next>wait wait.next>mail", 1_440),
    "two messages in a loop of a day": (
        [MAIL, SECOND, wait(1, "days")],
        "enter.next>mail mail.next>second second.next>wait wait.next>mail",
        2,
    ),
    "a loop by an event takes an hour": (
        [MAIL, listen(72), END],
        "enter.next>mail mail.next>hear hear.page_opened>mail hear.timeout>end",
        24,
    ),
    "a loop by an event without a time limit": (
        [MAIL, listen(None)],
        "enter.next>mail mail.next>hear hear.page_opened>mail",
        24,
    ),
    "the shorter of two loops": (
        [MAIL, listen(2), wait(5)],
        "enter.next>mail mail.next>hear hear.timeout>mail hear.page_opened>wait wait.next>mail",
        12,
    ),
    "a loop without any wait": ([MAIL, SECOND], "enter.next>mail mail.next>second second.next>mail", 1_440),
}


@pytest.mark.parametrize(("nodes", "edges", "expected"), WAYS.values(), ids=WAYS)
def test_the_worst_day_is_foreseen(nodes: list[tuple[str, str, dict[str, Any]]], edges: str, expected: int) -> None:
    assert most(nodes, edges) == expected


def test_the_finished_journeys_write_to_nobody_more_than_three_times_a_day_even_if_all_happens_at_once() -> None:
    most = {name: most_in_a_day(load_plan(compile_graph(gallery.load(name)))) for name in gallery.names()}
    assert {name for name, number in most.items() if number == 3} == {"instalment_care", "us_third_party"}
    assert all(1 <= number <= 3 for number in most.values())


def test_a_kind_that_needs_facts_is_taken_to_keep_nobody() -> None:
    def needs(walk: Walk) -> str | Stay:
        return Stay(walk.now + timedelta(days=walk.fields["account.days"]), frozenset())

    stored = compile_graph(
        {
            "schema_version": 1,
            "name": "x",
            "nodes": [
                {"id": "enter", "kind": "enter", "kind_version": 1, "settings": {"audience": None}},
                {"id": "mail", "kind": "send_email", "kind_version": 1, "settings": {"template": "x"}},
                {"id": "odd", "kind": "wait", "kind_version": 1, "settings": wait(72)[2]},
                {"id": "second", "kind": "send_email", "kind_version": 1, "settings": {"template": "x"}},
            ],
            "edges": [
                {"id": "1", "from": "enter", "port": "next", "to": "mail"},
                {"id": "2", "from": "mail", "port": "next", "to": "odd"},
                {"id": "3", "from": "odd", "port": "next", "to": "second"},
            ],
            "entry": "enter",
            "exits": [],
        }
    )
    plan: Plan = load_plan(stored)
    assert most_in_a_day(plan) == 1
    node: PlanNode = plan.nodes["odd"]
    node.run = needs
    assert most_in_a_day(plan) == 2
