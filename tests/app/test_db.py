"""The two ways to open a transaction, on both databases."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.db import Database
from app.models import Portfolio


def test_write_commits_when_the_block_ends(database: Database) -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    with database.write() as session:
        session.add(Portfolio(name="Marea Energía", created_at=at))
    with database.read() as session:
        assert session.scalars(select(Portfolio.created_at)).all() == [at]


def test_write_rolls_back_when_the_block_raises(database: Database) -> None:
    def half_done() -> None:
        with database.write() as session:
            session.add(Portfolio(name="Marea", created_at=datetime(2026, 3, 2, tzinfo=UTC)))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        half_done()
    with database.read() as session:
        assert session.scalars(select(Portfolio)).all() == []


def test_naive_datetimes_are_refused(database: Database) -> None:
    def store_naive() -> None:
        with database.write() as session:
            session.add(Portfolio(name="Marea", created_at=datetime(2026, 3, 2)))  # noqa: DTZ001 - what is tested

    with pytest.raises(Exception, match="without a time zone"):
        store_naive()
