"""Writing many rows of one table in one statement: new ones are inserted, known ones updated."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, ColumnElement, Table, bindparam, column, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

Updates = Mapping[str, ColumnElement[Any]]


def upsert(
    session: Session,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    update: Sequence[str],
    computed: Updates | None = None,
) -> None:
    """Insert rows, all with the same columns; where the key is known, set the ``update`` columns instead.

    No two rows may have the same key. ``computed`` sets further columns of known rows by SQL expressions, in which
    ``excluded(name)`` is the new value. PostgreSQL is handed all rows as one JSON document, which costs one parse
    where thousands of parameters would cost thousands; SQLite takes them one after the other, in process.
    """
    if not rows:
        return
    dialect = session.get_bind().dialect.name
    if dialect == "postgresql":
        statement = _from_document(table, list(rows[0]))
        session.execute(_on_conflict(statement, key, update, computed), {"document": json.loads(_document(rows))})
    else:
        session.execute(_on_conflict(sqlite.insert(table), key, update, computed), [dict(row) for row in rows])


def excluded(name: str) -> ColumnElement[Any]:
    """The value that an upsert brought for a known row."""
    return column(name, _selectable=_Excluded)


_Excluded: Any = select(literal(1)).alias("excluded")


def _on_conflict(statement: Any, key: Sequence[str], update: Sequence[str], computed: Updates | None) -> Any:  # noqa: ANN401 - the insert of either dialect
    if not update:
        return statement.on_conflict_do_nothing(index_elements=list(key))
    values = {name: statement.excluded[name] for name in update} | dict(computed or {})
    return statement.on_conflict_do_update(index_elements=list(key), set_=values)


def _from_document(table: Table, names: Sequence[str]) -> postgresql.Insert:
    columns: list[Column[Any]] = [table.c[name] for name in names]
    typed = [column(found.name, JSONB if isinstance(found.type, JSON) else found.type) for found in columns]
    source = func.jsonb_to_recordset(bindparam("document", type_=JSONB)).table_valued(*typed, name="given")
    return postgresql.insert(table).from_select(list(names), select(source.render_derived(with_types=True)))


def _document(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps([dict(row) for row in rows], default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written to a column.")
