"""The outbox: writing messages, and what is done to them by hand or by their journey.

How they are handed over is in ``app.store.handover``.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from app.models import Message, MessageState
from app.store import events, handover
from app.store.claims import any_due
from app.store.handover import any_abandoned
from app.store.ids import among
from app.store.rows import insert_ignoring, table_of

__all__ = [
    "NewMessage",
    "any_abandoned",
    "any_due",
    "cancel",
    "cancel_of_runs",
    "cancel_of_visits",
    "release",
    "settle",
    "waiting_with",
    "write",
]

MESSAGES = table_of(Message)

NOT_OUT = (MessageState.queued, MessageState.held, MessageState.paused)  # written, and not with a channel

COUNTED = 10_000

ANEW = {"attempt": 0, "error": None, "claimed_at": None, "handed_at": None}


class NewMessage(NamedTuple):
    """A message to write; (run, node, visit, channel) is written once, however often it is asked for.

    It is not handed over before ``due_at`` (None is now). One that a contact rule forbids for good is written as
    ``refused``, with the reason in ``error``.
    """

    run_id: int
    journey_id: int
    account_id: int
    node: str
    visit: int
    channel: str
    template: str
    debtor_id: int | None = None
    due_at: datetime | None = None
    state: MessageState = MessageState.queued
    error: str | None = None
    priority: int = 1
    expires_at: datetime | None = None
    item: str | None = None


def write(session: Session, new: Sequence[NewMessage], now: datetime) -> None:
    """Put messages into the outbox. The caller counts them (``message:queued``, ``message:refused``)."""
    if not new:
        return
    columns: dict[str, Sequence[Any]] = dict(zip(NewMessage._fields, zip(*new, strict=True), strict=True))
    columns["state"] = [item.state.value for item in new]
    columns["due_at"] = [item.due_at or now for item in new]
    columns["attempt"] = [0] * len(new)
    columns["created_at"] = [now] * len(new)
    insert_ignoring(session, MESSAGES, columns)


def cancel_of_runs(session: Session, run_ids: Sequence[int], reason: str, now: datetime) -> int:
    """Cancel what was written for these runs and is not with a channel yet; how many."""
    if not run_ids:
        return 0
    moved = handover.hold(session, among(session, MESSAGES.c.run_id, run_ids), NOT_OUT)
    handover.move(session, moved, MessageState.cancelled, now, error=reason)
    return len(moved)


def cancel_of_visits(
    session: Session, visits: Mapping[tuple[str, int], Sequence[int]], reason: str, now: datetime
) -> None:
    """Cancel what was written on these visits and is not with a channel yet: by (node, visit) the runs."""
    for (node, visit), run_ids in visits.items():
        mine = among(session, MESSAGES.c.run_id, run_ids)
        which = and_(mine, MESSAGES.c.node == node, MESSAGES.c.visit == visit)
        handover.move(session, handover.hold(session, which, NOT_OUT), MessageState.cancelled, now, error=reason)


def release(session: Session, ids: Sequence[int], now: datetime) -> int:
    """Queue messages that were held, refused or failed as if they had never been tried; how many.

    The contact rules and the exits are asked once more when they are handed over.
    """
    stopped = (MessageState.held, MessageState.failed, MessageState.refused)
    moved = handover.hold(session, among(session, MESSAGES.c.id, ids), stopped)
    handover.move(session, moved, MessageState.queued, now, due_at=now, **ANEW)
    return len(moved)


def cancel(session: Session, ids: Sequence[int], reason: str, now: datetime) -> int:
    """Take back messages that are not with a channel now; how many."""
    waiting = (MessageState.queued, MessageState.held, MessageState.paused, MessageState.failed, MessageState.unknown)
    moved = handover.hold(session, among(session, MESSAGES.c.id, ids), waiting)
    handover.move(session, moved, MessageState.cancelled, now, error=reason)
    return len(moved)


def settle(session: Session, ids: Sequence[int], *, sent: bool, now: datetime) -> int:
    """Say what became of messages of unknown fate, as somebody found out; how many.

    Those that did not go out are queued as if they had never been tried. ``now`` is business time.
    """
    mine = among(session, MESSAGES.c.id, ids)
    if not sent:
        moved = handover.hold(session, mine, (MessageState.unknown,))
        handover.move(session, moved, MessageState.queued, now, due_at=now, **ANEW)
        return len(moved)
    columns = MESSAGES.c
    query = select(columns.id, columns.account_id, columns.node, columns.visit, columns.channel)
    query = query.where(mine, columns.state == MessageState.unknown.value)
    unknown = session.execute(query).all()  # what is with a channel now is that channel's to say
    told = [handover.event_of("sent", row.id, row.account_id, now, handover.about(row)) for row in unknown]
    events.record_many(session, told)  # first, because the account's lock comes before any other
    return len(handover.mark_sent(session, [row.id for row in unknown], now))


def waiting_with(session: Session, template: str) -> int:
    """How many messages of a template wait to be handed over; no more than COUNTED are counted."""
    found = select(Message.id).where(Message.state == MessageState.queued, Message.template == template).limit(COUNTED)
    return session.scalar(select(func.count()).select_from(found.subquery())) or 0
