"""Acts that failed, through the API and the command line."""

import json

import pytest
from sqlalchemy import update

from app.installation import Installation
from app.models import Act
from tests.app.api.browsers import Browser, Enter
from tests.app.flow.acting import order, states, waiting


@pytest.fixture
def supervisor(installation: Installation, enter: Enter) -> Browser:
    """A supervisor, after two acts failed."""
    waiting(installation.db, 2)
    order(installation.db, "webhook", url="https://crm.example/?key=1")
    values = {"state": "failed", "error": "webhook_refused: 410", "attempt": 1, "result": {"status": 410}}
    with installation.db.write() as session:
        session.execute(update(Act).values(values))
    return enter("supervisor")


def test_failed_acts_are_listed_with_their_reason_and_without_their_details(supervisor: Browser) -> None:
    found = supervisor.get("/failed-acts").json
    assert found["total"] == 2
    first = found["items"][0]
    assert (first["kind"], first["node"], first["attempts"]) == ("webhook", "answer", 1)
    assert first["journey"]["name"] == "Prueba"
    assert first["reason"]["en"] == "The other system refused it (410)."
    assert first["debtor"]["name"] == "Lucía Ortega"
    assert "key=1" not in json.dumps(found)
    assert supervisor.get("/failed-acts?journey=2").json == {"items": [], "total": 0}
    assert len(supervisor.get("/failed-acts?size=1").json["items"]) == 1


def test_they_are_replayed_or_skipped(supervisor: Browser, installation: Installation) -> None:
    ids = [item["id"] for item in supervisor.get("/failed-acts").json["items"]]
    assert supervisor.post("/failed-acts/replay", {"ids": ids[:1]}).json == {"count": 1}
    assert supervisor.post("/failed-acts/skip", {"journey": 1}).json == {"count": 1}
    assert sorted(states(installation.db)) == ["done", "queued"]
    assert supervisor.post("/failed-acts/skip", {}).status_code == 422


def test_an_operation_shows_them(supervisor: Browser) -> None:
    alarms = supervisor.get("/operations").json["alarms"]
    assert "failed_acts" in {alarm["code"] for alarm in alarms}


def test_an_agent_may_do_neither(supervisor: Browser, enter: Enter) -> None:
    assert supervisor.get("/failed-acts").status_code == 200
    agent = enter("agent")
    assert agent.get("/failed-acts").status_code == 403
    assert agent.post("/failed-acts/skip", {"journey": 1}).status_code == 403
