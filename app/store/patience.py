"""A question that somebody waits for at a screen: answered within some seconds, or not at all."""

from typing import Any

from sqlalchemy import Executable, Row, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.store.ids import on_postgres

SECONDS = 8
_CANCELLED = "57014"
_ROOM = "64MB"  # for the sorts and hashes of one question, so that they stay off the disk


def answer(session: Session, query: Executable, seconds: float = SECONDS) -> list[Row[Any]] | None:
    """The rows of a query; None where PostgreSQL did not find them in time. SQLite takes the time it takes.

    The limit holds until the transaction ends.
    """
    if not on_postgres(session):
        return list(session.execute(query))
    limits = f"SET LOCAL statement_timeout = '{round(seconds * 1_000)}ms'; SET LOCAL work_mem = '{_ROOM}'"
    try:
        with session.begin_nested():
            session.execute(text(limits))
            return list(session.execute(query))
    except OperationalError as error:
        if getattr(error.orig, "sqlstate", None) != _CANCELLED:
            raise
        return None
