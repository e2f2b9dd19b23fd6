"""How long counting clicks and visits takes among millions: ``python -m tests.benchmarks.followed --json``.

PostgreSQL makes the data itself: as many messages as there are people, of 50 templates, and three events for each of 90
days: sent, opened, a link followed, a landing page opened. Counted is what the studio asks: how often each link of one
template was followed, what came of each of its variants, and who opened each variant of one page; once to warm up and
then three times, of which the middle one counts. The exit code is 1 when one takes longer than the limit.
"""

import json
import os
import statistics
import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

import click
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.db import Database
from app.store import outcomes, page_visits, tracked
from tests.benchmarks.engine.ground import ACCOUNTS, DEBTORS, NUMBERS, PORTFOLIO, START, analyze, fresh, postgres

LIMIT_SECONDS = 1.0
ROUNDS = 3
DAYS = timedelta(days=90)

FREELY = "SET LOCAL session_replication_role = replica"  # the runs of the messages are left out
MESSAGES = """
INSERT INTO messages (run_id, journey_id, account_id, debtor_id, node, visit, channel, template, state, due_at, attempt,
    created_at, priority, handed_at, template_version, template_language, variant)
SELECT i, 1, i, i, 'n', 1, 'email', 't' || (i % 50), 'sent', :at, 0, :at, 1,
    CAST(:at AS timestamptz) - (i % 90) * interval '1 day', '1', 'es', CASE WHEN i % 3 = 0 THEN 'a' ELSE 'b' END
FROM numbers"""
EVENTS = """
INSERT INTO events (account_id, message_id, kind, at, data)
SELECT i, i, CASE WHEN i % 10 < 6 THEN 'message_sent' WHEN i % 10 < 8 THEN 'message_opened'
        WHEN i % 10 = 8 THEN 'message_clicked' ELSE 'page_opened' END,
    CAST(:at AS timestamptz) - ((i + round) % 90) * interval '1 day',
    CASE WHEN i % 10 = 8 THEN jsonb_build_object('link', i % 4, 'label', 'Pagar')
        WHEN i % 10 = 9 THEN jsonb_build_object('page', 'p' || (i % 8), 'version', 1, 'language', 'es',
            'variant', CASE WHEN i % 3 = 0 THEN 'a' ELSE 'b' END)
        ELSE jsonb_build_object() END
FROM numbers, generate_series(1, 3) AS made_thrice (round)"""


def fill(database: Database, people: int) -> None:
    """Make the data."""
    numbers = NUMBERS["postgresql"]
    statements = (PORTFOLIO, DEBTORS, ACCOUNTS, MESSAGES, EVENTS)
    known: dict[str, Any] = {"at": START, "count": people, "jurisdiction": None}
    with database.write() as session:
        session.execute(text(FREELY))
        for statement in statements:
            written = statement.replace("FROM numbers", f"FROM {numbers}")
            session.execute(text(written), {name: known[name] for name in known if f":{name}" in written})
    analyze(database)


def seconds(database: Database, count: Callable[[Session], Any]) -> float:
    """How long one count takes."""
    taken = []
    for _ in range(ROUNDS + 1):
        start = perf_counter()
        with database.read() as session:
            if not count(session):
                raise RuntimeError
        taken.append(perf_counter() - start)
    return round(statistics.median(taken[1:]), 3)


@click.command()
@click.option("--people", default=1_000_000, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON only.")
def main(people: int, *, as_json: bool) -> None:
    """Count among the events of so many people; the exit code is 0 when the limit is kept."""
    results: dict[str, Any] = {"people": people, "load_before": round(os.getloadavg()[0], 2)}
    with tempfile.TemporaryDirectory(prefix="cauce-bench-") as scratch, postgres(Path(scratch)) as server:
        database = Database(fresh(server, "followed"))
        fill(database, people)
        results["links_of_a_template_seconds"] = seconds(database, lambda session: tracked.of_template(session, "t8"))
        results["outcomes_of_a_template_seconds"] = seconds(
            database, lambda session: outcomes.by_variant(session, "t8", "1", START - DAYS)
        )
        results["visits_of_a_page_seconds"] = seconds(
            database, lambda session: page_visits.by_variant(session, "p1", 1, START - DAYS)
        )
        database.close()
    found = [value for name, value in results.items() if name.endswith("_seconds")]
    results["within_limits"] = all(one < LIMIT_SECONDS for one in found)
    click.echo(json.dumps(results) if as_json else json.dumps(results, indent=2))
    sys.exit(0 if results["within_limits"] else 1)


if __name__ == "__main__":
    main()
