"""Everything that happened to the accounts of one debtor, newest first, each kind in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from app.models import Account, Event, History, Journey, JourneyVersion, Message, Payment, Run
from app.store import archive


@dataclass(frozen=True, slots=True)
class Move:
    """A node that somebody left, the journey's name and the account's reference."""

    history: History
    journey: str
    account: str


LONGEST = 500  # rows of one kind: nobody reads further, and a page must not grow without end


def runs(session: Session, debtor_id: int) -> Sequence[Row[Run, str, str]]:
    """(Run, journey's name, account's reference)."""
    query = (
        select(Run, Journey.name.label("journey"), Account.ref.label("account"))
        .join(Journey, Journey.id == Run.journey_id)
        .join(Account, Account.id == Run.account_id)
        .where(Account.debtor_id == debtor_id)
    )
    return session.execute(query.order_by(func.coalesce(Run.ended_at, Run.entered_at).desc()).limit(LONGEST)).all()


def moves(session: Session, debtor_id: int) -> list[Move]:
    """The newest moves, archived or not, the newest first; two queries."""
    query = (
        select(History, Journey.name.label("journey"), Account.ref.label("account"))
        .join(Run, Run.id == History.run_id)
        .join(Journey, Journey.id == Run.journey_id)
        .join(Account, Account.id == Run.account_id)
        .where(Account.debtor_id == debtor_id)
    )
    found = [Move(*row) for row in session.execute(query.order_by(History.id.desc()).limit(LONGEST))]
    if len(found) < LONGEST:
        for packed, journey, account in archive.of_debtor(session, debtor_id, LONGEST):
            found += [Move(move, journey, account) for move in archive.unpacked(packed)]
        found.sort(key=lambda move: move.history.id, reverse=True)
    return found[:LONGEST]


def messages(session: Session, debtor_id: int) -> Sequence[Row[Message, str, str]]:
    """(Message, journey's name, account's reference)."""
    query = (
        select(Message, Journey.name.label("journey"), Account.ref.label("account"))
        .join(Journey, Journey.id == Message.journey_id)
        .join(Account, Account.id == Message.account_id)
        .where(Account.debtor_id == debtor_id)
    )
    return session.execute(query.order_by(Message.id.desc()).limit(LONGEST)).all()


def events(session: Session, debtor_id: int) -> Sequence[Row[Event, str]]:
    """(Event, account's reference)."""
    query = (
        select(Event, Account.ref.label("account"))
        .join(Account, Account.id == Event.account_id)
        .where(Account.debtor_id == debtor_id)
    )
    return session.execute(query.order_by(Event.id.desc()).limit(LONGEST)).all()


def payments(session: Session, debtor_id: int) -> Sequence[Row[Payment, str]]:
    """(Payment, account's reference)."""
    query = (
        select(Payment, Account.ref.label("account"))
        .join(Account, Account.id == Payment.account_id)
        .where(Account.debtor_id == debtor_id)
    )
    return session.execute(query.order_by(Payment.id.desc()).limit(LONGEST)).all()


def graphs(session: Session, version_ids: set[int]) -> dict[int, dict[str, Any]]:
    """The graphs of some versions."""
    if not version_ids:
        return {}
    rows = session.execute(
        select(JourneyVersion.id, JourneyVersion.graph).where(JourneyVersion.id.in_(sorted(version_ids)))
    )
    return {row.id: row.graph for row in rows}
