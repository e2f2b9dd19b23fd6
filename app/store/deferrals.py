"""Whom contact rules keep waiting for a message: a rule said no to it for now, and its time has not come yet."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists, func, literal_column, select
from sqlalchemy.orm import Session

from app.models import Message, MessageState, Refusal
from app.store.claims import PRIORITIES


@dataclass(frozen=True, slots=True)
class Deferred:
    """How many people wait, and from when to when they may get their message (business time)."""

    people: int
    first: datetime
    last: datetime


def of_journey(session: Session, journey_id: int, now: datetime) -> dict[str, Deferred]:
    """Who is kept waiting on this journey, by the node that their message came from; one query.

    It reads what is queued, by the index that messages are claimed by: priorities and the state stand in the
    query as they are, since neither database uses a partial index for what it does not know.
    """
    put_off = exists().where(Refusal.message_id == Message.id, Refusal.until.is_not(None))
    query = select(
        Message.node, func.count(Message.account_id.distinct()), func.min(Message.due_at), func.max(Message.due_at)
    ).where(
        Message.state == literal_column(f"'{MessageState.queued.value}'"),
        Message.priority.in_(PRIORITIES),
        Message.due_at > now,
        Message.journey_id == journey_id,
        put_off,
    )
    rows = session.execute(query.group_by(Message.node))
    return {node: Deferred(people, first, last) for node, people, first, last in rows}
