"""What people read when the database is away, busy or full; and that all is as before when it is back."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError, OperationalError

from app.db import Database, Trouble, trouble
from app.factory import create_app
from app.installation import Installation
from app.models import Role, User
from app.store import passwords
from migrations import upgrade
from tests.app.api.browsers import PASSWORD, Browser
from tests.app.jobs.chaos.servers import Postgres

ROOT = Path(__file__).parents[3]
EMAIL = "admin@cauce.test"


@pytest.fixture
def server(scratch: Path, tmp_path: Path) -> Iterator[Postgres]:
    """A PostgreSQL of this test's own with room for few connections, migrated."""
    folder = scratch / tmp_path.name[-40:]
    folder.mkdir()
    server = Postgres(folder, max_connections="8", superuser_reserved_connections="0", fsync="off")
    server.make()
    server.start()
    engine = create_engine(server.url)
    upgrade(engine)
    engine.dispose()
    yield server
    server.kill()


@pytest.fixture
def served(installation: Installation, server: Postgres) -> Iterator[Flask]:
    """The web application on that server."""
    database = Database(server.url)
    with database.write() as session:
        session.add(_admin(installation))
    yield create_app(replace(installation, db=database))
    database.close()


def _admin(installation: Installation) -> User:
    stored, now = passwords.make_hash(PASSWORD), installation.clock.wall()
    return User(email=EMAIL, name="Ana", role=Role.admin.value, password=stored, language="es", created_at=now)


def told(browser: Browser, path: str = "/journeys") -> tuple[int, str, str]:
    """What a request is answered with: status, kind of problem, and the sentence."""
    response = browser.get(path)
    assert response.mimetype == "application/problem+json"
    assert "Traceback" not in response.text
    assert "psycopg" not in response.text
    return response.status_code, response.json["type"].rpartition(":")[2], response.json["detail"]


@pytest.mark.processes
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGQUIT], ids=["killed", "stopped"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_database_that_is_restarted_is_away_in_plain_words_and_comes_back_by_itself(
    served: Flask, server: Postgres, number: signal.Signals
) -> None:
    browser = Browser(served.test_client())
    assert browser.sign_in(EMAIL).status_code == 200
    assert browser.get("/journeys").status_code == 200
    server.stop(number)
    status, kind, words = told(browser)
    assert (status, kind) == (503, "database-away")
    assert words == "The database does not answer. Nothing is lost; try again in a moment."
    browser.language = "es"
    assert told(browser)[2].startswith("La base de datos no responde.")
    page = browser.client.get("/p/whatever")
    assert page.status_code in {404, 503}
    assert "Traceback" not in page.text
    assert browser.client.get("/healthz").status_code == 200
    assert browser.client.get("/readyz").json["database"] is False
    server.start()
    assert browser.get("/journeys").status_code == 200
    assert browser.client.get("/readyz").json["database"] is True


@pytest.mark.processes
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_when_no_connection_is_left_that_is_said_and_a_free_one_is_enough(served: Flask, server: Postgres) -> None:
    browser = Browser(served.test_client())
    assert browser.sign_in(EMAIL).status_code == 200
    served.extensions["cauce"].db.engine.dispose()
    with ExitStack() as others:
        engine = create_engine(server.url, pool_size=20)
        others.callback(engine.dispose)
        for _ in range(8):
            others.enter_context(engine.connect())
        status, kind, words = told(browser)
        assert (status, kind) == (503, "database-busy")
        assert words == "The database is busy. Try again in a moment."
    assert browser.get("/journeys").status_code == 200


@pytest.mark.processes
def test_a_full_disk_is_said_saves_nothing_by_halves_and_is_over_when_there_is_room(
    sqlite_url: str, tmp_path: Path
) -> None:
    """The largest size of a file that a process may write stands for the end of the disk."""
    command = [sys.executable, "-m", "tests.app.api.full_disk", sqlite_url, str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3_000:]
    assert json.loads(done.stdout.splitlines()[-1]) == {
        "refused": [507, "database-full"],
        "kept": 0,
        "afterwards": 201,
        "worker": ["full", "1000"],
    }


def test_a_query_that_is_at_fault_is_no_trouble_of_the_database(database: Database) -> None:
    with pytest.raises(DBAPIError, match="nowhere") as caught, database.read() as session:
        session.execute(text("SELECT * FROM nowhere"))
    assert trouble(caught.value) is None
    assert trouble(ValueError("x")) is None


def test_a_database_that_cannot_be_reached_is_away() -> None:
    away = Database("postgresql+psycopg://postgres@/postgres?host=/nowhere")
    with pytest.raises(OperationalError) as caught, away.read() as session:
        session.execute(text("SELECT 1"))
    assert trouble(caught.value) is Trouble.away


def test_a_transaction_that_falls_silent_frees_what_it_holds(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.db.LONGEST_SILENCE", 1)
    first, second = Database(postgres_url), Database(postgres_url)
    with second.read() as session:
        assert session.scalar(text("SHOW idle_in_transaction_session_timeout")) == "1s"
    with second.write() as session:
        session.execute(text("INSERT INTO leases (name, holder, until) VALUES ('x', 'y', now())"))
    with pytest.raises(DBAPIError) as caught, first.write() as frozen:  # noqa: PT012 - it is the end that fails
        frozen.execute(text("UPDATE leases SET holder = 'frozen'"))
        with second.write() as session:
            session.execute(text("UPDATE leases SET holder = 'other'"))
    assert trouble(caught.value) is Trouble.away
    with second.read() as session:
        assert session.scalar(text("SELECT holder FROM leases")) == "other"
    first.close()
    second.close()
