"""What the tests of agreements do over and over."""

from datetime import date, datetime

from sqlalchemy import select

from app.cases import bookings
from app.cases.bookings import Booked, Received
from app.db import Database
from app.models import Account, Event
from tests.app.flow.people import START, add_account

ANA = "user:ana"
BALANCE = 41_230
SOON = date(2026, 3, 9)


def owing(database: Database) -> int:
    """An account with a balance of ``BALANCE``; its id."""
    with database.write() as session:
        return add_account(session).id


def pay(  # noqa: PLR0913 - a payment
    database: Database,
    account_id: int,
    amount: int,
    *,
    now: datetime = START,
    paid_at: datetime | None = None,
    reference: str | None = None,
) -> Booked:
    """Book a payment; each has a reference of its own unless one is given."""
    with database.write() as session:
        name = reference or f"T-{now.isoformat()}-{amount}"
        received = Received(amount, "USD", name, paid_at or now)
        return bookings.book(session, account_id, received, by=ANA, now=now)


def told(database: Database) -> list[str]:
    """The kinds of all events, in their order."""
    with database.read() as session:
        return list(session.scalars(select(Event.kind).order_by(Event.id)))


def whole(database: Database) -> tuple[int, int, int, str]:
    """Paid, waived, balance and status of the only account, whose balance adds up."""
    with database.read() as session:
        one = session.scalars(select(Account)).one()
        assert one.balance == one.principal + one.interest + one.fees - one.paid - one.waived
        return one.paid, one.waived, one.balance, one.status
