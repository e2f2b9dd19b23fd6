"""Promises on a journey, from the word that was given to what became of it, with the events that tell of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from app.cases import promises
from app.db import Database
from app.models import Event, Promise, PromiseState
from app.store import promises as promise_rows
from tests.app.cases.agreed import ANA, BALANCE, pay, told
from tests.app.flow.acting import perform_all
from tests.app.flow.agreements import Life, one_step
from tests.app.flow.journeys import advance_all, graph
from tests.app.flow.people import START

DUE = date(2026, 3, 9)
PORTS = ("kept", "partial", "broken", "none")


def promise(life: Life, amount: int = 20_000, due: date = DUE, day: float = 0) -> int:
    with life.database.write() as session:
        now = START + timedelta(days=day)
        return promises.make(session, life.account, amount=amount, due_date=due, by=ANA, now=now).id


def following(database: Database, **settings: object) -> Life:
    life = Life(database)
    promise(life)
    return life.begins(one_step("promise", settings, *PORTS))


def data(database: Database, kind: str) -> dict[str, Any]:
    with database.read() as session:
        return dict(session.scalars(select(Event).where(Event.kind == kind)).one().data)


@pytest.mark.parametrize(
    ("settings", "paid", "looked", "port"),
    [
        ({}, [(3, 20_000)], 3, "kept"),
        ({}, [(3, 12_000), (7, 8_000)], 7, "kept"),
        ({"tolerance_percent": 5}, [(3, 19_000)], 3, "kept"),
        ({"tolerance_days": 2}, [(9, 20_000)], 9, "kept"),
        ({}, [(3, 19_000)], 8, "partial"),
        ({}, [(9, 20_000)], 9, "broken"),
        ({}, [], 8, "broken"),
    ],
    ids=["exactly", "in two parts", "nearly", "late but let pass", "in part", "too late", "not at all"],
)
def test_what_becomes_of_a_promise(
    database: Database, settings: dict[str, Any], paid: list[tuple[float, int]], looked: float, port: str
) -> None:
    life = following(database, **settings)
    assert life.ended == [None]
    for day, amount in paid:
        if day <= 8 or port == "kept":
            pay(database, life.account, amount, now=START + timedelta(days=day))
        life.on(min(day, looked))
    life.on(looked)
    assert life.ended == [port]
    assert life.states(Promise) == [port]
    assert life.acts == ["settle_promise done"]
    assert told(database).count(f"promise_{port}") == 1
    in_time = sum(amount for day, amount in paid if day <= 8 or port == "kept")
    assert data(database, f"promise_{port}")["paid"] == in_time


def test_a_transfer_that_came_in_time_counts_although_it_is_booked_late(database: Database) -> None:
    life = following(database, grace={"amount": 3, "unit": "days"}).on(8)
    assert life.ended == [None]
    pay(database, life.account, 20_000, now=START + timedelta(days=9), paid_at=START + timedelta(days=6))
    assert life.on(9).ended == ["kept"]


def test_a_newer_promise_is_followed_instead(database: Database) -> None:
    life = following(database).on(5)
    promise(life, 10_000, date(2026, 3, 20), day=5)
    assert life.on(8).ended == [None]
    pay(database, life.account, 10_000, now=START + timedelta(days=12))
    assert life.on(12).ended == ["kept"]
    assert life.states(Promise) == ["cancelled", "kept"]


def test_one_that_takes_its_place_while_it_is_settled_wins(database: Database) -> None:
    life, now = following(database), START + timedelta(days=8)
    advance_all(database, now)
    promise(life, 10_000, date(2026, 3, 20), day=8)
    perform_all(database, now)
    assert life.on(8).ended == [None], "the act came too late for the first one"
    assert life.states(Promise) == ["cancelled", "open"]
    assert life.on(19).ended == ["broken"]
    assert told(database).count("promise_broken") == 1


def test_a_withdrawn_promise_is_none(database: Database) -> None:
    life = following(database)
    with database.write() as session:
        promises.cancel(session, session.scalars(select(Promise.id)).one(), by=ANA, now=START)
    assert life.on(0).ended == ["none"]


def test_who_promised_nothing_goes_on(database: Database) -> None:
    life = Life(database).begins(one_step("promise", {}, *PORTS))
    assert life.ended == ["none"]


def test_paying_all_keeps_the_promise_without_an_act(database: Database) -> None:
    life = following(database)
    pay(database, life.account, BALANCE, now=START + timedelta(days=1))
    assert life.on(1).ended == ["kept"]
    assert life.acts == []
    assert told(database).count("promise_kept") == 1


def test_two_journeys_that_follow_one_promise_hear_the_same(database: Database) -> None:
    life = Life(database)
    promise(life)
    life.begins(one_step("promise", {}, *PORTS)).begins(one_step("promise", {"tolerance_percent": 50}, *PORTS))
    pay(database, life.account, 10_000, now=START + timedelta(days=1))
    assert life.on(1).ended == ["kept", "kept"]
    assert told(database).count("promise_kept") == 1


def test_an_act_about_a_promise_that_is_gone_is_not_ok(database: Database) -> None:
    life, now = following(database), START + timedelta(days=8)
    advance_all(database, now)
    with database.write() as session:
        session.delete(session.scalars(select(Promise)).one())
    assert life.on(8).ended == ["none"]


def test_a_promise_is_settled_once(database: Database) -> None:
    life = following(database)
    with database.write() as session:
        number = session.scalars(select(Promise.id)).one()
        assert promise_rows.settle(session, number, PromiseState.broken, START)
        assert not promise_rows.settle(session, number, PromiseState.kept, START)
    assert life.states(Promise) == ["broken"]


def test_a_loop_follows_one_promise_after_the_other(database: Database) -> None:
    life = Life(database)
    promise(life, 10_000)
    nodes = [
        ("enter", "enter", {"audience": None}),
        ("step", "promise", {}),
        ("next", "wait_event", {"events": ["promise_made"], "timeout": {"amount": 3, "unit": "days"}}),
        ("lost", "end", {"reason": "lost"}),
        ("quiet", "end", {"reason": "quiet"}),
    ]
    lines = "enter.next>step step.kept>next step.partial>lost step.broken>lost step.none>lost next.promise_made>step"
    life.begins(graph(nodes, f"{lines} next.timeout>quiet", exits=()))
    pay(database, life.account, 10_000, now=START + timedelta(days=1))
    life.on(1)
    promise(life, 5_000, day=2)
    life.on(2)
    pay(database, life.account, 5_000, now=START + timedelta(days=3))
    assert life.on(3).ended == [None]
    assert life.states(Promise) == ["kept", "kept"]
    assert life.acts == ["settle_promise done"] * 2
    assert life.on(6).ended == ["quiet"]
