"""Conditions beyond the tables: what is refused, which fields they ask, how they read."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from journeys.conditions import (
    ConditionError,
    compile_condition,
    condition_faults,
    condition_schema,
    describe,
    fields_of,
    operators,
)
from journeys.schemas import OPERATORS
from tests.journeys.graphs import CONTEXT


@pytest.mark.parametrize(
    "value", [None, 7, "all", [], {}, {"op": "eq"}, {"field": "x", "op": "like"}, {"field": "x", "op": []}], ids=str
)
def test_what_is_no_condition_is_refused(value: Any) -> None:  # noqa: ANN401 - any JSON value
    with pytest.raises(ConditionError):
        compile_condition(value)


def test_a_value_nested_without_end_is_no_condition() -> None:
    condition: dict[str, Any] = {"all": []}
    for _ in range(5000):
        condition = {"not": condition}
    assert [problem.code for problem in condition_faults(condition)] == ["too_deep"]


def test_fields_are_found_wherever_they_stand() -> None:
    condition = {
        "all": [
            {"field": "a", "op": "is_empty"},
            {"any": [{"field": "b", "op": "is_empty"}, {"not": {"field": "c", "op": "is_empty"}}]},
            {"field": "a", "op": "eq", "value": 1},
        ]
    }
    assert fields_of(condition) == {"a", "b", "c"}
    assert fields_of({"all": []}) == frozenset()


def test_the_schema_stands_alone() -> None:
    schema = condition_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(json.loads(json.dumps(schema)))
    assert validator.is_valid({"not": {"all": [{"field": "a", "op": "in", "value": ["b"]}]}})
    assert not validator.is_valid({"not": {"all": [{"field": "a", "op": "in", "value": [{}]}]}})


def test_every_operator_is_offered_with_its_words() -> None:
    offered = {each["op"]: each for each in operators()}
    assert tuple(offered) == OPERATORS
    assert offered["in"] == {
        "op": "in",
        "labels": {"es": "es uno de", "en": "is one of"},
        "date_labels": {"es": "es uno de", "en": "is one of"},
        "types": ["text", "number", "money", "date"],
        "value": "many",
    }
    assert offered["gt"]["date_labels"] == {"es": "después del", "en": "after"}
    assert (offered["eq"]["value"], offered["is_empty"]["value"]) == ("one", "none")


BIG = {"field": "account.balance", "op": "gte", "value": 123456789}
SPANISH = {"field": "debtor.language", "op": "eq", "value": "es"}

SENTENCES: dict[str, tuple[dict[str, Any], str, str]] = {
    "money": (BIG, "Saldo al menos 1.234.567,89", "Balance at least 1,234,567.89"),
    "a credit": (
        {"field": "account.balance", "op": "lt", "value": -5},
        "Saldo menor que -0,05",
        "Balance less than -0.05",
    ),
    "money that is not whole cents": (
        {"field": "account.balance", "op": "lt", "value": 1.5},
        "Saldo menor que 1.5",
        "Balance less than 1.5",
    ),
    "a number": (
        {"field": "account.days_past_due", "op": "lte", "value": 30},
        "Días de mora como máximo 30",
        "Days past due at most 30",
    ),
    "a date": (
        {"field": "account.due_date", "op": "lt", "value": "2026-03-01"},
        "Vencimiento antes del 2026-03-01",
        "Due date before 2026-03-01",
    ),
    "yes": (
        {"field": "debtor.protected", "op": "eq", "value": True},
        "Protegido es sí",
        "Protected is yes",
    ),
    "a list": (
        {"field": "debtor.language", "op": "in", "value": ["es", "en"]},
        "Idioma es uno de es, en",
        "Language is one of es, en",
    ),
    "no value needed": (
        {"field": "debtor.language", "op": "is_empty"},
        "Idioma está vacío",
        "Language is empty",
    ),
    "no value yet": ({"field": "debtor.language", "op": "eq"}, "Idioma es …", "Language is …"),
    "an empty list": (
        {"field": "debtor.language", "op": "in", "value": []},
        "Idioma es uno de …",
        "Language is one of …",
    ),
    "no field yet": ({"field": "", "op": "is_empty"}, "… está vacío", "… is empty"),
    "a field that is not known": ({"field": "x.y", "op": "eq", "value": "z"}, "x.y es z", "x.y is z"),
    "both": (
        {"all": [BIG, SPANISH]},
        "Saldo al menos 1.234.567,89 e Idioma es es",
        "Balance at least 1,234,567.89 and Language is es",
    ),
    "a group in a group": (
        {"any": [SPANISH, {"all": [SPANISH, SPANISH]}]},
        "Idioma es es o (Idioma es es e Idioma es es)",
        "Language is es or (Language is es and Language is es)",
    ),
    "a word that begins with o": (
        {"any": [BIG, {"field": "otro", "op": "is_empty"}]},
        "Saldo al menos 1.234.567,89 u otro está vacío",
        "Balance at least 1,234,567.89 or otro is empty",
    ),
    "a group of one": ({"all": [{"any": [SPANISH]}]}, "Idioma es es", "Language is es"),
    "not": ({"not": SPANISH}, "no (Idioma es es)", "not (Language is es)"),
    "everybody": ({"all": []}, "todas las cuentas", "all accounts"),
    "nobody": ({"any": []}, "ninguna cuenta", "no account"),
}


@pytest.mark.parametrize(("condition", "spanish", "english"), SENTENCES.values(), ids=SENTENCES.keys())
def test_a_condition_reads_as_a_sentence(condition: dict[str, Any], spanish: str, english: str) -> None:
    assert describe(condition, "es", CONTEXT.fields) == spanish
    assert describe(condition, "en", CONTEXT.fields) == english
