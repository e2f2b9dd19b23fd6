"""What taking a batch costs, with few and with very many who wait."""

import time
from datetime import timedelta
from statistics import median

from sqlalchemy import URL, text
from sqlalchemy.orm import Session

from app.db import Database
from app.flow.advance import BATCH
from app.store import runs
from tests.app.flow.journeys import publish_graph
from tests.benchmarks.engine.ground import START, analyze, fresh, populate, twelve_nodes

FEW, MANY = 10_000, 5_000_000
DUE = 20 * BATCH
ROUNDS = 40
WARM = 8

RUN = """
INSERT INTO runs (journey_id, version_id, account_id, state, entered_at, start) VALUES (1, 1, 1, 'active', :now, 0)"""
WAITING = """
INSERT INTO steps (run_id, version_id, account_id, node, state, due_at, until, seq, mark, attempt, waits)
SELECT 1, 1, 1 + i, 'answer', CASE i % 50 WHEN 0 THEN 1 WHEN 1 THEN 2 WHEN 2 THEN 3 ELSE 0 END,
    CAST(:now AS timestamptz) + (1 + i % 20000) * interval '1 minute',
    CAST(:now AS timestamptz) + (1 + i % 20000) * interval '1 minute', 2, 0, 0, ' page_opened paid '
FROM generate_series(CAST(:first AS int), CAST(:last AS int)) AS made (i)"""
DUE_NOW = """
INSERT INTO steps (run_id, version_id, account_id, node, state, due_at, until, seq, mark, attempt, waits)
SELECT 1, 1, 1, 'answer', 0, CAST(:now AS timestamptz) - interval '1 hour',
    CAST(:now AS timestamptz) - interval '1 hour', 2, 0, 0, ' page_opened paid '
FROM generate_series(1, CAST(:due AS int)) AS made (i)"""
STIR = """
UPDATE steps SET due_at = due_at + interval '7 days', until = until + interval '7 days', seq = seq + 1
WHERE id IN (SELECT id FROM steps WHERE state = 0 AND due_at > :now ORDER BY due_at LIMIT :stirred)"""


def five_million_over_ten_thousand(server: URL, many: int = MANY) -> dict[str, float]:
    """The cost of a claim with ``many`` steps that wait, over that with ten thousand, and both in milliseconds.

    As many are due in either. Among those that wait, some listen without a limit, some are held, some failed; a
    tenth of them moved on shortly before, whose dead rows and index entries are still there.
    """
    few, lots = (_filled(server, f"claim_{count}", count) for count in (FEW, many))
    costs: dict[int, list[float]] = {FEW: [], many: []}
    for number in range(ROUNDS + WARM):
        for count, database in ((FEW, few), (many, lots)):
            took = _claim(database)
            if number >= WARM:
                costs[count].append(took)
    few.close()
    lots.close()
    small, large = median(costs[FEW]), median(costs[many])
    return {"ratio": round(large / small, 3), "few_ms": round(1_000 * small, 2), "many_ms": round(1_000 * large, 2)}


def _filled(server: URL, name: str, waiting: int) -> Database:
    database = Database(fresh(server, name))
    populate(database, 1)
    publish_graph(database, twelve_nodes(), START)
    with database.write() as session:
        session.execute(text(RUN), {"now": START})
    with database.write() as session:
        _without_keys(session)
        for first in range(1, waiting + 1, 500_000):
            last = min(first + 499_999, waiting)
            session.execute(text(WAITING), {"now": START, "first": first, "last": last})
        session.execute(text(DUE_NOW), {"now": START, "due": DUE})
    analyze(database)
    with database.write() as session:
        _without_keys(session)
        session.execute(text(STIR), {"now": START, "stirred": waiting // 10})
    return database


def _without_keys(session: Session) -> None:
    """Fill faster: these accounts do not exist, and nobody asks."""
    session.execute(text("SET LOCAL session_replication_role = replica"))


def _claim(database: Database) -> float:
    """Seconds that one claim takes; nothing is kept of it."""
    with database.write() as session:
        begun = time.perf_counter()
        claimed = runs.claim_woken(session, START, BATCH) or runs.claim(session, START, BATCH)
        took = time.perf_counter() - begun
        assert len(claimed) == BATCH
        assert all(one.due_at == START - timedelta(hours=1) for one in claimed)
        session.rollback()
    return took
