"""The interpreter and the conditions against tables that any implementation could run."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from journeys import gallery
from journeys.compiler import compile_graph, load_plan
from journeys.conditions import compile_condition
from journeys.interpreter import Facts, Occurrence, Outcome, Position, Send, Stuck, step
from journeys.plan import Plan
from journeys.walk import NORMAL

GOLDEN = Path(__file__).parent / "golden"


def read(path: Path) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table


def plan_of(graph: dict[str, Any]) -> Plan:
    return load_plan(json.loads(json.dumps(compile_graph(graph))))


def instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def facts_of(case: dict[str, Any]) -> Facts:
    events = [Occurrence(event["id"], event["kind"], datetime.fromisoformat(event["at"])) for event in case["events"]]
    return Facts(case["fields"], events)


def shown(outcome: Outcome | Stuck, now: datetime) -> dict[str, Any]:
    """An outcome as the tables write it."""
    if isinstance(outcome, Stuck):
        return {"stuck": [outcome.node, outcome.code, outcome.detail]}
    assert all(left.at == now for left in outcome.trail)
    stand = outcome.stand
    return {
        "trail": [[left.node, left.port] for left in outcome.trail],
        "sends": [[send.node, send.visit, send.channel, send.template, *unusual(send)] for send in outcome.sends],
        "stand": None
        if stand is None
        else {
            "node": stand.node,
            "due_at": stand.due_at and stand.due_at.isoformat(),
            "until": stand.until and stand.until.isoformat(),
            "waits": sorted(stand.waits),
            "mark": stand.mark,
            "seq": stand.seq,
            **({} if stand.memory is None else {"memory": stand.memory}),
        },
        "ended": outcome.ended,
    }


def unusual(send: Send) -> list[dict[str, Any]]:
    """What the tables write only where it is not as usual."""
    found: dict[str, Any] = {} if send.priority == NORMAL else {"priority": send.priority}
    if send.expires_at is not None:
        found["expires_at"] = send.expires_at.isoformat()
    if send.item is not None:
        found["item"] = send.item
    if send.to_item:
        found["to_item"] = True
    return [found] if found else []


def single_steps() -> Iterator[Any]:
    for path in sorted((GOLDEN / "steps").glob("*.json")):
        table = read(path)
        for case in table["cases"]:
            yield pytest.param(table["graph"], case, id=f"{path.stem}: {case['id']}")


@pytest.mark.parametrize(("graph", "case"), list(single_steps()))
def test_a_step_has_the_outcome_in_the_table(graph: dict[str, Any], case: dict[str, Any]) -> None:
    position = Position(**{**case["position"], "until": instant(case["position"]["until"])})
    now = datetime.fromisoformat(case["now"])
    outcome = step(plan_of(graph), position, facts_of(case), now)
    assert shown(outcome, now) == case["outcome"]


def stories() -> Iterator[Any]:
    for path in sorted((GOLDEN / "stories").glob("*.json")):
        table = read(path)
        for story in table["stories"]:
            yield pytest.param(gallery.load(table["gallery"]), story["moments"], id=f"{path.stem}: {story['id']}")


@pytest.mark.parametrize(("graph", "moments"), list(stories()))
def test_a_story_goes_as_written(graph: dict[str, Any], moments: list[dict[str, Any]]) -> None:
    plan = plan_of(graph)
    position: Position | None = plan.start()
    for moment in moments:
        assert position is not None, "the story goes on after its end"
        now = datetime.fromisoformat(moment["now"])
        outcome = step(plan, position, facts_of(moment), now)
        assert shown(outcome, now) == moment["outcome"]
        assert isinstance(outcome, Outcome)
        stand = outcome.stand
        position = stand and Position(stand.node, stand.seq, stand.until, stand.mark, stand.memory)
    assert position is None, "the story stops before its end"


CONDITIONS = read(GOLDEN / "conditions.json")


@pytest.mark.parametrize("case", CONDITIONS["cases"], ids=lambda case: case["id"])
def test_a_condition_holds_as_the_table_says(case: dict[str, Any]) -> None:
    assert compile_condition(case["when"])(CONDITIONS["facts"]) is case["holds"]
