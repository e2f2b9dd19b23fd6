"""Moves people whose steps are due, and lets new people in, for a few seconds."""

import os
import secrets
import socket
from datetime import datetime, timedelta

import structlog

from app import jobs
from app.flow.advance import BATCH, Terms, advance_batch
from app.flow.calling import LEASE as ACT_LEASE
from app.flow.enter import BATCH as ENTRY_BATCH
from app.flow.enter import enter
from app.flow.performer import performers
from app.installation import Installation
from app.queue import Job
from app.store import acts, entries, journeys, leases, messages, runs

log = structlog.get_logger(__name__)

BOX = timedelta(seconds=3)  # wall time after which a job hands over to the next one
SCAN_EVERY = timedelta(seconds=5)  # wall time between two looks for new people, at least
SCAN_SHARE = 20  # looking for new people takes at most one part in this many of one worker's time


def run() -> None:
    """Work until nothing is due or the time is up; in the latter case another wake-up is left behind."""
    installation = jobs.current()
    jobs.begun(installation.queue, Job.advance)
    end = installation.clock.wall() + BOX
    entered, late = let_in_called(installation, end)  # first: an answer must not wait for a backlog of time limits
    moved, more = move_due(installation, end)
    if not more and not late:
        scanned, more = let_people_in(installation, end)
        if scanned and not more:
            moved_now, more = move_due(installation, end)
            moved += moved_now
        entered += scanned
    if entered:
        log.info("people_entered", count=entered)
    if moved:
        log.info("people_moved", count=moved)
    if (more or late) and not jobs.stopping.is_set():
        jobs.wake(installation.queue, Job.advance)


def move_due(installation: Installation, end: datetime, limit: int = BATCH) -> tuple[int, bool]:
    """Move whoever is due until ``end`` (wall time); how many, and whether some may be left."""
    moved = 0
    terms = Terms(jobs.gate(), installation.clock)
    while True:
        with installation.db.write() as session:
            count = advance_batch(session, installation.clock.now(), limit, terms)
        moved += count
        if not count:
            return moved, False
        wake_delivery(installation)
        wake_performers(installation)
        if _time_is_up(installation, end):
            return moved, True


def let_people_in(installation: Installation, end: datetime, limit: int = ENTRY_BATCH) -> tuple[int, bool]:
    """Look through every live journey's audience, if it is time to; how many came in, and whether some may be left."""
    clock = installation.clock
    begun = clock.wall()
    holder = (
        f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"  # of this very look: it must not renew itself
    )
    with installation.db.write() as session:
        if not leases.take(session, leases.ENTRY, holder=holder, wall=begun, length=_scan_lease()):
            return 0, False
        live = journeys.live_ids(session)
    entered, more = 0, False
    for journey_id in live:
        count, more = _let_into(installation, journey_id, end, limit)
        entered += count
        if more:
            break
    took = clock.wall() - begun
    rest = timedelta(0) if more else min(max(SCAN_EVERY, took * SCAN_SHARE), leases.LONGEST)
    with installation.db.write() as session:
        leases.extend(session, leases.ENTRY, holder=holder, until=clock.wall() + rest)
    return entered, more


def let_in_called(installation: Installation, end: datetime, limit: int = ENTRY_BATCH) -> tuple[int, bool]:
    """Let in whom an event or a moment of a calendar calls, without a look at any other audience; as above."""
    with installation.db.read() as session:
        calling = entries.calling(session, installation.clock.now())
    entered, more = 0, False
    for journey_id in calling:
        count, more = _let_into(installation, journey_id, end, limit)
        entered += count
        if more:
            break
    return entered, more


def wake_delivery(installation: Installation) -> None:
    """Wake a worker for delivery if any message is due."""
    with installation.db.read() as session:
        due = messages.any_due(session, installation.clock.now(), sorted(jobs.channels()))
    if due:
        jobs.wake(installation.queue, Job.deliver)


def wake_performers(installation: Installation) -> None:
    """Wake a worker for acts if any is due."""
    with installation.db.read() as session:
        due = acts.any_due(session, installation.clock.now(), performers(), installation.clock.wall() - ACT_LEASE)
    if due:
        jobs.wake(installation.queue, Job.perform)


def any_due(installation: Installation) -> bool:
    """Whether any step is due."""
    with installation.db.read() as session:
        return runs.any_due(session, installation.clock.now())


def _let_into(installation: Installation, journey_id: int, end: datetime, limit: int) -> tuple[int, bool]:
    entered, after = 0, 0
    while True:
        with installation.db.write() as session:
            version = journeys.hold_live(session, journey_id)
            if version is None:
                return entered, False
            done = enter(session, version, installation.clock.now(), after, limit)
        entered += done.count
        after = done.last_id
        if done.count < limit:
            return entered, False
        if _time_is_up(installation, end):
            return entered, True


def _time_is_up(installation: Installation, end: datetime) -> bool:
    return jobs.stopping.is_set() or installation.clock.wall() >= end


def _scan_lease() -> timedelta:
    return max(SCAN_EVERY, BOX * 3)
