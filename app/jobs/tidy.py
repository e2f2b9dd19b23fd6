"""Tidies up once a day: archives old history, deletes old files, erases people whose debts were closed long ago."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from app import jobs
from app.crm import erasure, leftovers
from app.installation import Installation
from app.queue import Job
from app.store import archive, failed_acts, leases
from app.store import erasure as rows

log = structlog.get_logger(__name__)

BOX = timedelta(seconds=60)  # wall time after which the rest is left to the next job
LEASE = timedelta(minutes=10)
EVERY = timedelta(days=1)  # of business time, and never more often than
OFTEN = timedelta(minutes=1)  # of wall time
RUNS = 500  # archived in one transaction
ACTS = 2_000  # deleted in one
PEOPLE = 100  # looked for at once
ACTOR = "system"


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was done; ``more`` says that the time was up before all was."""

    archived: int
    acts: int
    files: int
    erased: int
    more: bool


def run() -> None:
    """Tidy up, unless that was done within the last day."""
    installation = jobs.current()
    jobs.begun(installation.queue, Job.tidy)
    begun = installation.clock.wall()
    holder = secrets.token_hex(8)  # of this very job: it must not renew another's
    with installation.db.write() as session:
        if not leases.take(session, leases.TIDY, holder=holder, wall=begun, length=LEASE):
            return
    done = tidy(installation, begun + BOX)
    rest = timedelta(0) if done.more else max(EVERY / installation.clock.speed, OFTEN)
    with installation.db.write() as session:
        leases.extend(session, leases.TIDY, holder=holder, until=begun + rest)


def tidy(installation: Installation, end: datetime | None = None) -> Tidied:
    """Do all of it until ``end`` (wall time), or to its end."""
    files = tidy_files(installation)
    archived, more = _archive(installation, end)
    forgotten, erased = 0, 0
    if not more:
        forgotten, more = _forget_acts(installation, end)
    if not more:
        erased, more = _erase_closed(installation, end)
    if archived or forgotten or erased:
        erasure.scour(installation)
    log.info("tidied", archived=archived, acts=forgotten, files=files, erased=erased, more=more)
    return Tidied(archived, forgotten, files, erased, more)


def tidy_files(installation: Installation) -> int:
    """Delete the uploads and rejects of this machine that were kept long enough; how many."""
    days = installation.config.keep_uploads_days
    if not days:
        return 0
    old = leftovers.older_than(installation.config.home, days, installation.clock.wall())
    try:
        for path in old:
            path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("files_kept", error=type(error).__name__)
    return len(old)


def _archive(installation: Installation, end: datetime | None) -> tuple[int, bool]:
    days, archived = installation.config.keep_history_days, 0
    if not days:
        return 0, False
    before = installation.clock.now() - timedelta(days=days)
    while True:
        with installation.db.write() as session:
            count = archive.archive(session, before, RUNS)
        archived += count
        if not count:
            return archived, False
        if _time_is_up(installation, end):
            return archived, True


def _forget_acts(installation: Installation, end: datetime | None) -> tuple[int, bool]:
    """Delete acts that are done, of runs whose history is archived by now."""
    days, forgotten = installation.config.keep_history_days, 0
    if not days:
        return 0, False
    before = installation.clock.now() - timedelta(days=days)
    while True:
        with installation.db.write() as session:
            count = failed_acts.forget(session, before, ACTS)
        forgotten += count
        if not count:
            return forgotten, False
        if _time_is_up(installation, end):
            return forgotten, True


def _erase_closed(installation: Installation, end: datetime | None) -> tuple[int, bool]:
    """Erase people all of whose accounts are closed; those whose records must be kept stay for another day."""
    days, erased, after = installation.config.keep_closed_days, 0, 0
    if not days:
        return 0, False
    before = installation.clock.now() - timedelta(days=days)
    reason = f"All accounts closed for {days} days."
    while True:
        with installation.db.read() as session:
            found = rows.closed_before(session, before, PEOPLE, after)
        for debtor_id in found:
            after = debtor_id
            try:
                erasure.erase(installation, debtor_id, reason=reason, actor=ACTOR, clean=False)
                erased += 1
            except erasure.KeptError:
                continue
            except erasure.ImportingError:
                return erased, False
            if _time_is_up(installation, end):
                return erased, True
        if len(found) < PEOPLE:
            return erased, False


def _time_is_up(installation: Installation, end: datetime | None) -> bool:
    return jobs.stopping.is_set() or (end is not None and installation.clock.wall() >= end)
