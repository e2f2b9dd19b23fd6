"""What people wait for goes away and comes back: Redis, the channel, the template. Nothing is lost meanwhile."""

import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import jobs
from app.channels import open_channels
from app.channels.console import ConsoleChannel
from app.config import Config
from app.factory import create_app
from app.installation import Installation, open_installation
from app.jobs import advance, deliver
from app.jobs.ticker import Ticker
from app.models import Message, Role, Run, Step, User
from app.queue import Job
from app.store import events, passwords, templates
from tests.app.api.browsers import PASSWORD, Browser
from tests.app.flow.journeys import publish_graph, reminder
from tests.app.flow.people import add_account, add_many
from tests.app.jobs.chaos.servers import Program, Valkey, wait_until

GONE = 10.0  # seconds; a worker that has missed Redis for ten minutes does just what it does after ten seconds
BACK = 6.0  # seconds within which work goes on
EMAIL = "admin@cauce.test"


@pytest.fixture
def valkey(tmp_path: Path) -> Iterator[Valkey]:
    """A Redis of this test's own."""
    folder = tmp_path / "valkey"
    folder.mkdir()
    server = Valkey(folder)
    server.start()
    yield server
    server.kill()


def environment(config: Config) -> dict[str, str]:
    return {
        "CAUCE_MODE": "test",
        "CAUCE_HOME": str(config.home),
        "DATABASE_URL": config.database_url,
        "REDIS_URL": config.redis_url,
        "SMTP_URL": "console:",
        "MAIL_FROM": config.mail_from,
    }


def count(installation: Installation, *where: object) -> int:
    with installation.db.read() as session:
        return (
            session.scalar(select(func.count()).select_from(Run).join(Step, Step.run_id == Run.id).where(*where)) or 0
        )  # type: ignore[arg-type]


@pytest.mark.processes
@pytest.mark.parametrize("database_url", ["postgres"], indirect=True)
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP], ids=["killed", "frozen"])
def test_after_redis_was_gone_work_goes_on_within_seconds_with_all_that_happened_meanwhile(
    installation: Installation, valkey: Valkey, tmp_path: Path, number: signal.Signals
) -> None:
    own = open_installation(replace(installation.config, redis_url=valkey.url))
    with own.db.write() as session:
        add_many(session, 20)
    publish_graph(own.db, reminder(), own.clock.now())
    crew = [
        Program(name, module, arguments, tmp_path, **environment(own.config))
        for name, module, arguments in (("worker", "app.worker", ()), ("ticker", "app.cli", ("ticker",)))
    ]
    try:
        for program in crew:
            program.start()
        wait_until(lambda: count(own, Step.node == "answer") == 20, "everybody got their mail")
        valkey.send(number)
        threading.Event().wait(GONE / 2)  # What a worker had in hand is done.
        with own.db.write() as session:
            for account_id in session.scalars(select(Run.account_id).order_by(Run.id).limit(10)).all():
                events.record(session, account_id=account_id, kind="page_opened", at=own.clock.now())
        threading.Event().wait(GONE / 2)
        assert count(own) == 20, "nobody is woken without Redis"
        assert all(program.alive for program in crew)
        valkey.kill()
        valkey.start(empty=True)
        begun = time.monotonic()
        wait_until(lambda: count(own) == 10, "the ten who answered are through")
        assert time.monotonic() - begun < BACK
    finally:
        for program in crew:
            program.kill()
        own.close()


@pytest.fixture
def waiting(working: Installation) -> Installation:
    """Somebody whose mail is written, and a user who may look."""
    stored = passwords.make_hash(PASSWORD)
    user = User(
        email=EMAIL, name="Ana", role=Role.admin.value, password=stored, language="es", created_at=working.clock.wall()
    )
    with working.db.write() as session:
        add_account(session)
        session.add(user)
    publish_graph(working.db, reminder())
    return working


def browser_on(installation: Installation) -> Browser:
    browser = Browser(create_app(installation).test_client())
    assert browser.sign_in(EMAIL).status_code == 200
    return browser


def states(installation: Installation) -> list[str]:
    with installation.db.read() as session:
        return list(session.scalars(select(Message.state)))


def test_a_channel_that_is_switched_off_keeps_its_messages_says_so_and_sends_them_when_it_is_back(
    waiting: Installation,
) -> None:
    off = open_channels(waiting.config)
    assert off == {}, "the settings name no mail server"
    jobs.use(waiting, off)
    advance.run()
    deliver.run()
    assert states(waiting) == ["queued"]
    idle = Ticker(waiting)
    assert Job.deliver not in idle.run_once(), "nobody is woken for what cannot be done"
    idle.close()
    browser = browser_on(waiting)
    (message,) = browser.get("/messages").json["items"]
    assert message["error"] == "The channel email is not configured; the message goes out when it is."
    browser.language = "es"
    (message,) = browser.get("/messages").json["items"]
    assert message["error"] == "El canal email no está configurado; el mensaje saldrá cuando lo esté."
    console = ConsoleChannel()
    jobs.use(waiting, {"email": console})
    assert Job.deliver in Ticker(waiting, channels=["email"]).run_once()
    deliver.run()
    assert states(waiting) == ["sent"]
    assert len(console.sent) == 1


def test_a_template_that_is_gone_holds_the_message_with_its_name_and_releasing_sends_it_when_it_is_back(
    waiting: Installation, console: ConsoleChannel, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as missing:
        missing.setattr(templates, "of_keys", lambda _session, _keys: {})
        advance.run()
        deliver.run()
    assert states(waiting) == ["held"]
    browser = browser_on(waiting)
    (message,) = browser.get("/messages").json["items"]
    assert message["error"] == "There is no template “payment_reminder”."
    assert browser.post("/messages/release", {"ids": [message["id"]]}).json == {"count": 1}
    deliver.run()
    assert states(waiting) == ["sent"]
    assert len(console.sent) == 1
