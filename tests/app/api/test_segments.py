"""Segments over the API."""

from app.installation import Installation
from tests.app.api.browsers import Browser, Enter
from tests.app.flow.people import add_account

RICH = {"field": "account.balance", "op": "gt", "value": 50_000}


def test_a_segment_is_saved_counted_changed_and_deleted(installation: Installation, strategist: Browser) -> None:
    with installation.db.write() as session:
        add_account(session, principal=60_000)
        add_account(session)
    made = strategist.post("/segments", {"name": "Grandes", "condition": RICH})
    assert made.status_code == 201
    assert (made.json["matches"], made.json["accounts"], made.json["used_by"]) == (1, 2, [])
    number = made.json["id"]
    assert strategist.post("/segments", {"name": "Grandes", "condition": RICH}).status_code == 409
    saved = strategist.send("PUT", f"/segments/{number}", json={"name": "Todas", "condition": {"all": []}})
    assert (saved.status_code, saved.json["matches"]) == (200, 2)
    assert [one["name"] for one in strategist.get("/segments").json["items"]] == ["Todas"]
    assert strategist.get(f"/segments/{number}").json["name"] == "Todas"
    assert strategist.send("DELETE", f"/segments/{number}").status_code == 204
    assert strategist.get(f"/segments/{number}").status_code == 404


def test_a_condition_that_makes_no_sense_is_refused(strategist: Browser) -> None:
    condition = {"field": "account.colour", "op": "eq", "value": "red"}
    refused = strategist.post("/segments", {"name": "Rojas", "condition": condition})
    assert refused.status_code == 422
    assert "account.colour" in refused.json["fields"]["condition"]


def test_a_segment_that_a_journey_uses_stays(strategist: Browser, enter: Enter) -> None:
    number = strategist.post("/segments", {"name": "Grandes", "condition": RICH}).json["id"]
    journey = strategist.post("/journeys", {"name": "Mora"}).json
    graph = journey["graph"]
    graph["nodes"][0]["settings"]["segment"] = number
    strategist.send("PUT", f"/journeys/{journey['id']}/draft", json={"graph": graph, "revision": journey["revision"]})
    assert strategist.get("/segments").json["items"][0]["used_by"] == [{"id": journey["id"], "name": "Mora"}]
    refused = strategist.send("DELETE", f"/segments/{number}")
    assert refused.status_code == 409
    assert "Mora" in refused.json["detail"]
    assert enter("agent").send("DELETE", f"/segments/{number}").status_code == 403


def test_a_condition_is_tried_before_it_is_saved(installation: Installation, enter: Enter) -> None:
    with installation.db.write() as session:
        account = add_account(session, principal=60_000, interest=0, fees=0)
        add_account(session)
        add_account(session, principal=70_000, status="closed")
    marketer = enter("marketer")
    tried = marketer.post("/segments/preview", {"condition": RICH})
    assert tried.json["in_time"]
    (member,) = tried.json["members"]
    assert member["id"] == account.id
    assert (member["debtor"]["name"], member["balance"], member["currency"]) == ("Lucía Ortega", 60_000, "USD")
    refused = marketer.post("/segments/preview", {"condition": {"field": "nothing", "op": "eq", "value": 1}})
    assert refused.status_code == 422


def test_what_is_done_to_segments_stands_in_the_trail(strategist: Browser, enter: Enter) -> None:
    number = strategist.post("/segments", {"name": "Grandes", "condition": RICH}).json["id"]
    strategist.send("PUT", f"/segments/{number}", json={"name": "Todas", "condition": {"all": []}})
    strategist.send("DELETE", f"/segments/{number}")
    trail = enter("auditor").get("/audit?search=segment").json["items"]
    assert [(line["action"], line["details"]["name"]) for line in trail] == [
        ("segment.deleted", "Todas"),
        ("segment.saved", "Todas"),
        ("segment.saved", "Grandes"),
    ]
