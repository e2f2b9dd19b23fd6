"""Handing messages over: recording what becomes of those that were claimed (``app.store.claims``).

Every change of state checks the state it starts from, and counts itself (``message:<state>``); a message that is
queued for another attempt is not counted again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from app.models import Message, MessageState, Run
from app.store import tallies
from app.store.events import NewEvent
from app.store.ids import among
from app.store.rows import Columns, table_of, update_by_id
from app.store.tallies import Tally

MESSAGES = table_of(Message)
RUNS = table_of(Run)

ERROR_LENGTH = 500

Held = Row[int, int, int, str, datetime]
"""A message that is locked: (id, journey_id, version_id, node, due_at)."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a message was made of: which version, language and variant of its template, and SHA-256 sums.

    ``template`` is that of what its author wrote, ``tokens`` that of the values filled in.
    """

    version: str
    language: str
    variant: str
    template: str
    tokens: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is about to be handed over under ``ref``."""

    id: int
    debtor_id: int
    ref: str
    recipient: str
    subject: str
    digest: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Again:
    """A message to try again at ``due_at``, after ``attempt`` attempts so far, and the plain reason."""

    id: int
    due_at: datetime
    attempt: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Stopped:
    """A message that goes no further for now, and the plain reason."""

    id: int
    error: str | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A message whose sender did not come back in time (``sending``), or whose fate nobody knows (``unknown``)."""

    id: int
    state: MessageState
    channel: str
    ref: str
    account_id: int
    handed_at: datetime | None
    node: str
    visit: int


def hold(session: Session, which: ColumnElement[bool], states: Sequence[MessageState]) -> Sequence[Held]:
    """Lock those of these messages that are in one of ``states``, in the order of their ids."""
    columns = MESSAGES.c
    query = select(columns.id, columns.journey_id, RUNS.c.version_id, columns.node, columns.due_at)
    query = query.join(RUNS, RUNS.c.id == columns.run_id).order_by(columns.id).with_for_update(of=MESSAGES)
    return session.execute(query.where(which, columns.state.in_([state.value for state in states]))).all()


def move(session: Session, held: Sequence[Held], state: MessageState, now: datetime, **values: Any) -> None:  # noqa: ANN401 - values of columns
    """Give locked messages a state, and the same values of other columns."""
    if not held:
        return
    query = update(MESSAGES).where(among(session, MESSAGES.c.id, [one.id for one in held]))
    if values.get("error"):
        values["error"] = values["error"][:ERROR_LENGTH]
    session.execute(query.values(state=state.value, **{"claimed_at": None, **values}))
    _count(session, held, state, now)


def any_abandoned(session: Session, claimed_before: datetime) -> bool:
    """Whether it is time to ask what became of a message: see ``abandoned``."""
    lost, unclear = (exists().where(one) for one in _overdue(claimed_before))
    return bool(session.scalar(select(or_(lost, unclear))))


def mark_sending(session: Session, claimed: Sequence[Claimed], now: datetime, wall: datetime) -> None:
    """Say that these claimed messages are about to be handed over; commit this before any of them is."""
    columns: Columns = {
        "state": [MessageState.sending.value] * len(claimed),
        "claimed_at": [wall] * len(claimed),
        "handed_at": [now] * len(claimed),
        "debtor_id": [item.debtor_id for item in claimed],
        "provider_ref": [item.ref for item in claimed],
        "recipient": [item.recipient[:500] for item in claimed],
        "subject": [item.subject[:500] for item in claimed],
        "digest": [item.digest for item in claimed],
        "template_version": [item.evidence.version[:40] for item in claimed],
        "template_language": [item.evidence.language[:16] for item in claimed],
        "template_digest": [item.evidence.template for item in claimed],
        "variant": [item.evidence.variant[:8] for item in claimed],
        "tokens_digest": [item.evidence.tokens for item in claimed],
        "error": [None] * len(claimed),
    }
    update_by_id(session, MESSAGES, [item.id for item in claimed], columns)


def claimed_at(wall: datetime) -> ColumnElement[bool]:
    """The messages that were claimed at that very moment.

    A sender that was frozen may find that somebody else has its messages now; what it knows is of its own attempt.
    """
    return MESSAGES.c.claimed_at == wall


def lost_before(wall: datetime) -> ColumnElement[bool]:
    """The messages that were claimed before then, or nobody knows when."""
    return or_(MESSAGES.c.claimed_at.is_(None), MESSAGES.c.claimed_at < wall)


def put_off(session: Session, later: Sequence[Again]) -> None:
    """Leave claimed messages queued until another time, with the reason."""
    columns: Columns = {
        "due_at": [item.due_at for item in later],
        "error": [item.error and item.error[:ERROR_LENGTH] for item in later],
    }
    update_by_id(session, MESSAGES, [item.id for item in later], columns)


def still(session: Session, ids: Sequence[int], state: MessageState) -> list[int]:
    """Those of these messages that are in this state, without locking them."""
    query = select(MESSAGES.c.id).where(among(session, MESSAGES.c.id, ids), MESSAGES.c.state == state.value)
    return list(session.scalars(query.order_by(MESSAGES.c.id)))


def mark_sent(session: Session, ids: Sequence[int], now: datetime, *, speed: float | None = None) -> list[int]:
    """Say that the provider took these; those of them that were not known to be sent before.

    One that somebody meanwhile queued again, believing that it did not go out, does not go out a second time.
    With ``speed``, that of the clock, the time from due to sent is counted in wall seconds.
    """
    if not ids:
        return []
    open_states = (MessageState.sending, MessageState.unknown, MessageState.queued)
    held = hold(session, among(session, MESSAGES.c.id, ids), open_states)
    move(session, held, MessageState.sent, now, sent_at=now, error=None)
    if speed is not None:
        waited = [tallies.bucket((now - one.due_at).total_seconds() / speed) for one in held]
        tallies.add(session, [Tally(0, 0, "", f"{tallies.LATENCY}{name}") for name in waited], now.date())
    return [one.id for one in held]


def stop(  # noqa: PLR0913 - which messages, from where to where
    session: Session,
    stopped: Sequence[Stopped],
    state: MessageState,
    now: datetime,
    *,
    was: MessageState,
    only: ColumnElement[bool] | None = None,
) -> list[int]:
    """Move messages from state ``was`` to ``state``, each with its reason; those that moved on meanwhile stay.

    ``only`` are those that are still with the sender that is meant (``claimed_at``, ``lost_before``). Returns those
    that were moved. Unless their fate is unknown, they surely did not reach anybody.
    """
    reasons = {item.id: item.error and item.error[:ERROR_LENGTH] for item in stopped}
    if not reasons:
        return []
    mine = among(session, MESSAGES.c.id, list(reasons))
    held = hold(session, mine if only is None else and_(mine, only), (was,))
    ids = [one.id for one in held]
    columns: dict[str, Sequence[Any]] = {
        "state": [state.value] * len(ids),
        "error": [reasons[number] for number in ids],
    }
    if state is not MessageState.unknown:
        columns |= {"claimed_at": [None] * len(ids), "handed_at": [None] * len(ids)}
    update_by_id(session, MESSAGES, ids, columns)
    _count(session, held, state, now)
    return ids


def queue_again(session: Session, again: Sequence[Again], claimed: datetime) -> None:
    """Put messages that were surely not taken back into the queue, if they are still with whoever claimed them then."""
    mine = {item.id: item for item in again}
    if not mine:
        return
    which = and_(among(session, MESSAGES.c.id, list(mine)), claimed_at(claimed))
    held = hold(session, which, (MessageState.sending,))
    back = [mine[one.id] for one in held]
    columns: Columns = {
        "state": [MessageState.queued.value] * len(back),
        "due_at": [item.due_at for item in back],
        "attempt": [item.attempt for item in back],
        "error": [item.error and item.error[:ERROR_LENGTH] for item in back],
        "claimed_at": [None] * len(back),
        "handed_at": [None] * len(back),
    }
    update_by_id(session, MESSAGES, [item.id for item in back], columns)


def abandoned(session: Session, claimed_before: datetime, limit: int) -> list[Asked]:
    """Messages whose channel is to be asked what became of them.

    They are with a sender since before ``claimed_before`` (wall time), or of unknown fate and noted to be asked about
    by then (``ask_again``).
    """
    columns = MESSAGES.c
    query = select(
        columns.id,
        columns.state,
        columns.channel,
        columns.provider_ref,
        columns.account_id,
        columns.handed_at,
        columns.node,
        columns.visit,
    ).order_by(columns.claimed_at)
    found: list[Asked] = []
    for which in _overdue(claimed_before):
        rows = session.execute(query.where(which).limit(limit - len(found)))
        found += [Asked(row.id, MessageState(row.state), *row[2:]) for row in rows]
    return found


def ask_again(session: Session, after: Mapping[int, timedelta | None], wall: datetime) -> None:
    """Note that ``abandoned`` is to find these messages of unknown fate so much later than ``wall``; None is never."""
    held = hold(session, among(session, MESSAGES.c.id, list(after)), (MessageState.unknown,))
    ids = [one.id for one in held]
    waits = [after[number] for number in ids]
    columns: Columns = {"claimed_at": [None if wait is None else wall + wait for wait in waits]}
    update_by_id(session, MESSAGES, ids, columns)


def event_of(
    what: str,
    message_id: int,
    account_id: int,
    now: datetime,
    about: Mapping[str, Any],
    **more: Any,  # noqa: ANN401 - JSON values
) -> NewEvent:
    """What is recorded of a message, once: ``what`` is sent, failed, refused, expired, delivered and so on.

    ``about`` says which visit of which node wrote it, and for which channel.
    """
    dedup = f"message:{message_id}:{what}"
    return NewEvent(account_id, f"message_{what}", now, message_id, dedup, {**about, **more})


def about(message: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of messages, or a part of one
    """What the events of a message say of it."""
    return {"node": message.node, "visit": message.visit, "channel": message.channel}


def _overdue(wall: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    columns = MESSAGES.c
    return (
        and_(columns.state == MessageState.sending.value, lost_before(wall)),
        and_(columns.state == MessageState.unknown.value, columns.claimed_at < wall),
    )


def _count(session: Session, held: Sequence[Held], state: MessageState, now: datetime) -> None:
    what = f"{tallies.MESSAGE}{state.value}"
    tallies.add(session, [Tally(one.journey_id, one.version_id, one.node, what) for one in held], now.date())
