"""Messages by the name under which their provider knows them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Message, MessageState
from app.store.rows import table_of

MESSAGES = table_of(Message)


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
    columns = MESSAGES.c
    query = select(
        columns.id,
        columns.account_id,
        columns.debtor_id,
        columns.node,
        columns.visit,
        columns.channel,
        columns.recipient,
        columns.state,
    ).where(columns.provider_ref == ref, columns.channel == channel)
    row = session.execute(query).one_or_none()
    return None if row is None else Reported(*row[:-1], MessageState(row.state))
