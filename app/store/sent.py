"""The outbox as people read it: which message went to whom, and how it stands."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Row, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import Account, Debtor, Journey, Message
from app.store.audit import containing
from app.store.searchable import fold


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which messages to list; ``search`` looks in the recipient, the subject and all a debtor is found by."""

    state: str | None = None
    journey_id: int | None = None
    search: str = ""


def page(
    session: Session, wanted: Wanted, *, offset: int, limit: int
) -> tuple[Sequence[Row[Message, Account, Debtor, Journey]], int]:
    """(Message, Account, Debtor, Journey) rows, newest first, and how many there are in all."""
    query = _rows()
    if wanted.state is not None:
        query = query.where(Message.state == wanted.state)
    if wanted.journey_id is not None:
        query = query.where(Message.journey_id == wanted.journey_id)
    if wanted.search:
        pattern = containing(wanted.search)
        said = or_(*(func.lower(text).like(pattern, escape="!") for text in (Message.recipient, Message.subject)))
        about = and_(*(Debtor.search.contains(word, autoescape=True) for word in fold(wanted.search).split()))
        query = query.where(or_(said, about))
    total = session.scalar(query.with_only_columns(func.count())) or 0
    return session.execute(query.order_by(Message.id.desc()).offset(offset).limit(limit)).all(), total


def get(session: Session, message_id: int) -> Row[Message, Account, Debtor, Journey]:
    """One (Message, Account, Debtor, Journey) row.

    Raises:
        NotFoundError: there is no such message.
    """
    row = session.execute(_rows().where(Message.id == message_id)).one_or_none()
    if row is None:
        raise NotFoundError
    return row


def _rows() -> Select[Message, Account, Debtor, Journey]:
    return (
        select(Message, Account, Debtor, Journey)
        .join(Account, Account.id == Message.account_id)
        .join(Debtor, Debtor.id == Account.debtor_id)
        .join(Journey, Journey.id == Message.journey_id)
    )
