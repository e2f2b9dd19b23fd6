"""What Redis knows of the work: the queue, the workers, and the jobs that raised."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from redis.exceptions import RedisError
from rq import Worker
from rq.job import Job as RqJob

from app.queue import ERROR, Job, Queue

SHOWN = 50  # jobs in a list


@dataclass(frozen=True, slots=True)
class Hand:
    """One worker process that is alive; ``job`` is what it does now."""

    name: str
    state: str
    job: str | None
    seen_at: datetime | None
    started_at: datetime | None
    jobs_done: int


@dataclass(frozen=True, slots=True)
class Errand:
    """One job that waits, runs or raised; ``error`` is the class of what it raised."""

    id: str
    job: str
    state: str
    enqueued_at: datetime | None
    error: str | None


@dataclass(frozen=True, slots=True)
class Machinery:
    """The queue and its workers; nothing of it is known while Redis is not ``reachable``."""

    reachable: bool
    waiting: int = 0
    failed: int = 0
    jobs: Sequence[Errand] = field(default=())
    workers: Sequence[Hand] = field(default=())


def look(queue: Queue, *, jobs: bool = True) -> Machinery:
    """Look at the queue; ``jobs`` False leaves out the list of jobs. Redis being away is an answer."""
    try:
        return Machinery(
            reachable=True,
            waiting=queue.rq.count,
            failed=queue.rq.failed_job_registry.get_job_count(cleanup=False),
            jobs=_errands(queue) if jobs else (),
            workers=workers(queue),
        )
    except RedisError:
        return Machinery(reachable=False)


def workers(queue: Queue) -> list[Hand]:
    """The workers that are alive; Redis forgets one that fell silent."""
    hands = [_hand(queue, worker) for worker in Worker.all(queue=queue.rq)]
    return sorted(hands, key=lambda hand: hand.name)


def name_of(function: str | None) -> str:
    """What a job is called, by the function that does it."""
    return Job(function).name if function in set(Job) else str(function)


def _hand(queue: Queue, worker: Any) -> Hand:  # noqa: ANN401 - rq has no types
    job_id = worker.get_current_job_id()
    job = None if job_id is None else queue.rq.fetch_job(job_id)
    return Hand(
        name=worker.name,
        state=str(getattr(worker.get_state(), "value", worker.get_state())),
        job=None if job is None else name_of(job.func_name),
        seen_at=_aware(worker.last_heartbeat),
        started_at=_aware(worker.birth_date),
        jobs_done=worker.successful_job_count or 0,
    )


def _errands(queue: Queue) -> list[Errand]:
    """Those that raised first, then those that run and those that wait."""
    rq = queue.rq
    ids = [
        *rq.failed_job_registry.get_job_ids(0, SHOWN - 1, desc=True, cleanup=False),
        *rq.started_job_registry.get_job_ids(0, SHOWN - 1, cleanup=False),
        *rq.get_job_ids(0, SHOWN),
    ]
    found = RqJob.fetch_many(list(dict.fromkeys(ids))[:SHOWN], connection=queue.redis)
    return [_errand(job) for job in found if job is not None]


def _errand(job: Any) -> Errand:  # noqa: ANN401 - rq has no types
    status = job.get_status(refresh=False)
    return Errand(
        id=job.id,
        job=name_of(job.func_name),
        state=str(getattr(status, "value", status)),
        enqueued_at=_aware(job.enqueued_at),
        error=job.get_meta(refresh=False).get(ERROR),
    )


def _aware(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment
