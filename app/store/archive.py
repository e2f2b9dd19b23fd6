"""The archive of history: one row for a run that ended long ago, instead of one for every node it left.

It keeps the tables small that are read and written all day, and loses nothing: ``of_debtor`` and ``of_run`` give back
the very rows.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, delete, func, insert, select
from sqlalchemy.orm import Session

from app.models import Account, ArchivedRun, History, Journey, Run, RunState
from app.store.ids import among
from app.store.rows import table_of

HISTORY = table_of(History)
ARCHIVE = table_of(ArchivedRun)


def archive(session: Session, ended_before: datetime, limit: int = 500) -> int:
    """Move the history of up to ``limit`` runs that ended before this moment of business time; how many runs.

    All of a run goes at once, in this transaction.
    """
    old = select(History.run_id).join(Run, Run.id == History.run_id)
    old = old.where(Run.state == RunState.ended, Run.ended_at < ended_before).distinct().order_by(History.run_id)
    wanted = list(session.scalars(old.limit(limit)))
    if not wanted:
        return 0
    held = select(Run.id).where(among(session, Run.id, wanted)).order_by(Run.id)
    ids = list(session.scalars(held.with_for_update(skip_locked=True)))
    columns = HISTORY.c
    query = select(*columns).where(among(session, columns.run_id, ids)).order_by(columns.run_id, columns.id)
    rows = session.execute(query).all()
    if not rows:
        return 0
    session.execute(insert(ARCHIVE), list(_packed(rows)))
    session.execute(delete(HISTORY).where(among(session, columns.id, [row.id for row in rows])))
    return len({row.run_id for row in rows})


def of_run(session: Session, run_id: int) -> list[History]:
    """The archived history of one run, oldest first; empty when it is not in the archive."""
    packed = session.get(ArchivedRun, run_id)
    return [] if packed is None else unpacked(packed)


def of_debtor(session: Session, debtor_id: int, limit: int) -> Sequence[Row[ArchivedRun, str, str]]:
    """(ArchivedRun, journey's name, account's reference) of the runs of a debtor, the newest ``limit`` of them."""
    query: Select[ArchivedRun, str, str] = (
        select(ArchivedRun, Journey.name.label("journey"), Account.ref.label("account"))
        .join(Run, Run.id == ArchivedRun.run_id)
        .join(Journey, Journey.id == Run.journey_id)
        .join(Account, Account.id == Run.account_id)
        .where(Account.debtor_id == debtor_id)
    )
    return session.execute(query.order_by(func.coalesce(Run.ended_at, Run.entered_at).desc()).limit(limit)).all()


def unpacked(packed: ArchivedRun) -> list[History]:
    """The rows that were archived, as they were; they are not part of any session."""
    return [
        History(
            id=number,
            run_id=packed.run_id,
            version_id=version[0] if version else packed.version_id,
            node=node,
            port=port,
            at=datetime.fromisoformat(at),
        )
        for node, port, at, number, *version in packed.moves
    ]


def _packed(rows: Iterable[Row[Any]]) -> Iterable[dict[str, Any]]:
    """One archive row for each run; a move names its version only where the run was on another one by its end."""
    by_run: dict[int, list[Row[Any]]] = {}
    for row in rows:
        by_run.setdefault(row.run_id, []).append(row)
    for run_id, moves in by_run.items():
        version_id = moves[-1].version_id
        packed = [
            [
                *(move.node, move.port, move.at.isoformat(), move.id),
                *([] if move.version_id == version_id else [move.version_id]),
            ]
            for move in moves
        ]
        yield {"run_id": run_id, "version_id": version_id, "moves": packed}
