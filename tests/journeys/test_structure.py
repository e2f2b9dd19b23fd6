"""The shape of a journey: entry, ways out, circles and ends."""

from typing import Any

import pytest

from journeys.check import check
from tests.journeys.graphs import CONTEXT, DAY, branch, end, enter, graph, mail, node, simple, wait, wait_event

RICH = {"field": "account.balance", "op": "gt", "value": 100}


def found(value: object) -> list[tuple[str | None, str]]:
    """Who has which problem."""
    return [(problem.node, problem.code) for problem in check(value, CONTEXT)]


def test_a_whole_journey_has_no_problem() -> None:
    assert found(simple()) == []


CASES: dict[str, tuple[dict[str, Any], list[tuple[str | None, str]]]] = {
    "no entry": (
        graph(mail(), end(), lines="mail>end", entry=None),
        [(None, "no_entry")],
    ),
    "an empty canvas": (graph(entry=None), [(None, "no_entry"), (None, "no_end")]),
    "two entries": (
        graph(enter(), enter("other"), mail(), end(), lines="enter>mail other>mail mail>end"),
        [("other", "two_entries")],
    ),
    "an entry that is not named as the entry": (
        graph(enter(), mail(), end(), lines="enter>mail mail>end", entry="mail"),
        [("enter", "entry_not_set")],
    ),
    "an entry that is not there": (
        graph(enter(), mail(), end(), lines="enter>mail mail>end", entry="gone"),
        [("enter", "entry_not_set")],
    ),
    "a line back into the entry": (
        graph(
            enter(), wait(), end(), branch(rich=RICH), lines="enter>branch branch.rich>wait wait>enter branch.else>end"
        ),
        [("wait", "edge_into_entry")],
    ),
    "a step nobody comes to": (
        graph(enter(), mail(), mail("lost"), end(), lines="enter>mail mail>end lost>end"),
        [("lost", "unreachable")],
    ),
    "a way out without a line": (
        graph(enter(), mail(), end(), lines="enter>mail"),
        [("mail", "unwired_port"), ("end", "unreachable")],
    ),
    "every way out of a wait needs a line": (
        graph(enter(), wait_event("answer", "paid", "verified"), end(), lines="enter>answer answer.paid>end"),
        [("answer", "unwired_port"), ("answer", "unwired_port")],
    ),
    "without a time limit there is no way out for it": (
        graph(
            enter(),
            wait_event("answer", "paid", timeout=None),
            end(),
            lines="enter>answer answer.paid>end answer.timeout>end",
        ),
        [("answer", "unknown_port"), ("answer", "no_timeout")],
    ),
    "a line by a way out that is not there": (
        graph(enter(), mail(), end(), lines="enter>mail mail>end mail.yes>end"),
        [("mail", "unknown_port")],
    ),
    "a line out of an end": (
        graph(enter(), mail(), end(), lines="enter>mail mail>end end>mail"),
        [("mail", "loop_without_wait"), ("end", "unknown_port")],
    ),
    "two lines from one way out": (
        graph(enter(), mail(), end(), end("other"), lines="enter>mail mail>end mail>other"),
        [("mail", "port_twice")],
    ),
    "a line to nowhere": (
        graph(enter(), mail(), end(), lines="enter>mail mail>gone enter.next>end"),
        [("enter", "port_twice"), ("mail", "edge_to_nowhere")],
    ),
    "a line from nowhere": (
        graph(enter(), mail(), end(), lines="enter>mail mail>end gone>end"),
        [(None, "edge_from_nowhere")],
    ),
    "two ways out of one step may lead to the same step": (
        graph(enter(), wait_event("answer", "paid"), end(), lines="enter>answer answer.paid>end answer.timeout>end"),
        [],
    ),
    "round and round without a wait": (
        graph(
            enter(),
            mail(),
            branch(rich=RICH),
            end(),
            lines="enter>mail mail>branch branch.rich>mail branch.else>end",
        ),
        [("mail", "loop_without_wait")],
    ),
    "a step that leads to itself": (
        graph(enter(), branch(rich=RICH), end(), lines="enter>branch branch.rich>branch branch.else>end"),
        [("branch", "loop_without_wait")],
    ),
    "two circles are two problems": (
        graph(
            enter(),
            branch(rich=RICH),
            branch("second", rich=RICH),
            end(),
            lines="enter>branch branch.rich>branch branch.else>second second.rich>second second.else>end",
        ),
        [("branch", "loop_without_wait"), ("second", "loop_without_wait")],
    ),
    "round and round with a wait is a reminder": (
        graph(
            enter(),
            mail(),
            wait(),
            branch(rich=RICH),
            end(),
            lines="enter>mail mail>wait wait>branch branch.rich>mail branch.else>end",
        ),
        [],
    ),
    "a circle that nobody leaves": (
        graph(
            enter(),
            branch(rich=RICH),
            mail(),
            wait(),
            end(),
            lines="enter>branch branch.rich>mail mail>wait wait>mail branch.else>end",
        ),
        [("mail", "no_way_to_end")],
    ),
    "no end at all": (
        graph(enter(), mail(), wait(), lines="enter>mail mail>wait wait>mail"),
        [(None, "no_end")],
    ),
    "a step of an unknown kind spares its neighbours": (
        graph(enter(), node("fax", "send_fax"), end(), lines="enter>fax fax.sent>end"),
        [("fax", "unknown_kind")],
    ),
    "a step with wrong settings spares its neighbours": (
        graph(enter(), wait_event("answer", "born", timeout=DAY), end(), lines="enter>answer answer.born>end"),
        [("answer", "schema")],
    ),
    "but its line must still lead somewhere, once": (
        graph(
            enter(),
            node("fax", "send_fax"),
            end(),
            lines="enter>fax fax.sent>end fax.sent>end fax.lost>gone",
        ),
        [("fax", "unknown_kind"), ("fax", "port_twice"), ("fax", "edge_to_nowhere")],
    ),
    "two steps of one name": (
        graph(enter(), mail(), mail(), end(), lines="enter>mail mail>end"),
        [("mail", "node_twice")],
    ),
    "two lines of one name": (
        graph(
            enter(),
            mail(),
            end(),
            edges=[
                {"id": "e", "from": "enter", "port": "next", "to": "mail"},
                {"id": "e", "from": "mail", "port": "next", "to": "end"},
            ],
        ),
        [("mail", "edge_twice"), ("mail", "unwired_port"), ("end", "unreachable")],
    ),
}


@pytest.mark.parametrize(("value", "expected"), CASES.values(), ids=CASES.keys())
def test_the_shape_is_checked(value: dict[str, Any], expected: list[tuple[str | None, str]]) -> None:
    assert found(value) == expected


def test_the_problem_of_a_loose_way_out_names_it_as_the_card_does() -> None:
    value = graph(enter(), wait_event("answer", "paid"), end(), lines="enter>answer answer.paid>end")
    (problem,) = check(value, CONTEXT)
    assert problem.message["es"] == "La salida «Sin respuesta» no lleva a ningún paso."
    assert problem.hint["es"] == "Conéctela con el paso siguiente."
    assert problem.message["en"] == "The way out “No answer” leads to no step."
    assert problem.hint["en"] == "Connect it to the next step."


def test_a_branch_goes_by_its_label() -> None:
    value = graph(enter(), branch(rich=RICH), end(), lines="enter>branch branch.else>end")
    (problem,) = check(value, CONTEXT)
    assert problem.message["es"] == "La salida «Rich» no lleva a ningún paso."


def test_a_thousand_steps_in_a_circle_are_checked_in_one_go() -> None:
    names = [f"n{number}" for number in range(998)]
    ring = " ".join(f"{name}>{after}" for name, after in zip(names, [*names[1:], names[0]], strict=True))
    value = graph(enter(), *(mail(name) for name in names), end(), lines=f"enter>n0 {ring}")
    assert found(value) == [("n0", "loop_without_wait"), ("n0", "no_way_to_end"), ("end", "unreachable")]
