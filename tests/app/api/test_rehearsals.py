"""Test-walks through the API: a draft, a person, what is pretended, and what it looks like."""

import copy
from typing import Any

import pytest
from flask import Flask

from app.api import rehearsals
from app.flow import rehearse
from app.installation import Installation
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_journeys import GRAPH, node
from tests.app.api.test_publishing import MAILS

WAIT = {"kind": "wait"}


def walk(browser: Browser, graph: dict[str, Any], *happenings: dict[str, Any], **more: Any) -> Any:  # noqa: ANN401 - JSON
    answer = browser.post("/rehearsals", {"graph": graph, "happenings": list(happenings), **more})
    assert answer.status_code == 200, answer.text
    return answer.json


def labels(found: Any, group: str) -> list[str]:  # noqa: ANN401 - JSON
    return [one["label"]["en"] for one in found["choices"] if one["group"] == group]


def test_a_made_up_person_is_written_to_and_stands_where_the_drawing_says(strategist: Browser) -> None:
    found = walk(strategist, MAILS)
    assert (found["state"], [here["node"] for here in found["here"]]) == ("standing", ["call"])
    assert (found["walker"]["account_id"], found["walker"]["name"]) == (None, "Lucía Ortega Rivas")
    assert (found["nodes"], found["edges"]) == (["enter", "mail"], ["e1", "e2"])
    [letter] = found["letters"]
    assert (letter["channel"], letter["to"], letter["state"]) == ("email", "lucia@correo.example", "queued")
    assert "Lucía" in letter["html"]
    assert "Lucía" in letter["text"]
    # It is four in the morning in Bogotá: the house lets nobody write before eight.
    assert (letter["due_at"], "Colombia" in letter["rules"]["en"] or bool(letter["rules"])) == (
        "2026-03-02T13:00:00Z",
        True,
    )
    assert [line["what"] for line in found["lines"]] == ["left", "left", "task", "later"]
    assert labels(found, "task") == ["Reached"]


def test_pretending_goes_on_from_the_moment_at_which_the_walk_began(strategist: Browser) -> None:
    begun = walk(strategist, MAILS)
    reached = next(one["happening"] for one in begun["choices"] if one["group"] == "task")
    over = walk(strategist, MAILS, WAIT, reached, started_at=begun["started_at"])
    assert (over["state"], over["why"]["en"]) == ("ended", "The journey ended for this account: done.")
    assert (over["letters"][0]["state"], over["letters"][0]["sent_at"]) == ("sent", "2026-03-02T13:00:00Z")
    assert over["lines"][-2]["label"]["en"] == "Call by an agent"
    assert (over["choices"], over["next_at"], over["impossible"]) == ([], None, False)


def test_paying_now_takes_the_person_off_and_shows_what_is_owed(strategist: Browser) -> None:
    paid = walk(strategist, GRAPH, {"kind": "pays"})
    assert (paid["state"], paid["walker"]["balance"], paid["here"]) == ("ended", 0, [])
    assert paid["why"]["en"] == "Left the journey because nothing is owed any more."
    half = walk(strategist, GRAPH, {"kind": "pays", "amount": 20_000})
    assert (half["state"], half["walker"]["balance"]) == ("standing", 21_230)
    assert half["lines"][-1]["text"] == {"es": "Paga 200,00\xa0€", "en": "Pays €200.00"}


@pytest.mark.parametrize(
    ("happening", "text"),
    [
        ({"kind": "promises"}, "Promised to pay"),
        ({"kind": "event", "detail": "page_opened"}, "Opened the page"),
        ({"kind": "flag", "detail": "disputed"}, "Disputes the debt"),
    ],
)
def test_what_is_pretended_is_told(strategist: Browser, happening: dict[str, Any], text: str) -> None:
    told = [line for line in walk(strategist, GRAPH, happening)["lines"] if line["what"] == "happened"]
    assert [(line["label"]["en"], line["text"]["en"]) for line in told] == [("Pretended", text)]


def test_a_hold_keeps_everything_until_it_is_cleared(strategist: Browser) -> None:
    held = {**MAILS, "holds": ["disputed"]}
    found = walk(strategist, held, {"kind": "flag", "detail": "disputed"}, WAIT)
    assert found["held"]["en"] == "Disputes the debt"
    assert found["lines"][-1]["text"]["en"] == "It waits: disputes the debt."
    assert "No longer: disputes the debt" in labels(found, "flag")
    freed = walk(
        strategist, held, {"kind": "flag", "detail": "disputed"}, WAIT, {"kind": "unflag", "detail": "disputed"}
    )
    assert (freed["held"], freed["letters"][0]["state"]) == (None, "sent")
    assert freed["lines"][-2]["text"]["en"] == "No longer: disputes the debt"


def test_what_cannot_happen_is_left_out_and_said(strategist: Browser) -> None:
    found = walk(strategist, GRAPH, {"kind": "plan", "detail": "confirmed"})
    assert (found["impossible"], found["state"]) == (True, "standing")


def test_a_way_that_leads_nowhere_is_said(strategist: Browser) -> None:
    loose = {**GRAPH, "edges": GRAPH["edges"][:2]}
    found = walk(strategist, loose, WAIT)
    assert (found["state"], found["here"][0]["node"]) == ("stuck", "heard")
    assert found["why"]["en"] == "The way out “No answer” of this step leads nowhere."


@pytest.mark.parametrize(
    ("kind", "template", "shows"),
    [
        ("send_sms", "sms_reminder", {"html": False, "text": True, "parts": True}),
        ("send_letter", "letter_reminder", {"html": True, "text": False, "parts": False}),
        ("send_whatsapp", "whatsapp_reminder", {"html": False, "text": True, "parts": False}),
    ],
)
def test_every_channel_shows_its_message(strategist: Browser, kind: str, template: str, shows: dict[str, bool]) -> None:
    graph = copy.deepcopy(MAILS)
    graph["nodes"][1] = node("mail", kind, template=template)
    [letter] = walk(strategist, graph)["letters"]
    assert {name: letter[name] is not None for name in shows} == shows


def test_a_message_that_cannot_be_finished_says_why(installation: Installation, admin: Browser) -> None:
    load_portfolio(installation, admin)
    graph = copy.deepcopy(MAILS)
    graph["nodes"][1] = node("mail", "send_sms", template="sms_reminder")
    debtor = admin.get("/debtors", query_string={"search": "John"}).json["items"][0]["id"]
    account = admin.get(f"/debtors/{debtor}").json["accounts"][0]["id"]
    found = walk(admin, graph, WAIT, account_id=account)
    [letter] = found["letters"]
    assert (letter["state"], letter["html"], letter["text"], letter["to"]) == ("unfinished", None, None, "")
    assert "address" in letter["why"]["en"] or "number" in letter["why"]["en"]
    assert (found["walker"]["name"], found["walker"]["account_id"]) == ("John Smith", account)


def test_a_web_hook_waits_for_an_answer_that_is_pretended(strategist: Browser) -> None:
    graph = copy.deepcopy(GRAPH)
    graph["nodes"][1] = node("heard", "webhook", url="https://crm.example/in", secret="crm")
    graph["edges"][1:] = [
        {"id": "e2", "from": "heard", "port": "next", "to": "came"},
        {"id": "e3", "from": "heard", "port": "failed", "to": "silent"},
    ]
    found = walk(strategist, graph)
    assert labels(found, "waited") == ["The other system answers", "The other system does not answer"]
    failed = walk(strategist, graph, {"kind": "answer", "detail": "failed"})
    assert failed["edges"] == ["e1", "e3"]
    assert [line["text"]["en"] for line in failed["lines"] if line["what"] == "act"] == [
        "What the step asked for could not be done."
    ]
    assert walk(strategist, graph, WAIT)["edges"] == ["e1", "e2"]


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        ({}, 422, "graph"),
        ({"graph": GRAPH, "started_at": "2026-03-02T09:00:00"}, 422, "started_at"),
        ({"graph": GRAPH, "happenings": [{"kind": "flies"}]}, 422, "happenings.0.kind"),
        ({"graph": GRAPH, "happenings": [WAIT] * (rehearse.MOST + 1)}, 422, "happenings"),
        ({"graph": GRAPH, "account_id": 99}, 404, None),
        ({"graph": {"nodes": 7}}, 422, None),
    ],
)
def test_a_bad_request_is_refused(strategist: Browser, body: dict[str, Any], status: int, field: str | None) -> None:
    answer = strategist.post("/rehearsals", body)
    assert answer.status_code == status, answer.text
    assert list(answer.json.get("fields") or []) == ([] if field is None else [field])


def test_a_draft_that_cannot_be_walked_names_its_problems(strategist: Browser) -> None:
    answer = strategist.post("/rehearsals", {"graph": {"nodes": 7}})
    assert answer.json["problems"][0]["code"] == "schema"
    assert answer.json["detail"] == "The draft cannot be walked yet: correct its errors first."


def test_a_walk_that_takes_too_long_is_cut_off(strategist: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearse, "LONGEST", -1.0)
    answer = strategist.post("/rehearsals", {"graph": GRAPH, "happenings": [WAIT]})
    assert (answer.status_code, list(answer.json["fields"])) == (422, ["happenings"])


def test_nobody_walks_faster_than_hands_can(strategist: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsals, "PER_MINUTE", type(rehearsals.PER_MINUTE)(2))
    codes = [strategist.post("/rehearsals", {"graph": GRAPH}).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


def test_who_may_not_see_debtors_walks_only_the_made_up_person(
    app: Flask, installation: Installation, enter: Enter
) -> None:
    admin = enter("admin")
    load_portfolio(installation, admin)
    secret = admin.post("/api-keys", {"name": "CI", "scopes": ["write"]}).json["secret"]
    key = {"headers": {"Authorization": f"Bearer {secret}"}}
    browser = Browser(app.test_client())
    assert browser.post("/rehearsals", {"graph": GRAPH}, **key).status_code == 200
    assert browser.post("/rehearsals", {"graph": GRAPH, "account_id": 1}, **key).status_code == 403
