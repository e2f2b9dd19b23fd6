"""The comparisons of conditions: from an operator, the name of a field and a value to a function on flat facts."""

import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from journeys.calendar_parts import TODAY, part_of, shifted

Test = Callable[[Mapping[str, Any]], bool]

Maker = Callable[[str, Any], Test]


def of_part(make: Maker, field: str, part: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
    """Compare a part of a date field, as a number that is missing where the date is."""
    test = make(field, value)
    return lambda facts: test({field: part_of(facts.get(field), part)})


def with_today(make: Maker, field: str, days: int) -> Test:
    """Compare with the day so many days after today, which the facts tell."""

    @lru_cache(maxsize=4)
    def on(today: str) -> Test:
        return make(field, shifted(today, days))

    return lambda facts: isinstance(today := facts.get(TODAY), str) and on(today)(facts)


def with_nothing(make: Maker, value: Any) -> Test:  # noqa: ANN401 - a JSON value
    """Compare a field that never has a value."""
    test = make("", value)
    return lambda _: test({})


def _never(facts: Mapping[str, Any]) -> bool:
    del facts
    return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _ordering(compare: Callable[[Any, Any], bool]) -> Maker:
    def make(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
        if isinstance(value, str):
            return lambda facts: isinstance(found := facts.get(field), str) and compare(found, value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return lambda facts: _is_number(found := facts.get(field)) and compare(found, value)
        return _never

    return make


def _equality(compare: Callable[[Any, Any], bool]) -> Maker:
    ordering = _ordering(compare)

    def make(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
        if isinstance(value, bool):
            return lambda facts: isinstance(found := facts.get(field), bool) and compare(found, value)
        return ordering(field, value)

    return make


def _membership(*, inside: bool) -> Maker:
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


def _tagging(*, inside: bool) -> Maker:
    def make(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
        if not isinstance(value, str):
            return _never
        return lambda facts: isinstance(found := facts.get(field), list | tuple) and (value in found) is inside

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
    return lambda facts: (found := facts.get(field)) is None or found in ("", [], ())


def _is_not_empty(field: str, value: Any) -> Test:  # noqa: ANN401 - a JSON value
    empty = _is_empty(field, value)
    return lambda facts: not empty(facts)


MAKERS: dict[str, Maker] = {
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
    "has": _tagging(inside=True),
    "has_not": _tagging(inside=False),
    "is_empty": _is_empty,
    "is_not_empty": _is_not_empty,
}
