"""Rows written in one statement, with few and with many different values."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.db import Database
from app.models import Counter, Tally
from app.store.rows import FEW, SHARED, insert_groups, insert_ignoring, table_of, update_by_id, update_groups

DAY = date(2026, 3, 2)
TALLIES, COUNTERS = table_of(Tally), table_of(Counter)

SIZES = pytest.mark.parametrize("size", [0, 1, FEW, FEW + 1, SHARED, SHARED + 1, 3 * SHARED])


def columns(size: int, different: int) -> dict[str, list[object]]:
    return {
        "journey_id": list(range(size)),
        "version_id": [7] * size,
        "node": [f"no«{{,\"\\'{n % different}" for n in range(size)],
        "what": ["here"] * size,
        "day": [DAY + timedelta(n % different) for n in range(size)],
        "n": list(range(size)),
    }


def rows(columns: dict[str, list[object]]) -> list[tuple[object, ...]]:
    return list(zip(*columns.values(), strict=True))


def written(database: Database) -> list[tuple[object, ...]]:
    names = ("journey_id", "version_id", "node", "what", "day", "n")
    with database.read() as session:
        return [
            tuple(row) for row in session.execute(select(*(TALLIES.c[name] for name in names)).order_by(TALLIES.c.id))
        ]


@SIZES
@pytest.mark.parametrize("different", [1, 5, 10_000])
def test_rows_are_written_as_they_are_and_in_their_order(database: Database, size: int, different: int) -> None:
    given = columns(size, different)
    with database.write() as session:
        insert_ignoring(session, TALLIES, given)
    assert written(database) == rows(given)


@SIZES
def test_groups_are_written_as_their_rows(database: Database, size: int) -> None:
    groups = [((7, f"n{n}", "here", DAY, n), [n, n + 1]) for n in range(size)]
    with database.write() as session:
        insert_groups(session, TALLIES, "journey_id", ("version_id", "node", "what", "day", "n"), groups)
    assert written(database) == [(number, *values) for values, numbers in groups for number in numbers]


@SIZES
def test_rows_get_their_new_values(database: Database, size: int) -> None:
    with database.write() as session:
        insert_ignoring(session, TALLIES, columns(size + 1, 3))
        ids = list(session.scalars(select(TALLIES.c.id).order_by(TALLIES.c.id)))
        values = {"node": [f"x{n}" for n in range(size)], "n": [n * 2 for n in range(size)], "what": ["w"] * size}
        update_by_id(session, TALLIES, ids[:size], values)
    found = written(database)
    assert [(row[2], row[5], row[3]) for row in found[:size]] == [(f"x{n}", n * 2, "w") for n in range(size)]
    assert found[size] == rows(columns(size + 1, 3))[size], "and no others"


def test_groups_of_rows_get_their_new_values(database: Database) -> None:
    with database.write() as session:
        insert_ignoring(session, TALLIES, columns(100, 3))
        ids = list(session.scalars(select(TALLIES.c.id).order_by(TALLIES.c.id)))
        update_groups(session, TALLIES, ("node", "n"), {(f"g{n}", n): ids[n * 5 : n * 5 + 5] for n in range(20)})
    assert [(row[2], row[5]) for row in written(database)] == [(f"g{n // 5}", n // 5) for n in range(100)]


def test_a_row_that_is_there_already_is_left_out(database: Database) -> None:
    for n in (1, 2):
        with database.write() as session:
            insert_ignoring(session, COUNTERS, {**columns(2, 5), "n": [n, n]})
    with database.read() as session:
        assert session.scalars(select(COUNTERS.c.n)).all() == [1, 1]
