"""The peer of the engine: nothing but the SQL that writes as many rows, set-wise, into the same tables.

It asks no rule, reads no fact, hears no event and interprets nothing: the answers are known beforehand.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from app.db import Database
from app.flow.advance import BATCH

CLAIM = """
SELECT id FROM steps WHERE state = 0 AND due_at <= :now ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED"""
MINE = "id = ANY(CAST(:ids AS bigint[]))"
MESSAGES = f"""
INSERT INTO messages (run_id, journey_id, account_id, debtor_id, node, visit, channel, template, state, due_at, attempt,
    created_at)
SELECT run_id, 1, account_id, account_id, :node, :visit, 'email', 'payment_reminder', 'queued', :now, 0, :now
FROM steps WHERE {MINE} AND id % 10000 < :messages ON CONFLICT DO NOTHING"""  # noqa: S608 - our own words
HISTORY = f"""
INSERT INTO history (run_id, version_id, node, port, at)
SELECT run_id, version_id, node, 'next', :now
FROM steps, generate_series(1, :whole + CAST(steps.id % 10000 < :more AS int)) WHERE {MINE}"""  # noqa: S608 - our own words
TALLIES = """
INSERT INTO tallies (journey_id, version_id, node, what, day, n)
SELECT 1, 1, 'node', 'port:' || i, '2026-03-02', 1 FROM generate_series(1, :tallies) AS made (i)"""
MOVE = f"""
UPDATE steps SET node = :node, due_at = :then, until = :then, seq = seq + 2, waits = ' page_opened paid '
WHERE {MINE}"""  # noqa: S608 - our own words
END = f"DELETE FROM steps WHERE {MINE} AND id % 10000 < :ended RETURNING run_id"  # noqa: S608 - our own words
END_RUNS = """
UPDATE runs SET state = 'ended', ended_at = :now, end_reason = 'silent' WHERE id = ANY(CAST(:ids AS bigint[]))"""


@dataclass(frozen=True)
class Round:
    """How much one round writes: ``steps`` by one process; rows for ten thousand steps; ``tallies`` for a batch."""

    number: int
    steps: int
    messages: int
    history: int
    ended: int
    tallies: int


def move_bare(database: Database, now: datetime, size: Round) -> int:
    """Move as many as the round has, to be due again half a day later; how many."""
    steps = 0
    while steps < size.steps:
        moved = _batch(database, now, size, min(BATCH, size.steps - steps))
        steps += moved
        if not moved:
            break
    return steps


def _batch(database: Database, now: datetime, size: Round, limit: int) -> int:
    with database.write() as session:
        claimed = session.scalars(text(CLAIM), {"now": now, "limit": limit}).all()
        if not claimed:
            return 0
        ids = f"{{{','.join(map(str, claimed))}}}"
        node = f"node{size.number}"
        order = {"ids": ids, "now": now, "messages": size.messages, "node": node, "visit": size.number}
        session.execute(text(MESSAGES), order)
        whole, more = divmod(size.history, 10_000)
        session.execute(text(HISTORY), {"ids": ids, "now": now, "more": more, "whole": whole})
        session.execute(text(TALLIES), {"tallies": size.tallies})
        session.execute(text(MOVE), {"ids": ids, "node": node, "then": now + timedelta(hours=12)})
        if size.ended:
            over = session.scalars(text(END), {"ids": ids, "ended": size.ended}).all()
            session.execute(text(END_RUNS), {"ids": f"{{{','.join(map(str, over))}}}", "now": now})
    return len(claimed)
