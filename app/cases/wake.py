"""The wake-up after something happened to an account, so that its journey reacts within a second."""

import structlog
from redis import RedisError

from app.installation import Installation
from app.queue import Job

log = structlog.get_logger(__name__)


def wake(installation: Installation) -> None:
    """Wake the workers, after the commit.

    What was committed stands even when Redis is away: the ticker finds the due steps then, only a little later.
    """
    try:
        installation.queue.enqueue(Job.advance)
    except RedisError as error:
        log.warning("The workers could not be woken; the ticker will.", error=str(error))
