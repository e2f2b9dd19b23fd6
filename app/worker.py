"""A worker process: takes wake-ups from the queue and works them off, one at a time.

On SIGTERM it finishes the transaction it is in, and ends. It may also be killed at any moment: what it had not
committed did not happen, and the ticker asks for it again.
"""

import signal
import sys
from types import FrameType

import structlog
from redis.exceptions import RedisError
from rq import SimpleWorker
from rq.exceptions import StopRequested

from app import jobs, logs
from app.installation import Installation

log = structlog.get_logger(__name__)

RETRY_SECONDS = 1.0


class BatchWorker(SimpleWorker):
    """RQ's worker without a process per job, which tells the running job when it must end."""

    def handle_warm_shutdown_request(self) -> None:
        """Let the job that runs stop after its transaction."""
        jobs.stopping.set()


def work(installation: Installation) -> None:
    """Work until told to stop; Redis being away for a while is survived."""
    queue = installation.queue
    while not jobs.stopping.is_set():
        try:
            worker = BatchWorker([queue.rq], connection=queue.redis)
            worker.log_job_description = False
            worker.work(logging_level="WARNING")
        except StopRequested:
            return
        except RedisError as error:
            log.warning("queue_unreachable", error=type(error).__name__)
        jobs.stopping.wait(RETRY_SECONDS)


def main() -> int:
    """Run one worker for the installation that the environment describes."""
    logs.write()
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
