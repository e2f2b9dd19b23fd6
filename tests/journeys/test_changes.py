"""What a new drawing changes for the people on an older one."""

from typing import Any

import pytest

from journeys.changes import Move, compare, fault, repeated
from journeys.compiler import compile_graph


def drawing(*nodes: tuple[str, str, dict[str, Any]]) -> dict[str, Any]:
    made = [{"id": name, "kind": kind, "kind_version": 1, "settings": settings} for name, kind, settings in nodes]
    return {"schema_version": 1, "name": "x", "nodes": made, "edges": [], "entry": nodes[0][0], "exits": []}


ENTER = ("enter", "enter", {"audience": None})
THREE = {"duration": {"amount": 3, "unit": "days"}}
FIVE = {"duration": {"amount": 5, "unit": "days"}}
OLD = drawing(ENTER, ("rest", "wait", THREE), ("gone", "wait", THREE), ("end", "end", {"reason": "x"}))


def test_nodes_are_compared_by_id_kind_and_settings() -> None:
    new = drawing(ENTER, ("rest", "wait", FIVE), ("end", "wait", THREE), ("added", "wait", THREE))
    assert compare(OLD, new) == {
        "enter": "same",
        "rest": "changed",
        "gone": "gone",
        "end": "changed",
        "added": "new",
    }


def test_a_default_that_is_written_out_changes_nothing() -> None:
    assert compare(drawing(("enter", "enter", {})), drawing(ENTER)) == {"enter": "same"}


def test_where_a_node_leads_and_lies_changes_nothing() -> None:
    new = {**OLD, "edges": [{"id": "e", "from": "rest", "port": "next", "to": "end"}], "layout": {"nodes": {"rest": 1}}}
    assert set(compare(OLD, new).values()) == {"same"}


def test_a_node_that_cannot_be_understood_is_never_the_same() -> None:
    broken = drawing(("rest", "wait", {"duration": "long"}))
    assert compare(broken, broken) == {"rest": "changed"}


@pytest.mark.parametrize(
    ("move", "part"),
    [
        (Move(9, "rest", "stay"), "version"),
        (Move(1, "nowhere", "leave"), "node"),
        (Move(1, "rest", "move", "nowhere"), "target"),
        (Move(1, "gone", "move"), "target"),
    ],
)
def test_a_move_that_names_what_is_not_there_is_refused_by_its_part(move: Move, part: str) -> None:
    targets = {"enter": {}, "rest": {}}
    found = fault(move, {1: compile_graph(OLD)}, targets)
    assert found is not None
    assert found[0] == part
    assert set(found[1]) == {"es", "en"}
    assert "{" not in found[1]["es"] + found[1]["en"]


@pytest.mark.parametrize("move", [Move(1, "rest", "stay"), Move(1, "gone", "leave"), Move(1, "gone", "move", "rest")])
def test_a_move_to_what_there_is_can_be_made(move: Move) -> None:
    assert fault(move, {1: compile_graph(OLD)}, {"rest": {}}) is None


def test_a_node_that_is_spoken_of_twice_is_found() -> None:
    moves = [Move(1, "rest", "stay"), Move(2, "rest", "stay"), Move(1, "rest", "leave")]
    assert repeated(moves) == 2
    assert repeated(moves[:2]) is None
