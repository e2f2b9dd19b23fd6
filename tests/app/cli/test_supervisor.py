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

SLOW = """
import pathlib, signal, sys, time
note = pathlib.Path(sys.argv[1]).open("a", buffering=1)
def end(*_):
    note.write("asked\\n")
    time.sleep(0.5)
    note.write(sys.argv[2] + "\\n")
    sys.exit()
signal.signal(15, end)
print("up", flush=True)
time.sleep(60)
"""


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


def test_all_are_stopped_at_once_and_what_they_need_after_them(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, os.environ)
    notes = tmp_path / "notes"
    for name in ("server", "one", "other"):
        command = [sys.executable, "-c", SLOW, str(notes), "server" if name == "server" else "worker"]
        supervisor.start(Program(name, command, needed=name == "server"))
    assert until(lambda: all("up" in supervisor.log_of(name).read_text() for name in ("server", "one", "other")))
    supervisor.stop()
    assert notes.read_text().split() == ["asked", "asked", "worker", "worker", "asked", "server"]


def test_what_dies_at_once_is_started_ever_more_rarely(tmp_path: Path) -> None:
    supervisor = Supervisor(tmp_path, os.environ)
    program = Program("broken", [sys.executable, "-c", "raise SystemExit(3)"])
    supervisor.start(program)
    stop = threading.Event()
    threading.Timer(4, stop.set).start()
    supervisor.watch(stop, lambda: None)
    supervisor.stop()  # it may have been started in the last moment
    assert 1 <= program.deaths <= 3
