"""What a graph refers to outside of itself, and giving it other numbers and keys."""

from typing import Any

from journeys import gallery
from journeys.references import mentioned, references, renamed
from tests.journeys.graphs import enter, graph, mail, node

WHOLE = graph(
    {**enter(), "settings": {"audience": None, "segment": 7}},
    mail("first", "payment_reminder"),
    mail("again", "payment_reminder"),
    mail("second", "second_notice"),
    node("other", "start_journey", journey=12, wait=False),
    node("strange", "from_a_package", template="hers", journey=3),
)

RUBBISH: list[Any] = [
    {},
    {"nodes": 3},
    {"nodes": [None, 3, {}, {"kind": ["enter"], "settings": {}}, {"kind": "enter"}]},
]


def test_what_is_referred_to_is_listed_once_in_the_order_of_the_nodes() -> None:
    assert references(WHOLE, "segment") == [7]
    assert references(WHOLE, "journey") == [12]
    assert references(WHOLE, "template") == ["payment_reminder", "second_notice"]


def test_what_is_not_set_or_of_another_type_is_no_reference() -> None:
    settings = {"audience": None, "segment": None}
    drawn = graph({**enter(), "settings": settings}, mail("first", ""), node("a", "start_journey", journey=True))
    assert [references(drawn, what) for what in ("segment", "journey", "template")] == [[], [], []]
    assert references(graph(node("a", "send_email", template=["x"])), "template") == []


def test_references_are_renamed_and_everything_else_stays() -> None:
    found = renamed(WHOLE, {"segment": {7: 1}, "journey": {12: 2}, "template": {"second_notice": "second_notice_2"}})
    assert [references(found, what) for what in ("segment", "journey", "template")] == [
        [1],
        [2],
        ["payment_reminder", "second_notice_2"],
    ]
    assert found["nodes"][-1] == WHOLE["nodes"][-1]  # nobody here knows what its settings mean
    assert found["edges"] == WHOLE["edges"]
    assert references(WHOLE, "segment") == [7]


def test_a_segment_or_a_journey_that_stays_behind_is_not_set() -> None:
    found = renamed(WHOLE, {})
    assert (references(found, "segment"), references(found, "journey")) == ([], [])
    assert found["nodes"][0]["settings"]["segment"] is None
    assert references(found, "template") == references(WHOLE, "template")


def test_what_is_not_set_stays_so() -> None:
    settings = {"audience": None, "segment": None}
    drawn = graph({**enter(), "settings": settings})
    assert renamed(drawn, {"segment": {7: 1}}) == drawn


def test_rubbish_refers_to_nothing_and_stays_as_it_is() -> None:
    for value in RUBBISH:
        assert references(value, "segment") == []
        assert renamed(value, {}) == value


def test_fields_are_found_in_conditions_in_settings_and_in_texts() -> None:
    drawn = graph(
        enter(audience={"all": [{"field": "account.segment", "op": "eq", "value": "A"}]}),
        node(
            "call", "call_task", script="Hola, {{ debtor.nick_name | title }}. {{account.x}}", title="una cuenta.azul"
        ),
        ("not", "a", "list"),  # type: ignore[arg-type]
    )
    assert mentioned(drawn) == {"account.segment", "debtor.nick_name", "account.x"}
    assert mentioned(gallery.load("us_third_party")) >= {"account.validation_ends", "account.collector_address"}
    assert mentioned(7) == frozenset()
