"""The ticker: looks at the database a few times a second and wakes workers for what is due.

It makes the queue disposable: whatever Redis loses, the next tick asks for again. Several may run; a lease in the
database lets one of them work at a time, and another take over within seconds when it dies.
"""

import os
import socket
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app import jobs
from app.channels import configured
from app.flow.calling import LEASE as ACT_LEASE
from app.flow.deliver import LEASE as DELIVERY_LEASE
from app.flow.performer import performers
from app.installation import Installation
from app.jobs.chores import Chores
from app.queue import Job
from app.store import acts, changes, entries, field_indexes, halts, imports, journeys, leases, messages, runs

log = structlog.get_logger(__name__)

INTERVAL = 0.25  # seconds of wall time between two ticks
LEASE = timedelta(seconds=10)
PATROL_EVERY = timedelta(seconds=15)  # wall time between two looks for what was left behind
LET_GO = 2_000


class Ticker:
    """One ticker; ``name`` tells it from the others, ``channels`` are those that messages can go out through."""

    def __init__(
        self, installation: Installation, *, name: str | None = None, channels: Sequence[str] | None = None
    ) -> None:
        self._installation = installation
        self._name = name or f"{socket.gethostname()}:{os.getpid()}:{id(self):x}"
        self._channels = sorted(configured(installation.config) if channels is None else channels)
        self._ours_until: datetime | None = None
        self._patrol_at = installation.clock.wall() + PATROL_EVERY
        self._chores = Chores(installation)

    def run_once(self) -> frozenset[Job]:
        """Wake workers for whatever is due, if the lease is ours; the jobs that are due."""
        wall = self._installation.clock.wall()
        if not self._hold_lease(wall):
            return frozenset()
        due = self._due(wall)
        for job in sorted(due):
            jobs.wake(self._installation.queue, job)
        self._patrol_at = min(self._patrol_at, wall + PATROL_EVERY)  # the machine's clock may have been set back
        if wall >= self._patrol_at:
            self._patrol_at = wall + PATROL_EVERY
            self._take_up_imports(wall)
            self._take_up_changes(wall)
            self._take_up_indexes()
            if self._let_go():
                self._patrol_at = wall  # there may be more
        self._chores.run(wall)
        return due

    def run_forever(self, stop: threading.Event, interval: float = INTERVAL) -> None:
        """Tick until ``stop`` is set; the database being away for a while is survived."""
        while not stop.is_set():
            try:
                self.run_once()
            except SQLAlchemyError as error:
                self._ours_until = None
                log.warning("tick_failed", error=type(error).__name__)
                stop.wait(1)
            stop.wait(interval)
        self.close()

    def close(self) -> None:
        """Let another ticker take over at once."""
        if self._ours_until is None:
            return
        self._ours_until = None
        try:
            with self._installation.db.write() as session:
                leases.release(session, leases.TICKER, self._name)
        except SQLAlchemyError as error:
            log.warning("lease_not_released", error=type(error).__name__)

    def _take_up_imports(self, wall: datetime) -> None:
        """Enqueue again the imports whose worker died, or whose wake-up was lost."""
        with self._installation.db.read() as session:
            found = [one for one in imports.unfinished(session) if leases.is_free(session, leases.of_import(one), wall)]
        for import_id in found:
            log.info("import_taken_up", import_id=import_id)
            self._installation.queue.wake(Job.load, import_id)

    def _take_up_changes(self, wall: datetime) -> None:
        """Enqueue again the changes to journeys whose worker died, or whose wake-up was lost."""
        with self._installation.db.read() as session:
            found = [one for one in changes.unfinished(session) if leases.is_free(session, leases.of_change(one), wall)]
        for change_id in found:
            log.info("change_taken_up", change_id=change_id)
            self._installation.queue.wake(Job.change, change_id)

    def _take_up_indexes(self) -> None:
        """Enqueue again the making of indexes whose worker died, or whose wake-up was lost."""
        with self._installation.db.read() as session:
            found = field_indexes.unfinished(session)
        if found:
            jobs.wake(self._installation.queue, Job.index_fields)

    def _let_go(self) -> int:
        """Make due what is held of journeys that run, whoever left it behind."""
        with self._installation.db.read() as session:
            if not halts.any_left_behind(session):
                return 0
        with self._installation.db.write() as session:
            return halts.let_go(session, LET_GO)

    def _hold_lease(self, wall: datetime) -> bool:
        """Keep the lease; it is written only when half of it is used up, so that an idle tick only reads."""
        if self._ours_until is not None and LEASE / 2 < self._ours_until - wall <= LEASE:
            return True
        with self._installation.db.write() as session:
            ours = leases.take(session, leases.TICKER, holder=self._name, wall=wall, length=LEASE)
        if ours and self._ours_until is None:
            log.info("ticker_leads", name=self._name)
        self._ours_until = wall + LEASE if ours else None
        return ours

    def _due(self, wall: datetime) -> frozenset[Job]:
        now = self._installation.clock.now()
        due: set[Job] = set()
        with self._installation.db.read() as session:
            if (
                runs.any_due(session, now)
                or entries.any_calling(session, now)
                or (leases.is_free(session, leases.ENTRY, wall) and journeys.live_ids(session))
            ):
                due.add(Job.advance)
            awake = sorted(set(self._channels) - leases.resting(session, wall))
            if messages.any_due(session, now, awake) or messages.any_abandoned(session, wall - DELIVERY_LEASE):
                due.add(Job.deliver)
            if acts.any_due(session, now, performers(), wall - ACT_LEASE):
                due.add(Job.perform)
        return frozenset(due)
