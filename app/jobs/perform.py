"""Carries out the acts that journeys ordered, for a few seconds."""

from datetime import timedelta

import structlog

from app import jobs
from app.flow import calling
from app.flow.perform import BATCH, perform_batch
from app.flow.performer import knowing, performers
from app.installation import Installation
from app.jobs.advance import any_due
from app.queue import Job

log = structlog.get_logger(__name__)

BOX = timedelta(seconds=3)  # wall time after which a job hands over to the next one


def run() -> None:
    """Work until nothing is due or the time is up; in the latter case another wake-up is left behind."""
    installation = jobs.current()
    jobs.begun(installation.queue, Job.perform)
    calling.give_back(installation)
    end = installation.clock.wall() + BOX
    count, more = 0, True
    while more and not jobs.stopping.is_set() and installation.clock.wall() < end:
        dealt = perform(installation)
        count += dealt
        more = dealt > 0
    if count:
        log.info("acts_performed", count=count)
        if any_due(installation):
            jobs.wake(installation.queue, Job.advance)
    if more and not jobs.stopping.is_set():
        jobs.wake(installation.queue, Job.perform)


def perform(installation: Installation, limit: int = BATCH) -> int:
    """Deal with one batch of acts inside, and one of acts outside; how many there were."""
    clock = installation.clock
    known = knowing(performers(), installation.config)
    with installation.db.write() as session:
        count = perform_batch(session, clock.now(), limit, speed=clock.speed, known=known)
    return count + calling.call_batch(installation)
