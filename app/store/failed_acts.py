"""Acts that failed: listing them, and letting people have them tried again or skipped. Old ones that are done go."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Row, delete, func, select, update
from sqlalchemy.orm import Session

from app.models import Account, Act, ActState, Debtor, Journey, RunState
from app.store import acts, tallies
from app.store.acts import ACTS, RUNS, Ordered
from app.store.dead_letters import Chosen
from app.store.events import note_many
from app.store.ids import among
from app.store.tallies import Tally

SKIPPED = {"skipped": True}


def page(
    session: Session, journey_id: int | None, offset: int, limit: int
) -> tuple[Sequence[Row[Act, str, Account, Debtor]], int]:
    """(Act, journey's name, Account, Debtor) of failed acts, newest first, and how many there are."""
    failed = select(Act).where(Act.state == ActState.failed)
    if journey_id is not None:
        failed = failed.where(Act.journey_id == journey_id)
    total = session.scalar(failed.with_only_columns(func.count())) or 0
    query = (
        failed.join(Journey, Journey.id == Act.journey_id)
        .join(Account, Account.id == Act.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .with_only_columns(Act, Journey.name, Account, Debtor)
    )
    return session.execute(query.order_by(Act.id.desc()).offset(offset).limit(limit)).all(), total


def hold(session: Session, chosen: Chosen, after_id: int, limit: int) -> tuple[list[Ordered], int]:
    """The next failed acts beyond an id whose accounts are held now, and the last id that was looked at, 0 for none."""
    query = acts.ordered().where(ACTS.c.state == ActState.failed.value, ACTS.c.id > after_id).order_by(ACTS.c.id)
    if chosen.journey_id is not None:
        query = query.where(ACTS.c.journey_id == chosen.journey_id)
    else:
        query = query.where(among(session, ACTS.c.id, chosen.ids))
    found = [Ordered(*row) for row in session.execute(query.limit(limit))]
    if not found:
        return [], 0
    held = acts.hold_accounts(session, found, wait=True)
    still = select(ACTS.c.id).where(
        among(session, ACTS.c.id, [act.id for act in held]), ACTS.c.state == ActState.failed.value
    )
    mine = set(session.scalars(still))
    return [act for act in held if act.id in mine], found[-1].id


def replay(session: Session, held: Sequence[Ordered], now: datetime) -> None:
    """Have held acts carried out as if they had never been tried."""
    query = update(ACTS).where(among(session, ACTS.c.id, [act.id for act in held]))
    session.execute(query.values(state=ActState.queued.value, due_at=now, attempt=0, error=None, done_at=None))


def skip(session: Session, held: Sequence[Ordered], now: datetime) -> None:
    """Call held acts done without doing them; whoever still waits for one goes on as if it had been."""
    told = [acts.told(act, "skipped", now, ok=True, result=SKIPPED) for act in held]
    note_many(session, told)
    query = update(ACTS).where(among(session, ACTS.c.id, [act.id for act in held]))
    session.execute(query.values(state=ActState.done.value, result=SKIPPED, done_at=now))
    counted = [Tally(act.journey_id, act.version_id, act.node, f"{tallies.ACT}{ActState.done.value}") for act in held]
    tallies.add(session, counted, now.date())


def forget(session: Session, ended_before: datetime, limit: int) -> int:
    """Delete up to ``limit`` acts that are done, of runs that ended before this moment of business time; how many."""
    old = select(ACTS.c.id).join(RUNS, RUNS.c.id == ACTS.c.run_id)
    old = old.where(ACTS.c.state == ActState.done.value, RUNS.c.state == RunState.ended.value)
    query = old.where(RUNS.c.ended_at < ended_before).order_by(ACTS.c.id).limit(limit)
    ids = list(session.scalars(query.with_for_update(of=ACTS, skip_locked=True)))
    if ids:
        session.execute(delete(ACTS).where(among(session, ACTS.c.id, ids)))
    return len(ids)
