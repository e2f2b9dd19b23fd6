"""Somebody on the demo's journey, for the tests of what is said about them."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update

from app.db import Database
from app.house import rule_book
from app.insights import explain
from app.insights.blocks import Moment
from app.insights.explain import Explanation
from journeys import gallery
from tests.app.flow.journeys import advance_all, let_in, publish_graph
from tests.app.flow.people import START, add_account

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def moment(now: datetime = START) -> Moment:
    return Moment(now, now, now - timedelta(minutes=5), rule_book(None))


def begun(database: Database, **values: Any) -> int:  # noqa: ANN401 - any column
    """Somebody on the demo's journey, waiting for the first answer; the id of the account."""
    with database.write() as session:
        account_id = add_account(session, **values).id
    publish_graph(database, gallery.load("demo"))
    let_in(database)
    advance_all(database)
    return account_id


def change(database: Database, model: Any, **values: Any) -> None:  # noqa: ANN401 - a table and its columns
    with database.write() as session:
        session.execute(update(model).values(**values))


def explained(database: Database, now: datetime = START) -> Explanation:
    with database.read() as session:
        return explain.of_run(session, 1, moment(now))


def blocks(database: Database, now: datetime = START) -> list[tuple[str, str, str, datetime | None]]:
    return [(block.code, block.text["es"], block.text["en"], block.until) for block in explained(database, now).blocks]
