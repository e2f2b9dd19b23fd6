"""The runs of a debtor, each in one line."""

from typing import Any

import pytest
from sqlalchemy import delete, update

from app.db import Base, Database
from app.insights import standing
from app.models import (
    Journey,
    Message,
    MessageState,
    Run,
    Step,
    StepState,
)
from journeys import gallery
from tests.app.flow.journeys import let_in, publish_graph
from tests.app.flow.people import START
from tests.app.insights.somebody import DAY, HOUR, begun, change, moment


def test_a_debtor_has_a_line_for_each_run_and_sees_what_stands_still(database: Database) -> None:
    begun(database)
    publish_graph(database, gallery.load("demo"))
    let_in(database)
    with database.write() as session:
        session.execute(update(Message).values(state=MessageState.held))
        session.execute(update(Run).where(Run.id == 2).values(state="ended", ended_at=START, end_reason="Done"))
        session.execute(delete(Step).where(Step.run_id == 2))
    with database.read() as session:
        first, second = standing.of_debtor(session, 1, moment())
    assert (first.id, first.state, first.blocked, first.end_reason) == (1, "active", True, None)
    assert first.node_label is not None
    assert first.node_label["en"] == "Wait for: opened the page or paid (at most 3 days)"
    assert (first.since, first.due_at) == (START, START + 3 * DAY)
    assert (second.id, second.state, second.blocked, second.node_label) == (2, "ended", False, None)
    assert second.end_reason == {"es": "Done", "en": "Done"}


@pytest.mark.parametrize(
    ("model", "values", "hours", "blocked"),
    [
        (Step, {}, 0, False),
        (Step, {"state": int(StepState.failed)}, 0, True),
        (Step, {"due_at": START}, 1, True),
        (Journey, {"halt": "paused"}, 0, True),
        (Message, {"state": MessageState.unknown}, 0, True),
    ],
    ids=["nothing", "failed", "overdue", "paused", "unknown message"],
)
def test_a_line_says_whether_something_is_in_the_way(
    database: Database,
    model: type[Base],
    values: dict[str, Any],
    hours: int,
    *,
    blocked: bool,
) -> None:
    begun(database)
    if values:
        change(database, model, **values)
    with database.read() as session:
        [line] = standing.of_debtor(session, 1, moment(START + hours * HOUR))
    assert line.blocked is blocked
