"""Repairing what is stuck: wake-ups that were lost, jobs of workers that died, steps that nobody holds any more.

All of it heals by itself sooner or later. This does it now, and doing it when nothing is wrong does no harm.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from redis.exceptions import RedisError
from rq import Worker
from rq.intermediate_queue import IntermediateQueue
from rq.job import Job as RqJob

from app.installation import Installation
from app.queue import Job, Queue, note
from app.store import halts

log = structlog.get_logger(__name__)

CHUNK = 2_000  # steps, and as many messages, that are let go in one transaction
ROUNDS = 500  # of them in one repair
WOKEN = (Job.advance, Job.deliver, Job.perform)


@dataclass(frozen=True, slots=True)
class Repair:
    """The jobs that were put into the queue again, and how many steps and messages go on."""

    woken: list[str]
    released: int


def repair(installation: Installation) -> Repair:
    """Do all that may help; Redis being away leaves its part undone."""
    released = _let_go(installation)
    queue = installation.queue
    try:
        woken = [*_take_up_lost(queue), *_wake(queue)]
    except RedisError as error:
        log.warning("repair_without_queue", error=type(error).__name__)
        woken = []
    log.info("repaired", woken=woken, released=released)
    return Repair(woken, released)


def _let_go(installation: Installation) -> int:
    """Let held steps and paused messages of journeys that run go on."""
    released = 0
    for _ in range(ROUNDS):
        with installation.db.write() as session:
            freed = halts.let_go(session, CHUNK)
        released += freed
        if freed < CHUNK:
            break
    return released


def _wake(queue: Queue) -> Iterator[str]:
    """Wake workers, whatever the notes say of wake-ups that may have been lost."""
    queue.redis.delete(*(note(job) for job in Job))
    for job in WOKEN:
        queue.enqueue(job)
        yield job.name


def _take_up_lost(queue: Queue) -> Iterator[str]:
    """Put jobs whose worker died into the queue again; doing one twice is doing it once."""
    entries = queue.rq.started_job_registry.get_job_and_execution_ids(cleanup=False)
    ids = list(dict.fromkeys([*(job_id for job_id, _ in entries), *_between(queue).get_job_ids()]))
    jobs = RqJob.fetch_many(ids, connection=queue.redis) if ids else []
    for job_id, job in zip(ids, jobs, strict=True):
        if job is not None and _is_at(queue, job):
            continue
        _between(queue).remove(job_id)
        lost = [f"{job_id}:{execution_id}" for number, execution_id in entries if number == job_id]
        if lost:
            queue.redis.zrem(queue.rq.started_job_registry.key, *lost)
        if job is not None:
            yield from _again(queue, job)


def _again(queue: Queue, job: Any) -> Iterator[str]:  # noqa: ANN401 - rq has no types
    """Enqueue a lost job anew; those that carry nothing are woken in any case."""
    kind = Job(job.func_name) if job.func_name in set(Job) else None
    arguments: Sequence[int] = job.args
    job.delete()
    if kind is not None and kind not in WOKEN:
        queue.enqueue(kind, *arguments)
        yield kind.name


def _is_at(queue: Queue, job: Any) -> bool:  # noqa: ANN401 - rq has no types
    """Whether the worker that took this job is alive and works on it, and not on another one by now."""
    if not job.worker_name:
        return False
    worker = Worker.find_by_key(f"{Worker.redis_worker_namespace_prefix}{job.worker_name}", connection=queue.redis)
    return worker is not None and worker.get_current_job_id() == job.id


def _between(queue: Queue) -> IntermediateQueue:
    """Where RQ keeps a job between the queue and the list of those under way."""
    return IntermediateQueue(queue.rq.key, connection=queue.redis)
