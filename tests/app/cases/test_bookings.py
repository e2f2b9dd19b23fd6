"""Payments received elsewhere: booked once, never more than is owed, in the currency of the debt."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.cases import bookings
from app.cases.bookings import Received
from app.cases.refusals import RefusedError, UnfitError
from app.db import Database
from app.errors import NotFoundError
from app.models import Event, Payment, Step, StepState
from tests.app.cases.agreed import ANA, BALANCE, owing, pay, told, whole
from tests.app.flow.lives import DAY
from tests.app.flow.people import START
from tests.app.store.test_events import add_step

GOOD = {"amount": 5_000, "currency": "USD", "reference": "T-1", "paid_at": START - DAY}


def test_a_payment_is_taken_off_what_is_owed(database: Database) -> None:
    account_id = owing(database)
    booked = pay(database, account_id, 5_000, paid_at=START - DAY, reference="T-1")
    assert (booked.balance, booked.is_new) == (BALANCE - 5_000, True)
    assert whole(database) == (5_000, 0, BALANCE - 5_000, "open")
    with database.read() as session:
        event = session.scalars(select(Event)).one()
        assert (event.kind, event.at, event.data["amount"], event.data["balance"]) == (
            "paid",
            START,
            5_000,
            BALANCE - 5_000,
        )
        assert event.data["paid_at"] == (START - DAY).isoformat()
        payment = session.scalars(select(Payment)).one()
        assert (payment.provider, payment.provider_ref, payment.state) == ("booked", "T-1", "succeeded")


def test_the_same_reference_counts_once(database: Database) -> None:
    account_id = owing(database)
    first = pay(database, account_id, 5_000, reference="T-1")
    again = pay(database, account_id, 5_000, reference="T-1", now=START + DAY)
    assert (again.payment_id, again.is_new) == (first.payment_id, False)
    assert told(database) == ["paid"]


def test_a_reference_names_one_payment(database: Database) -> None:
    account_id, other = owing(database), owing(database)
    pay(database, account_id, 5_000, reference="T-1")
    with pytest.raises(RefusedError):
        pay(database, account_id, 5_001, reference="T-1")
    with pytest.raises(RefusedError):
        pay(database, other, 5_000, reference="T-1")
    assert told(database) == ["paid"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": BALANCE + 1}, "amount"),
        ({"amount": 0}, "amount"),
        ({"currency": "EUR"}, "currency"),
        ({"paid_at": START + timedelta(seconds=1)}, "paid_at"),
        ({"paid_at": START - 400 * DAY}, "paid_at"),
    ],
)
def test_what_cannot_be_right_is_refused_by_its_field(
    database: Database, changes: Mapping[str, Any], field: str
) -> None:
    account_id = owing(database)
    with database.write() as session, pytest.raises(UnfitError) as caught:
        bookings.book(session, account_id, Received(**{**GOOD, **changes}), by=ANA, now=START)
    assert set(caught.value.texts) == {field}
    assert whole(database) == (0, 0, BALANCE, "open")


def test_nothing_is_booked_where_nothing_is_owed(database: Database) -> None:
    account_id = owing(database)
    pay(database, account_id, BALANCE)
    with pytest.raises(UnfitError) as caught:
        pay(database, account_id, 1)
    assert "Nothing is owed" in caught.value.texts["amount"]["en"]
    with pytest.raises(NotFoundError):
        pay(database, 99, 1)


def test_whoever_waits_for_a_payment_is_woken(database: Database) -> None:
    account_id = owing(database)
    with database.write() as session:
        add_step(session, account_id, waits=" paid ", state=StepState.listening)
    pay(database, account_id, 100)
    with database.read() as session:
        assert session.scalars(select(Step.state)).one() == StepState.due


def test_a_reference_that_somebody_else_books_at_the_same_time_is_theirs(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    account_id, other = owing(database), owing(database)
    pay(database, other, 100, reference="T-1")
    monkeypatch.setattr("app.store.payments.find", lambda *_: None)  # read before the other had committed
    with pytest.raises(RefusedError):
        pay(database, account_id, 100, reference="T-1")
    assert told(database) == ["paid"]
