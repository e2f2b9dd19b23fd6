"""Writing many rows in one statement.

On PostgreSQL the columns travel as arrays, one parameter each however many rows there are; on SQLite, which has one
writer and no network, the driver repeats a prepared statement.
"""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Column, Table, bindparam, column, func, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.selectable import TableValuedAlias

from app.store.ids import among, on_postgres

Columns = Mapping[str, Sequence[Any]]

FEW = 6  # groups of equal rows up to which one statement per group is the faster way


def table_of(model: type[DeclarativeBase]) -> Table:
    """A model's table, for statements that have no business with the ORM."""
    return cast("Table", model.__table__)


def insert_ignoring(session: Session, table: Table, columns: Columns) -> None:
    """Insert rows given column by column; a row that collides with one that is there is left out."""
    names = list(columns)
    if not columns[names[0]]:
        return
    if on_postgres(session):
        source = _unnest(table, columns)
        query: Any = postgres_insert(table).from_select(names, select(*source.c))
        session.execute(query.on_conflict_do_nothing())
        return
    rows = [dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    session.execute(sqlite_insert(table).on_conflict_do_nothing(), rows)


def update_by_id(session: Session, table: Table, ids: Sequence[int], columns: Columns) -> None:
    """Give the rows of ``ids`` new values, column by column.

    Where only a few different rows of values occur, each is written to all its ids at once: that moves a third more
    rows a second than a join with arrays does.
    """
    if not ids:
        return
    names = list(columns)
    groups: dict[tuple[Any, ...], list[int]] = {}
    for number, *values in zip(ids, *columns.values(), strict=True):
        groups.setdefault(tuple(values), []).append(number)
    if len(groups) <= FEW:
        for shared, members in groups.items():
            query = update(table).where(among(session, table.c.id, members))
            session.execute(query.values(dict(zip(names, shared, strict=True))))
    elif on_postgres(session):
        source = _unnest(table, {"id": ids, **columns})
        query = update(table).where(table.c.id == source.c.id)
        session.execute(query.values({name: source.c[name] for name in names}))
    else:
        query = update(table).where(table.c.id == bindparam("row_id"))
        rows = [dict(zip(["row_id", *names], row, strict=True)) for row in zip(ids, *columns.values(), strict=True)]
        session.connection().execute(query.values({name: bindparam(name) for name in names}), rows)


def _unnest(table: Table, columns: Columns) -> TableValuedAlias:
    known: Mapping[str, Column[Any]] = dict(table.c)
    arrays = [bindparam(None, list(values), type_=ARRAY(known[name].type)) for name, values in columns.items()]
    shape = [column(name, known[name].type) for name in columns]
    return func.unnest(*arrays).table_valued(*shape, name="given").render_derived()
