"""What the blast guard measures: a journey's limits, what it wrote today, and what a run got lately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Halt, Journey, JourneyVersion, Message, MessageState
from app.store import tallies
from app.store.ids import among

REACHED = (MessageState.queued, MessageState.paused, MessageState.sending, MessageState.sent, MessageState.unknown)
QUEUED = f"{tallies.MESSAGE}{MessageState.queued}"


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one journey: its own settings, where it has any, and its forecast, where it has one."""

    guard: Mapping[str, Any] | None
    forecast: Mapping[str, Any] | None


def of_journeys(session: Session, journey_ids: Sequence[int]) -> dict[int, Limits]:
    """The limits of these journeys."""
    query = select(Journey.id, Journey.guard, JourneyVersion.forecast)
    query = query.join(JourneyVersion, JourneyVersion.id == Journey.live_version_id)
    rows = session.execute(query.where(Journey.id.in_(journey_ids))).all()
    return {journey_id: Limits(guard, forecast) for journey_id, guard, forecast in rows}


def written(session: Session, journey_id: int, day: date) -> int:
    """How many messages a journey wrote on this day of business time."""
    sums = []
    for table in (tallies.COUNTERS, tallies.TALLIES):  # in one statement, or what is folded meanwhile is missed
        columns = table.c
        mine = (columns.journey_id == journey_id, columns.what == QUEUED, columns.day == day)
        sums.append(func.coalesce(select(func.sum(columns.n)).where(*mine).scalar_subquery(), 0))
    return int(session.scalar(select(sums[0] + sums[1])) or 0)


def reached(session: Session, run_ids: Sequence[int], since: datetime) -> dict[tuple[int, str, str | None], datetime]:
    """When these runs last had a template written for them since then that was not taken back.

    By (run, template, what the round was about).
    """
    query = select(Message.run_id, Message.template, Message.item, func.max(Message.created_at))
    query = query.where(among(session, Message.run_id, run_ids), Message.created_at > since)
    rows = session.execute(
        query.where(Message.state.in_(REACHED)).group_by(Message.run_id, Message.template, Message.item)
    )
    return {(run_id, template, item): at for run_id, template, item, at in rows.all()}


def pause(session: Session, journey_id: int, reason: str, now: datetime) -> bool:
    """Pause a journey that runs, unless somebody holds it now."""
    query = select(Journey).where(Journey.id == journey_id, Journey.halt.is_(None))
    journey = session.scalars(query.with_for_update(key_share=True, skip_locked=True)).first()
    if journey is None:
        return False
    journey.halt, journey.halted_at, journey.halt_reason = Halt.paused.value, now, reason
    return True
