"""The job that carries out one change to everybody on a journey, for a few seconds at a time."""

import os
import secrets
import socket
from datetime import timedelta

import structlog

from app import jobs
from app.flow.change import CHUNK, run_chunk
from app.installation import Installation
from app.queue import Job
from app.store import halts, leases

log = structlog.get_logger(__name__)

BOX = timedelta(seconds=3)  # wall time after which a job hands over to the next one
LEASE = timedelta(seconds=20)  # wall time after which whoever was at it counts as dead


def run(change_id: int, limit: int = CHUNK) -> None:
    """Carry out parts of this change until it is done or the time is up; then another wake-up is left behind.

    The lease only keeps two from doing the same in turns: what was done is done once by the change's own row.
    """
    installation = jobs.current()
    clock, name = installation.clock, leases.of_change(change_id)
    holder = f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"
    with installation.db.write() as session:
        if not leases.take(session, name, holder=holder, wall=clock.wall(), length=LEASE):
            return
    end, more = clock.wall() + BOX, True
    try:
        while more and not jobs.stopping.is_set():
            with installation.db.write() as session:
                more = run_chunk(session, change_id, clock.now(), limit)
            if clock.wall() >= end:
                break
    finally:
        with installation.db.write() as session:
            leases.release(session, name, holder)
    if more:
        if not jobs.stopping.is_set():
            installation.queue.wake(Job.change, change_id)
        return
    log.info("change_done", change_id=change_id)
    let_go(installation, limit)
    jobs.wake(installation.queue, Job.advance)
    jobs.wake(installation.queue, Job.deliver)


def let_go(installation: Installation, limit: int = CHUNK) -> int:
    """Make due what is held of journeys that run; how much."""
    total = 0
    while not jobs.stopping.is_set():
        with installation.db.write() as session:
            count = halts.let_go(session, limit)
        total += count
        if not count:
            break
    return total
