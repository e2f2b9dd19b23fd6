"""What is said of somebody who waits for an act."""

import pytest
from sqlalchemy import update

from app.db import Database
from app.models import Act
from tests.app.flow.journeys import advance_all, graph, let_in, publish_graph
from tests.app.flow.people import START, add_account
from tests.app.insights.somebody import DAY, explained

CALL = {"url": "https://crm.example/hook", "secret": "crm"}
CHANGE = {"what": "tag", "tag": "vip"}


def waiting(database: Database, kind: str, settings: dict[str, str], lines: str) -> None:
    with database.write() as session:
        add_account(session)
    nodes = [("enter", "enter", {"audience": None}), ("do", kind, settings), ("over", "end", {"reason": "over"})]
    publish_graph(database, graph(nodes, f"enter.next>do {lines}"))
    let_in(database)
    advance_all(database)


def test_somebody_for_whom_another_system_is_called(database: Database) -> None:
    waiting(database, "webhook", CALL, "do.next>over do.failed>over")
    found = explained(database)
    assert found.place is not None
    assert found.place.sentence["en"] == "Call crm.example"
    assert [text["en"] for text in found.place.waits_for] == ["What this step asks for to be done", "All is paid"]
    assert [item.text["en"] for item in found.next][:2] == [
        "Depending on what comes of it (“Next”), goes on with: End: over.",
        "Depending on what comes of it (“Could not be done”), goes on with: End: over.",
    ]
    assert found.blocks == []


@pytest.mark.parametrize(("state", "code"), [("queued", "act_later"), ("failed", "act_failed")])
def test_somebody_whose_change_could_not_be_made(database: Database, state: str, code: str) -> None:
    waiting(database, "change", CHANGE, "do.next>over")
    assert next(item.text["es"] for item in explained(database).next) == "Cuando esté hecho, sigue con: Fin: over."
    with database.write() as session:
        session.execute(update(Act).values(state=state, error="tags_full: vip", due_at=START + DAY))
    (block,) = explained(database).blocks
    why = "The account has too many tags to put on “vip”."
    told = f"What this step asks for could not be done: {why} Somebody has to replay it or skip it."
    assert (block.code, block.until) == (code, START + DAY if state == "queued" else None)
    assert block.text["en"] == (why if state == "queued" else told)
