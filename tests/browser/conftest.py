"""The whole product, started as a newcomer starts it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, expect
from sqlalchemy import Engine

START_SECONDS = 90
STOP_SECONDS = 60
UNLIKE_A_NEWCOMER = {"DATABASE_URL", "REDIS_URL", "COVERAGE_PROCESS_CONFIG"}  # the last would halve its speed
PATIENCE = 60_000  # milliseconds for which something is awaited: as long as a busy machine needs

expect.set_options(timeout=PATIENCE)


@dataclass(frozen=True)
class Product:
    """A running installation: its address, and the folder that it lives in."""

    url: str
    home: Path


class Running:
    """The product that runs now: one after the other, each started on an empty folder, each stopped cleanly."""

    def __init__(self, postgres: Callable[[], Engine]) -> None:
        self._postgres = postgres
        self._stack = ExitStack()
        self._of: tuple[str, str] | None = None
        self._product: Product | None = None

    def on(self, database: str, whose: str) -> Product:
        """The one that is kept for a test or a module, on a database; what ran before for others is stopped."""
        if self._product is None or self._of != (database, whose):
            self.stop()
            self._product = self._stack.enter_context(started(database, self._postgres))
            self._of = (database, whose)
        return self._product

    def stop(self) -> None:
        """Stop what runs."""
        self._product = None
        self._stack.close()


@pytest.fixture(scope="session")
def running(request: pytest.FixtureRequest) -> Iterator[Running]:
    """What keeps the product."""
    running = Running(lambda: request.getfixturevalue("postgres"))
    yield running
    running.stop()


@pytest.fixture(params=["sqlite", "postgres"])
def product(request: pytest.FixtureRequest, running: Running) -> Iterator[Product]:
    """``cauce up --demo`` on either database: one for each test, or for all of a module marked ``one_product``."""
    shared = request.node.get_closest_marker("one_product") is not None
    yield running.on(request.param, request.node.parent.nodeid if shared else request.node.nodeid)
    if not shared:
        running.stop()


@contextmanager
def started(database: str, postgres: Callable[[], Engine]) -> Iterator[Product]:
    """``cauce up --demo`` on an empty folder; it must also stop cleanly."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="up") as folder:
        home = Path(folder) / "home"
        environment = {name: value for name, value in os.environ.items() if name not in UNLIKE_A_NEWCOMER}
        environment |= {"CAUCE_HOME": str(home), "PORT": str(port), "LC_ALL": "es_ES.UTF-8"}
        if database == "postgres":
            environment["DATABASE_URL"] = empty_database(postgres())
        log = Path(folder) / "up.log"
        with log.open("wb") as output:
            process = subprocess.Popen(
                [sys.executable, "-m", "app.cli", "up", "--demo"],
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                wait_until_ready(process, f"http://127.0.0.1:{port}/readyz", log)
                yield Product(f"http://127.0.0.1:{port}", home)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(STOP_SECONDS)
        assert process.returncode == 0, log.read_text()


def empty_database(postgres: Engine) -> str:
    """A PostgreSQL database without a single table, as a newcomer's is."""
    with postgres.connect() as connection:
        connection.exec_driver_sql("DROP DATABASE IF EXISTS tour WITH (FORCE)")
        connection.exec_driver_sql("CREATE DATABASE tour")
    return postgres.url.set(database="tour").render_as_string(hide_password=False)


def wait_until_ready(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Wait until the product says that it is ready."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            pytest.fail(f"It did not start:\n{log.read_text()}")
        try:
            with urlopen(url, timeout=2) as answer:  # noqa: S310 - our own server on this machine
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"It was not ready in time:\n{log.read_text()}")


@pytest.fixture
def strangers() -> list[str]:
    """Every request that left the installation's own host; a test asserts that there is none."""
    return []


@pytest.fixture
def desk(chromium: Browser, product: Product, strangers: list[str]) -> Iterator[BrowserContext]:
    """A strategist's browser, in Spanish."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="es-ES", base_url=product.url)
    watch(context, product, strangers)
    yield context
    context.close()


@pytest.fixture
def phone(chromium: Browser, product: Product, strangers: list[str]) -> Iterator[BrowserContext]:
    """A debtor's phone, without JavaScript."""
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, locale="es-ES", base_url=product.url, java_script_enabled=False
    )
    watch(context, product, strangers)
    yield context
    context.close()


def watch(context: BrowserContext, product: Product, strangers: list[str]) -> None:
    """Be patient in these pages, and note every request to another host."""
    context.set_default_timeout(PATIENCE)

    def note(url: str) -> None:
        if not url.startswith((product.url, "data:", "blob:", "about:")):
            strangers.append(url)

    context.on("request", lambda request: note(request.url))
