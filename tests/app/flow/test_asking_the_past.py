"""Branches that ask about an account's past, its tags and the day, on the way from the database to the way out."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from app.db import Database
from app.flow import advance
from app.models import Account, Event, Run
from tests.app.flow.journeys import graph, let_in, publish_graph
from tests.app.flow.people import START, add_account

WEEK = {"amount": 7, "unit": "days"}
WHENS: dict[str, dict[str, Any]] = {
    "opened": {"event": "message_opened", "channel": "email", "within": WEEK, "op": "gte", "value": 1},
    "vip": {"field": "account.tags", "op": "has", "value": "vip"},
    "broke": {"field": "promise.state", "op": "eq", "value": "broken"},
    "monday": {
        "all": [
            {"field": "calendar.today", "part": "weekday", "op": "eq", "value": 1},
            {"field": "account.due_date", "op": "lt", "value": {"today": -45}},
        ]
    },
}


def asking() -> Any:  # noqa: ANN401 - JSON
    """Everybody comes in and leaves by what holds for them."""
    branches = [{"id": name, "label": name, "when": when} for name, when in WHENS.items()]
    ends: list[tuple[str, str, dict[str, Any]]] = [(f"to_{name}", "end", {"reason": name}) for name in [*WHENS, "else"]]
    lines = " ".join(f"which.{name}>to_{name}" for name in [*WHENS, "else"])
    nodes: list[tuple[str, str, dict[str, Any]]] = [
        ("enter", "enter", {"audience": None}),
        ("which", "branch", {"branches": branches}),
        *ends,
    ]
    return graph(nodes, f"enter.next>which {lines}")


def fill(database: Database, times: int) -> None:
    """So many of each: who opened an email, who did so too long ago, a VIP, and who is not yet due for so long."""
    with database.write() as session:
        for _ in range(times):
            for ago in (timedelta(days=7), timedelta(days=8)):
                account = add_account(session)
                at = START - ago
                session.add(Event(account_id=account.id, kind="message_opened", at=at, data={"channel": "email"}))
            add_account(session, tags=" late vip ")
            add_account(session, due_date=(START - timedelta(days=45)).date())


def test_everybody_goes_the_way_of_what_is_known_of_them(database: Database) -> None:
    fill(database, 2)
    publish_graph(database, asking())
    let_in(database)
    with database.write() as session:
        advance.advance_batch(session, START)
        reasons = Counter(session.scalars(select(Run.end_reason)))
    assert reasons == {"opened": 2, "monday": 2, "vip": 2, "else": 2}


def test_asking_takes_as_many_queries_for_many_as_for_few(
    database: Database, counted_queries: Callable[[Database], AbstractContextManager[list[str]]]
) -> None:
    publish_graph(database, asking())
    counts = []
    for times in (1, 1, 6):  # the first time, the plan is read
        fill(database, times)
        let_in(database)
        with counted_queries(database) as seen, database.write() as session:
            moved = advance.advance_batch(session, START)
        assert moved == 4 * times
        counts.append(len(seen))
    assert counts[1] == counts[2]
    with database.read() as session:
        assert len(session.scalars(select(Account.id)).all()) == 32
