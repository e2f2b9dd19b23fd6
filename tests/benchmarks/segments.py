"""How long it takes to count a segment of a million accounts: ``python -m tests.benchmarks.segments --json``.

The database makes the data itself: as many debtors, each with an account, some tags, three fields of one's own and
three events of the last three months. Every condition is counted as the studio does it, once to warm up and then three
times, of which the middle one counts; those on fields of one's own before and after these were made fast to search.
The peer is the bare count of all open accounts in the same run. The exit code is 1 when a condition takes longer than
the limit on PostgreSQL.
"""

import json
import os
import statistics
import sys
import tempfile
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from sqlalchemy import func, select, text

from app.db import Database
from app.models import Account, CrmField, Search
from app.store import audience, field_indexes
from tests.benchmarks.engine.ground import NUMBERS, PORTFOLIO, START, analyze, fresh, postgres, prepared

LIMIT_SECONDS = 2.0
ROUNDS = 3

DEBTORS = """
INSERT INTO debtors (ref, first_name, last_name, language, time_zone, search, custom, created_at, updated_at)
SELECT 'C' || i, 'Lucía', 'Ortega ' || i, CASE WHEN i % 5 = 0 THEN 'en' ELSE 'es' END, 'America/Bogota',
    'lucia ortega ' || i, '{}', :at, :at FROM numbers"""
ACCOUNTS = """
INSERT INTO accounts (portfolio_id, debtor_id, ref, creditor, product, nature, currency, principal, interest, fees,
    paid, balance, due_date, status, tags, custom, created_at, updated_at)
SELECT 1, id, 'A' || id, 'Banco Uno', 'Crédito', 'consumer loan', 'USD', 3000 + (id * 7919) % 90000, 0, 0, 0,
    3000 + (id * 7919) % 90000, {due}, CASE WHEN id % 20 = 0 THEN 'paid' ELSE 'open' END,
    CASE WHEN id % 50 = 0 THEN ' vip late ' WHEN id % 7 = 0 THEN ' late ' ELSE '' END, {custom}, :at, :at
FROM debtors ORDER BY id"""
EVENTS = """
INSERT INTO events (account_id, kind, at, data)
SELECT 1 + (i * 104729) % :count, CASE i % 3 WHEN 0 THEN 'message_sent' WHEN 1 THEN 'message_opened'
    ELSE 'page_opened' END, {moment}, '{{"channel": "email"}}' FROM numbers"""
WORDS = {
    "postgresql": {
        "due": "date '2026-03-01' - ((id * 31) % 400)::int",
        "custom": "jsonb_build_object('score', (id * 6151) % 1000, 'region', 'R' || (id % 40),"
        " 'since', to_char(date '2020-01-01' + ((id * 17) % 2000)::int, 'YYYY-MM-DD'))",
        "moment": "timestamptz '2026-03-02 15:00Z' - (3 * :count - i) * (interval '90 days' / (3.0 * :count))",
    },
    "sqlite": {
        "due": "date('2026-03-01', '-' || ((id * 31) % 400) || ' days')",
        "custom": "json_object('score', (id * 6151) % 1000, 'region', 'R' || (id % 40),"
        " 'since', date('2020-01-01', '+' || ((id * 17) % 2000) || ' days'))",
        "moment": "strftime('%Y-%m-%d %H:%M:%S.000000',"
        " julianday('2026-03-02 15:00') - (3 * :count - i) * (90.0 / (3.0 * :count)))",
    },
}

WEEK = {"amount": 7, "unit": "days"}
QUIET = {"event": "message_opened", "op": "eq", "value": 0, "within": WEEK, "channel": "email"}
VIP = {"field": "account.tags", "op": "has", "value": "vip"}
REGION = {"field": "account.region", "op": "eq", "value": "R7"}
RICH = {"field": "account.balance", "op": "gt", "value": 50_000}
OLD = {"field": "account.days_past_due", "op": "gte", "value": 90}
CONDITIONS: dict[str, Any] = {
    "balance and days past due": {"all": [RICH, OLD]},
    "a tag": VIP,
    "language of the debtor": {"field": "debtor.language", "op": "eq", "value": "en"},
    "no email opened in 7 days": QUIET,
    "an email opened in 7 days": {**QUIET, "op": "gte", "value": 1},
    "groups of and, or": {"all": [RICH, OLD, {"any": [VIP, REGION, QUIET]}]},
    "own text": REGION,
    "own number": {"field": "account.score", "op": "gt", "value": 980},
    "own date": {"field": "account.since", "op": "lt", "value": "2020-02-01"},
}
BEYOND: dict[str, Any] = {
    "never opened a message": {"event": "message_opened", "op": "eq", "value": 0, "within": None, "channel": None},
    "oldest debt of the debtor": {"field": "debtor.oldest_due_date", "op": "lt", "value": "2026-01-01"},
}
"""What the studio calls slow, and says why; measured, but without a limit."""
OWN = {"region": "text", "score": "number", "since": "date"}


def fill(database: Database, accounts: int) -> None:
    """Make the data."""
    dialect = database.engine.dialect.name
    at = START.replace(tzinfo=None) if database.is_sqlite else START
    numbers = NUMBERS[dialect]
    many = numbers.replace(":count", "3 * :count").replace("generate_series(1,", "generate_series(1::bigint,")
    statements = (
        PORTFOLIO,
        DEBTORS.replace("numbers", numbers),
        ACCOUNTS.format(**WORDS[dialect]),
        EVENTS.format(**WORDS[dialect]).replace("numbers", many),
    )
    for statement in statements:
        known = {"at": at, "count": accounts}
        with database.write() as session:
            session.execute(text(_escaped(statement)), {name: known[name] for name in known if f":{name}" in statement})
    with database.write() as session:
        for name, kind in OWN.items():
            labels = {"es": name, "en": name}
            session.add(
                CrmField(scope="account", name=name, type=kind, labels=labels, personal=False, created_at=START)
            )
    analyze(database)


def _escaped(statement: str) -> str:
    """A colon of a cast or a time is no parameter."""
    return statement.replace("::", "\\:\\:").replace("5:00", "5\\:00").replace("%H:%M:%S", "%H\\:%M\\:%S")


def seconds(database: Database, condition: Any) -> tuple[float, int | None]:  # noqa: ANN401 - JSON
    """How long one count takes, and what it gives."""
    taken, matches = [], None
    for _ in range(ROUNDS + 1):
        start = perf_counter()
        with database.read() as session:
            matches = audience.count(session, condition, START).matches
        taken.append(perf_counter() - start)
    return round(statistics.median(taken[1:]), 3), matches


def make_fast(database: Database) -> float:
    """Make all fields of one's own fast to search; the seconds that took."""
    start = perf_counter()
    with database.write() as session:
        numbers = [field.id for field in field_indexes.every(session)]
        ordered = [field_indexes.order(session, number, Search.making) for number in numbers]
    for field in ordered:
        field_indexes.carry_out(database, field)
    return round(perf_counter() - start, 1)


def bare(database: Database) -> float:
    """How long the database needs to read all accounts once and count the open ones."""
    query = select(func.count()).select_from(Account).where(Account.status == "open", Account.principal > 0)
    taken = []
    for _ in range(ROUNDS + 1):
        start = perf_counter()
        with database.read() as session:
            session.scalar(query)
        taken.append(perf_counter() - start)
    return round(statistics.median(taken[1:]), 3)


def measure(database: Database, accounts: int) -> dict[str, Any]:
    """All figures of one database."""
    fill(database, accounts)
    found: dict[str, Any] = {"bare_seconds": bare(database)}
    plain = {name: seconds(database, condition) for name, condition in (CONDITIONS | BEYOND).items()}
    found["indexes_made_in_seconds"] = make_fast(database)
    own = {name: seconds(database, condition) for name, condition in CONDITIONS.items() if name.startswith("own")}
    found["seconds"] = {name: taken for name, (taken, _) in plain.items()}
    found["seconds_fast_to_search"] = {name: taken for name, (taken, _) in own.items()}
    found["matches"] = {name: matches for name, (_, matches) in plain.items()}
    found["agree"] = all(matches == plain[name][1] for name, (_, matches) in own.items())
    return found


@click.command()
@click.option("--accounts", default=1_000_000, show_default=True)
@click.option("--database", type=click.Choice(["postgresql", "sqlite", "both"]), default="both", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def main(accounts: int, database: str, *, as_json: bool) -> None:
    """Count typical segments of so many accounts; the exit code is 0 when PostgreSQL keeps the limit."""
    results: dict[str, Any] = {"accounts": accounts, "load_before": round(os.getloadavg()[0], 2)}
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as scratch:
        home = Path(scratch)
        if database != "sqlite":
            with postgres(home) as server:
                opened = Database(fresh(server, "segments"))
                results["postgresql"] = measure(opened, accounts)
                opened.close()
        if database != "postgresql":
            opened = Database(prepared(f"sqlite:///{home / 'cauce.db'}"))
            results["sqlite"] = measure(opened, accounts)
            opened.close()
    results["load_after"] = round(os.getloadavg()[0], 2)
    taken = results.get("postgresql", {"seconds": {}})["seconds"]
    results["within_limits"] = all(taken[name] < LIMIT_SECONDS for name in CONDITIONS if name in taken)
    click.echo(json.dumps(results) if as_json else json.dumps(results, indent=2))
    sys.exit(0 if results["within_limits"] else 1)


if __name__ == "__main__":
    main()
