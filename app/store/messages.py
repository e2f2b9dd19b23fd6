"""The outbox: writing messages, claiming those that are due, and recording what became of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from app.models import Account, Debtor, JourneyVersion, Message, MessageState, Run
from app.store.ids import among
from app.store.rows import Columns, insert_ignoring, table_of, update_by_id

MESSAGES = table_of(Message)

ERROR_LENGTH = 500


@dataclass(frozen=True, slots=True)
class NewMessage:
    """A message to write; (run, node, visit, channel) is written once, however often it is asked for."""

    run_id: int
    journey_id: int
    account_id: int
    node: str
    visit: int
    channel: str
    template: str


@dataclass(frozen=True, slots=True)
class Queued:
    """A claimed message, and what decides whether it may still go out."""

    id: int
    account_id: int
    channel: str
    template: str
    attempt: int
    provider_ref: str | None
    end_reason: str | None
    exits: Sequence[str]
    balance: int
    language: str


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message that is about to be handed over under ``ref``."""

    id: int
    ref: str
    recipient: str
    subject: str
    digest: str


@dataclass(frozen=True, slots=True)
class Again:
    """A message to try again at ``due_at``, after ``attempt`` attempts so far."""

    id: int
    due_at: datetime
    attempt: int
    error: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """A message that goes no further for now, and the plain reason."""

    id: int
    error: str


@dataclass(frozen=True, slots=True)
class Sending:
    """A message whose sender did not come back in time."""

    id: int
    channel: str
    ref: str
    account_id: int


def write(session: Session, new: Sequence[NewMessage], now: datetime) -> None:
    """Put messages into the outbox, due now."""
    columns: Columns = {
        "run_id": [item.run_id for item in new],
        "journey_id": [item.journey_id for item in new],
        "account_id": [item.account_id for item in new],
        "node": [item.node for item in new],
        "visit": [item.visit for item in new],
        "channel": [item.channel for item in new],
        "template": [item.template for item in new],
        "state": [MessageState.queued.value] * len(new),
        "due_at": [now] * len(new),
        "attempt": [0] * len(new),
        "created_at": [now] * len(new),
    }
    insert_ignoring(session, MESSAGES, columns)


def cancel_of_runs(session: Session, run_ids: Sequence[int], reason: str) -> None:
    """Cancel what was written for these runs and is not handed over yet."""
    if not run_ids:
        return
    waiting = MESSAGES.c.state.in_([MessageState.queued.value, MessageState.held.value])
    query = update(MESSAGES).where(among(session, MESSAGES.c.run_id, run_ids), waiting)
    session.execute(query.values(state=MessageState.cancelled.value, error=reason))


def any_due(session: Session, now: datetime, channels: Sequence[str]) -> bool:
    """Whether any message of these channels is due."""
    columns = MESSAGES.c
    query = select(columns.id).where(columns.state == MessageState.queued.value, columns.due_at <= now)
    query = query.where(columns.channel.in_(channels))
    return session.execute(query.limit(1)).first() is not None


def any_abandoned(session: Session, claimed_before: datetime) -> bool:
    """Whether any sender did not come back since ``claimed_before`` (wall time)."""
    return session.execute(_abandoned(claimed_before).limit(1)).first() is not None


def claim(session: Session, now: datetime, limit: int, channels: Sequence[str]) -> list[Queued]:
    """Lock up to ``limit`` due messages of these channels, oldest first, for the length of this transaction."""
    query = (
        select(
            Message.id,
            Message.account_id,
            Message.channel,
            Message.template,
            Message.attempt,
            Message.provider_ref,
            Run.end_reason,
            JourneyVersion.plan["exits"].label("exits"),
            Account.balance,
            Debtor.language,
        )
        .join(Run, Run.id == Message.run_id)
        .join(JourneyVersion, JourneyVersion.id == Run.version_id)
        .join(Account, Account.id == Message.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .where(Message.state == MessageState.queued.value, Message.due_at <= now, Message.channel.in_(channels))
        .order_by(Message.due_at)
        .limit(limit)
        .with_for_update(of=Message, skip_locked=True)
    )
    return [Queued(*row) for row in session.execute(query).all()]


def mark_sending(session: Session, claimed: Sequence[Claimed], wall: datetime) -> None:
    """Say that these messages are about to be handed over; commit this before any of them is."""
    columns: Columns = {
        "state": [MessageState.sending.value] * len(claimed),
        "claimed_at": [wall] * len(claimed),
        "provider_ref": [item.ref for item in claimed],
        "recipient": [item.recipient[:500] for item in claimed],
        "subject": [item.subject[:500] for item in claimed],
        "digest": [item.digest for item in claimed],
        "error": [None] * len(claimed),
    }
    update_by_id(session, MESSAGES, [item.id for item in claimed], columns)


def mark_sent(session: Session, ids: Sequence[int], now: datetime) -> list[int]:
    """Say that the provider took these; those of them that were not known to be sent before."""
    if not ids:
        return []
    open_states = MESSAGES.c.state.in_([MessageState.sending.value, MessageState.unknown.value])
    query = update(MESSAGES).where(among(session, MESSAGES.c.id, ids), open_states)
    query = query.values(state=MessageState.sent.value, sent_at=now, claimed_at=None, error=None)
    return list(session.scalars(query.returning(MESSAGES.c.id)))


def stop(session: Session, stopped: Sequence[Stopped], state: MessageState, *, was: MessageState) -> None:
    """Move messages from state ``was`` to ``state``, each with its reason; those that moved on meanwhile stay."""
    reasons: dict[str, list[int]] = {}
    for item in stopped:
        reasons.setdefault(item.error[:ERROR_LENGTH], []).append(item.id)
    for reason, ids in reasons.items():
        query = update(MESSAGES).where(among(session, MESSAGES.c.id, ids), MESSAGES.c.state == was.value)
        session.execute(query.values(state=state.value, error=reason, claimed_at=None))


def queue_again(session: Session, again: Sequence[Again]) -> None:
    """Put messages that were surely not taken back into the queue."""
    for item in again:
        query = update(MESSAGES).where(MESSAGES.c.id == item.id, MESSAGES.c.state == MessageState.sending.value)
        values = {"due_at": item.due_at, "attempt": item.attempt, "error": item.error[:ERROR_LENGTH]}
        session.execute(query.values(state=MessageState.queued.value, claimed_at=None, **values))


def abandoned(session: Session, claimed_before: datetime, limit: int) -> list[Sending]:
    """Lock messages whose sender did not come back since ``claimed_before`` (wall time)."""
    query = _abandoned(claimed_before).limit(limit).with_for_update(skip_locked=True)
    return [Sending(*row) for row in session.execute(query)]


def _abandoned(claimed_before: datetime) -> Select[int, str, str, int]:
    columns = MESSAGES.c
    return (
        select(columns.id, columns.channel, columns.provider_ref, columns.account_id)
        .where(
            columns.state == MessageState.sending.value,
            or_(columns.claimed_at.is_(None), columns.claimed_at < claimed_before),
        )
        .order_by(columns.claimed_at)
    )
