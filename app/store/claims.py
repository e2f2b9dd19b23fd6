"""Claiming the messages that are due: what is urgent first, and of what waits equally long no channel before others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from app.models import Account, Debtor, Halt, Journey, Message, MessageState, Run
from app.store.rows import table_of

MESSAGES = table_of(Message)

_QUEUED = MessageState.queued.value

PRIORITIES = (0, 1, 2)  # urgent, normal, low
NO_ROOM: Mapping[str, int] = {}
TO_ITEM = "!"  # ends the item of a message that goes to the person of its round


@dataclass(frozen=True, slots=True)
class Queued:
    """A claimed message, and what decides whether it may still go out. ``halt`` is its journey's."""

    id: int
    account_id: int
    debtor_id: int
    channel: str
    template: str
    attempt: int
    provider_ref: str | None
    end_reason: str | None
    language: str
    halt: Halt | None
    node: str = ""
    visit: int = 0
    version_id: int = 0
    expires_at: datetime | None = None
    item: str | None = None

    @property
    def round(self) -> str | None:
        """What its round is about: ``guarantors:5``."""
        return None if self.item is None else self.item.removesuffix(TO_ITEM) or None

    @property
    def to_round(self) -> bool:
        """Whether it goes to the person of its round, and not to the debtor."""
        return self.item is not None and self.item.endswith(TO_ITEM)


def any_due(session: Session, now: datetime, channels: Sequence[str]) -> bool:
    """Whether any message of these channels is due, however much waits for others."""
    columns = MESSAGES.c
    query = select(columns.id).where(
        columns.channel.in_(channels),  # each channel and priority is a range of the index
        columns.priority.in_(PRIORITIES),
        columns.due_at <= now,
        columns.state == _QUEUED,
    )
    return session.execute(query.limit(1)).first() is not None


def claim(
    session: Session, now: datetime, limit: int, channels: Sequence[str], room: Mapping[str, int] = NO_ROOM
) -> list[Queued]:
    """Lock up to ``limit`` due messages of these channels for the length of this transaction.

    What is urgent comes first, and of one priority what was due first. ``room`` says how many may be claimed of a
    channel that is limited; those are claimed before the others, which would leave them no place. Each channel is
    claimed by itself, so that one that has a backlog and sends nothing holds up no other; of what was locked and found
    no place others hear when the transaction ends.
    """
    left = dict(room)
    found: list[Queued] = []
    for priority in PRIORITIES:
        for name in [name for name in channels if name in left]:
            claimed = _claim(session, now, min(limit - len(found), left[name]), name, priority)
            left[name] -= len(claimed)
            found += [message for _, message in claimed]
        free = [name for name in channels if name not in left]
        waiting = [one for name in free for one in _claim(session, now, limit - len(found), name, priority)]
        waiting.sort(key=lambda one: (one[0], one[1].id))
        found += [message for _, message in waiting[: limit - len(found)]]
    return found


def _claim(session: Session, now: datetime, limit: int, channel: str, priority: int) -> list[tuple[datetime, Queued]]:
    """Up to ``limit`` messages of one channel and priority, each with the moment since which it is due."""
    if limit <= 0:
        return []
    columns = MESSAGES.c
    query = (
        _wanted()
        .where(
            columns.channel == channel,
            columns.priority == priority,
            columns.due_at <= now,
            columns.state == _QUEUED,
        )
        .order_by(columns.due_at)
        .limit(limit)
        .with_for_update(of=MESSAGES, skip_locked=True)
    )
    return [(row.due_at, _queued(row)) for row in session.execute(query)]


def handed_over(session: Session, channel: str, ref: str) -> Queued | None:
    """The message that was handed over under this name, as it was when it was claimed; it is not locked."""
    columns = MESSAGES.c
    row = session.execute(_wanted().where(columns.provider_ref == ref, columns.channel == channel)).one_or_none()
    return None if row is None else _queued(row)


def _queued(row: Row[Any]) -> Queued:
    found = {name: value for name, value in row._mapping.items() if name != "due_at"}  # noqa: SLF001 - its public name
    return Queued(**{**found, "halt": found["halt"] and Halt(found["halt"])})


def _wanted() -> Select[Any]:
    """What has to be known of messages to finish them."""
    columns = MESSAGES.c
    return (
        select(
            columns.id,
            columns.account_id,
            Account.debtor_id,
            columns.channel,
            columns.template,
            columns.attempt,
            columns.provider_ref,
            Run.end_reason,
            Debtor.language,
            Journey.halt,
            columns.node,
            columns.visit,
            Run.version_id,
            columns.expires_at,
            columns.item,
            columns.due_at,
        )
        .select_from(MESSAGES)
        .join(Run, Run.id == columns.run_id)
        .join(Journey, Journey.id == columns.journey_id)
        .join(Account, Account.id == columns.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
    )
