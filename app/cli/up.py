"""``cauce up``: the whole product on one box under one supervisor."""

import fcntl
import os
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from redis import Redis
from redis.exceptions import RedisError

from app import clock, config
from app.cli.console import progress, spoken
from app.cli.signals import stopped_by_signal
from app.cli.supervisor import Program, Supervisor
from app.clock import DemoClock
from app.config import Config
from app.demo.setup import LOGINS, prepare
from app.errors import ConfigError
from app.installation import open_installation
from app.store.passwords import DEMO_PASSWORD
from migrations import upgrade

DEFAULT_SPEED = 1440.0  # a day of business time in a minute
WEB_WORKERS = 2
WEB_THREADS = 8  # beside one for each live view, which keeps its thread for as long as it is open
BEAT_SECONDS = 5
START_PATIENCE = 30.0  # seconds that a server has to answer


@dataclass(frozen=True)
class Box:
    """What this start was asked for."""

    settings: Config
    environment: Mapping[str, str]
    own_redis: bool
    own_mailbox: bool
    speed: float


@click.command()
@click.option(
    "--demo", is_flag=True, help="Made-up people, a mailbox instead of real mail, and a clock that runs fast."
)
@click.option("--speed", type=click.FloatRange(1, 100_000), default=DEFAULT_SPEED, show_default=True,
              help="Demo only: seconds of business time per second.")  # fmt: skip
@click.option("--port", type=click.IntRange(1, 65535), help="The web server's port; PORT and then 8000 otherwise.")
def up(*, demo: bool, speed: float, port: int | None) -> None:
    """Start everything: database, Redis, web server, ticker and workers. Ctrl-C stops it cleanly."""
    box = _describe(demo=demo, speed=speed, port=port)
    stop = stopped_by_signal()
    with _alone(box.settings.home):
        _port_free(box.settings)
        _run(box, stop)


def _describe(*, demo: bool, speed: float, port: int | None) -> Box:
    environment = dict(os.environ)
    if demo:
        environment["CAUCE_MODE"] = "demo"
    if port is not None:
        environment["PORT"] = str(port)
    own_mailbox = environment.get("CAUCE_MODE") == "demo" and not environment.get("SMTP_URL")
    if own_mailbox:
        environment["SMTP_URL"] = f"smtp://127.0.0.1:{_free_port()}"
    own_redis = not environment.get("REDIS_URL")
    environment.setdefault("CAUCE_MODE", "production")  # whatever was started in this home before
    settings = config.load(environment)
    environment |= {
        "CAUCE_MODE": settings.mode,
        "CAUCE_HOME": str(settings.home),
        "CAUCE_PUBLIC_URL": settings.public_url,
        "PORT": str(settings.port),
        "DATABASE_URL": settings.database_url,
        "REDIS_URL": settings.redis_url,
        "PYTHONUNBUFFERED": "1",
    }
    return Box(settings, environment, own_redis, own_mailbox, speed)


def _run(box: Box, stop: threading.Event) -> None:
    """Start the parts in the order in which they need each other, and look after them until told to stop."""
    settings = box.settings
    began = time.monotonic()
    click.echo(click.style("Cauce", bold=True) + f" starts in {settings.home}")
    demo_clock = clock.start_demo(settings.home, box.speed) if settings.demo else None
    if settings.demo:
        config.keep(settings.home, box.environment)
    supervisor = Supervisor(settings.home / "logs", box.environment)
    try:
        if box.own_redis:
            with progress("Redis"):
                supervisor.start(Program("redis", _cauce("redis"), needed=True))
                _until(lambda: _redis_answers(settings.redis_url), "Redis", supervisor.log_of("redis"), stop)
        installation = open_installation(settings)
        with progress("Database"):
            upgrade(installation.db.engine)
        if box.own_mailbox:
            with progress("Mailbox"):
                supervisor.start(Program("mailbox", _cauce("mailbox"), needed=True))
        if settings.demo and not stop.is_set():
            prepare(installation, progress, spoken(box.environment))
        installation.close()
        with progress("Web server, ticker and workers"):
            supervisor.start(Program("web", _gunicorn(settings)))
            supervisor.start(Program("ticker", _cauce("ticker")))
            for number in range(1, settings.workers + 1):
                supervisor.start(Program(f"worker-{number}", _cauce("worker")))
            _until(lambda: _listens(settings), "The web server", supervisor.log_of("web"), stop)
        if not stop.is_set():
            _welcome(box, time.monotonic() - began)
        supervisor.watch(stop, _every(BEAT_SECONDS, lambda: _beat(settings, demo_clock)))
    finally:
        click.echo("\nStopping ...")
        supervisor.stop()
        if demo_clock:
            clock.stop_demo(settings.home, demo_clock)
        click.echo("Stopped. Everything is kept in " + str(settings.home))


def _beat(settings: Config, demo_clock: DemoClock | None) -> None:
    if demo_clock:
        clock.beat(settings.home, demo_clock)


def _welcome(box: Box, seconds: float) -> None:
    settings = box.settings
    click.echo(f"\nReady after {seconds:.0f} s:  " + click.style(settings.public_url, bold=True, underline=True))
    if settings.demo:
        for login in LOGINS:
            click.echo(f"  {login.role:<11} {login.email:<28} {DEMO_PASSWORD}")
        minutes = 86400 / box.speed / 60
        click.echo(f"A demo day takes {minutes:.1f} minutes. Press Ctrl-C to stop; the data stays.")


def _cauce(command: str) -> list[str]:
    return [sys.executable, "-m", "app.cli", command]


def _gunicorn(settings: Config) -> list[str]:
    return [
        *(sys.executable, "-m", "gunicorn", "app.wsgi:app", "--config", "python:app.serving"),
        *("--bind", f"{settings.bind}:{settings.port}"),
        *("--worker-class", "gthread", "--workers", str(WEB_WORKERS)),
        *("--threads", str(WEB_THREADS + settings.live_streams)),
        *("--graceful-timeout", "10", "--no-control-socket"),
        *("--access-logfile", "-", "--access-logformat", "%(m)s %(s)s %(B)s %(M)sms"),  # no address: it holds a link
    ]


@contextmanager
def _alone(home: Path) -> Iterator[None]:
    """Refuse to start twice in one home."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ConfigError(
                f"Cauce already runs in {home}. Stop it first, or set CAUCE_HOME to another folder."
            ) from None
        yield


def _port_free(settings: Config) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.bind, settings.port))
        except OSError:
            raise ConfigError(
                f"Port {settings.port} is taken. Choose another one, for example: PORT=8001 make up"
            ) from None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _redis_answers(url: str) -> bool:
    client = Redis.from_url(url)
    try:
        return bool(client.ping())
    except RedisError:
        return False
    finally:
        client.close()


def _listens(settings: Config) -> bool:
    host = "127.0.0.1" if settings.bind == "0.0.0.0" else settings.bind  # noqa: S104 - asked, not bound
    try:
        with socket.create_connection((host, settings.port), timeout=1):
            return True
    except OSError:
        return False


def _until(well: Callable[[], bool], what: str, log: Path, stop: threading.Event) -> None:
    """Wait for a server to answer."""
    deadline = time.monotonic() + START_PATIENCE
    while not well():
        if stop.wait(0.05):
            return
        if time.monotonic() > deadline:
            raise ConfigError(f"{what} did not start within {START_PATIENCE:.0f} s. Its log is {log}.")


def _every(seconds: int, act: Callable[[], None]) -> Callable[[], None]:
    """Make something that is called every second act only every so many seconds."""
    calls = 0

    def call() -> None:
        nonlocal calls
        calls += 1
        if calls % seconds == 0:
            act()

    return call
