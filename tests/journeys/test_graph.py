"""The graph as JSON: its schema, its hash, and what loading makes of broken ones."""

import copy
import json
import math
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from journeys.check import check, publishable
from journeys.graph import SCHEMA_VERSION, digest, empty_graph, graph_schema, load_graph
from journeys.kinds import defaults, kinds
from tests.journeys.graphs import CONTEXT, DAY, end, enter, graph, mail, node, simple, wait_event


def words(value: object) -> list[tuple[str | None, str]]:
    """Who has which problem with the schema, in Spanish."""
    return [(problem.node, problem.message["es"]) for problem in load_graph(value).problems]


def with_settings(place: int, settings: object) -> dict[str, Any]:
    """The simple graph with other settings of one step: 0 enter, 1 mail, 2 wait, 3 end."""
    value = simple()
    value["nodes"][place]["settings"] = settings
    return value


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(graph_schema())


def test_the_schema_can_be_published_as_json() -> None:
    assert json.loads(json.dumps(graph_schema())) == graph_schema()


def test_the_schema_alone_accepts_a_whole_journey_and_refuses_unknown_keys() -> None:
    validator = Draft202012Validator(graph_schema())
    assert validator.is_valid(simple())
    assert not validator.is_valid({**simple(), "colour": "red"})


def test_the_schema_has_the_settings_of_every_kind() -> None:
    assert {f"kind_{name}" for name in kinds()} <= graph_schema()["$defs"].keys()


def test_a_new_journey_begins_with_its_entry_and_the_usual_exits_and_holds() -> None:
    new = empty_graph("Mora temprana")
    assert load_graph(new).problems == []
    assert new["schema_version"] == SCHEMA_VERSION
    assert new["name"] == "Mora temprana"
    assert [step["kind"] for step in new["nodes"]] == ["enter"]
    assert new["exits"] == ["paid", "deceased", "insolvent", "cease_contact", "recalled"]
    assert new["holds"] == ["disputed", "vulnerable"]
    assert [(problem.node, problem.code) for problem in check(new, CONTEXT)] == [
        (None, "no_end"),
        ("enter", "unwired_port"),
    ]


def test_new_journeys_share_nothing() -> None:
    first = empty_graph("a")
    first["nodes"][0]["settings"]["audience"] = {"all": []}
    first["exits"].clear()
    assert empty_graph("b")["nodes"][0]["settings"] == defaults(kinds()["enter"])
    assert "paid" in empty_graph("b")["exits"]


def test_settings_that_even_their_kind_cannot_upgrade_are_a_problem_and_no_crash(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(settings: object, version: int) -> dict[str, Any]:
        raise KeyError(settings, version)

    old = with_settings(0, {})
    old["nodes"][0]["kind_version"] = 1
    monkeypatch.setattr(kinds()["enter"], "upgrade", refuse)
    assert "unknown_kind_version" in [problem.code for problem in load_graph(old).problems]


def test_moving_a_box_does_not_change_the_hash() -> None:
    value = simple()
    assert digest({**value, "layout": {"nodes": {"mail": {"x": 8, "y": 16}}}}) == digest(value)


NOTE = {"x": -8.5, "y": 0, "text": "Ask Ana", "color": "yellow"}


def test_notes_and_what_was_placed_by_hand_are_kept_and_are_no_part_of_what_runs() -> None:
    drawn = {**simple(), "layout": {"nodes": {}, "placed": {"a": True}, "notes": {"note_1": NOTE}, "own": 1}}
    assert load_graph(drawn).problems == []
    assert digest(drawn) == digest(simple())


@pytest.mark.parametrize(
    "layout",
    [
        {"notes": {"n": {**NOTE, "color": "beige"}}},
        {"notes": {"n": {**NOTE, "surprise": 1}}},
        {"notes": {"n": {**NOTE, "text": "x" * 2001}}},
        {"notes": ["n"]},
        {"placed": {"a": 1}},
    ],
    ids=["colour", "key", "length", "list", "placed"],
)
def test_a_drawing_that_no_studio_makes_is_told(layout: dict[str, Any]) -> None:
    (problem,) = load_graph({**simple(), "layout": layout}).problems
    assert problem.node is None
    assert set(problem.message) == {"es", "en"}


def test_the_order_of_keys_does_not_change_the_hash() -> None:
    value = simple()
    assert digest(dict(reversed(value.items()))) == digest(value)


def test_any_change_of_what_it_does_changes_the_hash() -> None:
    value = simple()
    changed = [
        with_settings(2, {"duration": {"amount": 2, "unit": "days"}}),
        {**value, "exits": []},
        {**value, "name": "ñ"},
    ]
    assert len({digest(each) for each in [value, *changed]}) == 4


def test_the_hash_is_the_sha256_of_canonical_json() -> None:
    # As given by: echo -n '{"name":"\\u00f1"}' | sha256sum
    expected = "517eb8601d95875b9eae8c950d805cdeb0513509762ac63f4076b4e57bb0be74"
    assert digest({"layout": {"x": 1}, "name": "ñ"}) == expected


FAULTS: dict[str, tuple[object, list[tuple[str | None, str]]]] = {
    "no object": ([], [(None, "El recorrido tiene que ser un objeto.")]),
    "null": (None, [(None, "El recorrido tiene que ser un objeto.")]),
    "an unknown key": (
        {**simple(), "colour": 1},
        [(None, "El recorrido tiene algo que no se conoce: colour.")],
    ),
    "a missing key": (
        {key: value for key, value in simple().items() if key != "exits"},
        [(None, "Falta «exits» en el recorrido.")],
    ),
    "another version of the schema": ({**simple(), "schema_version": 2}, [(None, "«schema_version» tiene que ser 1.")]),
    "no name": ({**simple(), "name": ""}, [(None, "«Nombre» está vacío.")]),
    "a long name": ({**simple(), "name": "x" * 201}, [(None, "«Nombre» es demasiado largo: caben 200 letras.")]),
    "a name that is no text": ({**simple(), "name": 7}, [(None, "«Nombre» tiene que ser un texto.")]),
    "an exit twice": ({**simple(), "exits": ["paid", "paid"]}, [(None, "«exits» repite un elemento.")]),
    "an unknown exit": ({**simple(), "exits": ["moved"]}, [(None, "«exits» no admite «moved».")]),
    "steps that are no list": ({**simple(), "nodes": {}}, [(None, "«nodes» tiene que ser una lista.")]),
    "a step that is no object": ({**simple(), "nodes": [7]}, [(None, "Un paso tiene que ser un objeto.")]),
    "an id that cannot be one": (
        graph(end("Not so")),
        [("Not so", "«id» no admite «Not so».")],
    ),
    "an id with a line break after it": (graph(end("end\n")), [("end\n", "«id» no admite «end\n».")]),
    "an id that is no text": (graph(end(7)), [(None, "«id» tiene que ser un texto.")]),  # type: ignore[arg-type] # that is the point
    "a step without settings": (
        graph({"id": "end", "kind": "end", "kind_version": 1}),
        [("end", "Falta «settings» en un paso.")],
    ),
    "a kind that is no text": (
        graph({"id": "end", "kind": ["end"], "kind_version": 1, "settings": {}}),
        [("end", "Este paso es de un tipo que aquí no existe: «['end']».")],
    ),
    "a kind that is not there": (
        graph(node("fax", "send_fax")),
        [("fax", "Este paso es de un tipo que aquí no existe: «send_fax».")],
    ),
    "a kind of the future": (
        graph({**end(), "kind_version": 2}),
        [("end", "Este paso se hizo con otra versión de su tipo (2).")],
    ),
    "a line that is no object": ({**simple(), "edges": [7]}, [(None, "Una línea tiene que ser un objeto.")]),
    "half a line": (
        {**simple(), "edges": [{"id": "e", "from": "mail", "port": "next"}]},
        [("mail", "Falta «to» en una línea.")],
    ),
    "a layout that is no object": ({**simple(), "layout": 7}, [(None, "«layout» tiene que ser un objeto.")]),
    "no template": (with_settings(1, {}), [("mail", "Falta «Plantilla» en este paso.")]),
    "a template that is no text": (
        with_settings(1, {"template": 7}),
        [("mail", "«Plantilla» tiene que ser un texto.")],
    ),
    "an unknown setting": (
        with_settings(1, {"template": "a", "subject": "Hola"}),
        [("mail", "Este paso tiene algo que no se conoce: subject.")],
    ),
    "a wait of nothing": (
        with_settings(2, {"duration": {"amount": 0, "unit": "days"}}),
        [("wait", "«Cantidad» tiene que ser 1 o más.")],
    ),
    "a wait of centuries": (
        with_settings(2, {"duration": {"amount": 10000, "unit": "weeks"}}),
        [("wait", "«Cantidad» tiene que ser 9999 o menos.")],
    ),
    "half a day": (
        with_settings(2, {"duration": {"amount": 0.5, "unit": "days"}}),
        [("wait", "«Cantidad» tiene que ser un número entero."), ("wait", "«Cantidad» tiene que ser 1 o más.")],
    ),
    "an unknown unit": (
        with_settings(2, {"duration": {"amount": 1, "unit": "months"}}),
        [("wait", "«Unidad» no admite «months».")],
    ),
    "no duration": (with_settings(2, {"duration": None}), [("wait", "«Duración» tiene que ser un objeto.")]),
    "no reason": (with_settings(3, {"reason": " \n"}), [("end", "«Motivo» está vacío.")]),
    "a reason that looks like an exit": (
        with_settings(3, {"reason": "exit:paid"}),
        [("end", "«Motivo» no admite «exit:paid».")],
    ),
    "half a condition": (with_settings(0, {"audience": {"field": "x"}}), [("enter", "Una condición está incompleta.")]),
    "an empty condition": (
        with_settings(0, {"audience": {}}),
        [("enter", "Una condición está incompleta, o mezcla un grupo con una comparación.")],
    ),
    "an unknown operator, deep inside": (
        with_settings(0, {"audience": {"not": {"any": [{"field": "x", "op": "like", "value": "y"}]}}}),
        [("enter", "«Comparación» no admite «like».")],
    ),
    "a value that cannot be one": (
        with_settings(0, {"audience": {"field": "x", "op": "eq", "value": {"a": 1}}}),
        [("enter", "«Valor» tiene algo que no se conoce: a."), ("enter", "Falta «Días desde hoy» en «Valor».")],
    ),
    "a day too far from today": (
        with_settings(0, {"audience": {"field": "x", "op": "eq", "value": {"today": 36_501}}}),
        [("enter", "«Días desde hoy» tiene que ser 36500 o menos.")],
    ),
    "half a day from today": (
        with_settings(0, {"audience": {"field": "x", "op": "eq", "value": {"today": 0.5}}}),
        [("enter", "«Días desde hoy» tiene que ser un número entero.")],
    ),
    "a part that dates do not have": (
        with_settings(0, {"audience": {"field": "x", "part": "hour", "op": "eq", "value": 1}}),
        [("enter", "«Parte de la fecha» no admite «hour».")],
    ),
    "a part of no field": (
        with_settings(0, {"audience": {"event": "paid", "part": "day", "op": "eq", "value": 1}}),
        [("enter", "Una condición está incompleta.")],
    ),
    "a field and an event": (
        with_settings(0, {"audience": {"field": "x", "event": "paid", "op": "eq", "value": 1}}),
        [("enter", "Una condición está incompleta, o mezcla un grupo con una comparación.")],
    ),
    "a comparison of nothing": (
        with_settings(0, {"audience": {"all": [], "op": "eq"}}),
        [("enter", "Una condición compara, pero no dice qué.")],
    ),
    "an event that is counted like a text": (
        with_settings(0, {"audience": {"event": "paid", "op": "contains", "value": "x"}}),
        [
            ("enter", "«Comparación» no admite «contains»."),
            ("enter", "«Número de veces» tiene que ser un número entero."),
        ],
    ),
    "an event less than never": (
        with_settings(0, {"audience": {"event": "paid", "op": "eq", "value": -1}}),
        [("enter", "«Número de veces» tiene que ser 0 o más.")],
    ),
    "an event without a number": (
        with_settings(0, {"audience": {"event": "paid", "op": "eq"}}),
        [("enter", "Una condición está incompleta.")],
    ),
    "an event with a name that none can have": (
        with_settings(0, {"audience": {"event": "Paid!", "op": "eq", "value": 1}}),
        [("enter", "«Evento» no admite «Paid!».")],
    ),
    "a time that no event lies in": (
        with_settings(
            0, {"audience": {"event": "paid", "op": "eq", "value": 1, "within": {"amount": 0, "unit": "days"}}}
        ),
        [("enter", "«Cantidad» tiene que ser 1 o más.")],
    ),
    "a channel with a name that none can have": (
        with_settings(0, {"audience": {"event": "paid", "op": "eq", "value": 1, "channel": "*"}}),
        [("enter", "«Canal» no admite «*».")],
    ),
    "a long value is cut": (
        with_settings(2, {"duration": {"amount": 1, "unit": "z" * 100}}),
        [("wait", f"«Unidad» no admite «{'z' * 60}…».")],
    ),
    "too many conditions in a group": (
        with_settings(0, {"audience": {"all": [{"all": []}] * 101}}),
        [("enter", "«all» tiene demasiados elementos: caben 100.")],
    ),
    "an event twice": (
        graph(enter(), wait_event("answer", "paid", "paid", timeout=DAY)),
        [("answer", "«Eventos» repite un elemento.")],
    ),
    "a number that is infinite": (
        {**simple(), "layout": {"x": math.inf}},
        [(None, "El recorrido contiene números o letras que no se pueden guardar.")],
    ),
    "a letter that cannot be stored": (
        {**simple(), "layout": {"note\0": 1}},
        [(None, "El recorrido contiene números o letras que no se pueden guardar.")],
    ),
    "half a letter": (
        {**simple(), "name": "\ud83d"},
        [(None, "El recorrido contiene números o letras que no se pueden guardar.")],
    ),
}


@pytest.mark.parametrize(("value", "expected"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_told_in_plain_words(value: object, expected: list[tuple[str | None, str]]) -> None:
    assert words(value) == expected
    assert not publishable(check(value, CONTEXT))


def test_a_fault_in_a_setting_points_at_its_form_field() -> None:
    (problem,) = load_graph(with_settings(2, {"duration": {"amount": 0, "unit": "days"}})).problems
    assert (problem.node, problem.setting) == ("wait", "duration")
    (problem,) = load_graph(with_settings(1, {})).problems
    assert (problem.node, problem.setting) == ("mail", None)


def test_a_rule_without_words_of_its_own_still_says_where(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(kinds()["wait"].schema["properties"]["duration"], "minProperties", 3)
    monkeypatch.setattr("journeys.graph._validator", lambda: Draft202012Validator(graph_schema()))
    assert words(simple()) == [("wait", "«Duración» no es válido.")]


def test_a_graph_too_big_to_look_at_is_refused_as_a_whole() -> None:
    problems = check({**simple(), "nodes": [0] * 300_000}, CONTEXT)
    assert [problem.code for problem in problems] == ["too_big"]


def test_a_thousand_steps_are_the_limit() -> None:
    value = graph(*(end(f"n{number}") for number in range(1001)))
    assert words(value) == [(None, "«nodes» tiene demasiados elementos: caben 1000.")]


def test_a_condition_nested_without_end_is_refused() -> None:
    condition: dict[str, Any] = {"all": []}
    for _ in range(5000):
        condition = {"not": condition}
    (problem,) = check(with_settings(0, {"audience": condition}), CONTEXT)
    assert problem.code == "too_deep"


def test_a_condition_nested_as_deep_as_allowed_is_looked_at() -> None:
    condition: dict[str, Any] = {"field": "debtor.language", "op": "eq", "value": "es"}
    for _ in range(30):
        condition = {"not": condition}
    assert check(with_settings(0, {"audience": condition}), CONTEXT) == []


def test_loading_keeps_everything_that_it_understands() -> None:
    loaded = load_graph({**simple(), "colour": "red"})
    assert list(loaded.graph.nodes) == ["enter", "mail", "wait", "end"]
    assert [(edge.source, edge.port, edge.target) for edge in loaded.graph.edges] == [
        ("enter", "next", "mail"),
        ("mail", "next", "wait"),
        ("wait", "next", "end"),
    ]
    assert (loaded.graph.name, loaded.graph.entry, loaded.graph.exits) == ("Test", "enter", ("paid",))


def test_loading_fills_in_what_a_setting_is_when_it_is_left_out() -> None:
    assert load_graph(with_settings(0, {})).graph.nodes["enter"].settings == defaults(kinds()["enter"])


def test_loading_and_checking_leave_the_graph_as_it_was() -> None:
    value = with_settings(0, {})
    before = copy.deepcopy(value)
    load_graph(value)
    check(value, CONTEXT)
    assert value == before


def test_the_mail_of_a_graph_with_a_fault_elsewhere_is_still_checked() -> None:
    value = graph(enter(), mail(template="old"), end(), lines="enter>mail mail>end", colour="red")
    assert [problem.code for problem in check(value, CONTEXT)] == ["schema", "unknown_template"]
