"""The job that loads one import. It can be run again whenever it was interrupted: loading twice is loading once."""

import structlog

from app.crm.listed import load_listed
from app.crm.reasons import ImportRefusedError
from app.errors import ConflictError
from app.jobs import current
from app.queue import Job

log = structlog.get_logger(__name__)


def run(import_id: int) -> None:
    """Load this import, which ``app.store.imports.start`` has marked as running, and wake the flow."""
    installation = current()
    try:
        load_listed(installation, import_id)
    except (ImportRefusedError, ConflictError) as error:
        log.warning("import.refused", import_id=import_id, reason=str(error))
        return
    installation.queue.enqueue(Job.advance)
