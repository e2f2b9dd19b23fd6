"""From a payment to the end of the journey and the cancelled mail, while two workers are busy with a backlog."""

import threading
import time
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL, func, select, text, update

from app.cases.wake import wake
from app.db import Database
from app.flow.enter import enter
from app.installation import Installation
from app.models import Account, Message, Run
from app.store import events, journeys, tallies
from tests.app.flow.journeys import publish_graph
from tests.app.flow.people import awake
from tests.benchmarks.engine.ground import analyze, fresh, move_all, populate, twelve_nodes
from tests.benchmarks.engine.plant import Plant, plant, until

PAYERS = 200
EVERY = 0.05  # seconds between two payments
LOOK = 0.004  # seconds between two looks at whose journey ended
PATIENCE = 120.0


def run(server: URL, folder: Path, people: int) -> dict[str, Any]:
    """Milliseconds from before the payment's commit until the commit that ended the run: the median and the 99th."""
    database = Database(fresh(server, "reaction"))
    with plant(database.url, folder / "reaction", "test") as works:
        now = works.installation.clock.now()
        payers = _fill(database, people, now)
        works.work()
        until(lambda: _steps(database) > PAYERS + people // 50, "the workers are busy", PATIENCE)
        took, busy = _pay(works, database, payers)
        with database.read() as session:
            cancelled = select(func.count()).select_from(Message)
            cancelled = cancelled.where(Message.account_id.in_(payers), Message.state == "cancelled")
            assert session.scalar(cancelled) == len(payers), "every payer's mail is cancelled"
    database.close()
    millis = sorted(1_000 * seconds for seconds in took)
    return {
        "reaction_p50_ms": round(millis[len(millis) // 2], 1),
        "reaction_p99_ms": round(millis[len(millis) * 99 // 100], 1),
        "reaction_max_ms": round(millis[-1], 1),
        "payments": len(millis),
        "steps_per_s_meanwhile": busy,
    }


def _fill(database: Database, people: int, now: datetime) -> list[int]:
    """Everybody has entered; the first have a mail in the outbox and wait for an answer, all others are due."""
    populate(database, people + PAYERS, now)
    with database.write() as session:
        session.execute(text("UPDATE debtors SET time_zone = :zone"), {"zone": awake(now)})
        session.execute(update(Account).where(Account.id <= PAYERS).values(balance=50_000))
    publish_graph(database, twelve_nodes(), now)
    after, done = 0, PAYERS
    while done:
        with database.write() as session:
            version = journeys.hold_live(session, journeys.live_ids(session)[0])
            assert version is not None
            entered = enter(session, version, now, after, PAYERS if not after else 5_000)
        if not after:
            assert move_all(database, now + timedelta(seconds=1)) == PAYERS
        after, done = entered.last_id, entered.count
    analyze(database)
    return list(range(1, PAYERS + 1))


def _pay(works: Plant, database: Database, payers: list[int]) -> tuple[list[float], int]:
    """Pay one after the other, and watch: the seconds each took, and how many steps a second were made meanwhile."""
    begun: dict[int, float] = {}
    ended: dict[int, float] = {}
    over = threading.Event()

    def watch() -> None:
        while not over.is_set():
            with database.read() as session:
                open_ones = [one for one in list(begun) if one not in ended]
                query = select(Run.account_id).where(Run.account_id.in_(open_ones), Run.state == "ended")
                found = list(session.scalars(query))
            at = time.perf_counter()
            ended.update(dict.fromkeys(found, at))
            over.wait(LOOK)

    watcher = threading.Thread(target=watch)
    watcher.start()
    before, start = _steps(database), time.perf_counter()
    try:
        for account_id in payers:
            begun[account_id] = time.perf_counter()
            _settle(works.installation, account_id)
            over.wait(EVERY)
        took, moved = time.perf_counter() - start, _steps(database) - before
        until(lambda: len(ended) == len(payers), "every payer's journey ended", PATIENCE)
    finally:
        over.set()
        watcher.join()
    return [ended[one] - begun[one] for one in payers], round(moved / took)


def _settle(installation: Installation, account_id: int) -> None:
    """What a provider's notice of a payment does."""
    now = installation.clock.now()
    with installation.db.write() as session:
        events.lock(session, account_id)
        session.execute(update(Account).where(Account.id == account_id).values(balance=0, paid=50_000, status="paid"))
        events.record(session, account_id=account_id, kind="paid", at=now)
    wake(installation)


def _steps(database: Database) -> int:
    with database.read() as session:
        return sum(tallies.totals(session, tallies.PORT).values())
