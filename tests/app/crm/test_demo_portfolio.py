"""The demo portfolio: nobody real, always the same, loaded like any other file."""

from datetime import date
from pathlib import Path

import phonenumbers
from sqlalchemy import func, select

from app.crm import mapping as mappings
from app.crm.load import load
from app.demo.portfolio import demo_mapping, write_demo
from app.installation import Installation
from app.models import Account, ContactPoint, Debtor
from app.store import people

TODAY = date(2026, 3, 2)


def test_it_is_the_same_every_time(tmp_path: Path) -> None:
    first, second = tmp_path / "a.csv", tmp_path / "b.csv"
    write_demo(first, 50, today=TODAY)
    write_demo(second, 50, today=TODAY)
    assert first.read_bytes() == second.read_bytes()


def test_five_hundred_people_are_loaded_without_a_refusal(installation: Installation, tmp_path: Path) -> None:
    path = tmp_path / "demo.csv"
    write_demo(path, today=TODAY)
    result = load(installation, path, mappings.read(demo_mapping()))
    assert result.refused == 0
    assert result.rows > 500
    with installation.db.read() as session:
        found = people.search(session, "", 1, 1000)[0]
        currencies = set(session.scalars(select(Account.currency)))
        languages = set(session.scalars(select(Debtor.language)))
        late = session.scalar(select(func.count()).where(Account.due_date < TODAY))
        early = session.scalar(select(func.count()).where(Account.due_date >= TODAY))
        emails = session.scalars(select(ContactPoint.value).where(ContactPoint.kind == "email")).all()
        mobiles = session.scalars(select(ContactPoint.value).where(ContactPoint.kind == "mobile")).all()
    assert len(found) == 500
    assert sum(1 for person in found if person.email is None) == 20
    assert {person.jurisdiction for person in found} == {"ES", "CO", "US", "MX"}
    assert currencies == {"EUR", "COP", "USD", "MXN"}
    assert languages == {"es", "en"}
    assert late is not None
    assert early is not None
    assert late > early > 0
    assert all(address.endswith(".example") for address in emails)
    assert all(phonenumbers.is_valid_number(phonenumbers.parse(number)) for number in mobiles)
    assert all(balance > 0 for person in found for _, balance in person.balances)
