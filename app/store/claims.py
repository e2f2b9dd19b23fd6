"""Claiming the messages that are due: what is urgent first, and of what waits equally long no channel before others."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Account, Debtor, Halt, Journey, Message, MessageState, Run
from app.store.rows import table_of

MESSAGES = table_of(Message)

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
    """Whether any message of these channels is due."""
    columns = MESSAGES.c
    for priority in PRIORITIES:  # each of them is a range of the index
        query = select(columns.id).where(
            columns.state == MessageState.queued.value,
            columns.priority == priority,
            columns.due_at <= now,
            columns.channel.in_(channels),
        )
        if session.execute(query.limit(1)).first() is not None:
            return True
    return False


def claim(
    session: Session, now: datetime, limit: int, channels: Sequence[str], room: Mapping[str, int] = NO_ROOM
) -> list[Queued]:
    """Lock up to ``limit`` due messages of these channels for the length of this transaction.

    What is urgent comes first, and of one priority what was due first. ``room`` says how many may be claimed of a
    channel that is limited; those are claimed before the others, which would leave them no place.
    """
    left = dict(room)
    found: list[Queued] = []
    for priority in PRIORITIES:
        for names in _together(channels, left):
            wanted = min(limit - len(found), *(left[name] for name in names if name in left), limit)
            if wanted <= 0:
                continue
            claimed = _claim(session, now, wanted, names, priority)
            found += claimed
            for name in names:
                if name in left:
                    left[name] -= len(claimed)
        if len(found) >= limit:
            break
    return found


def _together(channels: Sequence[str], room: Mapping[str, int]) -> Iterator[list[str]]:
    """The channels in the groups that are claimed together: each that is limited alone, then the rest."""
    yield from ([name] for name in channels if name in room)
    free = [name for name in channels if name not in room]
    if free:
        yield free


def _claim(session: Session, now: datetime, limit: int, channels: Sequence[str], priority: int) -> list[Queued]:
    columns = MESSAGES.c
    query = (
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
        )
        .select_from(MESSAGES)
        .join(Run, Run.id == columns.run_id)
        .join(Journey, Journey.id == columns.journey_id)
        .join(Account, Account.id == columns.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .where(
            columns.state == MessageState.queued.value,
            columns.priority == priority,
            columns.due_at <= now,
            columns.channel.in_(channels),
        )
        .order_by(columns.due_at)
        .limit(limit)
        .with_for_update(of=MESSAGES, skip_locked=True)
    )
    return [Queued(**{**row, "halt": row["halt"] and Halt(row["halt"])}) for row in session.execute(query).mappings()]
