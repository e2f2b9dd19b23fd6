"""The database and the pure engine must give the same answer to every condition."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.db import Database
from app.models import ContactPoint
from app.store import conditions, facts
from journeys.conditions import compile_condition
from tests.app.flow.people import START, add_account

TEXTS = ["", "a", "A", "ab", "b", "é", "z%", "_", "2026-01-15", "2026-03-02", "2026", "USD", "es", "Ortega", "5"]
NUMBERS = [-3, 0, 1, 5, 5.5, 46, 41_230, 41_231, 2**40]
FIELDS = {
    "debtor.first_name",
    "debtor.full_name",
    "debtor.language",
    "debtor.email",
    "debtor.birth_date",
    "debtor.score",
    "account.balance",
    "account.due_date",
    "account.days_past_due",
    "account.currency",
    "account.mixed",
    "portfolio.name",
    "account.never",
    "other.thing",
}
OPS = ["eq", "ne", "gt", "gte", "lt", "lte", "in", "not_in", "contains", "starts_with", "is_empty", "is_not_empty"]

values = st.one_of(st.sampled_from(TEXTS), st.sampled_from(NUMBERS), st.booleans())


def comparison(field: str, op: str, value: Any, items: list[Any]) -> dict[str, Any]:  # noqa: ANN401 - JSON
    return {"field": field, "op": op, "value": items if op in {"in", "not_in"} else value}


leaves = st.builds(
    comparison, st.sampled_from(sorted(FIELDS)), st.sampled_from(OPS), values, st.lists(values, max_size=4)
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(lambda parts: {"all": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda parts: {"any": parts}, st.lists(inner, max_size=3)),
        st.builds(lambda part: {"not": part}, inner),
    ),
    max_leaves=6,
)


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def peopled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database of people who differ in everything conditions can ask."""
    database = Database(_url(request, tmp_path_factory))
    mixed: list[Any] = [None, "", "a", "ab", "é", 5, 5.5, 0, True, False, [], "2026-01-15"]
    with database.write() as session:
        for place, value in enumerate(mixed):
            account = add_account(
                session,
                email=None if place % 3 else f"{'aéA'[place % 2]}@x.test",
                principal=[38_000, -3_235, 38_001][place % 3],
                due_date=[date(2026, 1, 15), date(2026, 3, 2), None][place % 3],
                custom={"mixed": value},
                debtor_custom={} if place % 2 else {"score": [5, 5.5, "5"][place % 3]},
                debtor_first_name=["Lucía", None, "", "a"][place % 4],
                debtor_last_name=["Ortega", None, "b"][place % 3],
                debtor_birth_date=[date(1984, 7, 19), None][place % 2],
            )
            point = ContactPoint(
                debtor_id=account.debtor_id, kind="email", value="bad@x.test", position=-1, valid=False
            )
            session.add(point)
    yield database
    database.close()


def _url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "sqlite":
        path = tmp_path_factory.mktemp("agree") / "cauce.db"
        path.write_bytes(request.getfixturevalue("sqlite_template").read_bytes())
        return f"sqlite:///{path}"
    engine = request.getfixturevalue("postgres")
    with engine.connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE agree TEMPLATE cauce_template")
    url: str = engine.url.set(database="agree").render_as_string(hide_password=False)
    return url


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees)
def test_the_database_and_the_engine_agree(peopled: Database, tree: dict[str, Any]) -> None:
    test = compile_condition(tree)
    with peopled.read() as session:
        everybody = list(session.scalars(conditions.accounts(None, START)))
        known = facts.load(session, everybody, START)
        found = sorted(session.scalars(conditions.accounts(tree, START)))
    assert found == sorted(number for number in everybody if test(known[number]))
