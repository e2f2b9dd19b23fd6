"""Runs the migrations against the database that the caller hands over (``cauce migrate`` and the tests do)."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Engine

from app.db import Base, Document, Key, UtcDateTime
from app.models import Step  # importing any model loads every table

assert Step.metadata is Base.metadata  # noqa: S101 - keeps the import honest


def own_type(kind: str, item: object, autogen: AutogenContext) -> str | Literal[False]:
    """Write Cauce's own column types by name into a generated migration."""
    names = {id(Key): "Key", id(Document): "Document"}
    if kind != "type":
        return False
    name = "UtcDateTime" if isinstance(item, UtcDateTime) else names.get(id(item))
    if name is None:
        return False
    autogen.imports.add(f"from app.db import {name}")
    return "UtcDateTime()" if name == "UtcDateTime" else name


engine: Engine = context.config.attributes["engine"]
with engine.connect() as connection:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        connection.exec_driver_sql("SET statement_timeout = '10min'")
        connection.commit()
    else:  # a table that is made anew must be dropped, while others point to it
        raw: Any = connection.connection.driver_connection
        (keys,) = raw.execute("PRAGMA foreign_keys").fetchone()
        raw.execute("PRAGMA foreign_keys = OFF")
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        render_item=own_type,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
    if connection.dialect.name == "sqlite":
        raw.execute(f"PRAGMA foreign_keys = {keys}")
