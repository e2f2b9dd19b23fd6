"""Acts: what journeys want done to the world, written in the transaction that moves the person."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from app.models import Act, ActState
from app.store.ids import on_postgres
from app.store.rows import table_of

ACTS = table_of(Act)


class NewAct(NamedTuple):
    """An act to write; (run, node, visit, kind) is written once, however often it is asked for."""

    run_id: int
    journey_id: int
    version_id: int
    account_id: int
    node: str
    visit: int
    kind: str
    item: str | None
    details: Mapping[str, Any]


def write(session: Session, new: Sequence[NewAct], now: datetime) -> None:
    """Put acts into their outbox."""
    if not new:
        return
    insert = (postgres_insert if on_postgres(session) else sqlite_insert)(ACTS).on_conflict_do_nothing()
    state = {"state": ActState.queued.value, "due_at": now, "created_at": now, "attempt": 0}
    session.execute(insert, [{**one._asdict(), "details": dict(one.details), **state} for one in new])
