"""A million accounts, from the first to the last node, on a clock that runs thousands of times as fast."""

import threading
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, func, select, text

from app import clock
from app.db import Database
from app.models import History, Message, Run, Step
from app.store import tallies
from tests.app.flow.journeys import publish_graph
from tests.benchmarks.engine.ground import fresh, populate, twelve_nodes
from tests.benchmarks.engine.plant import Plant, plant

SPEED = 12_000.0  # the seventeen days of the journey take two minutes, so that the workers are what it waits for
PATIENCE = 3_600.0
LOOK = 2.0  # seconds between two looks at how far they are


def run(server: URL, folder: Path, people: int) -> dict[str, Any]:
    """Everybody enters and goes through, by the jobs of two real workers and a ticker; messages stay in the outbox."""
    url = fresh(server, "million")
    home = folder / "million"
    home.mkdir()
    running = clock.start_demo(home, SPEED)
    database = Database(url)
    populate(database, people, running.now())
    before = _bytes(database)
    with plant(url, home, "demo") as works:
        publish_graph(database, twelve_nodes(), running.now())
        begun = time.monotonic()
        works.work()
        progress = _watch(works, database, people, begun)
        seconds = time.monotonic() - begun
        peak = works.peak_megabytes()
    found = {
        "million_s": round(seconds, 1),
        "peak_rss_mb": peak,
        "people": people,
        "clock_speed": SPEED,
        "rows": _rows(database),
        "database_bytes": {"before": before, "after": _bytes(database)},
        **_evenness(progress),
    }
    database.close()
    return found


def _watch(works: Plant, database: Database, people: int, begun: float) -> list[tuple[float, int]]:
    """Until everybody is through: (seconds, steps so far) every few seconds."""
    quiet = threading.Event()
    progress: list[tuple[float, int]] = []
    while True:
        quiet.wait(LOOK)
        works.check()
        now = time.monotonic() - begun
        with database.read() as session:
            steps = sum(tallies.totals(session, tallies.PORT).values())
            ended = sum(tallies.totals(session, tallies.ENDED).values())
        progress.append((now, steps))
        if ended >= people:
            return progress
        assert now < PATIENCE, f"It took too long: {ended} of {people} are through."


def _evenness(progress: list[tuple[float, int]]) -> dict[str, Any]:
    """Steps a second while there was work: over all, in its first and in its last quarter."""
    working = [
        (after[0] - before[0], after[1] - before[1])
        for before, after in zip([(0.0, 0), *progress], progress, strict=False)
        if after[1] > before[1]
    ]
    quarter = max(len(working) // 4, 1)
    parts = (working, working[:quarter], working[-quarter:])
    speeds = [round(sum(n for _, n in part) / sum(s for s, _ in part)) for part in parts]
    return dict(zip(("steps_per_s", "steps_per_s_first_quarter", "steps_per_s_last_quarter"), speeds, strict=True))


def _rows(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Run, Step, History, Message)
        }


def _bytes(database: Database) -> int:
    with database.read() as session:
        return session.scalar(text("SELECT pg_database_size(current_database())")) or 0
