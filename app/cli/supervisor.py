"""Starts the processes of one box, starts again what dies, and stops them all in order."""

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

log = structlog.get_logger(__name__)

PATIENCE = 20.0  # seconds that a process has to stop by itself
CALM = 30.0  # seconds after which a process that lived counts as healthy again
SLOWEST_RESTART = 10.0  # seconds
LOG_LIMIT = 20 * 1024 * 1024  # bytes after which a log begins anew at the next start
PR_SET_PDEATHSIG = 1


@dataclass
class Program:
    """One process to keep running: its name, its command line, and whether others cannot do without it."""

    name: str
    command: Sequence[str]
    needed: bool = False
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    deaths: int = 0
    again_at: float = field(default=0.0)

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def terminate(self) -> None:
        """Ask it to stop."""
        if self.process is not None:
            self.process.terminate()

    def end(self, deadline: float) -> None:
        """Wait until it has stopped, and kill it at a time of the monotonic clock."""
        if self.process is None:
            return
        try:
            self.process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("killed", program=self.name)
            self.process.kill()
            self.process.wait()


class Supervisor:
    """Keeps programs running; their output goes to ``logs``, one file each.

    Every program is a session of its own, so that Ctrl-C reaches only the supervisor, and dies with the
    supervisor, so that a ``kill -9`` of it leaves nobody holding the port.
    """

    def __init__(self, logs: Path, environment: Mapping[str, str]) -> None:
        self.logs = logs
        self.environment = dict(environment)
        self.programs: list[Program] = []
        logs.mkdir(parents=True, exist_ok=True)

    def start(self, program: Program) -> None:
        """Start a program and keep it running from now on."""
        self.programs.append(program)
        self._launch(program)

    def watch(self, stop: threading.Event, each_second: Callable[[], None]) -> None:
        """Start again what dies, until ``stop`` is set."""
        while not stop.wait(1.0):
            each_second()
            for program in self.programs:
                self._look_after(program)

    def stop(self) -> None:
        """Stop everything, what others need last; whatever does not stop in time is killed."""
        for needed in (False, True):
            going = [one for one in self.programs if one.needed is needed and one.alive]
            for program in going:
                program.terminate()
            deadline = time.monotonic() + PATIENCE
            for program in going:
                program.end(deadline)

    def log_of(self, name: str) -> Path:
        """The file that holds the output of a program."""
        return self.logs / f"{name}.log"

    def _launch(self, program: Program) -> None:
        path = self.log_of(program.name)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(path.with_suffix(".old.log"))
        with path.open("ab") as output:
            program.process = subprocess.Popen(  # noqa: S603 - the project's own commands
                program.command,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - started from the only thread
            )
        program.started = time.monotonic()

    def _look_after(self, program: Program) -> None:
        now = time.monotonic()
        if program.alive:
            if now - program.started > CALM:
                program.deaths = 0
            return
        if program.again_at <= program.started:
            program.deaths += 1
            program.again_at = now + min(SLOWEST_RESTART, 0.5 * 2**program.deaths)
            code = None if program.process is None else program.process.returncode
            log.warning("died", program=program.name, code=code, log=str(self.log_of(program.name)))
        if now >= program.again_at:
            self._launch(program)


def _die_with_parent() -> None:
    """Ask Linux to end this process when its parent dies."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
