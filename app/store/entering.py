"""Letting people in: who may enter a journey now, and their runs and first steps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, insert, literal, or_, select
from sqlalchemy.orm import Session

from app.db import UtcDateTime
from app.models import Account, Debtor, Event, Run, RunState, Step, StepState
from app.store import conditions, tallies
from app.store.ids import among
from app.store.journeys import Published
from app.store.rows import table_of
from app.store.tallies import Tally

RUNS = table_of(Run)
STEPS = table_of(Step)

Listed = str | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: all ``held`` conditions hold, and none of ``kept_out``.

    Whoever was on the journey may again ``again_days`` after the last run ended; None is never. Upon an ``event``,
    those may to whom it happened beyond ``floor``. For a moment of a calendar (``since``) nobody enters twice.
    """

    held: Sequence[Mapping[str, Any]] = ()
    kept_out: Sequence[Listed] = ()
    again_days: int | None = None
    event: str | None = None
    floor: int = 0
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """How many accounts one batch let in, and the last of them."""

    count: int
    last_id: int


@dataclass(frozen=True, slots=True)
class Starter:
    """The run that started another journey, and the visit of its node where that waits for the end."""

    run_id: int
    node: str | None = None
    visit: int | None = None


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody who is let in: the newest event of the account, and who started the journey for them, if anybody."""

    account_id: int
    start: int
    starter: Starter | None = field(default=None)


def let_in(  # noqa: PLR0913 - one batch of an audience
    session: Session, version: Published, door: Door, now: datetime, *, after_id: int, limit: int
) -> Entered:
    """Start runs for up to ``limit`` accounts beyond ``after_id`` that may come in, in the order of their ids.

    The caller holds the journey (``journeys.hold_live``): that is what keeps two batches from letting one account in
    twice. Ids rise in the order of entry, so that what falls due together lies together.

    An account of which an event or a payment is being recorded at this moment is left for the next look, and whoever
    records one of an account that is let in waits: an event is either older than the run or finds its step.
    """
    chosen = may_enter(version.journey_id, door, now).where(Account.id > after_id)
    source = chosen.with_only_columns(
        literal(version.journey_id),
        literal(version.id),
        Account.id,
        literal(RunState.active.value),
        literal(now, UtcDateTime),
        newest_event_of_account(),
        maintain_column_froms=True,
    )
    names = ["journey_id", "version_id", "account_id", "state", "entered_at", "start"]
    settled = source.order_by(Account.id).limit(limit).with_for_update(read=True, of=Account, skip_locked=True)
    start = insert(RUNS).from_select(names, settled)
    started = session.execute(start.returning(RUNS.c.id, RUNS.c.account_id)).all()
    if not started:
        return Entered(0, after_id)
    numbers = [row.id for row in started]
    _stand(session, version, now, RUNS.c.id.between(min(numbers), max(numbers)), len(numbers))
    return Entered(len(started), max(row.account_id for row in started))


def start(session: Session, version: Published, arrivals: Sequence[Arrival], now: datetime) -> dict[int, int]:
    """Start runs for these accounts, which the caller holds as it holds the journey; the run of each account.

    None of them may be on the journey.
    """
    same = {"journey_id": version.journey_id, "version_id": version.id, "state": RunState.active.value}
    rows = [
        {
            **same,
            "account_id": one.account_id,
            "entered_at": now,
            "start": one.start,
            "parent_id": one.starter and one.starter.run_id,
            "parent_node": one.starter and one.starter.node,
            "parent_visit": one.starter and one.starter.visit,
        }
        for one in arrivals
    ]
    if not rows:
        return {}
    started = session.execute(insert(RUNS).values(rows).returning(RUNS.c.id, RUNS.c.account_id)).all()
    numbers = [row.id for row in started]
    _stand(session, version, now, RUNS.c.id.in_(numbers), len(numbers))
    return {row.account_id: row.id for row in started}


def free(
    session: Session, journey_id: int, listed: Sequence[Listed], account_ids: Sequence[int], now: datetime
) -> dict[int, int]:
    """Those of these accounts, which the caller holds, that may begin now: each with its newest event.

    They are not on the journey, and no exit or hold of it takes them off at once.
    """
    active = exists().where(Run.journey_id == journey_id, Run.account_id == Account.id, Run.state == RunState.active)
    chosen = conditions.accounts(None, now).where(among(session, Account.id, account_ids), ~active)
    query = chosen.where(*kept_out(listed, now)).with_only_columns(
        Account.id, newest_event_of_account(), maintain_column_froms=True
    )
    return {row[0]: row[1] for row in session.execute(query)}


def any_left(session: Session, journey_id: int, door: Door, now: datetime) -> bool:
    """Whether somebody may come in who was passed over, since something of their account was being recorded."""
    return session.execute(may_enter(journey_id, door, now).limit(1)).first() is not None


def foreseen(session: Session, journey_id: int, door: Door, now: datetime) -> int:
    """How many people would be on a journey if it let in now whom it may: those inside, and those who may enter."""
    inside = select(func.count()).where(Run.journey_id == journey_id, Run.state == RunState.active).scalar_subquery()
    waiting = select(func.count()).select_from(may_enter(journey_id, door, now).subquery()).scalar_subquery()
    return session.scalar(select(inside + waiting)) or 0


def waiting(session: Session, journey_id: int, door: Door, now: datetime, most: int) -> tuple[int, list[int]]:
    """How many accounts may come in now, and up to ``most`` of them, spread over all of them; always the same ones."""
    chosen = may_enter(journey_id, door, now)
    count, first, last = session.execute(
        select(func.count(), func.min(Account.id), func.max(Account.id)).where(Account.id.in_(chosen))
    ).one()
    if not count:
        return 0, []
    step = max((last - first) // most, 1)
    spread = chosen.where((Account.id - first) % step == 0).order_by(Account.id).limit(most)
    found = set(session.scalars(spread))
    if len(found) < min(most, count):
        found |= set(session.scalars(chosen.order_by(Account.id).limit(most)))
    return count, sorted(found)[:most]


def may_enter(journey_id: int, door: Door, now: datetime) -> Select[int]:
    """The ids of the accounts that may come in."""
    chosen = conditions.accounts(None, now)
    for condition in door.held:
        chosen = chosen.where(conditions.to_sql(condition, now))
    chosen = chosen.where(*kept_out(door.kept_out, now))
    if door.event is not None:
        chosen = chosen.where(Account.id.in_(_happened(journey_id, door.event, door.floor)))
    barred = [Run.state == RunState.active]
    if door.again_days:
        barred.append(Run.ended_at > now - timedelta(days=door.again_days))
    if door.since is not None:
        barred.append(Run.entered_at >= door.since)
    mine = and_(Run.journey_id == journey_id, Run.account_id == Account.id)
    return chosen.where(~exists().where(mine if door.again_days is None else and_(mine, or_(*barred))))


def kept_out(listed: Sequence[Listed], now: datetime) -> list[ColumnElement[bool]]:
    """Conditions that leave out whoever one of these exits or holds of a journey would take off it, or keep, at once.

    Over ``accounts`` joined with ``debtors`` and ``portfolios``.
    """
    found: list[ColumnElement[bool]] = []
    for one in listed:
        if not isinstance(one, str):
            found.append(~conditions.to_sql(one["when"], now))
        elif one == "paid":
            found.append(Account.balance > 0)
        elif one in _FLAGS:
            found.append(_FLAGS[one].is_(None))
    return found


_FLAGS = {
    "disputed": Account.disputed_at,
    "recalled": Account.recalled_at,
    "deceased": Debtor.deceased_at,
    "insolvent": Debtor.insolvent_at,
    "vulnerable": Debtor.vulnerable_at,
    "cease_contact": Debtor.cease_contact_at,
}


def newest_event_of_account() -> ColumnElement[int]:
    """The newest event of an account, 0 where there is none."""
    newest = select(func.max(Event.id)).where(Event.account_id == Account.id).correlate(Account).scalar_subquery()
    return func.coalesce(newest, 0)


def _happened(journey_id: int, kind: str, floor: int) -> Select[int]:
    """The accounts to which an event happened that does not belong to a run of this journey.

    It does where it was known when the run began, or happened while the account was on the journey.
    """
    during = or_(Run.start >= Event.id, Run.state == RunState.active, Run.ended_at >= Event.at)
    belongs = exists().where(Run.journey_id == journey_id, Run.account_id == Event.account_id, during)
    return select(Event.account_id).where(Event.id > floor, Event.kind == kind, ~belongs)


def _stand(session: Session, version: Published, now: datetime, began: ColumnElement[bool], count: int) -> None:
    """The first steps of the runs that just began, and their counts."""
    entry = version.plan["entry"]
    source = (
        select(
            RUNS.c.id,
            RUNS.c.version_id,
            RUNS.c.account_id,
            literal(entry),
            literal(int(StepState.due)),
            literal(now, UtcDateTime),
            literal(0),
            RUNS.c.start,
            literal(0),
        )
        .where(began, RUNS.c.version_id == version.id)
        .order_by(RUNS.c.id)
    )
    names = ["run_id", "version_id", "account_id", "node", "state", "due_at", "seq", "mark", "attempt"]
    session.execute(insert(STEPS).from_select(names, source))
    in_all = Tally(version.journey_id, version.id, "", tallies.ENTERED, count)
    tallies.add(session, [in_all, Tally(version.journey_id, version.id, entry, tallies.HERE, count)], now.date())
