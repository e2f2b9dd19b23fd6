"""Made-up debtors and accounts for the tests of the store, the flow and the jobs."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Account, ContactPoint, Debtor, Portfolio

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MORNING = "Europe/Madrid"  # where people may be written to at START

_numbers = itertools.count(1)


def add_account(session: Session, *, email: str | None = "lucia@correo.test", **values: Any) -> Account:  # noqa: ANN401 - any column
    """One account of one debtor; ``values`` are columns of the account, or of the debtor after ``debtor_``."""
    number = next(_numbers)
    portfolio = session.scalars(select(Portfolio).where(Portfolio.name == "Marea")).first()
    if portfolio is None:
        portfolio = Portfolio(name="Marea", created_at=START)
        session.add(portfolio)
    own = {name.removeprefix("debtor_"): value for name, value in values.items() if name.startswith("debtor_")}
    debtor = Debtor(
        **{
            "ref": f"D-{number}",
            "first_name": "Lucía",
            "last_name": "Ortega",
            "birth_date": date(1984, 7, 19),
            "language": "es",
            "time_zone": MORNING,
            "search": "",
            "custom": {},
            "created_at": START,
            "updated_at": START,
            **own,
        }
    )
    session.add(debtor)
    session.flush()
    if email:
        session.add(ContactPoint(debtor_id=debtor.id, kind="email", value=email))
    money = {"principal": 38_000, "interest": 2_230, "fees": 1_000, "paid": 0}
    money |= {name: values[name] for name in money if name in values}
    account = Account(
        **{
            "portfolio_id": portfolio.id,
            "debtor_id": debtor.id,
            "ref": f"A-{number}",
            "creditor": "Marea Energía",
            "currency": "USD",
            **money,
            "balance": money["principal"] + money["interest"] + money["fees"] - money["paid"],
            "due_date": date(2026, 1, 15),
            "custom": {},
            "created_at": START,
            "updated_at": START,
            **{name: value for name, value in values.items() if not name.startswith("debtor_")},
        }
    )
    session.add(account)
    session.flush()
    return account


def awake(now: datetime) -> str:
    """A time zone in which it is about noon, for tests on the real clock."""
    return f"Etc/GMT{now.hour - 12:+d}"  # its sign is the other way round: east is minus


def add_many(session: Session, count: int, time_zone: str = MORNING) -> None:
    """Many accounts of as many debtors, quickly; each debtor has an address of their own."""
    first = add_account(session, debtor_time_zone=time_zone)
    stamps = {"created_at": START, "updated_at": START}
    names = [f"many-{next(_numbers)}" for _ in range(count - 1)]
    known = {"first_name": "Ana", "last_name": "Paz", "language": "es", "time_zone": time_zone, "search": ""}
    session.execute(insert(Debtor), [{"ref": name, "custom": {}, **known, **stamps} for name in names])
    ids = dict(list(session.execute(select(Debtor.ref, Debtor.id))))
    addresses = [{"debtor_id": ids[name], "kind": "email", "value": f"{name}@correo.test"} for name in names]
    session.execute(insert(ContactPoint), addresses)
    debt = {"portfolio_id": first.portfolio_id, "currency": "USD", "principal": 41_230, "interest": 0, "fees": 0}
    debt |= {"paid": 0, "balance": 41_230, "due_date": first.due_date, "creditor": "Marea Energía", "custom": {}}
    session.execute(insert(Account), [{"debtor_id": ids[name], "ref": name, **debt, **stamps} for name in names])
