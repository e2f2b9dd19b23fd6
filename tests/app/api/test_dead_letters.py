"""Dead letters and the explanation of runs through the API."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update

from app.factory import create_app
from app.installation import Installation
from app.models import Message, MessageState, Run, Step, StepState
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_journeys import GRAPH, node, published, walk

MAILING: dict[str, Any] = {
    **GRAPH,
    "nodes": [*GRAPH["nodes"], node("mail", "send_email", template="payment_reminder")],
    "edges": [
        {"id": "e0", "from": "enter", "port": "next", "to": "mail"},
        {"id": "e1", "from": "mail", "port": "next", "to": "heard"},
        *GRAPH["edges"][1:],
    ],
}


@pytest.fixture
def app(installation: Installation) -> Flask:
    """Served where email can be sent."""
    return create_app(replace(installation, config=replace(installation.config, smtp_url="smtp://127.0.0.1:9")))


@pytest.fixture
def supervisor(installation: Installation, enter: Enter) -> Browser:
    """A supervisor, after two people were failed by a node of a journey."""
    admin = enter("admin")
    load_portfolio(installation, admin)
    walk(installation, published(admin, MAILING))
    with installation.db.write() as session:
        session.execute(update(Step).values(state=int(StepState.failed), error="step_raised: KeyError: 'x'"))
    return enter("supervisor")


def ids(browser: Browser) -> list[int]:
    return [item["id"] for item in browser.get("/dead-letters").json["items"]]


def test_dead_letters_are_listed_with_reason_and_ways_out(supervisor: Browser) -> None:
    found = supervisor.get("/dead-letters").json
    assert found["total"] == 2
    first = found["items"][0]
    assert (first["journey"]["name"], first["version"], first["node"]) == ("Wait and see", 1, "heard")
    assert first["node_label"]["es"] == "Esperar: abrió la página (máximo 3 días)"
    assert first["reason"] == {
        "es": "El paso falló por un error del programa: KeyError: 'x'",
        "en": "The step failed by a fault of the program: KeyError: 'x'",
    }
    assert first["ports"] == [
        {"name": "page_opened", "label": {"es": "Abrió la página", "en": "Opened the page"}},
        {"name": "timeout", "label": {"es": "Sin respuesta", "en": "No answer"}},
    ]
    assert {item["account_ref"] for item in found["items"]} == {"A-1", "A-2"}
    assert {item["debtor"]["name"] for item in found["items"]} == {"Lucía Ortega", "John Smith"}
    assert supervisor.get("/dead-letters?size=1&page=2").json["items"] == found["items"][1:]
    assert supervisor.get("/dead-letters?journey=1").json["total"] == 2
    assert supervisor.get("/dead-letters?journey=2").json == {"items": [], "total": 0}


@pytest.mark.parametrize(
    ("act", "body"),
    [("replay", {}), ("skip", {"port": "timeout"}), ("end", {"reason": "Wrong data"})],
)
@pytest.mark.parametrize("whole", [False, True], ids=["by number", "a whole journey"])
def test_what_is_done_to_dead_letters_is_counted_and_written_down(  # noqa: PLR0913 - a row of the table
    installation: Installation, supervisor: Browser, admin: Browser, act: str, body: dict[str, Any], *, whole: bool
) -> None:
    chosen: dict[str, Any] = {"journey": 1} if whole else {"ids": [*ids(supervisor), 999]}
    done = supervisor.post(f"/dead-letters/{act}", {**chosen, **body})
    assert (done.status_code, done.json) == (200, {"count": 2})
    assert ids(supervisor) == []
    assert supervisor.post(f"/dead-letters/{act}", {**chosen, **body}).json == {"count": 0}
    line = admin.get("/audit?search=dead_letters").json["items"][0]
    assert (line["actor"], line["details"]["count"]) == ("user:supervisor@cauce.test", 2)
    assert installation.queue.rq.count > 0


@pytest.mark.parametrize(
    ("act", "body", "field"),
    [
        ("replay", {}, "body"),
        ("replay", {"ids": [1], "journey": 1}, "body"),
        ("replay", {"ids": []}, "ids"),
        ("replay", {"ids": [0]}, "ids.0"),
        ("skip", {"ids": [1]}, "port"),
        ("skip", {"ids": [1], "port": ""}, "port"),
        ("end", {"ids": [1]}, "reason"),
        ("end", {"ids": [1], "reason": " "}, "reason"),
    ],
)
def test_what_cannot_be_used_is_said_by_field(supervisor: Browser, act: str, body: dict[str, Any], field: str) -> None:
    refused = supervisor.post(f"/dead-letters/{act}", body)
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])


def test_a_way_out_that_nobody_has_is_refused(supervisor: Browser) -> None:
    refused = supervisor.post("/dead-letters/skip", {"journey": 1, "port": "nowhere"})
    assert refused.json["fields"] == {"port": "None of these steps has such a way out."}
    assert len(ids(supervisor)) == 2


def test_a_run_is_explained(installation: Installation, supervisor: Browser, enter: Enter) -> None:
    with installation.db.read() as session:
        run_id = session.scalars(select(Run.id).where(Run.account_id == 1)).one()
    found = enter("agent").get(f"/runs/{run_id}").json
    assert (found["journey"]["name"], found["version"], found["state"]) == ("Wait and see", 1, "active")
    assert (found["account_ref"], found["debtor"]["name"]) == ("A-1", "Lucía Ortega")
    assert found["node"]["label"] == {"es": "Esperar un evento", "en": "Wait for an event"}
    assert (found["due_at"], found["end_reason"]) == (None, None)
    assert [block["code"] for block in found["blocks"]] == ["step_failed"]
    assert [move["node"] for move in found["trail"]] == ["mail", "enter"]
    assert [(message["state"], message["template"]) for message in found["messages"]] == [
        ("queued", "payment_reminder")
    ]
    assert found["next"][0]["when"] is None
    supervisor.post("/dead-letters/end", {"journey": 1, "reason": "Wrong data"})
    ended = supervisor.get(f"/runs/{run_id}").json
    assert (ended["node"], ended["since"], ended["end_reason"]["en"]) == (
        None,
        None,
        "Somebody took them off the journey",
    )
    assert supervisor.get("/runs/999").status_code == 404


def test_a_debtor_shows_the_runs_and_that_one_is_blocked(supervisor: Browser) -> None:
    found = supervisor.get("/debtors/1").json
    assert found["erased_at"] is None
    [run] = found["runs"]
    assert (run["journey"]["name"], run["account_ref"], run["state"], run["blocked"]) == (
        "Wait and see",
        "A-1",
        "active",
        True,
    )
    assert run["node_label"]["en"] == "Wait for: opened the page (at most 3 days)"


def test_skipping_stands_in_the_story_of_the_debtor(supervisor: Browser) -> None:
    supervisor.post("/dead-letters/skip", {"journey": 1, "port": "timeout"})
    story = supervisor.get("/debtors/1").json["history"]
    assert "Somebody skipped this step, by the way out “No answer”" in [
        line["detail"]["en"] for line in story if line["detail"]
    ]


def states(installation: Installation) -> list[tuple[str, str | None]]:
    with installation.db.read() as session:
        return [(message.state, message.error) for message in session.scalars(select(Message).order_by(Message.id))]


@pytest.mark.parametrize(
    ("act", "body", "was", "then"),
    [
        ("release", {}, MessageState.held, [("queued", None)] * 2),
        ("cancel", {"reason": "Ya llamó"}, MessageState.held, [("cancelled", "taken_back: Ya llamó")] * 2),
        ("settle", {"sent": True}, MessageState.unknown, [("sent", None)] * 2),
        ("settle", {"sent": False}, MessageState.unknown, [("queued", None)] * 2),
    ],
    ids=["release", "cancel", "went out", "did not go out"],
)
def test_messages_are_dealt_with_by_hand_once_and_written_down(  # noqa: PLR0913, PLR0917 - a row of the table
    installation: Installation,
    supervisor: Browser,
    admin: Browser,
    act: str,
    body: dict[str, Any],
    was: MessageState,
    then: list[tuple[str, str | None]],
) -> None:
    with installation.db.write() as session:
        session.execute(update(Message).values(state=was, error="missing_token: x"))
    chosen = [message["id"] for message in supervisor.get("/messages").json["items"]]
    assert supervisor.post(f"/messages/{act}", {"ids": [*chosen, 999], **body}).json == {"count": 2}
    assert states(installation) == then
    if act != "cancel":
        assert supervisor.post(f"/messages/{act}", {"ids": chosen, **body}).json == {"count": 0}
    [line] = admin.get("/audit?search=messages.").json["items"]
    assert (line["actor"], line["details"]["count"]) == ("user:supervisor@cauce.test", 2)
    assert installation.queue.rq.count > 0


def test_a_message_that_is_with_a_channel_cannot_be_taken_back(installation: Installation, supervisor: Browser) -> None:
    with installation.db.write() as session:
        session.execute(update(Message).values(state=MessageState.sending))
    for act, body in (("release", {}), ("cancel", {"reason": "x"}), ("settle", {"sent": True})):
        assert supervisor.post(f"/messages/{act}", {"ids": [1, 2], **body}).json == {"count": 0}


def test_the_list_of_dead_letters_takes_a_fixed_number_of_queries(
    supervisor: Browser, counting: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    seen = []
    for size in (1, 50):
        with counting() as queries:
            supervisor.get(f"/dead-letters?size={size}")
        seen.append(len(queries))
    assert seen == [9, 9], queries
