"""Writing many rows in one statement.

On PostgreSQL the rows travel as a few arrays, however many there are; on SQLite, which has one writer and no network,
the driver repeats a prepared statement.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import (
    BigInteger,
    BindParameter,
    ColumnElement,
    Insert,
    Integer,
    Table,
    Update,
    bindparam,
    column,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.elements import Grouping

from app.store.ids import among, integers, on_postgres

Columns = Mapping[str, Sequence[Any]]
Values = tuple[Any, ...]

FEW = 12  # groups of equal rows up to which one statement per group is the faster way
SHARED = 64  # different combinations of values up to which rows travel as numbers of combinations


def table_of(model: type[DeclarativeBase]) -> Table:
    """A model's table, for statements that have no business with the ORM."""
    return cast("Table", model.__table__)


def insert_ignoring(session: Session, table: Table, columns: Columns) -> None:
    """Insert rows given column by column, in their order; one that collides with a row that is there is left out."""
    names = list(columns)
    if columns[names[0]]:
        _insert(session, table, names, _given(table, columns) if on_postgres(session) else columns)


def insert_groups(
    session: Session, table: Table, own: str, shared: Sequence[str], groups: Iterable[tuple[Values, Sequence[int]]]
) -> None:
    """Insert rows as ``insert_ignoring`` does: for each group its values of ``shared``, with each number in ``own``."""
    numbers: list[int] = []
    codes: list[int] = []
    combinations: dict[Values, int] = {}
    for values, members in groups:
        code = combinations.setdefault(values, len(combinations) + 1)
        numbers += members
        codes += [code] * len(members)
    if not numbers:
        return
    columns = dict(zip(shared, zip(*combinations, strict=True), strict=True))
    names = [own, *shared]
    if on_postgres(session) and len(combinations) <= SHARED:
        _insert(session, table, names, _coded(table, {own: numbers}, codes, columns))
        return
    spread = {name: [values[code - 1] for code in codes] for name, values in columns.items()}
    insert_ignoring(session, table, {own: numbers, **spread})


def update_by_id(session: Session, table: Table, ids: Sequence[int], columns: Columns) -> None:
    """Give the rows of ``ids`` new values, column by column."""
    groups: dict[Values, list[int]] = {}
    for number, values in zip(ids, zip(*columns.values(), strict=True), strict=True):
        groups.setdefault(values, []).append(number)
    update_groups(session, table, list(columns), groups)


def update_groups(session: Session, table: Table, names: Sequence[str], groups: Mapping[Values, Sequence[int]]) -> None:
    """Give the rows of each group, known by their ids, its values of ``names``.

    A few groups are written one by one, which moves a third more rows a second than a join with arrays does.
    """
    if len(groups) <= FEW:
        for shared, members in groups.items():
            query = update(table).where(among(session, table.c.id, members))
            session.execute(query.values(dict(zip(names, shared, strict=True))))
        return
    ids = [number for members in groups.values() for number in members]
    rows = [values for values, members in groups.items() for _ in members]
    columns: Columns = {"id": ids, **dict(zip(names, zip(*rows, strict=True), strict=True))}
    if on_postgres(session):
        given = _given(table, columns)
        query = update(table).where(table.c.id == given["id"])
        session.execute(query.values({name: given[name] for name in names}))
        return
    query = update(table).where(table.c.id == bindparam("id_"))
    query = query.values({name: bindparam(f"{name}_") for name in names})
    _repeat(session, query, {f"{name}_": values for name, values in columns.items()})


def _insert(session: Session, table: Table, names: Sequence[str], given: Mapping[str, Any]) -> None:
    """Insert what is given: columns to select from on PostgreSQL, lists of values on SQLite."""
    if on_postgres(session):
        query = postgres_insert(table).from_select(list(names), select(*(given[name] for name in names)))
        session.execute(query.on_conflict_do_nothing())
    else:
        _repeat(session, sqlite_insert(table).on_conflict_do_nothing(), given)


def _repeat(session: Session, query: Insert | Update, columns: Columns) -> None:
    names = list(columns)
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    session.connection().execute(query, rows)


def _given(table: Table, columns: Columns) -> dict[str, ColumnElement[Any]]:
    """Rows as arrays to select from: each column of them.

    Many different numbers travel as they are. The combinations of everything else mostly repeat: then every row
    carries the number of its combination, and the combinations travel once.
    """
    numbers = {name: values for name, values in columns.items() if _are_numbers(table, name, values)}
    others = {name: values for name, values in columns.items() if name not in numbers}
    places: dict[Values, int] = {}
    codes = [places.setdefault(row, len(places) + 1) for row in zip(*others.values(), strict=True)]
    if others and len(places) <= SHARED:
        return _coded(table, numbers, codes, dict(zip(others, zip(*places, strict=True), strict=True)))
    arrays = [integers(values) for values in numbers.values()]
    arrays += [_array(table, name, values) for name, values in others.items()]
    shape = [column(name, table.c[name].type) for name in (*numbers, *others)]
    source = func.unnest(*arrays).table_valued(*shape, name="given").render_derived()
    return {name: source.c[name] for name in columns}


def _coded(table: Table, numbers: Columns, codes: Sequence[int], shared: Columns) -> dict[str, ColumnElement[Any]]:
    """Rows of which each has some numbers of its own, and the number (from 1) of a combination of shared values."""
    shape = [column(name, BigInteger) for name in (*numbers, "combination")]
    arrays = [integers(values) for values in (*numbers.values(), codes)]
    source = func.unnest(*arrays).table_valued(*shape, name="given").render_derived()
    given: dict[str, ColumnElement[Any]] = {name: source.c[name] for name in numbers}
    for name, values in shared.items():
        given[name] = Grouping(_array(table, name, values))[source.c.combination]
    return given


def _are_numbers(table: Table, name: str, values: Sequence[Any]) -> bool:
    """Whether these are many different numbers."""
    return isinstance(table.c[name].type, Integer) and None not in values and len(set(values)) > SHARED


def _array(table: Table, name: str, values: Sequence[Any]) -> BindParameter[Any]:
    return bindparam(None, list(values), type_=ARRAY(table.c[name].type))
