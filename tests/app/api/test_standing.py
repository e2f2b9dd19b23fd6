"""Who stands on a step, and what is done to one of them, through the API."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from app.clock import FixedClock
from app.factory import create_app
from app.flow.advance import advance_batch
from app.installation import Installation
from app.models import Message, Refusal, Step
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_dead_letters import MAILING
from tests.app.api.test_journeys import node, published, walk

HERE = "/journeys/1/nodes/heard/people"
DAYS = timedelta(days=3)
FORKED: dict[str, Any] = {
    **MAILING,
    "nodes": [
        node("enter", "enter", audience=None),
        node("both", "fork", arms=[{"id": "a", "label": "A"}, {"id": "b", "label": "B"}]),
        node("one", "wait", duration={"amount": 1, "unit": "days"}),
        node("two", "wait", duration={"amount": 2, "unit": "days"}),
        node("meet", "join", mode="all"),
        node("over", "end", reason="over"),
    ],
    "edges": [
        {"id": f"e{place}", "from": start, "port": port, "to": end}
        for place, (start, port, end) in enumerate(
            [
                *(("enter", "next", "both"), ("both", "a", "one"), ("both", "b", "two")),
                *(("one", "next", "meet"), ("two", "next", "meet"), ("meet", "next", "over")),
            ]
        )
    ],
}


@pytest.fixture
def app(installation: Installation) -> Flask:
    """Served where email can be sent."""
    return create_app(replace(installation, config=replace(installation.config, smtp_url="smtp://127.0.0.1:9")))


@pytest.fixture
def strategist(installation: Installation, admin: Browser, enter: Enter) -> Browser:
    """A strategist, while two people wait for an answer to a mail."""
    load_portfolio(installation, admin)
    walk(installation, published(admin, MAILING))
    return enter("strategist")


def body(person: dict[str, Any], **more: Any) -> dict[str, Any]:  # noqa: ANN401 - any JSON
    return {"node": person["node"], "visit": person["visit"], "reason": "Lo pidió", **more}


def test_it_says_who_stands_here_since_when_until_when_and_what_for(
    installation: Installation, strategist: Browser
) -> None:
    found = strategist.get(HERE).json
    assert (found["total"], len(found["items"])) == (2, 2)
    first = found["items"][0]
    now = installation.clock.now()
    assert (first["account_ref"], first["debtor"]["name"], first["version"]) == ("A-1", "Lucía Ortega", 1)
    assert (first["since"], first["until"]) == (
        now.isoformat().replace("+00:00", "Z"),
        (now + DAYS).isoformat().replace("+00:00", "Z"),
    )
    assert (first["node"], first["state"], first["tasks"]) == ("heard", "due", 0)
    assert [event["en"] for event in first["waits_for"]] == ["Opened the page", "All is paid"]
    [message] = first["waiting"]
    assert (message["channel"], message["state"], message["by_rule"]) == ("email", "queued", False)
    [ways] = found["versions"]
    assert [port["name"] for port in ways["ports"]] == ["page_opened", "timeout"]
    assert [place["node"] for place in ways["places"]] == ["came", "silent", "mail"], "as they were drawn"


def test_it_says_which_contact_rule_keeps_a_message_back_and_until_when(
    installation: Installation, strategist: Browser
) -> None:
    later = installation.clock.now() + timedelta(hours=10)
    with installation.db.write() as session:
        message = session.scalars(select(Message).order_by(Message.id)).first()
        assert message is not None
        session.execute(update(Message).where(Message.id == message.id).values(due_at=later))
        refusal = {"message_id": message.id, "debtor_id": message.debtor_id, "rule": "CO/window", "until": later}
        session.execute(insert(Refusal).values(**refusal, at=installation.clock.now()))
    first, second = strategist.get(HERE).json["items"]
    [message_item] = first["waiting"]
    assert message_item["by_rule"]
    assert message_item["due_at"] == later.isoformat().replace("+00:00", "Z")
    assert message_item["why"]["es"]
    assert not second["waiting"][0]["by_rule"]


@pytest.mark.parametrize(
    ("query", "refs"),
    [
        ("?search=ortega", ["A-1"]),
        ("?search=lucia%20ORT", ["A-1"]),
        ("?search=A-2", ["A-2"]),
        ("?search=nobody", []),
        ("?search=%25", []),
        ("?size=1&page=2", ["A-2"]),
        ("?size=1&page=3", []),
    ],
)
def test_people_are_searched_and_paged(strategist: Browser, query: str, refs: list[str]) -> None:
    assert [item["account_ref"] for item in strategist.get(HERE + query).json["items"]] == refs


def test_an_arm_of_a_fork_is_where_people_stand_too(installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)
    walk(installation, published(admin, FORKED))
    for name in ("both", "one", "two"):
        found = admin.get(f"/journeys/1/nodes/{name}/people").json
        assert {(item["node"], item["account_ref"]) for item in found["items"]} >= {("both", "A-1"), ("both", "A-2")}
        assert found["total"] == len(found["items"])


def test_the_list_takes_a_fixed_number_of_queries(
    strategist: Browser, counting: Callable[[], AbstractContextManager[list[str]]]
) -> None:
    seen = []
    for size in (1, 50):
        with counting() as queries:
            assert strategist.get(f"{HERE}?size={size}").status_code == 200
        seen.append(len(queries))
    assert seen[0] == seen[1] <= 13


@pytest.mark.parametrize(
    "path", ["/journeys/9/nodes/heard/people", "/journeys/1/nodes/nowhere/people"], ids=["journey", "node"]
)
def test_what_is_not_there_is_not_found(strategist: Browser, path: str) -> None:
    assert strategist.get(path).status_code == 404


@pytest.mark.parametrize(
    ("act", "more", "node_now", "messages"),
    [
        ("go-on", {"port": "timeout"}, "silent", 0),
        ("move", {"target": "silent"}, "silent", 1),
        ("remove", {}, None, 1),
    ],
)
def test_one_person_is_acted_on_and_it_is_written_down(  # noqa: PLR0913, PLR0917 - a row of the table
    strategist: Browser,
    admin: Browser,
    act: str,
    more: dict[str, Any],
    node_now: str | None,
    messages: int,
) -> None:
    first, second = strategist.get(HERE).json["items"]
    done = strategist.post(f"/runs/{first['run_id']}/{act}", body(first, **more))
    assert (done.status_code, done.json) == (200, {"node": node_now, "messages": messages, "tasks": 0})
    left = strategist.get(HERE).json
    assert [item["run_id"] for item in left["items"]] == [second["run_id"]]
    [line] = admin.get("/audit?search=run.").json["items"]
    assert (line["actor"], line["details"]["reason"]) == ("user:strategist@cauce.test", "Lo pidió")
    story = strategist.get(f"/debtors/{first['debtor']['id']}").json["history"]
    told = " ".join(entry["detail"]["en"] for entry in story if entry["detail"])
    assert {"go-on": "Somebody skipped", "move": "Somebody moved them", "remove": "Somebody took them off"}[act] in told
    counted = strategist.get("/journeys/1/counts").json
    assert counted["nodes"]["heard"]["here"] == 1
    if act == "move":
        assert counted["nodes"]["heard"]["passed"] == 0, "who was put elsewhere by hand did not pass"
        why = strategist.get(f"/runs/{first['run_id']}").json["why"][0]["en"]
        assert why.startswith("Somebody moved this person to another step: ")


@pytest.mark.parametrize("act", ["go-on", "move", "remove"])
def test_whom_the_engine_moved_meanwhile_is_left_alone_and_a_sentence_says_where_they_are(
    installation: Installation, clock: FixedClock, strategist: Browser, act: str
) -> None:
    first, _ = strategist.get(HERE).json["items"]
    more = {"go-on": {"port": "timeout"}, "move": {"target": "silent"}, "remove": {}}[act]
    with installation.db.write() as session:
        session.execute(update(Step).where(Step.run_id == first["run_id"]).values(node="mail", seq=Step.seq + 1))
    refused = strategist.post(f"/runs/{first['run_id']}/{act}", body(first, **more))
    assert refused.status_code == 409
    assert refused.json["detail"].startswith("They went on in the meantime. Now they are at: Send email ")
    clock.advance(DAYS + timedelta(days=1))
    with installation.db.write() as session:
        session.execute(update(Step).values(node="heard", state=0))
        advance_batch(session, clock.now())
        advance_batch(session, clock.now())
    strategist.sign_in("strategist@cauce.test")  # four days later
    over = strategist.post(f"/runs/{first['run_id']}/{act}", body(first, **more))
    assert over.status_code == 409
    assert over.json["detail"].startswith("They are not on the journey any more.")
    assert strategist.post(f"/runs/999/{act}", body(first, **more)).status_code == 404


@pytest.mark.parametrize(
    ("act", "change", "field"),
    [
        ("go-on", {"port": "nowhere"}, "port"),
        ("go-on", {}, "port"),
        ("move", {"target": "nowhere"}, "target"),
        ("move", {"target": "enter"}, "target"),
        ("move", {"target": "heard"}, "target"),
        ("remove", {"reason": " "}, "reason"),
        ("remove", {"visit": -1}, "visit"),
    ],
)
def test_what_cannot_be_done_is_said_by_field(
    strategist: Browser, act: str, change: dict[str, Any], field: str
) -> None:
    first, _ = strategist.get(HERE).json["items"]
    refused = strategist.post(f"/runs/{first['run_id']}/{act}", body(first, **change))
    assert (refused.status_code, list(refused.json["fields"])) == (422, [field])


@pytest.mark.parametrize("role", ["agent", "marketer", "auditor"])
def test_who_may_not_run_journeys_may_look_and_not_act(strategist: Browser, enter: Enter, role: str) -> None:
    first, _ = strategist.get(HERE).json["items"]
    browser = enter(role)
    assert browser.get(HERE).json["total"] == 2
    assert browser.post(f"/runs/{first['run_id']}/remove", body(first)).status_code == 403
