"""The rows of imports, portfolios, and the register of the customer's own fields."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.models import Account, CrmField, Import, Portfolio, User
from app.store.upserts import upsert

UPLOADED, RUNNING, DONE, FAILED = "uploaded", "running", "done", "failed"


def add(  # noqa: PLR0913 - the columns of an import
    session: Session,
    *,
    filename: str,
    path: str,
    now: datetime,
    rows_total: int | None = None,
    created_by: int | None = None,
) -> Import:
    """Put an uploaded file on the list; ``path`` is below the installation's home, or absolute."""
    entry = Import(
        filename=filename[-300:],
        path=path,
        state=UPLOADED,
        rows_total=rows_total,
        rows_done=0,
        created=0,
        updated=0,
        refused=0,
        created_by=created_by,
        created_at=now,
    )
    session.add(entry)
    session.flush()
    return entry


def get(session: Session, import_id: int) -> Import | None:
    """One import."""
    return session.get(Import, import_id)


def newest(session: Session, page: int, size: int) -> tuple[list[Import], int]:
    """One page (from 1) of imports, newest first, and how many there are."""
    total = session.scalar(select(func.count()).select_from(Import)) or 0
    query = select(Import).order_by(Import.id.desc()).offset((page - 1) * size).limit(size)
    return list(session.scalars(query)), total


def start(session: Session, import_id: int, mapping: Mapping[str, Any], portfolio: str) -> bool:
    """Mark an import as running with this mapping; False when it already runs or is done."""
    query = (
        update(Import)
        .where(Import.id == import_id, Import.state.in_((UPLOADED, FAILED)))
        .values(
            state=RUNNING,
            mapping=dict(mapping),
            portfolio=portfolio,
            rows_done=0,
            created=0,
            updated=0,
            refused=0,
            error=None,
            finished_at=None,
        )
    )
    return _rows(session, query) == 1


def progress(session: Session, import_id: int, *, done: int, total: int | None) -> None:
    """Record how far a running import is."""
    values = {"rows_done": done} | ({} if total is None else {"rows_total": total})
    session.execute(update(Import).where(Import.id == import_id, Import.state == RUNNING).values(**values))


def finish(session: Session, import_id: int, counts: Mapping[str, int], now: datetime) -> None:
    """Record the result: ``rows_total``, ``rows_done``, ``created``, ``updated`` and ``refused``."""
    query = update(Import).where(Import.id == import_id, Import.state == RUNNING)
    session.execute(query.values(state=DONE, finished_at=now, **counts))


def fail(session: Session, import_id: int, error: str, now: datetime) -> None:
    """Record that nothing came of it, and why, in one sentence."""
    query = update(Import).where(Import.id == import_id, Import.state == RUNNING)
    session.execute(query.values(state=FAILED, finished_at=now, error=error[:1000]))


def unfinished(session: Session) -> list[int]:
    """The imports that are marked as running: when no worker is at them, enqueue ``Job.load`` with each again."""
    return list(session.scalars(select(Import.id).where(Import.state == RUNNING).order_by(Import.id)))


def reader_language(session: Session, import_id: int) -> str:
    """The language of whoever started an import."""
    query = select(User.language).join(Import, Import.created_by == User.id).where(Import.id == import_id)
    return session.scalar(query) or "en"


def portfolio_id(session: Session, name: str, now: datetime) -> int:
    """The portfolio of this name; it is made when there is none."""
    rows = [{"name": name, "created_at": now}]
    upsert(session, Portfolio.__table__, rows, key=("name",), update=("name",))
    return session.scalars(select(Portfolio.id).where(Portfolio.name == name)).one()


def portfolios(session: Session) -> list[tuple[Portfolio, int]]:
    """Every portfolio by name, with the number of its accounts."""
    query = select(Portfolio, func.count(Account.id)).outerjoin(Account).group_by(Portfolio.id).order_by(Portfolio.name)
    return [(portfolio, count) for portfolio, count in session.execute(query)]


def own_fields(session: Session) -> dict[str, str]:
    """The types of the customer's own fields, by dotted name."""
    query = select(CrmField.scope, CrmField.name, CrmField.type)
    return {f"{scope}.{name}": kind for scope, name, kind in session.execute(query)}


def register_fields(session: Session, fields: Sequence[Mapping[str, Any]], now: datetime) -> None:
    """Put own fields on the register; one that is there keeps its type, and takes labels, mark and sample anew.

    Each has ``scope``, ``name``, ``type``, ``labels``, ``personal`` and ``sample``.
    """
    rows = [{**field, "created_at": now} for field in fields]
    upsert(session, CrmField.__table__, rows, key=("scope", "name"), update=("labels", "personal", "sample"))


def _rows(session: Session, query: Any) -> int:  # noqa: ANN401 - an UPDATE
    result: Any = session.execute(query)
    return int(result.rowcount)
