"""The jobs: wake-ups that work for a few seconds and end. What they would do next, the database knows.

RQ calls plain functions, so the installation that a process works for is found here (``current``). It is opened when
it is first asked for; tests put their own in its place (``use``).
"""

import threading

import structlog
from redis.exceptions import RedisError

from app.channels import Channel, open_channels
from app.flow.gate import Gate
from app.installation import Installation, open_installation
from app.queue import Job, Queue, note

log = structlog.get_logger(__name__)

WAKE_SECONDS = 5  # how long a wake-up may lie in the queue before another is put beside it

stopping = threading.Event()
"""Set when this process must end: jobs look at it between two transactions."""


class _Process:
    """What this process holds open."""

    def __init__(self) -> None:
        self.installation: Installation | None = None
        self.channels: dict[str, Channel] | None = None
        self.gate: Gate | None = None


_process = _Process()


def current() -> Installation:
    """The installation that this process works for."""
    if _process.installation is None:
        _process.installation = open_installation(serving=True)
    return _process.installation


def channels() -> dict[str, Channel]:
    """The channels of this process, kept open between jobs."""
    if _process.channels is None:
        _process.channels = open_channels(current().config)
    return _process.channels


def gate() -> Gate:
    """The contact rules of this process."""
    if _process.gate is None:
        _process.gate = Gate(current().config)
    return _process.gate


def use(installation: Installation | None, opened: dict[str, Channel] | None = None) -> None:
    """Work for this installation from now on; None opens the environment's when it is next needed."""
    for channel in (_process.channels or {}).values():
        channel.close()
    _process.installation = installation
    _process.channels = opened
    _process.gate = None


def wake(queue: Queue, job: Job) -> bool:
    """Enqueue a job unless a wake-up for it already lies in the queue; whether one was enqueued.

    The note of what lies there is kept in Redis for a few seconds only: when it is lost, a job runs once more and
    finds nothing to do. Redis being away is no error either: the ticker asks again.
    """
    try:
        if not queue.redis.set(note(job), 1, nx=True, ex=WAKE_SECONDS):
            return False
        queue.enqueue(job)
    except RedisError as error:
        log.warning("wake_up_failed", job=job.name, error=type(error).__name__)
        return False
    return True


def begun(queue: Queue, job: Job) -> None:
    """Say that a wake-up left the queue, so that the next one may be put there."""
    try:
        queue.redis.delete(note(job))
    except RedisError as error:
        log.warning("wake_up_note_kept", job=job.name, error=type(error).__name__)
