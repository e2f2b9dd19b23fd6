"""The job that makes and removes the indexes that somebody ordered: one at a time, and never in a request."""

import structlog
from sqlalchemy.exc import SQLAlchemyError

from app import jobs
from app.db import trouble
from app.installation import Installation
from app.models import CrmField, Search
from app.queue import Job
from app.store import field_indexes

log = structlog.get_logger(__name__)


def run() -> None:
    """Carry out every order that there is; nothing while another worker is at it.

    What is interrupted is ordered still, and the ticker asks again.
    """
    installation = jobs.current()
    jobs.begun(installation.queue, Job.index_fields)
    with field_indexes.turn(installation.db) as ours:
        for field in _ordered(installation) if ours else ():
            if jobs.stopping.is_set():
                return
            _carry_out(installation, field)


def _ordered(installation: Installation) -> list[CrmField]:
    with installation.db.read() as session:
        return field_indexes.unfinished(session)


def _carry_out(installation: Installation, field: CrmField) -> None:
    error = None
    became = None if field.search == Search.removing else Search.ready
    try:
        field_indexes.carry_out(installation.db, field)
    except SQLAlchemyError as failure:
        if trouble(failure) is not None:
            raise
        error, became = str(getattr(failure, "orig", failure)), Search.failed
        log.warning("index_failed", field_id=field.id, error=type(failure).__name__)
    with installation.db.write() as session:
        field_indexes.settle(session, field.id, field.search, became, error)
    log.info("index_settled", field_id=field.id, state=became)
