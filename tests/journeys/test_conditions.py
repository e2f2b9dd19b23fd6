"""Conditions beyond the tables: what is refused, which fields they ask, how they read."""

import json
from pathlib import Path
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
from journeys.events import EVENTS
from journeys.history import History, history_named
from journeys.history_words import PHRASES
from journeys.schemas import OPERATORS
from tests.journeys.graphs import CONTEXT

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    "value",
    [
        None,
        7,
        "all",
        [],
        {},
        {"op": "eq"},
        {"field": "x", "op": "like"},
        {"field": "x", "op": []},
        {"field": 5, "op": "eq"},
        {"field": "x", "op": "eq", "part": "hour"},
        {"field": "x", "op": "eq", "value": {"today": "soon"}},
        {"event": "paid", "op": "eq", "value": 1, "within": {"amount": 1, "unit": "years"}},
    ],
    ids=str,
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


def test_the_past_and_today_are_fields_with_names_of_their_own() -> None:
    opened = {"event": "message_opened", "channel": "email", "within": {"amount": 7, "unit": "days"}}
    condition = {
        "any": [
            {**opened, "op": "gte", "value": 1},
            {"event": "paid", "op": "eq", "value": 0},
            {"field": "account.due_date", "op": "lt", "value": {"today": -3}},
            {"field": "account.due_date", "op": "is_empty", "value": {"today": -3}},
            {"field": "debtor.birth_date", "part": "month", "op": "eq", "value": 3},
        ]
    }
    assert fields_of(condition) == {
        "history.message_opened.email.604800",
        "history.paid.*.*",
        "account.due_date",
        "debtor.birth_date",
        "calendar.today",
    }
    assert "calendar.today" not in fields_of({"any": condition["any"][3:]})


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("history.message_opened.email.604800", History("message_opened", "email", 604_800)),
        ("history.x_visited.*.60", History("x_visited", None, 60)),
        ("history.paid.*.*", History("paid", None, None)),
        ("history.paid", None),
        ("history.paid.*.0", None),
        ("history.paid.*.*\n", None),
        ("account.history.paid.*.*", None),
    ],
)
def test_a_question_about_the_past_is_read_from_its_name(name: str, asked: History | None) -> None:
    assert history_named(name) == asked
    assert asked is None or asked.name == name


def test_a_day_from_today_needs_a_today_that_is_a_day() -> None:
    test = compile_condition({"field": "account.due_date", "op": "ne", "value": {"today": 0}})
    known = {"account.due_date": "2026-03-02"}
    assert test({**known, "calendar.today": "2026-03-01"})
    for today in (None, 5, "soon", "2026-02-30"):
        assert not test({**known, "calendar.today": today})


def test_the_schema_stands_alone() -> None:
    schema = condition_schema()
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(json.loads(json.dumps(schema)))
    assert validator.is_valid({"not": {"all": [{"field": "a", "op": "in", "value": ["b"]}]}})
    assert not validator.is_valid({"not": {"all": [{"field": "a", "op": "in", "value": [{}]}]}})
    week = {"amount": 1, "unit": "weeks"}
    assert validator.is_valid({"event": "paid", "op": "gte", "value": 1, "within": week, "channel": None})


def test_every_operator_is_offered_with_its_words() -> None:
    offered = {each["op"]: each for each in operators()}
    assert tuple(offered) == OPERATORS
    assert offered["in"] == {
        "op": "in",
        "labels": {"es": "es uno de", "en": "is one of"},
        "date_labels": {"es": "es uno de", "en": "is one of"},
        "near_labels": {"es": "es uno de", "en": "is one of"},
        "types": ["text", "number", "money", "date"],
        "value": "many",
    }
    assert offered["gt"]["date_labels"] == {"es": "después del", "en": "after"}
    assert offered["lt"]["near_labels"] == {"es": "antes de", "en": "before"}
    assert (offered["has"]["types"], offered["has"]["value"]) == (["tags"], "one")
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
        "Protegido",
        "Protected",
    ),
    "a truth in a list": (
        {"field": "debtor.language", "op": "in", "value": [True, False]},
        "Idioma es uno de sí, no",
        "Language is one of yes, no",
    ),
    "a list": (
        {"field": "debtor.language", "op": "in", "value": ["es", "en"]},
        "Idioma es uno de es, en",
        "Language is one of es, en",
    ),
    "a day from today": (
        {"field": "account.due_date", "op": "lt", "value": {"today": -3}},
        "Vencimiento antes de hace 3 días",
        "Due date before 3 days ago",
    ),
    "a day that has a name": (
        {"field": "account.due_date", "op": "gte", "value": {"today": 1}},
        "Vencimiento desde mañana",
        "Due date on or after tomorrow",
    ),
    "a day to come": (
        {"field": "account.due_date", "op": "eq", "value": {"today": 10}},
        "Vencimiento es dentro de 10 días",
        "Due date is in 10 days",
    ),
    "a weekday": (
        {"field": "calendar.today", "part": "weekday", "op": "in", "value": [5, 1]},
        "Hoy (día de la semana) es uno de viernes, lunes",
        "Today (weekday) is one of Friday, Monday",
    ),
    "months in their order": (
        {"field": "account.due_date", "part": "month", "op": "lte", "value": 3},
        "Vencimiento (mes) hasta marzo",
        "Due date (month) on or before March",
    ),
    "a month that there is not": (
        {"field": "account.due_date", "part": "month", "op": "eq", "value": 13},
        "Vencimiento (mes) es 13",
        "Due date (month) is 13",
    ),
    "the day of a month": (
        {"field": "account.due_date", "part": "day", "op": "gt", "value": 15},
        "Vencimiento (día del mes) mayor que 15",
        "Due date (day of the month) more than 15",
    ),
    "the year of a field not chosen yet": (
        {"field": "", "part": "year", "op": "is_empty"},
        "… (año) está vacío",
        "… (year) is empty",
    ),
    "a tag": (
        {"field": "account.tags", "op": "has", "value": "vip"},
        "Etiquetas incluyen vip",
        "Tags include vip",
    ),
    "a tag that lacks": (
        {"field": "account.tags", "op": "has_not", "value": "vip"},
        "Etiquetas no incluyen vip",
        "Tags do not include vip",
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


WORDS = json.loads((GOLDEN / "condition_words.json").read_text(encoding="utf-8"))["cases"]


@pytest.mark.parametrize("case", WORDS, ids=[case["id"] for case in WORDS])
def test_the_past_and_days_read_as_they_do_in_the_browser(case: dict[str, Any]) -> None:
    assert condition_faults(case["when"]) == []
    assert describe(case["when"], "es", CONTEXT.fields) == case["es"]
    assert describe(case["when"], "en", CONTEXT.fields) == case["en"]


def test_phrases_speak_of_events_that_there_are() -> None:
    assert PHRASES.keys() <= EVENTS.keys()
