"""The supervisor keeps real processes running and stops them all."""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.cli.supervisor import Program, Supervisor

pytestmark = pytest.mark.processes

SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(15, signal.SIG_IGN); print('up', flush=True); time.sleep(60)",
]


def until(well: Callable[[], bool], seconds: float = 10) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if well():
            return True
        time.sleep(0.05)
    return False


def test_it_starts_again_what_was_killed(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, os.environ)
    program = Program("sleeper", SLEEPER)
    supervisor.start(program)
    stop = threading.Event()
    watcher = threading.Thread(target=supervisor.watch, args=(stop, lambda: None))
    watcher.start()
    try:
        assert program.process is not None
        first = program.process.pid
        os.kill(first, signal.SIGKILL)
        assert until(lambda: program.alive and program.process is not None and program.process.pid != first)
    finally:
        stop.set()
        watcher.join()
        supervisor.stop()
    assert not program.alive


def test_it_kills_what_does_not_stop_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.supervisor.PATIENCE", 0.3)
    supervisor = Supervisor(tmp_path, os.environ)
    program = Program("stubborn", STUBBORN)
    supervisor.start(program)
    assert until(lambda: "up" in supervisor.log_of("stubborn").read_text())
    supervisor.stop()
    assert program.process is not None
    assert program.process.returncode == -signal.SIGKILL


def test_what_dies_at_once_is_started_ever_more_rarely(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, os.environ)
    program = Program("broken", [sys.executable, "-c", "raise SystemExit(3)"])
    supervisor.start(program)
    stop = threading.Event()
    threading.Timer(4, stop.set).start()
    supervisor.watch(stop, lambda: None)
    assert 1 <= program.deaths <= 3
