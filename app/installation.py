"""One installation of Cauce: its settings, database, clock and queue, opened once per process."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from app import clock, config
from app.clock import Clock
from app.config import Config
from app.db import Database
from app.queue import Queue


@dataclass(frozen=True)
class Installation:
    """What every part of the shell is handed."""

    config: Config
    db: Database
    clock: Clock
    queue: Queue

    def close(self) -> None:
        """Give every connection back."""
        self.db.close()
        self.queue.redis.close()


def open_installation(settings: Config | None = None, *, serving: bool = False) -> Installation:
    """Open the installation that the environment describes; ``serving`` refuses an unsafe production (see ``config``).

    Raises:
        ConfigError: a setting is missing or cannot be used.
    """
    settings = settings or config.load(serving=serving)
    settings.home.mkdir(parents=True, exist_ok=True)
    return Installation(
        config=settings,
        db=Database(settings.database_url),
        clock=clock.open_clock(settings.home, demo=settings.demo),
        queue=Queue(settings.redis_url),
    )


@contextmanager
def opened(settings: Config | None = None) -> Iterator[Installation]:
    """The installation for as long as a command needs it."""
    installation = open_installation(settings)
    try:
        yield installation
    finally:
        installation.close()
