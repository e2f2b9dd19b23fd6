"""Conditions on CRM fields: compiled to functions, and said in words.

``{"all": [...]}``, ``{"any": [...]}``, ``{"not": condition}`` or ``{"field", "op", "value"}``.
A comparison whose field is missing, or is of another type than the value, is false, also ``ne`` and ``not_in``.
Text is compared as it is written, capitals included. Money is integer minor units; a date is an ISO string.
"""

import operator
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

from jsonschema import Draft202012Validator

from journeys.condition_words import describe_condition as describe
from journeys.condition_words import operators
from journeys.problems import Problem
from journeys.schema_problems import rubbish, schema_problem
from journeys.schemas import CONDITION, Schema

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
Test = Callable[[Mapping[str, Any]], bool]


class ConditionError(ValueError):
    """This is no condition."""


def condition_schema() -> Schema:
    """The JSON Schema of a condition, complete in itself."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **CONDITION,
        "$defs": {"condition": CONDITION},
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
    if "field" in condition:
        yield condition


def fields_of(condition: Condition) -> frozenset[str]:
    """The names of the fields that a condition looks at."""
    return frozenset(leaf["field"] for leaf in leaves_of(condition))


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
        make = _MAKERS[leaf["op"]]
        field = leaf["field"]
    except (KeyError, TypeError) as error:
        raise ConditionError(f"This is no comparison: {dict(leaf)!r}.") from error
    return make(field, leaf.get("value"))


def _never(facts: Mapping[str, Any]) -> bool:
    del facts
    return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _ordering(compare: Callable[[Any, Any], bool]) -> Callable[[str, Any], Test]:
    def make(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
        if isinstance(value, str):
            return lambda facts: isinstance(found := facts.get(field), str) and compare(found, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return lambda facts: _is_number(found := facts.get(field)) and compare(found, value)
        return _never

    return make


def _equality(compare: Callable[[Any, Any], bool]) -> Callable[[str, Any], Test]:
    ordering = _ordering(compare)

    def make(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
        if isinstance(value, bool):
            return lambda facts: isinstance(found := facts.get(field), bool) and compare(found, value)
        return ordering(field, value)

    return make


def _membership(*, inside: bool) -> Callable[[str, Any], Test]:
    def make(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
        if not isinstance(value, list | tuple):
            return _never
        texts = frozenset(item for item in value if isinstance(item, str))
        numbers = frozenset(item for item in value if _is_number(item))

        def test(facts: Mapping[str, Any]) -> bool:
            found = facts.get(field)
            if isinstance(found, str):
                return bool(texts) and (found in texts) is inside
            return _is_number(found) and bool(numbers) and (found in numbers) is inside

        return test

    return make


def _contains(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
    if not isinstance(value, str):
        return _never
    return lambda facts: isinstance(found := facts.get(field), str) and value in found


def _starts_with(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
    if not isinstance(value, str):
        return _never
    return lambda facts: isinstance(found := facts.get(field), str) and found.startswith(value)


def _is_empty(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
    del value
    return lambda facts: (found := facts.get(field)) is None or found == ""


def _is_not_empty(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
    return _not(_is_empty(field, value))


_MAKERS: dict[str, Callable[[str, Any], Test]] = {
    "eq": _equality(operator.eq),
    "ne": _equality(operator.ne),
    "gt": _ordering(operator.gt),
    "gte": _ordering(operator.ge),
    "lt": _ordering(operator.lt),
    "lte": _ordering(operator.le),
    "in": _membership(inside=True),
    "not_in": _membership(inside=False),
    "contains": _contains,
    "starts_with": _starts_with,
    "is_empty": _is_empty,
    "is_not_empty": _is_not_empty,
}
