"""Hands queued messages to their channels, for a few seconds."""

from datetime import timedelta

from app import jobs
from app.flow.deliver import Delivery
from app.jobs.advance import any_due
from app.queue import Job

BOX = timedelta(seconds=3)  # wall time after which a job hands over to the next one


def run() -> None:
    """Work until nothing is due or the time is up; in the latter case another wake-up is left behind."""
    installation = jobs.current()
    jobs.begun(installation.queue, Job.deliver)
    delivery = Delivery(installation, jobs.channels(), stopping=jobs.stopping.is_set)
    delivery.reconcile()
    end = installation.clock.wall() + BOX
    handled, more = delivery.run(lambda: jobs.stopping.is_set() or installation.clock.wall() >= end)
    if more and not jobs.stopping.is_set():
        jobs.wake(installation.queue, Job.deliver)
    if handled and any_due(installation):
        jobs.wake(installation.queue, Job.advance)
