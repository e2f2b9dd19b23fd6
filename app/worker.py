"""A worker process: takes wake-ups from the queue and works them off, one at a time.

On SIGTERM it finishes the transaction it is in, and ends. It may also be killed at any moment: what it had not
committed did not happen, and the ticker asks for it again.
"""

import os
import secrets
import signal
import socket
import sys
import threading
from types import FrameType
from typing import Any

import structlog
from redis.exceptions import RedisError
from rq import SimpleWorker, worker_registration
from rq.exceptions import StopRequested

from app import jobs, logs
from app.installation import Installation
from app.jobs import tidy
from app.queue import ERROR

log = structlog.get_logger(__name__)

RETRY_SECONDS = 1.0
BEAT_SECONDS = 15.0  # between two signs of life, whatever the worker does
SILENT_SECONDS = 60  # without one, after which Redis forgets a worker


class BatchWorker(SimpleWorker):
    """RQ's worker without a process per job, which tells the running job when it must end.

    It gives signs of life from a thread of its own, so that one that died is known within a minute even when it was
    loading a file for hours. Of a job that raised, only the class of the exception and the places in the code leave
    this process: its words may hold a person's name or address.
    """

    max_connection_wait_time = 2.0  # seconds between two looks for a Redis that is away, however long it has been

    def handle_warm_shutdown_request(self) -> None:
        """Let the job that runs stop after its transaction."""
        jobs.stopping.set()

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:  # noqa: ANN401 - rq has no types
        """Say that this worker is alive, for as long as until its next sign of life and some."""
        del timeout
        super().heartbeat(SILENT_SECONDS, pipeline=pipeline)

    def handle_exception(self, job: Any, *exc_info: Any) -> None:  # noqa: ANN401 - rq has no types
        """Log that a job raised; its class is kept with the job for the list of those that failed."""
        log.error("job_failed", job=str(job.func_name), job_id=job.id, exc_info=exc_info[1])
        job.meta[ERROR] = exc_info[0].__name__
        job.save_meta()

    def handle_job_failure(  # rq has no types
        self,
        job: Any,  # noqa: ANN401
        queue: Any,  # noqa: ANN401
        started_job_registry: Any = None,  # noqa: ANN401
        exc_string: str = "",
        execution: Any = None,  # noqa: ANN401
    ) -> None:
        """Keep the class of what was raised in Redis, and nothing of what it said."""
        del exc_string
        super().handle_job_failure(job, queue, started_job_registry, job.meta.get(ERROR, ""), execution)

    def beat(self, stop: threading.Event) -> None:
        """Give a sign of life every few seconds until ``stop`` is set."""
        while not stop.wait(BEAT_SECONDS):
            try:
                self._stand_up_again()
                self.heartbeat()
            except RedisError as error:
                log.warning("queue_unreachable", error=type(error).__name__)

    def _stand_up_again(self) -> None:
        """Be on the list of workers again when Redis was wiped."""
        if self.birth_date is None or self.connection.hexists(self.key, "birth"):
            return
        self.connection.hset(self.key, mapping=self.serialize())
        worker_registration.register(self)
        log.info("registered_again")


def work(installation: Installation) -> None:
    """Work until told to stop; Redis being away for a while is survived."""
    queue = installation.queue
    while not jobs.stopping.is_set():
        stop = threading.Event()
        tidy.tidy_files(installation)
        try:
            worker = BatchWorker([queue.rq], connection=queue.redis, name=_name())
            worker.log_job_description = False
            threading.Thread(target=worker.beat, args=(stop,), name="beat", daemon=True).start()
            worker.work(logging_level="WARNING")
        except StopRequested:
            return
        except RedisError as error:
            log.warning("queue_unreachable", error=type(error).__name__)
        finally:
            stop.set()
        jobs.stopping.wait(RETRY_SECONDS)


def _name() -> str:
    """The machine and the process, and a part that makes it new at every start."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(3)}"


def main() -> int:
    """Run one worker for the installation that the environment describes."""
    logs.write("worker")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _stop)
    work(jobs.current())
    jobs.use(None)
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    del number, frame
    jobs.stopping.set()


if __name__ == "__main__":
    sys.exit(main())
