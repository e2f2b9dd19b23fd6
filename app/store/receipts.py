"""Messages by the name under which their provider knows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.models import Message, MessageState
from app.store.ids import among
from app.store.rows import table_of

MESSAGES = table_of(Message)
REPLIED = "message_replied"
"""The event that somebody wrote back."""

_SHOWN = [
    MESSAGES.c[name] for name in ("id", "account_id", "debtor_id", "node", "visit", "channel", "recipient", "state")
]


@dataclass(frozen=True, slots=True)
class Reported:
    """A message of which its provider says something."""

    id: int
    account_id: int
    debtor_id: int | None
    node: str
    visit: int
    channel: str
    recipient: str | None
    state: MessageState


def find(session: Session, channel: str, ref: str) -> Reported | None:
    """The message of this channel that was handed over under this name; it is not locked."""
    return _one(session, select(*_SHOWN).where(MESSAGES.c.provider_ref == ref, MESSAGES.c.channel == channel))


def get(session: Session, message_id: int) -> Reported | None:
    """A message by its number; it is not locked."""
    return _one(session, select(*_SHOWN).where(MESSAGES.c.id == message_id))


def newest_to(session: Session, channel: str, recipient: str, debtor_ids: Sequence[int]) -> Reported | None:
    """The last message of this channel that any of these debtors was sent at this address; it is not locked."""
    columns = MESSAGES.c
    mine = among(session, columns.debtor_id, debtor_ids), columns.handed_at.is_not(None)
    query = select(*_SHOWN).where(*mine, columns.channel == channel, columns.recipient == recipient)
    return _one(session, query.order_by(columns.handed_at.desc(), columns.id.desc()).limit(1))


def _one(session: Session, query: Select[Any]) -> Reported | None:
    row = session.execute(query).mappings().one_or_none()
    return None if row is None else Reported(**{**row, "state": MessageState(row["state"])})
