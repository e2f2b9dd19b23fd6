"""What the ticker does beside waking workers: it folds counters, says what is stuck, and has things tidied up."""

from datetime import datetime, timedelta

import structlog

from app import jobs
from app.insights import operations
from app.installation import Installation
from app.queue import Job
from app.store import leases, tallies

log = structlog.get_logger(__name__)

FOLD_EVERY = timedelta(seconds=10)  # of wall time, like all of these
LOOK_EVERY = timedelta(minutes=1)
FOLDED = 10_000  # tallies in one transaction


class Chores:
    """The chores of one ticker; none of them is due at the start."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        wall = installation.clock.wall()
        self._fold_at, self._look_at = wall + FOLD_EVERY, wall + LOOK_EVERY

    def run(self, wall: datetime) -> None:
        """Do what is due; only for whoever holds the ticker's lease. A clock that was set back holds nothing up."""
        self._fold_at, self._look_at = min(self._fold_at, wall + FOLD_EVERY), min(self._look_at, wall + LOOK_EVERY)
        if wall >= self._fold_at:
            self._fold_at = wall + FOLD_EVERY
            self._fold()
        if wall >= self._look_at:
            self._look_at = wall + LOOK_EVERY
            self._look(wall)

    def _fold(self) -> None:
        with self._installation.db.read() as session:
            if not tallies.any_left(session):
                return
        with self._installation.db.write() as session:
            tallies.fold(session, FOLDED)

    def _look(self, wall: datetime) -> None:
        stuck = operations.find_stuck(self._installation)
        if stuck is not None:
            log.error("steps_stuck", people=stuck.people, minutes=stuck.minutes, cause=stuck.cause)
        with self._installation.db.read() as session:
            due = leases.is_free(session, leases.TIDY, wall)
        if due:
            jobs.wake(self._installation.queue, Job.tidy)
