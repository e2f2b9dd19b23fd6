"""No log says who somebody is: a whole journey with everything that can go wrong, and every line that was written."""

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import structlog
from sqlalchemy import text, update
from sqlalchemy.exc import SQLAlchemyError

from app import jobs, logs
from app.channels import Channel, Outgoing, Receipt
from app.clock import FixedClock
from app.crm import erasure
from app.errors import DeliveryError
from app.factory import create_app
from app.flow import deliver as delivering
from app.installation import Installation
from app.jobs import load as loading
from app.jobs import ticker, tidy
from app.models import ContactPoint, Step
from app.queue import Job
from app.reasons import reason
from app.store import facts, imports, links
from app.worker import BatchWorker
from tests.app.flow.journeys import advance_all, publish_graph, reminder
from tests.app.flow.people import add_account

EMAIL = "zoraida.quintanilla@correo.test"
SECRETS = ("Zoraida", "Quintanilla", EMAIL, "+573009998877", "CC998877665", "1971-11-23", "DEUDOR-ZQ-1", "CUENTA-ZQ-7")


class Grumpy:
    """A mail server that names the address in every answer, each time with another kind of refusal."""

    name = "email"

    def __init__(self) -> None:
        self.calls = 0

    def send(self, outgoing: Outgoing) -> Receipt:
        """Refuse, in turn for good, for now, without an answer, and with an exception that nobody expects."""
        self.calls += 1
        said = f"550 5.1.1 <{outgoing.recipient}> Zoraida Quintanilla is unknown here"
        match self.calls % 4:
            case 1:
                raise DeliveryError(reason("refused_recipient", said), permanent=False)
            case 2:
                raise DeliveryError(reason("unanswered", said), permanent=False, unknown=True)
            case 3:
                raise DeliveryError(reason("refused_recipient", said), permanent=True)
            case _:
                raise RuntimeError(said)

    def has(self, ref: str) -> bool:
        """Whether it took this mail; it says so with an exception that names somebody."""
        raise RuntimeError(f"no {ref} of {EMAIL}")

    def close(self) -> None:
        """Nothing is open."""


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that any logger writes, set up as in a real process."""
    stream = io.StringIO()
    known = {name: (logging.getLogger(name).handlers, logging.getLogger(name).level) for name in ("", *logs.QUIET)}
    monkeypatch.setattr(sys, "stderr", stream)
    logs.write("test")
    logging.getLogger().setLevel(logging.DEBUG)
    yield stream
    structlog.reset_defaults()
    for name, (handlers, level) in known.items():
        logging.getLogger(name).handlers = handlers
        logging.getLogger(name).setLevel(level)


@contextmanager
def channel(installation: Installation, found: Channel) -> Iterator[None]:
    jobs.stopping.clear()
    jobs.use(installation, {"email": found})
    try:
        yield
    finally:
        jobs.use(None)


def work_off(installation: Installation) -> None:
    worker = BatchWorker([installation.queue.rq], connection=installation.queue.redis)
    worker.work(burst=True, logging_level="DEBUG")


def raise_naming(*_: object) -> None:
    raise ValueError(f"invalid value for Zoraida Quintanilla: {EMAIL}") from KeyError("CUENTA-ZQ-7")


def test_no_log_names_anybody(
    installation: Installation, clock: FixedClock, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    with installation.db.write() as session:
        account = add_account(
            session,
            email=EMAIL,
            ref="CUENTA-ZQ-7",
            debtor_ref="DEUDOR-ZQ-1",
            debtor_first_name="Zoraida",
            debtor_last_name="Quintanilla",
            debtor_document="CC998877665",
            debtor_birth_date=date(1971, 11, 23),
        )
        session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value="+573009998877"))
    publish_graph(installation.db, reminder(), clock.now())
    own = ticker.Ticker(installation, name="one", channels=["email"])
    with channel(installation, Grumpy()):
        for _ in range(14):
            own.run_once()
            work_off(installation)
            clock.advance(timedelta(hours=14))
        jobs_that_raise(installation, monkeypatch)
        token = web_requests_that_raise(installation, account.id, monkeypatch)
        statements_that_raise(installation)
        refused_import(installation)
        with installation.db.write() as session:
            session.execute(update(Step).values(node="gone"))
        advance_all(installation.db, clock.now() + timedelta(days=30))
        erasure.erase(installation, account.debtor_id, reason=f"Asked by {EMAIL}", actor="cli")
        tidy.tidy(installation)
    said = written.getvalue()
    events = {json.loads(line)["event"] for line in said.splitlines()}
    expected = {"message_not_taken", "channel_cannot_say", "job_failed", "request failed", "debtor_erased", "tidied"}
    assert expected <= events, "what should be logged was logged"
    for secret in SECRETS:
        assert secret.casefold() not in said.casefold(), secret
    assert token not in said, "a debtor's address is their key"


def jobs_that_raise(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that raises with values in its words, and what Redis and the list of jobs keep of it."""
    monkeypatch.setattr(facts, "load", raise_naming)
    monkeypatch.setattr(delivering.Delivery, "run_batch", raise_naming)
    installation.queue.enqueue(Job.deliver)
    work_off(installation)
    monkeypatch.undo()
    failed = installation.queue.rq.failed_job_registry.get_job_ids()
    assert failed
    kept = b"".join(dump(installation.queue.redis, key) for key in installation.queue.redis.keys("*"))
    for secret in SECRETS:
        assert secret.encode() not in kept, secret


def dump(redis: Any, key: bytes) -> bytes:  # noqa: ANN401 - redis-py's client
    """Everything under a key, whatever kind it is of."""
    readers = {
        b"string": redis.get,
        b"hash": redis.hgetall,
        b"set": redis.smembers,
        b"list": lambda name: redis.lrange(name, 0, -1),
        b"zset": lambda name: redis.zrange(name, 0, -1),
        b"stream": redis.xrange,
    }
    return repr(readers[redis.type(key)](key)).encode()


def web_requests_that_raise(installation: Installation, account_id: int, monkeypatch: pytest.MonkeyPatch) -> str:
    """A page that fails with values in its words, under an address that is a secret, which is given back."""
    token = links.page_token(installation.config, None, account_id, installation.clock.now() + timedelta(days=9))
    client = create_app(installation).test_client()
    monkeypatch.setattr("app.site.desk.debts.load", raise_naming)
    assert client.get(f"/p/{token}").status_code == 500
    monkeypatch.undo()
    for name in ("gunicorn.error", "werkzeug", "rq.worker", "sqlalchemy", "alembic"):
        try:
            raise_naming()
        except ValueError as error:
            logging.getLogger(name).exception("Error handling request %s", f"/p/{token}")
            logging.getLogger(name).error("It said: %s", error)  # noqa: TRY400 - as libraries do
            logging.getLogger(name).error(error)  # noqa: TRY400 - the same
    return token


def statements_that_raise(installation: Installation) -> None:
    """A statement of the database that fails with values among its parameters."""
    log = structlog.get_logger("test")
    with pytest.raises(SQLAlchemyError) as raised, installation.db.write() as session:
        session.execute(
            text("INSERT INTO debtors (ref, first_name) VALUES (:ref, :name)"),
            {"ref": "DEUDOR-ZQ-1", "name": "Zoraida"},
        )
    log.error("statement_failed", exc_info=raised.value)


def refused_import(installation: Installation) -> None:
    """An import whose file cannot be used."""
    folder: Path = installation.config.home / "uploads"
    folder.mkdir(exist_ok=True)
    (folder / "x.csv").write_text("Zoraida Quintanilla\n", encoding="utf-8")
    with installation.db.write() as session:
        entry = imports.add(session, filename="x.csv", path="uploads/x.csv", now=installation.clock.now())
        columns = {"Zoraida Quintanilla": "debtor.ref"}
        imports.start(session, entry.id, {"columns": columns, "defaults": {}}, "Marea")
    loading.run(entry.id)


def test_a_line_tells_which_process_wrote_it_and_where_it_went_wrong(written: io.StringIO) -> None:
    try:
        raise_naming()
    except ValueError as error:
        structlog.get_logger("x").error("it_failed", step_id=7, exc_info=error)
    line = json.loads(written.getvalue())
    assert (line["event"], line["level"], line["process"], line["step_id"]) == ("it_failed", "error", "test", 7)
    assert line["error"] == "ValueError"
    assert line["where"][0] == "ValueError"
    assert any(place.endswith(" raise_naming") for place in line["where"])
    assert "KeyError" in line["where"], "what caused it is named too"


def test_the_settings_of_a_worker_are_those_of_real_ones(installation: Installation) -> None:
    worker = BatchWorker([installation.queue.rq], connection=installation.queue.redis)
    worker.register_birth()
    worker.heartbeat(9_999)
    assert 0 < installation.queue.redis.ttl(worker.key) <= 60
    installation.queue.redis.flushall()
    worker._stand_up_again()
    assert installation.queue.redis.hget(worker.key, "birth") is not None
    assert worker.all_keys(queue=installation.queue.rq) == [worker.key]
    assert replace(installation.config).workers == 1
