"""Conditions on CRM fields and on an account's past: compiled to functions, and said in words.

``{"all": [...]}``, ``{"any": [...]}``, ``{"not": condition}``, ``{"field", "op", "value"}`` (of a date with ``"part"``
its weekday, day, month or year) or ``{"event", "op", "value", "within", "channel"}``: how often that happened.
A comparison whose field is missing, or is of another type than the value, is false, also ``ne``, ``not_in`` and
``has_not``. Text is compared as it is written, capitals included. Money is integer minor units; a date is an ISO
string, or ``{"today": n}`` in a value.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from journeys.calendar_parts import PARTS, TODAY, days_from, is_relative
from journeys.comparisons import MAKERS, Test, of_part, with_nothing, with_today
from journeys.condition_words import describe_condition as describe
from journeys.condition_words import operators
from journeys.history import history_of
from journeys.problems import Problem
from journeys.schema_problems import rubbish, schema_problem
from journeys.schemas import COMPARED, CONDITION, DEFINITIONS, Schema

__all__ = [
    "Condition",
    "ConditionError",
    "Test",
    "compile_condition",
    "condition_faults",
    "condition_schema",
    "describe",
    "fields_of",
    "leaves_of",
    "operators",
]

Condition = Mapping[str, Any]

LISTS = "list."
"""How the names begin of what a round goes through; to a condition they have no value."""


class ConditionError(ValueError):
    """This is no condition."""


def condition_schema() -> Schema:
    """The JSON Schema of a condition, complete in itself."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **CONDITION,
        "$defs": DEFINITIONS,
    }


@cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(condition_schema())


def condition_faults(value: object) -> list[Problem]:
    """What keeps any JSON value from being a condition; never raises."""
    refused = rubbish(value)
    if refused is not None:
        return [refused]
    return [schema_problem(error, value) for error in _validator().iter_errors(value)]


def compile_condition(condition: Condition) -> Test:
    """A function from flat facts to true or false, which never raises.

    Raises ConditionError where ``condition`` does not fit the schema.
    """
    if not isinstance(condition, Mapping):
        raise ConditionError("A condition is an object.")
    if "all" in condition:
        return _all([compile_condition(part) for part in condition["all"]])
    if "any" in condition:
        return _any([compile_condition(part) for part in condition["any"]])
    if "not" in condition:
        return _not(compile_condition(condition["not"]))
    return _comparison(condition)


def leaves_of(condition: Condition) -> Iterator[Condition]:
    """Every comparison of a condition, in the order in which it is written."""
    for group in ("all", "any"):
        for part in condition.get(group, ()):
            yield from leaves_of(part)
    if "not" in condition:
        yield from leaves_of(condition["not"])
    if "field" in condition or "event" in condition:
        yield condition


def fields_of(condition: Condition) -> frozenset[str]:
    """The names of the fields that a condition looks at; of its questions about the past, those of ``History``."""
    names: set[str] = set()
    for leaf in leaves_of(condition):
        names.add(history_of(leaf).name if "event" in leaf else leaf["field"])
        if _counts_from_today(leaf):
            names.add(TODAY)
    return frozenset(names)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def test(facts: Mapping[str, Any]) -> bool:
        for each in tests:  # noqa: SIM110 - all() with a generator takes twice as long
            if not each(facts):
                return False
        return True

    return test


def _any(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def test(facts: Mapping[str, Any]) -> bool:
        for each in tests:  # noqa: SIM110 - any() with a generator takes twice as long
            if each(facts):
                return True
        return False

    return test


def _not(inner: Test) -> Test:
    return lambda facts: not inner(facts)


def _comparison(leaf: Condition) -> Test:
    try:
        make = MAKERS[leaf["op"]]
        value = leaf.get("value")
        if "event" in leaf:
            return make(history_of(leaf).name, value)
        field = leaf["field"]
        if field.startswith(LISTS):
            return with_nothing(make, value)
        if "part" in leaf:
            return of_part(make, field, PARTS[PARTS.index(leaf["part"])], value)
        if value is not None and _counts_from_today(leaf):
            return with_today(make, field, days_from(value))
        return make(field, value)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ConditionError(f"This is no comparison: {dict(leaf)!r}.") from error


def _counts_from_today(leaf: Condition) -> bool:
    return leaf["op"] in COMPARED and "part" not in leaf and is_relative(leaf.get("value"))
