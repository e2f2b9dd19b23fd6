"""The job that loads one import. It can be run again whenever it was interrupted: loading twice is loading once."""

import structlog

from app.crm.listed import is_here, load_listed
from app.crm.reasons import ImportRefusedError
from app.errors import ConflictError
from app.jobs import current, wake
from app.queue import Job

log = structlog.get_logger(__name__)


def run(import_id: int) -> None:
    """Load this import, which ``app.store.imports.start`` has marked as running, and wake the flow.

    A worker on a machine that the file does not lie on leaves it alone; the ticker offers it again.
    """
    installation = current()
    if not is_here(installation, import_id):
        log.info("import.left_to_others", import_id=import_id)
        return
    try:
        load_listed(installation, import_id)
    except (ImportRefusedError, ConflictError) as error:
        log.warning("import.refused", import_id=import_id, reason=str(error))
        return
    wake(installation.queue, Job.advance)
