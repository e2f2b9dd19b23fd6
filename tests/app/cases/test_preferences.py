"""How a debtor wants to be written to."""

from datetime import datetime

import pytest
from sqlalchemy import select

from app.cases import preferences
from app.db import Database
from app.models import ContactKind, ContactPoint, Debtor, Event
from app.store import debts
from app.store.debts import Debt
from tests.app.flow.people import START, add_account

EMAIL = ContactKind.email


@pytest.fixture
def debt(database: Database) -> Debt:
    with database.write() as session:
        account = add_account(session)
        for kind, value in (("email", "otra@correo.test"), ("mobile", "+573001234567")):
            session.add(ContactPoint(debtor_id=account.debtor_id, kind=kind, value=value))
        add_account(session)
        found = debts.load(session, account.id)
    assert found is not None
    return found


def opted_out(database: Database) -> dict[str, datetime | None]:
    with database.read() as session:
        rows = session.execute(
            select(ContactPoint.debtor_id, ContactPoint.value, ContactPoint.opted_out_at).order_by(ContactPoint.id)
        )
        return {f"{debtor}:{value}": at for debtor, value, at in rows}


def test_opting_out_covers_every_address_of_this_person_and_nothing_else(database: Database, debt: Debt) -> None:
    with database.write() as session:
        assert preferences.stop(session, debt, EMAIL, None, START)
        assert not preferences.stop(session, debt, EMAIL, None, START)
    mine = debt.debtor_id
    assert opted_out(database) == {
        f"{mine}:lucia@correo.test": START,
        f"{mine}:otra@correo.test": START,
        f"{mine}:+573001234567": None,
        f"{mine + 1}:lucia@correo.test": None,
    }
    with database.read() as session:
        assert debts.takes(session, mine) == {EMAIL: False, ContactKind.mobile: True}
        assert debts.takes(session, mine + 1) == {EMAIL: True}
        event = session.scalars(select(Event)).one()
    assert (event.kind, event.data) == ("opted_out", {"channel": "email"})


def test_opting_in_again_undoes_it(database: Database, debt: Debt) -> None:
    with database.write() as session:
        assert not preferences.allow(session, debt, EMAIL, None, START)
        preferences.stop(session, debt, EMAIL, None, START)
        assert preferences.allow(session, debt, EMAIL, None, START)
        assert debts.takes(session, debt.debtor_id)[EMAIL]
    assert set(opted_out(database).values()) == {None}


def test_a_chosen_language_is_kept_with_the_debtor(database: Database, debt: Debt) -> None:
    with database.write() as session:
        assert not preferences.choose_language(session, debt, None, "es", START)
        assert preferences.choose_language(session, debt, None, "en", START)
    with database.read() as session:
        assert session.get_one(Debtor, debt.debtor_id).language == "en"
        assert session.scalars(select(Event.kind)).all() == ["language_chosen"]
