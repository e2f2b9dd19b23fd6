"""Carrying out the acts that journeys order inside the database: changes of fields, promises, other journeys.

Everything happens in one transaction: the acts are claimed, their accounts held, the performers asked, and written
down are what became of each and the event that wakes the step. If the process dies, nothing happened. A performer that
raises costs only its own act a later attempt: what it did is undone to a savepoint.

``app.flow.calling`` carries out those that call somebody outside.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import partial

import structlog
from sqlalchemy.orm import Session

from app.db import trouble
from app.flow.backoff import Backoff
from app.flow.performer import Answer, Busy, Done, Failed, Inside, Later, Performer, Settled, inside, performers
from app.models import ActState
from app.reasons import reason
from app.store import acts, events
from app.store.acts import Became, Ordered
from app.store.events import NewEvent

log = structlog.get_logger(__name__)

BATCH = 200
BACKOFF = Backoff(first=5.0, longest=600.0, attempts=5)
SOON = timedelta(seconds=1)  # wall time after which an account that somebody else held is asked for again


def perform_batch(
    session: Session,
    now: datetime,
    limit: int = BATCH,
    *,
    speed: float = 1.0,
    known: Mapping[str, Performer] | None = None,
) -> int:
    """Deal with up to ``limit`` due acts of performers inside; how many there were."""
    asked = inside(performers() if known is None else known)
    claimed = acts.claim_inside(session, now, asked, limit)
    if not claimed:
        return 0
    for name, mine in by_kind(claimed).items():
        asked[name].hold(session, mine)
    held = acts.hold_accounts(session, claimed)
    events.hold_steps(session, [account for act in held for account in (act.account_id, act.run_account_id)])
    answers: dict[int, Answer] = {}
    for name, mine in by_kind(held).items():
        answers |= _perform(session, asked[name], mine, now)
    answered = [(act, answer) for act in held if not isinstance(answer := answers[act.id], Busy)]
    record(session, answered, now, speed=speed, was=ActState.queued)
    settled = {act.id for act, _ in answered}
    acts.put_off(session, [act for act in claimed if act.id not in settled], now + SOON * speed)
    return len(claimed)


def record(  # noqa: PLR0913 - what was answered, and where the acts come from
    session: Session,
    answered: Sequence[tuple[Ordered, Settled]],
    now: datetime,
    *,
    speed: float,
    was: ActState,
    backoff: Backoff = BACKOFF,
    claimed_at: datetime | None = None,
) -> list[Became]:
    """Write what became of acts whose accounts are held, and wake the steps that wait for it.

    Raises:
        ConflictError: somebody else dealt with one of them meanwhile; nothing of this transaction may stay.
    """
    became = [_became(act, answer, now, speed, backoff) for act, answer in answered]
    told = [
        _told(one, answer, now)
        for one, (_, answer) in zip(became, answered, strict=True)
        if one.state is not ActState.queued
    ]
    events.note_many(session, told)  # first, because steps come before acts
    acts.finish(session, became, now, was=was, claimed_at=claimed_at)
    for one in became:
        if one.state is ActState.failed:
            log.warning("act_failed", act_id=one.act.id, kind=one.act.kind, node=one.act.node)
    return became


def _became(act: Ordered, answer: Settled, now: datetime, speed: float, backoff: Backoff) -> Became:
    attempt = act.attempt + 1
    if isinstance(answer, Done):
        return Became(act, ActState.done, attempt, now, None, answer.result)
    if isinstance(answer, Failed):
        return Became(act, ActState.failed, attempt, now, answer.why, answer.result)
    if attempt >= backoff.attempts:
        return Became(act, ActState.failed, attempt, now, answer.why)
    return Became(act, ActState.queued, attempt, now + backoff.delay(act.id, attempt, speed), answer.why)


def _told(one: Became, answer: Settled, now: datetime) -> NewEvent:
    ok = isinstance(answer, Done) and answer.ok
    return acts.told(one.act, one.state.value, now, ok=ok, result=one.result or {})


def _perform(session: Session, performer: Inside, mine: Sequence[Ordered], now: datetime) -> Mapping[int, Answer]:
    """Ask for all at once; if that raises, for one after the other, so that only those at fault are tried again."""
    together = _undoing(session, partial(performer.perform_many, session, mine, now), mine)
    if together is not None:
        return together
    answers: dict[int, Answer] = {}
    for act in mine:
        alone = _undoing(session, partial(_alone, session, performer, act, now), [act])
        answers |= alone or {act.id: Later(reason("act_raised", performer.name))}
    return answers


def _alone(session: Session, performer: Inside, act: Ordered, now: datetime) -> Mapping[int, Answer]:
    return {act.id: performer.perform(session, act, now)}


def _undoing(
    session: Session, work: Callable[[], Mapping[int, Answer]], mine: Sequence[Ordered]
) -> Mapping[int, Answer] | None:
    """What some work answers; None where it raised, and what it did is undone.

    A database that is in trouble is nobody's fault, and ends the whole transaction.
    """
    try:
        with session.begin_nested():
            answers = work()
            session.flush()
            return {act.id: answers[act.id] for act in mine}
    except Exception as error:
        if trouble(error) is not None:
            raise
        log.warning("act_raised", kind=mine[0].kind, acts=len(mine), exc_info=error)
        return None


def by_kind(claimed: Sequence[Ordered]) -> dict[str, list[Ordered]]:
    """Acts by their kinds."""
    kinds: dict[str, list[Ordered]] = {}
    for act in claimed:
        kinds.setdefault(act.kind, []).append(act)
    return kinds
