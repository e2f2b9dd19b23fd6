"""The migrations make exactly the tables that the models describe, from nothing and from data of the release before."""

from collections.abc import Iterator
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, create_engine, text

from app.db import Database
from migrations import config, upgrade

BEFORE = "20261121_first_tables"
AT = "2026-03-02 09:00:00"

# One journey: account 1 waits on a node after a mail that went out; account 2 has ended, its mail's fate is unknown.
ROWS: dict[str, list[dict[str, Any]]] = {
    "portfolios": [{"id": 1, "name": "Marea", "created_at": AT}],
    "debtors": [
        {"id": 10 + n, "ref": f"D{n}", "language": "es", "time_zone": "UTC", "search": "", "custom": "{}",
         "created_at": AT, "updated_at": AT}
        for n in (1, 2)
    ],
    "accounts": [
        {"id": n, "portfolio_id": 1, "debtor_id": 10 + n, "ref": f"A{n}", "currency": "EUR", "principal": 5,
         "interest": 0, "fees": 0, "paid": 0, "balance": 5, "status": "open", "custom": "{}",
         "created_at": AT, "updated_at": AT}
        for n in (1, 2)
    ],
    "journeys": [{"id": 1, "name": "J", "draft": "{}", "revision": 1, "saved_at": AT, "created_at": AT}],
    "journey_versions": [
        {"id": 3, "journey_id": 1, "number": 1, "graph": "{}", "plan": "{}", "hash": "h", "reason": "r",
         "published_at": AT}
    ],
    "runs": [
        {"id": 1, "journey_id": 1, "version_id": 3, "account_id": 1, "state": "active", "entered_at": AT, "start": 0},
        {"id": 2, "journey_id": 1, "version_id": 3, "account_id": 2, "state": "ended", "entered_at": AT, "start": 0,
         "ended_at": AT, "end_reason": "silent"},
    ],
    "steps": [
        {"id": 1, "run_id": 1, "version_id": 3, "account_id": 1, "node": "rest", "state": 0, "due_at": AT, "seq": 2,
         "mark": 0, "attempt": 0}
    ],
    "history": [
        {"id": n, "run_id": n, "version_id": 3, "node": "mail", "port": "next", "at": AT} for n in (1, 2)
    ],
    "messages": [
        {"id": n, "run_id": n, "journey_id": 1, "account_id": n, "node": "mail", "visit": 1, "channel": "email",
         "template": "t", "state": state, "due_at": AT, "attempt": 0, "created_at": AT, "sent_at": sent}
        for n, state, sent in ((1, "sent", AT), (2, "unknown", None))
    ],
    "events": [{"id": 1, "account_id": 1, "message_id": 1, "kind": "message_sent", "at": AT, "data": "{}"}],
}  # fmt: skip


def test_the_migrations_and_the_models_agree(database: Database) -> None:
    command.check(config(database.engine))


def test_upgrading_what_is_up_to_date_changes_nothing(database: Database) -> None:
    upgrade(database.engine)
    command.check(config(database.engine))


@pytest.fixture
def released(request: pytest.FixtureRequest, database_url: str) -> Iterator[Engine]:
    """A database as the release before left it, with people on a journey."""
    if database_url.startswith("sqlite"):
        engine = Database(f"sqlite:///{request.getfixturevalue('tmp_path') / 'before.db'}").engine  # keeps its keys
    else:
        engine = create_engine(database_url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
    command.upgrade(config(engine), BEFORE)
    tables = MetaData()
    tables.reflect(engine)
    with engine.begin() as connection:
        for name, rows in ROWS.items():
            for row in rows:
                columns = ", ".join(f'"{column}"' for column in row)
                marks = ", ".join(f":{column}" for column in row)
                connection.execute(text(f'INSERT INTO "{name}" ({columns}) VALUES ({marks})'), row)  # noqa: S608 - our own names
    yield engine
    engine.dispose()


def test_what_the_release_before_left_is_counted_and_kept(released: Engine) -> None:
    upgrade(released)
    command.check(config(released))
    with released.connect() as connection:
        counted = {
            (row.node, row.what): row.n
            for row in connection.execute(
                text("SELECT node, what, n FROM counters WHERE journey_id = 1 AND version_id = 3")
            )
        }
        messages = connection.execute(text("SELECT debtor_id, handed_at IS NULL FROM messages ORDER BY id")).all()
        told = connection.execute(text("SELECT message_id FROM events")).scalar()
        if connection.dialect.name == "sqlite":
            assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1, "keys are kept again"
            assert not connection.execute(text("PRAGMA foreign_key_check")).all()
    assert told == 1
    assert counted == {
        ("rest", "here"): 1,
        ("mail", "port:next"): 2,
        ("", "entered"): 2,
        ("", "ended:silent"): 1,
        ("mail", "message:sent"): 1,
        ("mail", "message:unknown"): 1,
    }
    assert [(row[0], bool(row[1])) for row in messages] == [(11, False), (12, False)]
