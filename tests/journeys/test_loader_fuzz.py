"""Graphs of every kind, drawn from the kinds' own schemas: nothing that loads, checks, says or walks them raises."""

import copy
import json
import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from journeys import exits
from journeys.check import check, publishable
from journeys.compiler import compile_graph, load_plan
from journeys.events import EVENTS, OFFERED
from journeys.forecast import most_in_a_day
from journeys.graph import load_graph, upgraded
from journeys.interpreter import Facts, Occurrence, Outcome, Position, Stuck, step
from journeys.kinds import NO_INFO, defaults, kinds
from journeys.problems import Problem
from journeys.schemas import Schema
from journeys.wording import LANGUAGES
from tests.journeys.drawing import anything, conditions, durations, paths, scalars, spoil
from tests.journeys.graphs import CONTEXT, FIELD_TYPES, graph

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
IDS = ["enter", "a", "b", "c", "d", "e", "f"]
LONGEST = 10.0  # seconds of work in which any forecast has to be done

bounded = settings(deadline=None, max_examples=100, phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink])

DEFINED = {"condition": conditions, "duration": durations}

WORDS = (
    *("", "payment_reminder", "text_message", "nobody", "x_visited", "paid", "page_opened", "09:00", "23:59", "02:30"),
    *("Europe/Madrid", "America/Bogota", "Nowhere", "CO", "US-CA", "ES-XX", "2026-03-31", "2026-02-31", "vip"),
    *("https://crm.example/hook", "http://10.0.0.1", "{{ account.balance }} {{ nobody.knows }}", "{{", "/a/0/b~1c"),
    *("account.balance", "account.due_date", "debtor.language", "x.nickname", "debtor.nothing", "done", "else", "next"),
)
"""Texts that mean something somewhere; each setting takes those that its schema lets through."""


def fitting(schema: Schema) -> st.SearchStrategy[Any]:
    """Values that fit a part of a kind's schema."""
    if "$ref" in schema:
        return DEFINED[schema["$ref"].rsplit("/", 1)[-1]]
    if "if" in schema:
        return st.one_of(fitting(schema["else"]) if "else" in schema else st.none(), fitting(schema["then"]))
    if "anyOf" in schema:
        return st.one_of(*(fitting(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kinds_of_value = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of(*(MAKERS[each](schema) for each in kinds_of_value))


def _numbers(schema: Schema) -> st.SearchStrategy[Any]:
    most = schema.get("maximum", 10**9)
    floats = st.floats(schema.get("minimum", schema.get("exclusiveMinimum", -1e9)), most).filter(
        lambda number: number > schema.get("exclusiveMinimum", number - 1)
    )
    return floats | st.integers(int(schema.get("exclusiveMinimum", -1)) + 1, most)


def _texts(schema: Schema) -> st.SearchStrategy[str]:
    judge = Draft202012Validator({key: schema[key] for key in ("maxLength", "minLength", "pattern") if key in schema})
    known = st.sampled_from([word for word in WORDS if judge.is_valid(word)] or [None])
    pattern = schema.get("pattern", "")
    letters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
    if "$(?!\\n)" in pattern:
        odd = st.from_regex(re.sub(r"\$\(\?!\\n\)", r"\\Z", pattern), alphabet=letters)
    else:
        odd = st.text(letters, max_size=12)
    return (known | odd).filter(judge.is_valid)


def _lists(schema: Schema) -> st.SearchStrategy[list[Any]]:
    unique = json.dumps if schema.get("uniqueItems") else None
    return st.lists(fitting(schema["items"]), max_size=min(schema.get("maxItems", 4), 4), unique_by=unique)


def _objects(schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
    parts = {name: fitting(part) for name, part in schema["properties"].items()}
    needed = {name: parts.pop(name) for name in schema.get("required", ())}
    return st.fixed_dictionaries(needed, optional=parts)


MAKERS = {
    "null": lambda _: st.none(),
    "boolean": lambda _: st.booleans(),
    "integer": lambda schema: st.integers(schema.get("minimum"), schema.get("maximum", 10**12)),
    "number": _numbers,
    "string": _texts,
    "array": _lists,
    "object": _objects,
}

SETTINGS = {name: fitting(kind.schema) for name, kind in kinds().items()}
LISTED = {key: fitting(exits.schema(holds=key == "holds")) for key in ("exits", "holds")}


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    """A graph that fits its schema: any kinds, each port leading to any step, to nowhere, or to no line at all."""
    names = ["enter", *draw(st.lists(st.sampled_from(list(kinds())), min_size=2, max_size=len(IDS) - 1))]
    nodes, edges = [], []
    for name, kind in zip(IDS, names, strict=False):
        values = draw(SETTINGS[kind])
        nodes.append({"id": name, "kind": kind, "kind_version": kinds()[kind].version, "settings": values})
        for port in kinds()[kind].ports({**defaults(kinds()[kind]), **values}):
            target = draw(st.sampled_from([*IDS[1 : len(names)], *IDS[1 : len(names)], "gone", None]))
            if target is not None:
                edges.append({"id": f"e{len(edges)}", "from": name, "port": port.name, "to": target})
    return graph(*nodes, edges=edges, **{key: draw(listed) for key, listed in LISTED.items()})


def _drop(value: dict[str, Any], draw: st.DrawFn) -> None:
    owner = draw(st.sampled_from([value, *value["nodes"], *(node["settings"] for node in value["nodes"])]))
    if owner:
        del owner[draw(st.sampled_from(list(owner)))]


def _add(value: dict[str, Any], draw: st.DrawFn) -> None:
    owner = draw(st.sampled_from([value, *value["nodes"], *(node["settings"] for node in value["nodes"])]))
    owner[draw(st.text(max_size=8))] = draw(anything)


def _another_version(value: dict[str, Any], draw: st.DrawFn) -> None:
    node = draw(st.sampled_from(value["nodes"]))
    node["kind_version"] = draw(st.integers(-1, 4) | scalars)


def _another_kind(value: dict[str, Any], draw: st.DrawFn) -> None:
    draw(st.sampled_from(value["nodes"]))["kind"] = draw(st.sampled_from([*kinds(), "teleport"]) | scalars)


def _lines(value: dict[str, Any], draw: st.DrawFn) -> None:
    ends = st.sampled_from([*IDS, "gone"])
    for line in value["edges"][: draw(st.integers(1, 3))]:
        value["edges"].append({**line, "from": draw(ends), "to": draw(ends)})
    value["nodes"].append(copy.deepcopy(draw(st.sampled_from(value["nodes"]))))


@st.composite
def spoilt(draw: st.DrawFn) -> Any:  # noqa: ANN401 - any JSON value
    """A graph in which something is not as it should be."""
    value = draw(graphs())
    for change in draw(st.permutations([_drop, _add, _another_version, _another_kind, _lines]))[
        : draw(st.integers(0, 2))
    ]:
        if not {"nodes", "edges"} <= value.keys() or not all("settings" in node for node in value["nodes"]):
            return value
        change(value, draw)
    return spoil(value, draw(paths), draw(anything)) if draw(st.booleans()) else value


def _is_said(problem: Problem) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", problem.code)
    for words in (problem.message, problem.hint):
        assert words.keys() == set(LANGUAGES)
        assert all(words.values())


@bounded
@given(spoilt())
def test_whatever_is_wrong_with_a_graph_is_said_and_never_raised(value: Any) -> None:  # noqa: ANN401 - any JSON value
    before = copy.deepcopy(value)
    loaded = load_graph(value)
    problems = check(value, CONTEXT)
    if isinstance(value, dict):
        newest = upgraded(value)
        assert upgraded(newest) == newest
    assert repr(value) == repr(before)
    assert not loaded.problems or not publishable(problems)
    for problem in problems:
        _is_said(problem)


@bounded
@given(graphs())
def test_a_graph_of_any_kinds_compiles_and_is_put_into_words(value: dict[str, Any]) -> None:
    assert load_graph(value).problems == []
    for problem in check(value, CONTEXT):
        _is_said(problem)
    plan = load_plan(json.loads(json.dumps(compile_graph(value))))
    began = time.process_time()
    assert most_in_a_day(plan) >= 0
    assert time.process_time() - began < LONGEST
    for node in load_graph(value).graph.nodes.values():
        for language in LANGUAGES:
            assert node.kind.describe(node.settings, language).strip()
            assert node.kind.describe(node.settings, language, CONTEXT).strip()
            for port in [*(port.name for port in node.ports), "gone"]:
                assert node.kind.tell(node.settings, port, language, NO_INFO).strip()
                assert node.kind.tell(node.settings, port, language, CONTEXT).strip()


rows = st.lists(
    st.fixed_dictionaries({"id": st.integers(1, 99)}, optional={"amount": scalars, "due_date": scalars}), max_size=3
)
known = st.fixed_dictionaries(
    {"account.id": st.integers(1, 99), "debtor.id": st.integers(1, 99)},
    optional={
        **{name: anything | st.sampled_from(["2026-03-05", "9999-12-31", "0001-01-01"]) for name in FIELD_TYPES},
        "account.balance": st.none() | st.integers(-1000, 10**9),
        "debtor.time_zone": st.sampled_from(["America/Bogota", "Europe/Madrid", "Nowhere", "", None]),
        "debtor.jurisdiction": st.sampled_from(["CO", "ES", "ES-XX", "", None]),
        **dict.fromkeys(("list.accounts", "list.guarantors", "list.instalments"), rows),
    },
)


def _places(kept: dict[str, Any]) -> list[tuple[str, int]]:
    """Where the arms stand that are written down in somebody's memory."""
    return [place for arm in kept.get("arms", ()) for place in [(arm["node"], arm["visit"]), *_places(arm)]]


@st.composite
def happenings(draw: st.DrawFn, position: Position, number: int, now: datetime) -> Occurrence:
    """Something that happens: any event, or that a task or an act of the steps on which somebody stands is done."""
    kind = draw(st.sampled_from([*EVENTS, *OFFERED, "x_visited", "task_done", "act_done", "journey_ended"]))
    places = [(position.node, position.seq), *_places(json.loads(position.memory or "{}"))]
    node, visit = draw(st.sampled_from(places))
    outcome = draw(st.sampled_from(["yes", "no", "promise", "call_back", "approved", "rejected", "gone"]))
    data = {"node": node, "visit": visit, "outcome": outcome, "ok": draw(st.booleans()), "result": {}}
    return Occurrence(
        number, kind, now, {**data, "again": draw(st.booleans()), "at": now.isoformat(), "reason": "done"}
    )


@bounded
@given(graphs(), st.data())
def test_anybody_can_be_moved_step_by_step_whatever_happens_to_them(value: dict[str, Any], data: st.DataObject) -> None:
    plan = load_plan(compile_graph(value))
    position, now, events = plan.start(), NOW, list[Occurrence]()
    for _ in range(6):
        facts = Facts(data.draw(known), events)
        outcome = step(plan, position, facts, now)
        if isinstance(outcome, Stuck):
            assert outcome.code
            return
        assert isinstance(outcome, Outcome)
        assert (outcome.stand is None) is not (outcome.ended is None)
        stand = outcome.stand
        if stand is None:
            return
        assert stand.due_at is not None or stand.waits or stand.hold
        position = Position(stand.node, stand.seq, stand.until, stand.mark, stand.memory)
        later = stand.due_at if stand.due_at is not None and data.draw(st.booleans()) else now + timedelta(hours=7)
        now = max(now, later)
        for _ in range(data.draw(st.integers(0, 2))):
            events = [*events, data.draw(happenings(position, len(events) + 1, now))]
