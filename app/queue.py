"""Wake-ups for the workers. Redis and RQ hold nothing that cannot be lost: the database says what is due."""

from enum import StrEnum
from typing import Any

import structlog
from redis import Redis
from redis.exceptions import RedisError
from rq import Queue as RqQueue

log = structlog.get_logger(__name__)

WORKING = 120  # seconds after which a job counts as hung; advance and deliver take a few
LOADING = 6 * 3_600
FAILURES = 86_400  # seconds for which Redis remembers a job that raised
ERROR = "error"  # in a job's meta: the class of what it raised, and nothing else of it


class Job(StrEnum):
    """The jobs there are, each by the function that does it."""

    advance = "app.jobs.advance.run"  # move people whose steps are due
    deliver = "app.jobs.deliver.run"  # hand queued messages to their channels
    perform = "app.jobs.perform.run"  # carry out the acts that journeys ordered
    load = "app.jobs.load.run"  # load one import; takes its id
    change = "app.jobs.change.run"  # do one change to everybody on a journey; takes its id
    index_fields = "app.jobs.index.run"  # make and remove the indexes on fields of the customer's own
    tidy = "app.jobs.tidy.run"  # archive, delete and erase what has been kept long enough


def note(job: Job) -> str:
    """Where Redis keeps for a few seconds that a wake-up for this job lies in the queue."""
    return f"cauce:wake:{job.name}"


class Queue:
    """The queue of one installation."""

    def __init__(self, url: str) -> None:
        self.redis: Any = Redis.from_url(url)  # redis-py's types differ between its sync and async halves
        self.rq = RqQueue("cauce", connection=self.redis)

    def enqueue(self, job: Job, *args: int) -> None:
        """Wake a worker for this job."""
        limit = LOADING if job in {Job.load, Job.index_fields} else WORKING
        self.rq.enqueue(job.value, *args, job_timeout=limit, result_ttl=0, failure_ttl=FAILURES)

    def wake(self, job: Job, *args: int) -> bool:
        """Wake a worker for what is committed; whether it could be done.

        Redis being away is no error: the database says what is due, and the ticker asks again.
        """
        try:
            self.enqueue(job, *args)
        except RedisError as error:
            log.warning("wake_up_failed", job=job.name, error=type(error).__name__)
            return False
        return True
