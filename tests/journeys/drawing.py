"""What Hypothesis draws journeys and people from."""

from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from journeys.calendar_parts import PARTS
from journeys.events import EVENTS
from journeys.schemas import COMPARED, FARTHEST, OFTEN, OPERATORS, UNITS
from tests.journeys.graphs import FIELD_TYPES

unhurried = settings(deadline=None)  # A busy machine is no finding.

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=20,
)

field_names = st.sampled_from([*FIELD_TYPES, "debtor.nothing", ""])
texts = st.sampled_from(["", "es", "en", "2026-03-01", "é"])
numbers = st.integers(-(10**6), 10**6) | st.floats(allow_nan=False, allow_infinity=False)
values = texts | numbers | st.booleans() | st.none() | st.lists(texts | numbers, max_size=3)
values |= st.builds(lambda days: {"today": days}, st.integers(-FARTHEST, FARTHEST))
durations = st.fixed_dictionaries({"amount": st.integers(1, 9999), "unit": st.sampled_from(UNITS)})
comparisons = st.fixed_dictionaries(
    {"field": field_names, "op": st.sampled_from(OPERATORS)},
    optional={"value": values, "part": st.sampled_from(PARTS)},
)
histories = st.fixed_dictionaries(
    {
        "event": st.sampled_from([*EVENTS, "x_visited", "unheard_of"]),
        "op": st.sampled_from(COMPARED),
        "value": st.integers(0, OFTEN),
    },
    optional={"within": st.none() | durations, "channel": st.sampled_from([None, "email", "fax"])},
)
leaves = comparisons | histories
conditions = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
    ),
    max_leaves=8,
)
facts = st.dictionaries(
    field_names | st.sampled_from(["history.paid.*.*", "list.accounts"]),
    anything | st.sampled_from(["2026-03-02", "9999-12-31"]) | st.lists(texts),
    max_size=6,
)

paths = st.lists(st.integers(0, 30), min_size=1, max_size=6)


def spoil(value: Any, path: list[int], rubbish: Any) -> Any:  # noqa: ANN401 - any JSON value
    """The value with one of its parts replaced, found by walking down."""
    if not path or not isinstance(value, dict | list) or not value:
        return rubbish
    keys = list(value) if isinstance(value, dict) else list(range(len(value)))
    key = keys[path[0] % len(keys)]
    value[key] = spoil(value[key], path[1:], rubbish)
    return value
