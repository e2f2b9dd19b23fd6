"""Writing many rows of one table in one statement, documents included: new ones are inserted, known ones updated."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, TableValuedAlias, Text, bindparam, cast, column, func, select
from sqlalchemy import update as update_table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app.store.ids import on_postgres

Computed = Callable[[Any], Mapping[str, ColumnElement[Any]]]


def upsert(  # noqa: PLR0913 - what an upsert is made of
    session: Session,
    table: Any,  # noqa: ANN401 - a Table; mapped classes declare theirs as a wider type
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    update: Sequence[str],
    computed: Computed | None = None,
) -> None:
    """Insert rows, all with the same columns; where the key is known, set the ``update`` columns instead.

    No two rows may have the same key. ``computed`` gives further columns of known rows as SQL expressions, of the
    new values it is handed. PostgreSQL gets all rows as one JSON document, which costs one parse where thousands of
    parameters would cost thousands; SQLite takes them one after the other, in process.
    """
    if not rows:
        return
    if on_postgres(session):
        statement = _on_conflict(_from_document(table, list(rows[0])), key, update, computed)
        session.execute(statement, {"document": _document(rows)})
    else:
        session.execute(_on_conflict(sqlite.insert(table), key, update, computed), [dict(row) for row in rows])


def insert_new(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows, all with the same columns, in their order; one whose key is known is left out."""
    if not rows:
        return
    if on_postgres(session):
        statement = _from_document(table, list(rows[0])).on_conflict_do_nothing()
        session.execute(statement, {"document": _document(rows)})
    else:
        session.connection().execute(sqlite.insert(table).on_conflict_do_nothing(), [dict(row) for row in rows])


def update_where(session: Session, table: Table, rows: Sequence[Mapping[str, Any]], *where: ColumnElement[bool]) -> int:
    """Give the rows of ``id`` the values of the other columns, where a condition on them holds; how many it was.

    All rows have the same columns.
    """
    if not rows:
        return 0
    names = [name for name in rows[0] if name != "id"]
    if on_postgres(session):
        given = _given(table, ["id", *names])
        query = update_table(table).where(table.c.id == given.c.id, *where)
        document = {"document": _document(rows)}
        result = session.connection().execute(query.values({name: given.c[name] for name in names}), document)
    else:
        query = update_table(table).where(table.c.id == bindparam("id_"), *where)
        query = query.values({name: bindparam(f"{name}_") for name in names})
        renamed = [{f"{name}_": value for name, value in row.items()} for row in rows]
        result = session.connection().execute(query, renamed)
    return result.rowcount


def _on_conflict(
    statement: postgresql.Insert | sqlite.Insert, key: Sequence[str], update: Sequence[str], computed: Computed | None
) -> postgresql.Insert | sqlite.Insert:
    values: dict[str, Any] = {name: statement.excluded[name] for name in update}
    if computed:
        values |= computed(statement.excluded)
    return statement.on_conflict_do_update(index_elements=list(key), set_=values)


def _from_document(table: Table, names: Sequence[str]) -> postgresql.Insert:
    source = _given(table, names)
    return postgresql.insert(table).from_select(list(names), select(*(source.c[name] for name in names)))


def _given(table: Table, names: Sequence[str]) -> TableValuedAlias:
    """Rows that travel as one JSON document, to select from."""
    typed = [column(name, table.c[name].type) for name in names]
    document = cast(bindparam("document", type_=Text), JSONB)
    return func.jsonb_to_recordset(document).table_valued(*typed, name="given").render_derived(with_types=True)


def _document(rows: Sequence[Mapping[str, Any]]) -> str:
    return json.dumps([dict(row) for row in rows], default=_plain, ensure_ascii=False)


def _plain(value: object) -> str:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} cannot be written to a column.")
