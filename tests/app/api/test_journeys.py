"""Journeys through the API: drafts, checks, publishing, versions, counts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from app.clock import FixedClock
from app.flow.advance import advance_batch
from app.flow.enter import enter as let_in
from app.installation import Installation
from app.store import events, journeys
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio


def node(name: str, kind: str, **settings: Any) -> dict[str, Any]:  # noqa: ANN401 - any settings
    return {"id": name, "kind": kind, "kind_version": 1, "settings": settings}


GRAPH: dict[str, Any] = {
    "schema_version": 1,
    "name": "Wait and see",
    "nodes": [
        node("enter", "enter", audience={"field": "account.currency", "op": "eq", "value": "USD"}),
        node("heard", "wait_event", events=["page_opened"], timeout={"amount": 3, "unit": "days"}),
        node("came", "end", reason="came"),
        node("silent", "end", reason="silent"),
    ],
    "edges": [
        {"id": "e1", "from": "enter", "port": "next", "to": "heard"},
        {"id": "e2", "from": "heard", "port": "page_opened", "to": "came"},
        {"id": "e3", "from": "heard", "port": "timeout", "to": "silent"},
    ],
    "entry": "enter",
    "exits": ["paid"],
    "layout": {"nodes": {}},
}


def published(browser: Browser, graph: dict[str, Any] = GRAPH) -> int:
    """A published journey's id."""
    number = browser.post("/journeys", {"name": "Any"}).json["id"]
    saved = browser.send("PUT", f"/journeys/{number}/draft", json={"graph": graph, "revision": 1}).json
    sent = browser.post(f"/journeys/{number}/publish", {"revision": saved["revision"], "reason": "First"})
    assert sent.status_code == 200, sent.text
    return int(number)


def walk(installation: Installation, journey_id: int) -> None:
    """Let everybody in who may, and move everybody who is due."""
    now = installation.clock.now()
    with installation.db.write() as session:
        version = journeys.hold_live(session, journey_id)
        assert version is not None
        let_in(session, version, now)
        advance_batch(session, now)


def test_a_new_journey_is_a_draft_with_its_entry(strategist: Browser) -> None:
    made = strategist.post("/journeys", {"name": " Early stage "})
    assert made.status_code == 201
    assert (made.json["name"], made.json["state"], made.json["revision"]) == ("Early stage", "draft", 1)
    assert made.json["graph"]["name"] == "Early stage"
    assert made.json["saved_by"] == "Ana strategist"
    assert any(problem["severity"] == "error" for problem in made.json["problems"])
    assert strategist.get(f"/journeys/{made.json['id']}").json == made.json


@pytest.mark.parametrize(
    ("method", "path", "body", "field"),
    [
        ("POST", "/journeys", {}, "name"),
        ("POST", "/journeys", {"name": ""}, "name"),
        ("POST", "/journeys", {"name": "x" * 201}, "name"),
        ("POST", "/journeys/check", {}, "graph"),
        ("POST", "/journeys/check", {"graph": []}, "graph"),
        ("PUT", "/journeys/1/draft", {"graph": {}}, "revision"),
        ("PUT", "/journeys/1/draft", {"graph": {}, "revision": "one"}, "revision"),
        ("PUT", "/journeys/1/draft", {"graph": "x", "revision": 1}, "graph"),
        ("POST", "/journeys/1/publish", {"revision": 1}, "reason"),
        ("POST", "/journeys/1/publish", {"revision": 1, "reason": "  "}, "reason"),
        ("POST", "/audience", {}, "condition"),
        ("POST", "/audience", {"condition": "x"}, "condition"),
        ("POST", "/audience", {"condition": {"field": "account.balance", "op": "near", "value": 1}}, "condition"),
        ("POST", "/audience", {"condition": {"all": "x"}}, "condition"),
    ],
)
def test_a_bad_body_is_refused_by_field(
    strategist: Browser, method: str, path: str, body: dict[str, Any], field: str
) -> None:
    response = strategist.send(method, path, json=body)
    assert (response.status_code, list(response.json["fields"])) == (422, [field])


def test_saving_takes_the_name_and_counts_the_revision(strategist: Browser) -> None:
    number = strategist.post("/journeys", {"name": "Old name"}).json["id"]
    saved = strategist.send("PUT", f"/journeys/{number}/draft", json={"graph": GRAPH, "revision": 1})
    assert saved.json["revision"] == 2
    assert [problem for problem in saved.json["problems"] if problem["severity"] == "error"] == []
    found = strategist.get(f"/journeys/{number}").json
    assert (found["name"], found["graph"], found["revision"]) == ("Wait and see", GRAPH, 2)


def test_any_json_object_can_be_saved_as_a_draft(strategist: Browser) -> None:
    number = strategist.post("/journeys", {"name": "Odd"}).json["id"]
    saved = strategist.send("PUT", f"/journeys/{number}/draft", json={"graph": {"nodes": 7}, "revision": 1})
    assert saved.status_code == 200
    assert saved.json["problems"] != []
    assert strategist.get(f"/journeys/{number}").json["name"] == "Odd"


def test_whoever_saves_second_is_told_by_whom_it_was_saved(admin: Browser, strategist: Browser) -> None:
    number = strategist.post("/journeys", {"name": "Shared"}).json["id"]
    assert admin.send("PUT", f"/journeys/{number}/draft", json={"graph": GRAPH, "revision": 1}).status_code == 200
    late = strategist.send("PUT", f"/journeys/{number}/draft", json={"graph": {}, "revision": 1})
    assert late.status_code == 409
    assert (late.json["revision"], late.json["saved_by"]) == (2, "Ana admin")
    assert late.json["detail"].startswith("Ana admin saved this draft")
    assert strategist.get(f"/journeys/{number}").json["graph"] == GRAPH
    stale = strategist.post(f"/journeys/{number}/publish", {"revision": 1, "reason": "x"})
    assert stale.status_code == 409


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PUT", "/journeys/9/draft", {"graph": {}, "revision": 1}),
        ("POST", "/journeys/9/publish", {"revision": 1, "reason": "x"}),
        ("DELETE", "/journeys/9", None),
        ("GET", "/journeys/9/versions", None),
        ("GET", "/journeys/9/counts", None),
    ],
)
def test_a_journey_that_does_not_exist_is_not_found(
    strategist: Browser, method: str, path: str, body: dict[str, Any] | None
) -> None:
    assert strategist.send(method, path, json=body).status_code == 404


def test_a_draft_with_errors_is_not_published(strategist: Browser) -> None:
    number = strategist.post("/journeys", {"name": "Unready"}).json["id"]
    refused = strategist.post(f"/journeys/{number}/publish", {"revision": 1, "reason": "x"})
    assert (refused.status_code, refused.json["type"]) == (422, "urn:cauce:problem:unpublishable")
    assert {"node", "code", "severity", "message", "hint", "setting"} == set(refused.json["problems"][0])
    assert strategist.get(f"/journeys/{number}").json["live_version"] is None


def test_publishing_makes_a_version_and_wakes_a_worker(installation: Installation, strategist: Browser) -> None:
    number = published(strategist)
    found = strategist.get(f"/journeys/{number}").json
    assert found["state"] == "live"
    assert found["live_version"]["number"] == 1
    assert found["live_version"]["published_by"] == "Ana strategist"
    assert found["live_version"]["reason"] == "First"
    assert [job.func_name for job in installation.queue.rq.jobs] == ["app.jobs.advance.run"]
    again = strategist.post(f"/journeys/{number}/publish", {"revision": found["revision"], "reason": "Second"})
    assert again.json["number"] == 2
    versions = strategist.get(f"/journeys/{number}/versions").json
    assert [(line["number"], line["live"], line["active"]) for line in versions["items"]] == [
        (2, True, 0),
        (1, False, 0),
    ]
    assert versions["items"][0]["hash"] == versions["items"][1]["hash"]


def test_publishing_works_without_redis(strategist: Browser, redis_away: Callable[[], None]) -> None:
    redis_away()
    assert strategist.get(f"/journeys/{published(strategist)}").json["state"] == "live"


def test_only_what_was_never_published_can_be_deleted(strategist: Browser) -> None:
    draft = strategist.post("/journeys", {"name": "Draft"}).json["id"]
    live = published(strategist)
    assert strategist.send("DELETE", f"/journeys/{draft}").status_code == 204
    assert strategist.get(f"/journeys/{draft}").status_code == 404
    assert strategist.send("DELETE", f"/journeys/{live}").status_code == 409


def test_the_trail_has_what_was_done_to_a_journey_and_one_line_of_saving(
    strategist: Browser, enter: Enter, clock: FixedClock
) -> None:
    number = published(strategist)
    for revision in (2, 3):
        strategist.send("PUT", f"/journeys/{number}/draft", json={"graph": GRAPH, "revision": revision})
    clock.advance(timedelta(minutes=11))
    strategist.send("PUT", f"/journeys/{number}/draft", json={"graph": GRAPH, "revision": 4})
    trail = enter("auditor").get("/audit?search=journey.").json["items"]
    assert [line["action"] for line in trail] == [
        "journey.saved",
        "journey.published",
        "journey.saved",
        "journey.begun",
    ]
    assert {line["subject_id"] for line in trail} == {str(number)}


def test_a_check_tells_what_is_wrong_without_saving(enter: Enter) -> None:
    marketer = enter("marketer")
    found = marketer.post("/journeys/check", {"graph": {**GRAPH, "surprise": 1}}).json["problems"]
    [error] = [problem for problem in found if problem["severity"] == "error"]
    assert "surprise" in error["message"]["en"]
    assert "surprise" in error["message"]["es"]
    fine = marketer.post("/journeys/check", {"graph": GRAPH}).json["problems"]
    assert [problem for problem in fine if problem["severity"] == "error"] == []


def test_an_audience_is_counted_among_open_accounts(installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)
    dollars = {"field": "account.currency", "op": "eq", "value": "USD"}
    for condition, expected in ((dollars, 2), (None, 3)):
        counted = admin.post("/audience", {"condition": condition}).json
        assert (counted["matches"], counted["total"], counted["reasons"]) == (expected, 3, [])
        assert counted["seconds"] < 2
        assert counted["speed"] != "slow"


def test_counts_follow_people_through_the_journey(
    installation: Installation, admin: Browser, clock: FixedClock
) -> None:
    load_portfolio(installation, admin)
    number = published(admin)
    walk(installation, number)
    counts = admin.get(f"/journeys/{number}/counts").json
    assert (counts["entered"], counts["active"], counts["ended"], counts["ends"]) == (2, 2, 0, {})
    assert counts["nodes"]["enter"] == {"here": 0, "passed": 2, "ports": {"next": 2}, "deferred": None}
    assert counts["nodes"]["heard"] == {"here": 2, "passed": 0, "ports": {}, "deferred": None}
    clock.advance(timedelta(days=1))
    with installation.db.write() as session:
        events.record(session, account_id=1, kind="page_opened", at=clock.now())
        advance_batch(session, clock.now())
    clock.advance(timedelta(days=3))
    walk(installation, number)
    admin.sign_in("admin@cauce.test")
    counts = admin.get(f"/journeys/{number}/counts").json
    assert (counts["entered"], counts["active"], counts["ended"]) == (2, 0, 2)
    assert counts["ends"] == {"came": 1, "silent": 1}
    assert counts["nodes"]["heard"] == {
        "here": 0,
        "passed": 2,
        "ports": {"page_opened": 1, "timeout": 1},
        "deferred": None,
    }
    [line] = admin.get("/journeys").json["items"]
    assert (line["entered"], line["here_now"], line["ended"], line["live_version"]) == (2, 0, 2, 1)


def test_the_list_is_searched_and_sorted_by_the_last_save(strategist: Browser, clock: FixedClock) -> None:
    for name in ("Early stage", "LATE stage", "100% other"):
        strategist.post("/journeys", {"name": name})
        clock.advance(timedelta(minutes=1))
    listed = strategist.get("/journeys").json
    assert [line["name"] for line in listed["items"]] == ["100% other", "LATE stage", "Early stage"]
    assert all(line["errors"] for line in listed["items"])
    assert [line["name"] for line in strategist.get("/journeys?search=late").json["items"]] == ["LATE stage"]
    assert strategist.get("/journeys", query_string={"search": "0%"}).json["total"] == 1


def test_the_graph_schema_and_meta_draw_the_designer(installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)
    assert admin.get("/graph-schema").json["$schema"].endswith("2020-12/schema")
    meta = admin.get("/meta").json
    kinds = {kind["name"]: kind for kind in meta["kinds"]}
    assert {"enter", "send_email", "wait", "wait_event", "branch", "end"} <= set(kinds)
    plain = {"when": None, "each": None}
    assert kinds["wait"]["ports"] == [
        {"name": "next", "labels": {"es": "Siguiente", "en": "Next"}, **plain, "only": None},
        {"name": "no_date", "labels": {"es": "Sin fecha", "en": "No date"}, **plain, "only": {"mode": ["date"]}},
    ]
    assert (kinds["send_sms"]["channel"], kinds["wait"]["channel"]) == ("sms", None)
    assert "properties" in kinds["wait"]["schema"]
    fields = {field["name"]: field for field in meta["fields"]}
    assert fields["account.balance"]["type"] == "money"
    assert fields["account.tier"]["custom"]
    assert fields["account.tier"]["labels"] == {"es": "Nivel", "en": "Tier"}
    assert fields["account.tags"]["type"] == "tags"
    assert {line["op"]: line["types"] for line in meta["operators"]}["has"] == ["tags"]
    assert [line["name"] for line in meta["parts"]] == ["weekday", "day", "month", "year"]
    assert {"payment_reminder", "payment_thanks", "second_notice"} <= {line["key"] for line in meta["templates"]}
    assert {event["name"] for event in meta["events"] if event["offered"]} >= {"page_opened", "paid"}
    assert {line["name"]: line["holds"] for line in meta["exits"]} == {
        "paid": False,
        "disputed": True,
        "deceased": True,
        "insolvent": True,
        "vulnerable": True,
        "cease_contact": True,
        "recalled": True,
    }


def test_the_clock_tells_business_time(admin: Browser) -> None:
    assert admin.get("/clock").json == {"now": "2026-03-02T09:00:00Z", "simulated": False, "speed": 1.0}
