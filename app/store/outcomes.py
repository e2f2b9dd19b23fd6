"""What came of the messages of a template, by the variant that they were made of: how variants are compared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from app.models import Event, Message, MessageState
from app.store import patience
from app.store.tracked import CLICKED

OPENED, VISITED, PAID = "message_opened", "page_opened", "paid"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many messages of one variant were sent, and to how many of these something happened later.

    They were opened, a link was followed, the person's page was opened from them, the account was paid on afterwards.
    """

    language: str
    variant: str
    sent: int = 0
    opened: int = 0
    clicked: int = 0
    visited: int = 0
    paid: int = 0


def by_variant(session: Session, template: str, version: str, since: datetime) -> Sequence[Outcome] | None:
    """What came of what was sent since a time of this version of a template. One query; None where it took too long."""
    counts = (
        func.count(),
        *(func.count().filter(_happened(kind)) for kind in (OPENED, CLICKED, VISITED)),
        func.count().filter(_paid()),
    )
    place = (Message.template_language, Message.variant)
    query = select(*place, *counts).where(
        Message.template == template,
        Message.template_version == version,
        Message.state == MessageState.sent,
        Message.handed_at >= since,
    )
    rows = patience.answer(session, query.group_by(*place).order_by(*place))
    return None if rows is None else [Outcome(*list(row)) for row in rows]


def _happened(kind: str) -> ColumnElement[bool]:
    """Whether something happened with this very message."""
    mine = (Event.account_id == Message.account_id, Event.message_id == Message.id)
    return exists().where(*mine, Event.kind == kind)


def _paid() -> ColumnElement[bool]:
    """Whether the account was paid on after the message."""
    return exists().where(Event.account_id == Message.account_id, Event.kind == PAID, Event.at >= Message.handed_at)
