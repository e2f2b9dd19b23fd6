"""Two machines: worker processes with a home each, one PostgreSQL and one Redis between them, the ticker in a third."""

import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from app.channels.mailbox import read_mailbox
from app.channels.sink import Sink
from app.clock import SystemClock
from app.db import Database
from app.insights import machinery
from app.models import History, Message, Run, Step
from app.queue import Queue
from tests.app.flow.journeys import graph, publish_graph
from tests.app.flow.people import add_many

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]

ROOT = Path(__file__).parents[3]
PATIENCE = 90.0  # seconds
PEOPLE = 300


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    """The mail server of both machines, on none of them."""
    sink = Sink(tmp_path / "mail")
    sink.start()
    yield sink
    sink.stop()


def run(home: Path, module: str, *command: str, **settings: str) -> subprocess.Popen[bytes]:
    """Start a process on the machine whose home this is; what it logs stays there."""
    home.mkdir(exist_ok=True)
    env = {**os.environ, "CAUCE_MODE": "test", "CAUCE_HOME": str(home), **settings}
    with (home / "log").open("ab") as log:
        return subprocess.Popen([sys.executable, "-m", module, *command], cwd=ROOT, env=env, stderr=log, stdout=log)


def wait_until(ready: Callable[[], bool], what: str) -> None:
    end = time.monotonic() + PATIENCE
    pause = threading.Event()
    while not ready():
        assert time.monotonic() < end, f"It took too long until {what}."
        pause.wait(0.05)


def two_mails() -> object:
    """Mail, wait a day, mail again."""
    return graph(
        [
            ("enter", "enter", {"audience": None}),
            ("mail", "send_email", {"template": "payment_reminder"}),
            ("rest", "wait", {"duration": {"amount": 1, "unit": "days"}}),
            ("again", "send_email", {"template": "second_notice"}),
            ("done", "end", {"reason": "done"}),
        ],
        "enter.next>mail mail.next>rest rest.next>again again.next>done",
    )


def test_two_machines_share_one_journey(postgres_url: str, redis_url: str, tmp_path: Path, sink: Sink) -> None:
    policy = tmp_path / "house.toml"  # whatever the hour is at which this runs
    policy.write_text('[[windows]]\ndays = "mon-sun"\nfrom = "00:00"\nto = "24:00"\nchannels = "all"\n')
    settings = {
        "DATABASE_URL": postgres_url,
        "REDIS_URL": redis_url,
        "SMTP_URL": sink.url,
        "MAIL_FROM": "Cobros <cobros@cauce.test>",
        "CAUCE_SECRET_KEY": "one secret for all the machines of an installation",
        "CAUCE_HOUSE_POLICY": str(policy),
    }
    homes = [tmp_path / name for name in ("east", "west", "middle")]
    with ExitStack() as opened, ExitStack() as running:
        database, queue = Database(postgres_url), Queue(redis_url)
        opened.callback(queue.redis.close)
        opened.callback(database.close)

        def count(model: type, *where: object) -> int:
            with database.read() as session:
                return session.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]

        with database.write() as session:
            add_many(session, PEOPLE)
        publish_graph(database, two_mails(), SystemClock().now())
        started = [run(home, "app.worker", **settings) for home in homes[:2]]
        started.append(run(homes[2], "app.cli", "ticker", **settings))
        for process in started:
            running.callback(process.wait, PATIENCE)
            running.callback(process.terminate)
        wait_until(lambda: len(machinery.workers(queue)) == 2, "both workers are known")
        wait_until(lambda: count(Message, Message.state == "sent") == PEOPLE, "everybody got the first mail")
        wait_until(lambda: count(Step, Step.node == "rest") == PEOPLE, "everybody rests")
        with database.write() as session:
            now = SystemClock().now()
            session.execute(update(Step).values(due_at=now, until=now))  # the day after
        wait_until(lambda: count(Run, Run.state == "ended") == PEOPLE, "everybody came to the end")
        wait_until(lambda: count(Message, Message.state == "sent") == 2 * PEOPLE, "everybody got both mails")
        done = [worker.jobs_done for worker in machinery.workers(queue)]
        running.close()
        assert len(done) == 2
        assert all(done), "both had their part"
        assert (count(Run), count(Step), count(Message)) == (PEOPLE, 0, 2 * PEOPLE)
        assert count(History) == PEOPLE * 5, "each node was left once"
        mails = read_mailbox(tmp_path / "mail", limit=5 * PEOPLE)
        assert len({mail.message_id for mail in mails}) == len(mails) == 2 * PEOPLE
        assert len({(mail.to, mail.subject) for mail in mails}) == 2 * PEOPLE, "nobody got one twice"
        for home in homes:
            assert not re.search(r"Traceback|\berror\b", (home / "log").read_text(encoding="utf-8"))
            assert {path.name for path in home.iterdir()} == {"log"}, "a home holds nothing that the other needs"
