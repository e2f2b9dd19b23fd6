"""The people of the plant, and the journey they are on."""

import itertools
from datetime import date, datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.models import Account, ContactPoint, Debtor, Portfolio
from tests.app.flow.journeys import graph

NAME = "Marea"
DUE = date(2026, 1, 15)


def days(amount: int) -> dict[str, object]:
    """A duration."""
    return {"amount": amount, "unit": "days"}


def journey() -> dict[str, object]:
    """A mail; whoever opens the page is given time; large and small debts go different ways; three mails at most."""
    large = {"field": "account.principal", "op": "gte", "value": 50_000}
    found: dict[str, object] = graph(
        [
            ("enter", "enter", {"audience": None}),
            ("first", "send_email", {"template": "payment_reminder"}),
            ("answer", "wait_event", {"events": ["page_opened"], "timeout": days(2)}),
            ("patience", "wait", {"duration": days(1)}),
            ("size", "branch", {"branches": [{"id": "large", "label": "Grande", "when": large}]}),
            ("second", "send_email", {"template": "second_notice"}),
            ("again", "wait_event", {"events": ["page_opened"], "timeout": days(2)}),
            ("third", "send_email", {"template": "payment_thanks"}),
            ("rest", "wait", {"duration": days(1)}),
            ("opened", "end", {"reason": "opened"}),
            ("silent", "end", {"reason": "silent"}),
        ],
        "enter.next>first first.next>answer answer.page_opened>patience answer.timeout>size patience.next>size "
        "size.large>second size.else>rest second.next>again again.page_opened>opened again.timeout>third "
        "third.next>rest rest.next>silent",
    )
    return found


def add_people(session: Session, count: int, now: datetime) -> None:
    """Debtors with an account and an address each; two of three owe a large sum."""
    if not count:
        return
    portfolio = session.scalars(select(Portfolio).where(Portfolio.name == NAME)).first()
    if portfolio is None:
        portfolio = Portfolio(name=NAME, created_at=now)
        session.add(portfolio)
        session.flush()
    newest = session.scalars(select(Debtor.id).order_by(Debtor.id.desc()).limit(1)).first() or 0
    refs = [f"D-{newest}-{number}" for number in range(count)]
    stamps = {"created_at": now, "updated_at": now}
    known = {"first_name": "Ana", "last_name": "Paz", "language": "es", "time_zone": "America/Bogota", "search": ""}
    made = session.execute(
        insert(Debtor).returning(Debtor.id, Debtor.ref), [{"ref": ref, "custom": {}, **known, **stamps} for ref in refs]
    ).all()
    session.execute(
        insert(ContactPoint),
        [{"debtor_id": row.id, "kind": "email", "value": f"{row.ref}@correo.test"} for row in made],
    )
    sums = itertools.cycle((41_230, 62_000, 80_000))
    debt = {"portfolio_id": portfolio.id, "currency": "USD", "interest": 0, "fees": 0, "paid": 0, "due_date": DUE}
    debt |= {"creditor": "Marea Energía", "custom": {}}
    session.execute(
        insert(Account),
        [
            {"debtor_id": row.id, "ref": row.ref, "principal": owed, "balance": owed, **debt, **stamps}
            for row, owed in zip(made, sums, strict=False)
        ],
    )
