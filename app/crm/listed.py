"""Loading an import that is on the list, and keeping its line there true: progress, result, or why there is none."""

import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from app.crm import mapping as mappings
from app.crm.load import LoadResult, Progress, load
from app.crm.reasons import ImportRefusedError, reason
from app.crm.rejects import path_of
from app.errors import ConflictError, NotFoundError
from app.installation import Installation
from app.store import imports, leases

PULSE = 5000  # rows between two records of progress, each a transaction of its own
ELSEWHERE = timedelta(minutes=10)  # wall time after which a file that no worker has is given up
LEASE = timedelta(seconds=60)  # wall time after which a worker that fell silent has lost its import to another


def load_listed(
    installation: Installation,
    import_id: int,
    *,
    rejects_path: Path | None = None,
    language: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> LoadResult:
    """Load an import that ``app.store.imports.start`` has marked as running. Waking the flow is the caller's part.

    It can be run again whenever it was interrupted. Refused rows go to ``rejects.path_of`` unless ``rejects_path`` is
    given; ``language`` is that of whoever uploaded the file unless it is given.

    Raises:
        NotFoundError: there is no such import.
        ConflictError: it is not marked as running, or somebody is loading it at this moment.
        ImportRefusedError: the file or the mapping cannot be used; nothing was changed.
    """
    with installation.db.read() as session:
        entry = imports.get(session, import_id)
        if entry is None:
            raise NotFoundError(f"There is no import {import_id}.")
        spoken = language or imports.reader_language(session, import_id)
    if entry.state != imports.RUNNING:
        raise ConflictError(f"The import {import_id} is not running; it is {entry.state}.")
    lease = _Hold(installation, import_id)
    if not lease.keep():
        raise ConflictError(f"The import {import_id} is being loaded already.")
    try:
        result = load(
            installation,
            installation.config.home / entry.path,
            mappings.read(entry.mapping),
            entry.portfolio,
            progress=_recorder(installation, import_id, lease, progress),
            rejects_path=rejects_path or path_of(installation.config.home, import_id),
            language=spoken,
        )
    except ImportRefusedError as error:
        _fail(installation, import_id, error.texts[spoken])
        raise
    except ConflictError:
        raise
    except Exception:
        _fail(installation, import_id, reason("failed")[spoken])
        raise
    finally:
        lease.release()
    with installation.db.write() as session:
        imports.finish(session, import_id, result.counts(), installation.clock.now())
        leases.release(session, leases.ENTRY)  # whoever is new is let in at once
    return result


def is_here(installation: Installation, import_id: int) -> bool:
    """Whether this machine can load the import: its file lies here, or the wait for one where it does is over."""
    with installation.db.read() as session:
        entry = imports.get(session, import_id)
    if entry is None or (installation.config.home / entry.path).exists():
        return True
    return installation.clock.now() - entry.created_at > ELSEWHERE * installation.clock.speed


class _Hold:
    """One worker's hold on an import, kept as long as there is progress."""

    def __init__(self, installation: Installation, import_id: int) -> None:
        self._installation = installation
        self._name = leases.of_import(import_id)
        self._holder = uuid.uuid4().hex
        self._renew_at = installation.clock.wall()

    def keep(self) -> bool:
        """Take the lease or make it longer, writing only when a third of it is used up; False: another has it."""
        wall = self._installation.clock.wall()
        if wall < self._renew_at:
            return True
        with self._installation.db.write() as session:
            ours = leases.take(session, self._name, holder=self._holder, wall=wall, length=LEASE)
        self._renew_at = wall + LEASE / 3
        return ours

    def release(self) -> None:
        """Let others load this import again, if it was ours."""
        with self._installation.db.write() as session:
            leases.release(session, self._name, self._holder)


def _recorder(
    installation: Installation, import_id: int, lease: _Hold, also: Callable[[Progress], None] | None
) -> Callable[[Progress], None]:
    """Records once in a while how many rows are written; before that, how many there are."""
    recorded = {"checking": -PULSE, "loading": -PULSE}

    def record(progress: Progress) -> None:
        if also:
            also(progress)
        if not lease.keep():
            raise ConflictError(f"The import {import_id} was taken over by another worker.")
        last = recorded.get(progress.phase)
        if last is None or progress.done - last < PULSE:
            return
        recorded[progress.phase] = progress.done
        done = progress.done if progress.phase == "loading" else 0
        with installation.db.write() as session:
            imports.progress(session, import_id, done=done, total=progress.rows)

    return record


def _fail(installation: Installation, import_id: int, error: str) -> None:
    with installation.db.write() as session:
        imports.fail(session, import_id, error, installation.clock.now())
