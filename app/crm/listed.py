"""Loading an import that is on the list, and keeping its line there true: progress, result, or why there is none."""

from collections.abc import Callable
from pathlib import Path

from app.crm import mapping as mappings
from app.crm.load import LoadResult, Progress, load
from app.crm.reasons import ImportRefusedError, reason
from app.crm.rejects import path_of
from app.errors import ConflictError, NotFoundError
from app.installation import Installation
from app.store import imports

PULSE = 5000  # rows between two records of progress, each a transaction of its own


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
        ConflictError: it is not marked as running.
        ImportRefusedError: the file or the mapping cannot be used; nothing was changed.
    """
    with installation.db.read() as session:
        entry = imports.get(session, import_id)
        if entry is None:
            raise NotFoundError(f"There is no import {import_id}.")
        spoken = language or imports.reader_language(session, import_id)
    if entry.state != imports.RUNNING:
        raise ConflictError(f"The import {import_id} is not running; it is {entry.state}.")
    try:
        result = load(
            installation,
            installation.config.home / entry.path,
            mappings.read(entry.mapping),
            entry.portfolio,
            progress=_recorder(installation, import_id, progress),
            rejects_path=rejects_path or path_of(installation.config.home, import_id),
            language=spoken,
        )
    except ImportRefusedError as error:
        _fail(installation, import_id, error.texts[spoken])
        raise
    except Exception:
        _fail(installation, import_id, reason("failed")[spoken])
        raise
    with installation.db.write() as session:
        imports.finish(session, import_id, result.counts(), installation.clock.now())
    return result


def _recorder(
    installation: Installation, import_id: int, also: Callable[[Progress], None] | None
) -> Callable[[Progress], None]:
    """Records once in a while how many rows are written; before that, how many there are."""
    recorded = {"checking": -PULSE, "loading": -PULSE}

    def record(progress: Progress) -> None:
        if also:
            also(progress)
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
