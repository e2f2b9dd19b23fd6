"""Charges that journeys order, on the debts themselves."""

from itertools import pairwise
from typing import Any

from sqlalchemy import select

from app.db import Database
from app.flow.perform import perform_batch
from app.models import Account
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account


def charging(*charges: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    names = [f"c{place}" for place in range(len(charges))]
    nodes = [("enter", "enter", {"audience": None}), *zip(names, ["charge"] * len(names), charges, strict=True)]
    nodes.append(("done", "end", {"reason": "over"}))
    way = ["enter", *names, "done"]
    return graph(nodes, " ".join(f"{one}.next>{other}" for one, other in pairwise(way)), exits=())


def go(database: Database) -> None:
    let_in(database)
    moved = True
    while moved:
        advance_all(database)
        with database.write() as session:
            moved = bool(perform_batch(session, START))


def test_fees_and_interest_are_added_to_what_is_owed(database: Database) -> None:
    with database.write() as session:
        for principal in (100_000, 200_000):
            add_account(session, principal=principal, interest=10, fees=20)
    publish_graph(database, charging({"what": "fee", "amount": 500}, {"what": "interest", "rate": 1_000, "days": 73}))
    go(database)
    with database.read() as session:
        rows = session.scalars(select(Account).order_by(Account.id)).all()
        assert [(one.interest, one.fees, one.balance) for one in rows] == [
            (2_010, 520, 102_530),
            (4_010, 520, 204_530),
        ]


def test_a_debt_that_is_closed_is_charged_nothing(database: Database) -> None:
    with database.write() as session:
        add_account(session, principal=0, interest=0, fees=0, status="paid")
    publish_graph(database, charging({"what": "fee", "amount": 500}))
    go(database)
    with database.read() as session:
        one = session.scalars(select(Account)).one()
        assert (one.fees, one.balance) == (0, 0)


def test_charging_asks_as_many_queries_however_many_are_charged(database: Database, counted_queries: Any) -> None:  # noqa: ANN401 - a fixture
    publish_graph(database, charging({"what": "fee", "amount": 500}))
    counts = []
    for size in (3, 40):
        with database.write() as session:
            for _ in range(size):
                add_account(session)
        let_in(database)
        advance_all(database)
        with counted_queries(database) as seen, database.write() as session:
            assert perform_batch(session, START) == size
        counts.append(len(seen))
        advance_all(database)
    assert counts[0] == counts[1]
