"""What must hold for every value, found by Hypothesis."""

import copy
import json
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from journeys.check import check, check_audience, publishable
from journeys.compiler import CompileError, compile_graph, load_plan
from journeys.conditions import compile_condition, condition_faults, describe, fields_of
from journeys.events import EVENTS, OFFERED
from journeys.graph import load_graph
from journeys.interpreter import Facts, Occurrence, Outcome, Position, Stuck, step
from journeys.kinds import defaults, kinds
from journeys.schemas import UNITS
from tests.journeys.drawing import anything, conditions, durations, facts, paths, spoil, texts, unhurried
from tests.journeys.graphs import CONTEXT, FIELD_TYPES, graph, node, simple

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
IDS = ["enter", "a", "b", "c", "d", "e"]

branches = st.lists(
    st.fixed_dictionaries(
        {"id": st.sampled_from(["x", "y", "z"]), "label": st.just("Way"), "when": st.none() | conditions}
    ),
    max_size=3,
    unique_by=lambda branch: branch["id"],
)
steps = st.one_of(
    st.tuples(st.just("enter"), st.fixed_dictionaries({"audience": st.none() | conditions})),
    st.tuples(st.just("send_email"), st.fixed_dictionaries({"template": st.sampled_from(["", "payment_reminder"])})),
    st.tuples(st.just("wait"), st.fixed_dictionaries({"duration": durations})),
    st.tuples(
        st.just("wait_event"),
        st.fixed_dictionaries(
            {"events": st.lists(st.sampled_from(OFFERED), unique=True), "timeout": st.none() | durations}
        ),
    ),
    st.tuples(st.just("branch"), st.fixed_dictionaries({"branches": branches})),
    st.tuples(st.just("end"), st.fixed_dictionaries({"reason": st.sampled_from(["done", "no answer"])})),
)


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    """A graph that fits its schema: any steps, each port leading to any step, to nowhere, or to no line at all."""
    chosen = {"enter": ("enter", {"audience": None})} | {name: draw(steps) for name in IDS[1:]}
    nodes = [node(name, kind, **values) for name, (kind, values) in chosen.items()]
    edges = []
    for name, (kind, values) in chosen.items():
        for port in kinds()[kind].ports({**defaults(kinds()[kind]), **values}):
            target = draw(st.sampled_from([*IDS, *IDS, "gone", None]))
            if target is not None:
                edges.append({"id": f"e{len(edges)}", "from": name, "port": port.name, "to": target})
    exits = draw(st.sampled_from([[], ["paid"]]))
    return graph(*nodes, edges=edges, exits=exits)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Position, Facts, datetime]:
    """Somebody somewhere: any position, events in the order of their ids, and balances as they come."""
    ids = sorted(draw(st.sets(st.integers(1, 30), max_size=5)))
    heard = [Occurrence(number, draw(st.sampled_from(list(EVENTS))), NOW + timedelta(minutes=number)) for number in ids]
    until = draw(st.none() | st.just(NOW) | st.just(NOW + timedelta(days=1)))
    position = Position(draw(st.sampled_from(IDS)), draw(st.integers(0, 50)), until, draw(st.integers(0, 30)))
    known = draw(st.dictionaries(st.sampled_from(list(FIELD_TYPES)), texts | st.booleans() | st.none(), max_size=4))
    balance = draw(st.none() | st.integers(-1000, 1000))
    return position, Facts({**known, "account.balance": balance}, heard), NOW


@unhurried
@given(anything)
def test_any_json_can_be_checked(value: Any) -> None:  # noqa: ANN401 - any JSON value
    problems = check(value, CONTEXT)
    assert not publishable(problems)
    assert all(problem.message.keys() == problem.hint.keys() == {"es", "en"} for problem in problems)


@unhurried
@given(graphs(), paths, anything)
def test_a_graph_with_one_part_spoilt_can_be_checked(value: dict[str, Any], path: list[int], rubbish: Any) -> None:  # noqa: ANN401 - any JSON value
    spoilt = spoil(value, path, rubbish)
    problems = check(spoilt, CONTEXT)
    for problem in problems:
        for words in (*problem.message.values(), *problem.hint.values()):
            assert words.endswith(".")
    if load_graph(spoilt).problems:
        assert not publishable(problems)


@unhurried
@given(graphs())
def test_a_graph_that_fits_its_schema_compiles_the_same_each_time(value: dict[str, Any]) -> None:
    before = copy.deepcopy(value)
    plan = compile_graph(value)
    assert value == before
    assert json.loads(json.dumps(plan)) == plan
    assert set(load_plan(plan).nodes) == {each["id"] for each in value["nodes"]}
    assert compile_graph(json.loads(json.dumps(value))) == plan


@unhurried
@given(anything)
def test_what_cannot_be_compiled_is_refused_with_its_problems(value: Any) -> None:  # noqa: ANN401 - any JSON value
    try:
        compile_graph(value)
    except CompileError as refused:
        assert refused.problems  # noqa: PT017 - whether it raises is not the question
    else:
        raise AssertionError("rubbish was compiled")


@unhurried
@given(graphs(), situations())
def test_a_step_is_deterministic_and_leaves_its_input_alone(
    value: dict[str, Any], situation: tuple[Position, Facts, datetime]
) -> None:
    position, known, now = situation
    before = copy.deepcopy((position, known))
    stored = json.loads(json.dumps(compile_graph(value)))
    first = step(load_plan(stored), position, known, now)
    plan = load_plan(compile_graph(value))
    assert step(plan, position, known, now) == first
    assert step(plan, position, known, now) == first
    assert (position, known) == before


@unhurried
@given(graphs(), situations())
def test_an_outcome_holds_together(value: dict[str, Any], situation: tuple[Position, Facts, datetime]) -> None:
    position, known, now = situation
    plan = load_plan(compile_graph(value))
    outcome = step(plan, position, known, now)
    if isinstance(outcome, Stuck):
        assert outcome.code
        return
    assert (outcome.stand is None) is not (outcome.ended is None)
    assert all(position.seq <= send.visit < position.seq + len(outcome.trail) for send in outcome.sends)
    assert len({send.visit for send in outcome.sends}) == len(outcome.sends)
    if outcome.stand is not None:
        _stands_well(outcome, position, now)


def _stands_well(outcome: Outcome, position: Position, now: datetime) -> None:
    stand = outcome.stand
    assert stand is not None
    assert stand.seq == position.seq + len(outcome.trail)
    assert stand.mark >= position.mark
    assert stand.due_at == stand.until
    assert stand.until is None or stand.until > now
    assert stand.until is not None or stand.waits


@unhurried
@given(graphs(), situations())
def test_looking_again_at_once_moves_nobody(value: dict[str, Any], situation: tuple[Position, Facts, datetime]) -> None:
    position, known, now = situation
    plan = load_plan(compile_graph(value))
    outcome = step(plan, position, known, now)
    if isinstance(outcome, Outcome) and outcome.stand is not None:
        stand = outcome.stand
        again = step(plan, Position(stand.node, stand.seq, stand.until, stand.mark), known, now)
        assert again == Outcome([], [], stand, None)


@st.composite
def ladders(draw: st.DrawFn) -> dict[str, Any]:
    """A graph in which every port leads to some later step, and the last step is an end."""
    onward = steps.filter(lambda chosen: chosen[0] != "wait_event" or bool(chosen[1]["events"]))
    chosen = [("enter", {"audience": None}), *(draw(onward) for _ in IDS[2:]), ("end", {"reason": "done"})]
    edges = []
    for place, (kind, values) in enumerate(chosen):
        for port in kinds()[kind].ports({**defaults(kinds()[kind]), **values}):
            target = draw(st.sampled_from(IDS[place + 1 :]))
            edges.append({"id": f"e{len(edges)}", "from": IDS[place], "port": port.name, "to": target})
    nodes = [node(name, kind, **values) for name, (kind, values) in zip(IDS, chosen, strict=True)]
    return graph(*nodes, edges=edges)


@unhurried
@given(ladders(), st.data())
def test_who_only_ever_goes_on_comes_to_an_end(value: dict[str, Any], data: st.DataObject) -> None:
    plan = load_plan(compile_graph(value))
    position, now, heard = plan.start(), NOW, list[Occurrence]()
    for number in range(1, len(IDS) + 1):
        outcome = step(plan, position, Facts({"account.balance": 1}, heard), now)
        assert isinstance(outcome, Outcome)
        stand = outcome.stand
        if stand is None:
            return
        position = Position(stand.node, stand.seq, stand.until, stand.mark)
        answers = sorted(stand.waits & set(value["nodes"][IDS.index(stand.node)]["settings"].get("events", ())))
        answer = data.draw(st.sampled_from([*answers, None] if stand.due_at else answers))
        now = stand.due_at if answer is None else now
        heard = heard if answer is None else [*heard, Occurrence(number, answer, now)]
    raise AssertionError("nobody can wait more often than there are steps")


@unhurried
@given(st.lists(st.integers(1, 9999), min_size=1, max_size=3))
def test_waits_always_end_on_time(amounts: list[int]) -> None:
    value = simple()
    for amount in amounts:
        for unit in UNITS:
            value["nodes"][2]["settings"] = {"duration": {"amount": amount, "unit": unit}}
            plan = load_plan(compile_graph(value))
            outcome = step(plan, plan.start(), Facts({}), NOW)
            assert isinstance(outcome, Outcome)
            assert outcome.stand is not None
            assert outcome.stand.until == NOW + timedelta(**{unit: amount})
            done = step(plan, Position("wait", 2, outcome.stand.until), Facts({}), outcome.stand.until)
            assert isinstance(done, Outcome)
            assert done.ended == "completed"


@unhurried
@given(conditions, facts)
def test_every_condition_answers_on_any_facts(condition: dict[str, Any], known: dict[str, Any]) -> None:
    assert condition_faults(condition) == []
    test = compile_condition(condition)
    answer = test(known)
    assert isinstance(answer, bool)
    assert test(known) is answer
    assert compile_condition({"not": condition})(known) is not answer
    assert compile_condition({"all": [condition, condition]})(known) is answer
    assert compile_condition({"any": [condition, condition]})(known) is answer


@unhurried
@given(conditions, facts)
def test_only_the_named_fields_matter(condition: dict[str, Any], known: dict[str, Any]) -> None:
    asked = {name: value for name, value in known.items() if name in fields_of(condition)}
    test = compile_condition(condition)
    assert test(asked) is test(known)


@unhurried
@given(conditions)
def test_every_condition_can_be_checked_and_said(condition: dict[str, Any]) -> None:
    check_audience(condition, CONTEXT)
    for language in ("es", "en"):
        assert describe(condition, language, CONTEXT.fields)
        assert describe(condition, language, {})


@unhurried
@given(anything)
def test_any_json_can_be_checked_as_an_audience(value: Any) -> None:  # noqa: ANN401 - any JSON value
    assert value is None or not publishable(check_audience(value, CONTEXT))
