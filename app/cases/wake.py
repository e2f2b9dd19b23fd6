"""The wake-up after something happened to an account, so that its journey reacts within a second."""

from app.installation import Installation
from app.queue import Job


def wake(installation: Installation) -> None:
    """Wake the workers, after the commit.

    What was committed stands even when Redis is away: the ticker finds the due steps then, only a little later.
    """
    installation.queue.wake(Job.advance)
