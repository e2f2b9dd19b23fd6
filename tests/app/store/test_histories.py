"""How often something happened."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.db import Database
from app.models import Event, Message
from app.store import conditions, facts
from journeys.conditions import compile_condition, fields_of
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account

WEEK = {"amount": 7, "unit": "days"}
INSTANT = timedelta(microseconds=1)


def paid(op: str, value: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON value
    return {"event": "paid", "op": op, "value": value, **more}


def holds(database: Database, condition: dict[str, Any]) -> bool:
    """Whether it holds for the only account, which the database and the engine must agree on."""
    with database.read() as session:
        (number,) = session.scalars(conditions.accounts(None, START))
        known = facts.load(session, [number], START, fields_of(condition))[number]
        matching = list(session.scalars(conditions.accounts(condition, START)))
    assert bool(matching) is compile_condition(condition)(known)
    return bool(matching)


@pytest.mark.parametrize(
    ("ago", "counts"),
    [
        (timedelta(0), True),
        (timedelta(days=7) - INSTANT, True),
        (timedelta(days=7), True),
        (timedelta(days=7) + INSTANT, False),
        (timedelta(days=400), False),
    ],
    ids=["now", "just within", "exactly so long ago", "just before", "long ago"],
)
def test_an_event_exactly_so_long_ago_counts_and_an_older_one_does_not(
    database: Database, ago: timedelta, *, counts: bool
) -> None:
    with database.write() as session:
        account = add_account(session)
        session.add(Event(account_id=account.id, kind="paid", at=START - ago, data={}))
    assert holds(database, paid("gte", 1, within=WEEK)) is counts
    assert holds(database, paid("eq", 0, within=WEEK)) is not counts
    assert holds(database, paid("gte", 1))
    assert not holds(database, paid("gte", 2))


def test_nothing_that_happened_is_a_count_of_none(database: Database) -> None:
    with database.write() as session:
        account = add_account(session)
        session.add(Event(account_id=account.id, kind="page_opened", at=START, data={}))
    assert holds(database, paid("eq", 0))
    assert holds(database, paid("lt", 1, within={"amount": 9999, "unit": "weeks"}))
    assert not holds(database, paid("gt", 0))


def test_what_happened_to_others_does_not_count(database: Database) -> None:
    with database.write() as session:
        ids = [add_account(session).id for _ in range(3)]
        for number in (ids[0], ids[0], ids[2]):
            session.add(Event(account_id=number, kind="paid", at=START, data={}))
        session.flush()
        known = facts.load(session, ids, START, ["history.paid.*.*"])
        found = sorted(session.scalars(conditions.accounts(paid("gte", 2), START)))
    assert [known[number]["history.paid.*.*"] for number in ids] == [2, 0, 1]
    assert found == [ids[0]]


def test_the_channel_is_what_the_event_says_or_else_that_of_its_message(database: Database) -> None:
    journey = graph(
        [
            ("enter", "enter", {"audience": None}),
            ("mail", "send_email", {"template": "payment_reminder"}),
            ("end", "end", {"reason": "x"}),
        ],
        "enter.next>mail mail.next>end",
    )
    with database.write() as session:
        account = add_account(session)
    publish_graph(database, journey)
    let_in(database)
    advance_all(database)
    with database.write() as session:
        message = session.scalars(select(Message)).one()
        for data, message_id in (({}, message.id), ({"channel": "sms"}, message.id), ({}, None)):
            event = Event(account_id=account.id, kind="message_opened", at=START, data=data, message_id=message_id)
            session.add(event)
    opened = {"event": "message_opened", "op": "eq"}
    assert holds(database, {**opened, "value": 1, "channel": "email"})
    assert holds(database, {**opened, "value": 1, "channel": "sms"})
    assert holds(database, {**opened, "value": 0, "channel": "letter"})
    assert holds(database, {**opened, "value": 3, "channel": None})
