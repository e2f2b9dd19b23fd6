"""The database: one engine for PostgreSQL or SQLite, and the two ways to open a transaction."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Engine, Integer, MetaData, create_engine, event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

LONGEST_SILENCE = 60  # seconds for which a transaction may say nothing to PostgreSQL

Key = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only in an INTEGER key
Document = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC datetime: timestamptz on PostgreSQL, sortable text without a zone on SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime; hand SQLite a naive UTC one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A datetime without a time zone was handed to the database.")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC datetime."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is UTC:
            return value
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """The base of all tables."""

    metadata = MetaData(naming_convention=NAMES)


class Database:
    """An engine and its transactions.

    ``read()`` and ``write()`` each open one transaction that commits when the block ends and rolls back when
    it raises. On SQLite ``write()`` takes the single writer's place at once (``BEGIN IMMEDIATE``), so that two
    writers wait for each other instead of failing half-way; ``read()`` never waits for a writer.
    """

    def __init__(self, url: str, *, pool_size: int = 5) -> None:
        self.url = url
        self.engine = _engine(url, pool_size)
        self._writer = self.engine.execution_options(cauce_write=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite, the single-writer way."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a transaction that only reads."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a transaction that may write."""
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session

    def close(self) -> None:
        """Give every pooled connection back."""
        self.engine.dispose()


def _engine(url: str, pool_size: int) -> Engine:
    if not url.startswith("sqlite"):
        # A statement that the server keeps gets a plan that knows nothing of its values: with thousands of ids at once,
        # or a table that just grew, such a plan may be a thousand times slower than one made for them.
        engine = create_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"prepare_threshold": None},
        )
        event.listen(engine, "connect", _prepare_postgres)
        return engine
    engine = create_engine(url, connect_args={"timeout": 30, "check_same_thread": False}, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_postgres(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    """Read times in UTC, ready to use; let the server end a transaction whose process says nothing more.

    A process that is frozen, or whose machine is gone, would keep its rows for ever: nobody could pay on them.
    """
    del record
    raw: Any = connection
    try:
        raw.execute(f"SET timezone = 'UTC'; SET idle_in_transaction_session_timeout = '{LONGEST_SILENCE}s'")
        raw.commit()
    except BaseException:
        raw.close()
        raise


def _prepare_sqlite(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
    del record
    raw: Any = connection
    raw.isolation_level = None  # SQLAlchemy opens the transactions, not the driver
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        raw.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    write = connection.get_execution_options().get("cauce_write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def not_set_up(error: SQLAlchemyError) -> bool:
    """Whether a query failed because its table was never made."""
    words = str(getattr(error, "orig", ""))
    return "no such table" in words or "UndefinedTable" in type(getattr(error, "orig", None)).__name__


class Trouble(StrEnum):
    """Why a database that is well made cannot do its work now; it will again when the cause is gone."""

    away = "away"  # it does not answer, or is starting or stopping
    busy = "busy"  # no connection is free, or others hold what is needed for too long
    full = "full"  # there is no room to write


_BY_STATE = {"53100": Trouble.full, "53200": Trouble.busy, "53300": Trouble.busy, "53400": Trouble.busy}
_BY_STATE |= {"25P03": Trouble.away, "40001": Trouble.busy, "40P01": Trouble.busy, "55P03": Trouble.busy}
_BY_SQLITE = {
    sqlite3.SQLITE_FULL: Trouble.full,
    sqlite3.SQLITE_IOERR: Trouble.full,  # what it says where the write-ahead log cannot grow
    sqlite3.SQLITE_BUSY: Trouble.busy,
    sqlite3.SQLITE_LOCKED: Trouble.busy,
    sqlite3.SQLITE_CANTOPEN: Trouble.away,
}
_TOO_MANY = ("too many clients", "remaining connection slots")  # said before there is a connection, without a code


def trouble(error: BaseException) -> Trouble | None:
    """What is wrong with the database itself, None when the query is to blame."""
    if isinstance(error, PoolTimeoutError):
        return Trouble.busy
    if not isinstance(error, DBAPIError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        return _BY_SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(error.orig, "sqlstate", None)
    if state in _BY_STATE:
        return _BY_STATE[state]
    if not isinstance(error, (OperationalError, InterfaceError)) and not error.connection_invalidated:
        return None
    return Trouble.busy if any(words in str(error.orig) for words in _TOO_MANY) else Trouble.away
