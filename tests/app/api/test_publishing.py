"""Before a draft is published: what it would bring, and the second pair of eyes."""

import copy
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from app import prices
from app.installation import Installation
from app.models import Audit, Journey, PublishRequest
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_journeys import GRAPH, node, published, walk

PRICES = "USD email=0.0125, sms=0.05, call=2"


@pytest.fixture
def four_eyes(app: Flask, installation: Installation) -> None:
    """An installation on which somebody else publishes."""
    config = replace(installation.config, four_eyes=True)
    app.extensions["cauce"] = replace(installation, config=config)


def drafted(browser: Browser, graph: dict[str, Any] = GRAPH) -> tuple[int, int]:
    """A saved draft: its journey and its revision."""
    number = browser.post("/journeys", {"name": "Any"}).json["id"]
    saved = browser.send("PUT", f"/journeys/{number}/draft", json={"graph": graph, "revision": 1})
    return number, saved.json["revision"]


def asked(browser: Browser, number: int, revision: int, **more: Any) -> Any:  # noqa: ANN401 - JSON
    body = {"revision": revision, "reason": "Spring", **more}
    return browser.post(f"/journeys/{number}/requests", body)


def trail(installation: Installation) -> list[tuple[str, str]]:
    with installation.db.read() as session:
        rows = session.scalars(select(Audit).where(Audit.action.like("journey.publi%")).order_by(Audit.id))
        return [(row.actor.partition("@")[0], row.action) for row in rows]


@pytest.mark.usefixtures("four_eyes")
def test_what_somebody_asks_for_somebody_else_publishes(
    installation: Installation, admin: Browser, strategist: Browser
) -> None:
    number, revision = drafted(strategist)
    refused = strategist.post(f"/journeys/{number}/publish", {"revision": revision, "reason": "Spring"})
    assert (refused.status_code, refused.json["type"]) == (409, "urn:cauce:problem:four-eyes")

    request = asked(strategist, number, revision).json
    assert (request["state"], request["current"], request["own"]) == ("open", True, True)
    assert admin.get("/journeys").json["items"][0]["asked"] is True
    seen = admin.get(f"/journeys/{number}/requests").json
    assert (seen["needed"], seen["items"][0]["own"], seen["items"][0]["asked_by"]) == (True, False, "Ana strategist")

    own = strategist.post(f"/requests/{request['id']}/approve", {})
    assert (own.status_code, own.json["detail"]) == (409, "You asked for this yourself: another person has to answer.")
    approved = admin.post(f"/requests/{request['id']}/approve", {"answer": "Good"})
    assert (approved.status_code, approved.json["number"], approved.json["hash"]) == (200, 1, request["hash"])
    done = strategist.get(f"/journeys/{number}/requests").json["items"][0]
    assert (done["state"], done["answered_by"], done["answer"], done["version"]) == ("approved", "Ana admin", "Good", 1)
    assert admin.get("/journeys").json["items"][0]["asked"] is False
    assert admin.post(f"/requests/{request['id']}/approve", {}).status_code == 409
    assert trail(installation) == [
        ("user:strategist", "journey.publication_asked"),
        ("user:admin", "journey.publication_approved"),
        ("user:admin", "journey.published"),
    ]


@pytest.mark.usefixtures("four_eyes")
def test_a_later_edit_makes_a_request_stale_and_a_moved_box_does_not(admin: Browser, strategist: Browser) -> None:
    number, revision = drafted(strategist)
    request = asked(strategist, number, revision).json
    moved = {**GRAPH, "layout": {"nodes": {"enter": {"x": 7, "y": 7}}}}
    revision = strategist.send("PUT", f"/journeys/{number}/draft", json={"graph": moved, "revision": revision}).json[
        "revision"
    ]
    assert admin.get(f"/journeys/{number}/requests").json["items"][0]["current"] is True

    edited = copy.deepcopy(moved)
    edited["nodes"][2]["settings"]["reason"] = "came by"
    strategist.send("PUT", f"/journeys/{number}/draft", json={"graph": edited, "revision": revision})
    assert admin.get(f"/journeys/{number}/requests").json["items"][0]["current"] is False
    late = admin.post(f"/requests/{request['id']}/approve", {})
    assert (late.status_code, "asked for again" in late.json["detail"]) == (409, True)
    found = admin.get(f"/journeys/{number}/requests").json["items"][0]
    assert (found["state"], found["version"]) == ("stale", None)
    assert strategist.get(f"/journeys/{number}").json["live_version"] is None


@pytest.mark.usefixtures("four_eyes")
def test_a_refusal_says_why_and_a_new_request_takes_the_place_of_an_open_one(
    admin: Browser, strategist: Browser
) -> None:
    number, revision = drafted(strategist)
    first = asked(strategist, number, revision).json["id"]
    second = asked(strategist, number, revision).json["id"]
    assert [one["state"] for one in admin.get(f"/journeys/{number}/requests").json["items"]] == ["open", "withdrawn"]
    assert admin.post(f"/requests/{first}/refuse", {"answer": "No"}).status_code == 409
    assert list(admin.post(f"/requests/{second}/refuse", {"answer": " "}).json["fields"]) == ["answer"]
    assert strategist.post(f"/requests/{second}/refuse", {"answer": "No"}).status_code == 409
    refused = admin.post(f"/requests/{second}/refuse", {"answer": "Too many letters"}).json
    assert (refused["state"], refused["answer"], refused["answered_by"]) == ("refused", "Too many letters", "Ana admin")
    third = asked(strategist, number, revision).json["id"]
    assert strategist.post(f"/requests/{third}/withdraw").json["state"] == "withdrawn"
    assert admin.post("/requests/99/refuse", {"answer": "No"}).status_code == 404
    assert strategist.send("DELETE", f"/journeys/{number}").status_code == 204


@pytest.mark.usefixtures("four_eyes")
def test_a_request_needs_a_sound_draft_and_names_moves_that_there_are(admin: Browser, strategist: Browser) -> None:
    number, revision = drafted(strategist, {**GRAPH, "edges": GRAPH["edges"][:2]})
    refused = asked(strategist, number, revision)
    assert (refused.status_code, refused.json["problems"][0]["code"]) == (422, "unwired_port")
    assert asked(strategist, number, revision + 1).status_code == 409
    other, revision = drafted(strategist)
    nowhere = asked(strategist, other, revision, moves=[{"version": 3, "node": "heard", "act": "stay"}])
    assert list(nowhere.json["fields"]) == ["moves.0.version"]
    assert admin.get("/journeys/99/requests").status_code == 404


@pytest.mark.usefixtures("four_eyes")
def test_an_api_key_may_ask_and_never_approve(admin: Browser, strategist: Browser, browser: Browser) -> None:
    secret = admin.post("/api-keys", {"name": "CI", "scopes": ["write"]}).json["secret"]
    key = {"headers": {"Authorization": f"Bearer {secret}"}}
    number, revision = drafted(strategist)
    request = browser.post(f"/journeys/{number}/requests", {"revision": revision, "reason": "Spring"}, **key).json
    assert request["asked_by"].startswith("key:")
    refused = browser.post(f"/requests/{request['id']}/approve", {}, **key)
    assert (refused.status_code, "API key" in refused.json["detail"]) == (409, True)
    assert strategist.post(f"/requests/{request['id']}/approve", {}).status_code == 200


@pytest.mark.usefixtures("four_eyes")
def test_people_inside_are_moved_as_it_was_asked(
    app: Flask, installation: Installation, admin: Browser, strategist: Browser
) -> None:
    load_portfolio(installation, admin)
    app.extensions["cauce"] = installation
    number = published(admin)
    walk(installation, number)
    app.extensions["cauce"] = replace(installation, config=replace(installation.config, four_eyes=True))
    revision = strategist.get(f"/journeys/{number}").json["revision"]
    move = {"version": 1, "node": "heard", "act": "leave"}
    request = asked(strategist, number, revision, moves=[move]).json
    assert request["moves"] == [{**move, "target": None}]
    change = admin.post(f"/requests/{request['id']}/approve", {}).json["change"]
    assert (change["kind"], change["total"]) == ("migrate", 2)


def test_without_four_eyes_a_request_is_possible_and_not_needed(admin: Browser, strategist: Browser) -> None:
    number, revision = drafted(strategist)
    assert strategist.get(f"/journeys/{number}/requests").json == {"needed": False, "items": [], "total": 0}
    assert asked(strategist, number, revision).status_code == 201
    assert admin.post(f"/journeys/{number}/publish", {"revision": revision, "reason": "Now"}).status_code == 200


MAILS: dict[str, Any] = {
    **GRAPH,
    "nodes": [
        node("enter", "enter", audience={"field": "account.currency", "op": "eq", "value": "USD"}),
        node("mail", "send_email", template="payment_reminder"),
        node("call", "call_task", title="Call", outcomes=[{"id": "reached", "label": "Reached"}], deadline=None),
        node("done", "end", reason="done"),
    ],
    "edges": [
        {"id": "e1", "from": "enter", "port": "next", "to": "mail"},
        {"id": "e2", "from": "mail", "port": "next", "to": "call"},
        {"id": "e3", "from": "call", "port": "reached", "to": "done"},
    ],
}


def outlook(browser: Browser, graph: dict[str, Any]) -> Any:  # noqa: ANN401 - JSON
    number, _ = drafted(browser, graph)
    return browser.get(f"/journeys/{number}/outlook").json["outlook"]


def test_the_outlook_says_who_comes_in_when_the_first_messages_go_and_what_they_cost(
    app: Flask, installation: Installation, admin: Browser
) -> None:
    load_portfolio(installation, admin)
    config = replace(installation.config, prices=prices.read(PRICES))
    app.extensions["cauce"] = replace(installation, config=config)
    found = outlook(admin, MAILS)
    assert (found["enters"], found["people"], found["sample"], found["rehearsed"]) == ("now", 2, 2, 2)
    assert found["channels"] == [
        {"channel": "call", "per_person": 1000, "total": 2, "cost": 400},
        {"channel": "email", "per_person": 1000, "total": 2, "cost": 3},
    ]
    assert (found["cost"], found["currency"], found["silent"]) == (403, "USD", 0)
    assert sum(day["people"] for day in found["first"]) == 2
    assert found["first_at"] >= "2026-03-02T09:00:00Z"


def test_the_outlook_of_a_calendar_begins_at_its_next_moment_and_that_of_an_event_has_none(
    installation: Installation, admin: Browser
) -> None:
    load_portfolio(installation, admin)
    weekly = {"mode": "calendar", "every": "week", "weekdays": ["thu"], "at": "10:00", "zone": "Europe/Madrid"}
    graph = copy.deepcopy(MAILS)
    graph["nodes"][0]["settings"] |= weekly
    found = outlook(admin, graph)
    assert (found["enters"], found["starts_at"]) == ("calendar", "2026-03-05T09:00:00Z")
    assert (found["currency"], found["cost"]) == (None, None)
    graph["nodes"][0]["settings"] = {"mode": "event", "event": "payment_failed"}
    found = outlook(admin, graph)
    assert (found["enters"], found["starts_at"]) == ("event", None)


def test_a_price_that_is_missing_leaves_the_sum_open(app: Flask, installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)
    config = replace(installation.config, prices=prices.read("USD sms=0.05"))
    app.extensions["cauce"] = replace(installation, config=config)
    found = outlook(admin, MAILS)
    assert ([one["cost"] for one in found["channels"]], found["cost"]) == ([None, None], None)


def test_there_is_no_outlook_of_a_draft_that_cannot_run_and_none_of_no_journey(admin: Browser) -> None:
    assert outlook(admin, {"nodes": 7}) is None
    assert admin.get("/journeys/99/outlook").status_code == 404


def test_the_outlook_writes_nothing(installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)
    number, _ = drafted(admin, MAILS)
    with installation.db.read() as session:
        before = session.get_one(Journey, number).revision
    admin.get(f"/journeys/{number}/outlook")
    with installation.db.read() as session:
        assert session.get_one(Journey, number).revision == before
        assert session.scalars(select(PublishRequest)).all() == []


def test_an_agent_may_look_and_not_ask(enter: Enter, strategist: Browser) -> None:
    number, revision = drafted(strategist)
    agent = enter("agent")
    assert agent.get(f"/journeys/{number}/outlook").status_code == 200
    assert asked(agent, number, revision).status_code == 403
