"""How fast everybody goes through the journey, by two processes, and how fast bare SQL writes as many rows.

A *step* is one person leaving one node; a *move* takes one person as many steps as are possible at once, and is one
claimed row.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import URL, func, select, text

from app.db import Database
from app.flow.advance import BATCH
from app.models import Account, History, Message, Run, Step, Tally
from app.store import events
from app.store.events import NewEvent
from tests.benchmarks.engine.bare import Round
from tests.benchmarks.engine.ground import (
    DAY,
    DAYS,
    OPENED,
    PAID,
    START,
    Side,
    fresh,
    move_all,
    prepared,
    sides,
    started,
)

WORKERS = 2


def on_postgres(server: URL, people: int) -> dict[str, Any]:
    """Both figures of two processes on PostgreSQL."""
    database = started(fresh(server, "steps"), people)
    with sides("mover", WORKERS, database.url) as movers:
        found, rounds = _whole_journey(database, movers)
    database.close()
    bare = started(fresh(server, "bare"), people)
    with sides("mover", WORKERS, bare.url) as movers:
        moves, seconds = 0, 0.0
        for number, size in enumerate(rounds):
            moved, took = _round(movers, START + number * DAY, bare=asdict(size))
            moves, seconds = moves + moved, seconds + took
    rows = _rows(bare)
    bare.close()
    return {**found, "bare_moves_per_s": round(moves / seconds), "bare_moves": moves, "bare_rows": rows}


def on_sqlite(folder: str, people: int) -> int:
    """Steps a second of one process on SQLite."""
    database = started(prepared(f"sqlite:///{folder}/bench.db"), people)
    seconds = 0.0
    for day in DAYS:
        _happen(database, day)
        begun = time.perf_counter()
        move_all(database, START + day * DAY)
        seconds += time.perf_counter() - begun
    steps = _rows(database)["history"]
    database.close()
    return round(steps / seconds)


def _whole_journey(database: Database, movers: Sequence[Side]) -> tuple[dict[str, Any], list[Round]]:
    """Take everybody to the end: the figures, and what each round wrote."""
    moves, seconds = 0, 0.0
    rounds: list[Round] = []
    speeds: list[int] = []
    begun = before = _rows(database)
    for day in DAYS:
        _happen(database, day)
        moved, took = _round(movers, START + day * DAY)
        after = _rows(database)
        if moved:
            rounds.append(_size(len(rounds), moved, {name: after[name] - before[name] for name in after}))
            speeds.append(round(moved / took))
            moves, seconds = moves + moved, seconds + took
        before = after
    assert before["steps"] == 0, "everybody is through"
    steps = before["history"] - begun["history"]
    found = {
        "steps_per_s": round(steps / seconds),
        "moves_per_s": round(moves / seconds),
        "steps": steps,
        "moves": moves,
        "moves_per_s_by_round": speeds,
        "rows": before,
    }
    return found, rounds


def _size(number: int, moved: int, grown: dict[str, int]) -> Round:
    """What a round of so many steps wrote."""
    each = {name: round(10_000 * grown[name] / moved) for name in ("messages", "history", "ended")}
    tallies = grown["tallies"] // max(moved // BATCH, 1)
    return Round(number, -(-moved // WORKERS), each["messages"], each["history"], each["ended"], tallies)


def _round(movers: Sequence[Side], now: datetime, **order: Any) -> tuple[int, float]:  # noqa: ANN401 - JSON
    """Let all processes move whoever is due: the steps, and the seconds until the last one has nothing to do."""
    begun = time.perf_counter()
    for mover in movers:
        mover.begin(now=now.isoformat(), **order)
    steps = sum(mover.answer()["steps"] for mover in movers)
    return steps, time.perf_counter() - begun


def _happen(database: Database, day: int) -> None:
    """What people do: some open the page, some pay all."""
    kinds = {1: ("page_opened", OPENED), 5: ("paid", PAID)}
    if day not in kinds:
        return
    kind, share = kinds[day]
    with database.write() as session:
        who = list(session.scalars(select(Account.id).where(Account.id % share == 0)))
        if kind == "paid":
            session.execute(text("UPDATE accounts SET balance = 0 WHERE id % :share = 0"), {"share": share})
        for place in range(0, len(who), BATCH):
            part = who[place : place + BATCH]
            events.record_many(session, [NewEvent(number, kind, START + day * DAY) for number in part])


def _rows(database: Database) -> dict[str, int]:
    with database.read() as session:
        counts = {
            table.__tablename__: session.scalar(select(func.count()).select_from(table)) or 0
            for table in (Step, History, Message, Tally)
        }
        counts["ended"] = session.scalar(select(func.count()).select_from(Run).where(Run.state == "ended")) or 0
    return counts
