"""Indexes that make fields of the customer's own fast to search, each made because somebody decided so.

A field's row says how far its index is; whoever carries it out is ``app.jobs.index``. An index is named after the
number of its field.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.orm import Session

from app.db import Database
from app.errors import ConflictError, NotFoundError
from app.models import CrmField, Search
from app.store.ids import on_postgres
from app.store.own_values import as_index

TABLES = {"account": "accounts", "debtor": "debtors"}
UNFINISHED = (Search.making, Search.removing)
_NAME = "ix_own_"
_TURN = 0x6361756365  # the number of an advisory lock of PostgreSQL
_THERE = {
    "postgresql": "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid"
    " WHERE c.relname LIKE 'ix\\_own\\_%' AND i.indisvalid AND pg_table_is_visible(c.oid)",
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix\\_own\\_%' ESCAPE '\\'",
}


class BusyError(ConflictError):
    """The index of this field is just being made or removed."""


def every(session: Session) -> list[CrmField]:
    """All fields of the customer's own, by scope and name."""
    return list(session.scalars(select(CrmField).order_by(CrmField.scope, CrmField.name)))


def order(session: Session, field_id: int, wanted: Search) -> CrmField:
    """Say that an index is to be made or removed; a worker does it.

    Raises:
        NotFoundError: there is no such field.
        BusyError: one is being made or removed.
    """
    field = session.get(CrmField, field_id)
    if field is None:
        raise NotFoundError
    still = CrmField.search.is_(None) | CrmField.search.not_in(UNFINISHED)
    query = update(CrmField).where(CrmField.id == field_id, still).values(search=wanted, search_error=None)
    if session.execute(query.returning(CrmField.id)).first() is None:
        raise BusyError
    session.refresh(field)
    return field


def unfinished(session: Session) -> list[CrmField]:
    """The fields whose index is to be made or removed, and those whose index is gone though it should be there."""
    query = select(CrmField).where(CrmField.search.in_((*UNFINISHED, Search.ready))).order_by(CrmField.id)
    fields = list(session.scalars(query))
    if not fields:
        return []
    found = there(session)
    return [field for field in fields if field.search != Search.ready or name_of(field) not in found]


def there(session: Session) -> set[str]:
    """The names of the indexes on own fields that there are, and that can be used."""
    return set(session.scalars(text(_THERE["postgresql" if on_postgres(session) else "sqlite"])))


def settle(session: Session, field_id: int, was: str | None, now: Search | None, error: str | None = None) -> bool:
    """Record what became of an order; False where somebody ordered something else meanwhile."""
    query = update(CrmField).where(CrmField.id == field_id, CrmField.search == was)
    done = session.execute(query.values(search=now, search_error=error and error[:500]).returning(CrmField.id))
    return done.first() is not None


def name_of(field: CrmField) -> str:
    """What the index of a field is called."""
    return f"{_NAME}{field.id}"


@contextmanager
def turn(database: Database) -> Iterator[bool]:
    """Whether it is one's turn to make indexes: on PostgreSQL one process does so at a time. SQLite has one writer."""
    if database.is_sqlite:
        yield True
        return
    with _outside_transactions(database) as connection:
        ours = bool(connection.execute(select(func.pg_try_advisory_lock(_TURN))).scalar())
        try:
            yield ours
        finally:
            if ours:
                connection.execute(select(func.pg_advisory_unlock(_TURN)))


def carry_out(database: Database, field: CrmField) -> None:
    """Make or remove the index of a field, as its row orders; doing so twice does no harm.

    PostgreSQL goes through the table while others write. An index whose making was interrupted is there and of no
    use: it goes first. On SQLite whoever writes waits meanwhile.
    """
    if database.is_sqlite:
        with database.write() as session:
            _run(session.connection(), field, "")
    else:
        with _outside_transactions(database) as connection:
            _run(connection, field, "CONCURRENTLY ")


def _outside_transactions(database: Database) -> Connection:
    return database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")


def _run(connection: Connection, field: CrmField, slowly: str) -> None:
    connection.exec_driver_sql(f"DROP INDEX {slowly}IF EXISTS {name_of(field)}")
    if field.search == Search.removing:
        return
    table = TABLES[field.scope]
    value = as_index(field.scope, field.name, field.type, connection.dialect)
    connection.exec_driver_sql(f"CREATE INDEX {slowly}{name_of(field)} ON {table} ({value})")
    connection.exec_driver_sql(f"ANALYZE {table}")  # the planner knows nothing of its values before
