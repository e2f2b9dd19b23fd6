"""Tasks for people: written in the transaction that moves the person, closed when that person moves on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.models import Task, TaskState
from app.store.ids import among
from app.store.rows import Columns, insert_ignoring, table_of

TASKS = table_of(Task)


class NewTask(NamedTuple):
    """A task to write; (run, node, visit) is written once, however often it is asked for."""

    run_id: int
    journey_id: int
    version_id: int
    account_id: int
    debtor_id: int | None
    node: str
    visit: int
    kind: str
    item: str | None
    priority: int
    due_at: datetime | None


def write(session: Session, new: Sequence[NewTask], now: datetime) -> None:
    """Give people these tasks."""
    if not new:
        return
    columns: Columns = {
        **dict(zip(NewTask._fields, zip(*new, strict=True), strict=True)),
        "state": [TaskState.open.value] * len(new),
        "created_at": [now] * len(new),
    }
    insert_ignoring(session, TASKS, columns)


def cancel_of_runs(session: Session, run_ids: Sequence[int], now: datetime) -> None:
    """Cancel the open tasks of runs that ended."""
    if run_ids:
        query = update(TASKS).where(among(session, TASKS.c.run_id, run_ids), TASKS.c.state == TaskState.open.value)
        session.execute(query.values(state=TaskState.cancelled.value, closed_at=now))


def close(session: Session, visits: Mapping[tuple[str, int], Sequence[int]], now: datetime) -> None:
    """Close what still is open of these visits, by (node, visit) the runs that left it: their time was over."""
    for (node, visit), run_ids in visits.items():
        query = update(TASKS).where(among(session, TASKS.c.run_id, run_ids), TASKS.c.node == node)
        query = query.where(TASKS.c.visit == visit, TASKS.c.state == TaskState.open.value)
        session.execute(query.values(state=TaskState.expired.value, closed_at=now))
