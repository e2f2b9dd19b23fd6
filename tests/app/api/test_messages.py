"""Sent messages through the API, and the demo's mailbox, on mail that really went out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import update

from app import jobs
from app.channels.sink import Sink
from app.factory import create_app
from app.installation import Installation
from app.jobs import advance, deliver
from app.models import Debtor, Event, Message, MessageState
from tests.app.api.browsers import Browser, Enter
from tests.app.api.portfolios import load_portfolio
from tests.app.api.test_journeys import node, published
from tests.app.flow.people import MORNING

GRAPH: dict[str, Any] = {
    "schema_version": 1,
    "name": "Remind",
    "nodes": [
        node("enter", "enter", audience=None),
        node("mail", "send_email", template="payment_reminder"),
        node("rest", "wait", duration={"amount": 3, "unit": "days"}),
        node("done", "end", reason="done"),
    ],
    "edges": [
        {"id": "e1", "from": "enter", "port": "next", "to": "mail"},
        {"id": "e2", "from": "mail", "port": "next", "to": "rest"},
        {"id": "e3", "from": "rest", "port": "next", "to": "done"},
    ],
    "entry": "enter",
    "exits": ["paid"],
    "layout": {},
}


@pytest.fixture
def sink(installation: Installation) -> Iterator[Sink]:
    sink = Sink(installation.config.home)
    sink.start()
    yield sink
    sink.stop()


@pytest.fixture
def app(installation: Installation, sink: Sink) -> Flask:
    """Served with a mail server behind it."""
    return create_app(replace(installation, config=replace(installation.config, smtp_url=sink.url)))


@pytest.fixture
def sent(app: Flask, admin: Browser) -> Iterator[Browser]:
    """An administrator, after three accounts were sent a reminder; where they live it is morning."""
    served = app.extensions["cauce"]
    load_portfolio(served, admin)
    with served.db.write() as session:
        session.execute(update(Debtor).values(time_zone=MORNING))
    published(admin, GRAPH)
    jobs.stopping.clear()
    jobs.use(served)
    advance.run()
    deliver.run()
    yield admin
    jobs.use(None)


def test_what_was_sent_is_listed_newest_first(sent: Browser, enter: Enter) -> None:
    listed = enter("agent").get("/messages").json
    assert listed["total"] == 3
    assert [line["debtor"]["name"] for line in listed["items"]] == ["John Smith", "John Smith", "Lucía Ortega"]
    newest = listed["items"][0]
    assert (newest["state"], newest["channel"], newest["template"]) == ("sent", "email", "payment_reminder")
    assert (newest["recipient"], newest["journey"]["name"]) == ("john@mail.test", "Remind")
    assert newest["subject"]
    assert newest["sent_at"] is not None
    assert sent.get("/messages?size=2&page=2").json["items"] == listed["items"][2:]


@pytest.mark.parametrize(
    ("query", "total"),
    [
        ({"search": "LUCÍA"}, 1),
        ({"search": "lucia ortega"}, 1),
        ({"search": "john@mail"}, 2),
        ({"search": "nobody"}, 0),
        ({"search": "_"}, 0),
        ({"state": "sent"}, 3),
        ({"journey": 1}, 3),
        ({"journey": 2}, 0),
        ({"state": "failed"}, 0),
    ],
)
def test_messages_are_searched_and_filtered(sent: Browser, query: dict[str, str], total: int) -> None:
    assert sent.get("/messages", query_string=query).json["total"] == total


def test_a_state_that_there_is_not_is_refused_by_field(admin: Browser) -> None:
    response = admin.get("/messages?state=lost")
    assert (response.status_code, list(response.json["fields"])) == (422, ["state"])


def test_a_message_can_be_read_as_it_was_handed_over(sent: Browser) -> None:
    number = sent.get("/messages?search=lucia").json["items"][0]["id"]
    message = sent.get(f"/messages/{number}").json
    assert (message["account_ref"], message["node"]) == ("A-1", "mail")
    content = message["content"]
    assert content["to"] == "lucia@correo.test"
    assert content["from"].startswith("Cobros")
    assert content["subject"] == message["subject"]
    assert "http://cauce.test/c/" in content["html"]
    assert "http://cauce.test/p/" in content["text"]


def test_what_came_of_the_messages_of_a_template_is_told_for_each_variant(
    installation: Installation, app: Flask, sent: Browser
) -> None:
    before = {one["language"]: one for one in sent.get("/templates/payment_reminder/outcomes").json["items"]}
    language = sent.get("/messages/1").json["evidence"]["language"]
    mine = before[language]
    assert (mine["variant"], mine["share"], mine["sent"] > 0) == ("a", 100, True)
    assert [mine[name] for name in ("opened", "clicked", "visited", "paid")] == [0, 0, 0, 0]
    html = sent.get("/messages/1").json["content"]["html"]
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    href = next(part for part in html.split('"') if part.startswith("http://cauce.test/c/"))
    browser = app.test_client()
    for _ in range(2):
        browser.get(href.removeprefix("http://cauce.test"), headers=agent)
    with installation.db.write() as session:
        message, now = session.get_one(Message, 1), installation.clock.now()
        for kind, number in (("message_opened", 1), ("page_opened", 1), ("page_opened", 1), ("paid", None)):
            session.add(Event(account_id=message.account_id, message_id=number, kind=kind, at=now, data={}))
    told = sent.get("/templates/payment_reminder/outcomes").json
    after = {one["language"]: one for one in told["items"]}
    assert after[language] == {**mine, "opened": 1, "clicked": 1, "visited": 1, "paid": 1}
    assert {one: row for one, row in after.items() if one != language} == {
        one: row for one, row in before.items() if one != language
    }
    assert told["uncounted"] == []


def test_outcomes_are_those_of_what_is_sent(sent: Browser) -> None:
    quiet = sent.get("/templates/sms_reminder/outcomes").json["items"]
    assert [(one["language"], one["sent"]) for one in quiet] == [("es", 0), ("en", 0)]
    assert sent.get("/templates/page_pay/outcomes").status_code == 404
    assert sent.get("/templates/nothing/outcomes").status_code == 404


def test_a_message_says_what_it_was_made_of_and_which_links_were_followed(app: Flask, sent: Browser) -> None:
    message = sent.get("/messages/1").json
    assert {name for name, value in message["evidence"].items() if value} == set(message["evidence"])
    assert (message["evidence"]["variant"], message["links"]) == ("a", [])
    href = next(part for part in message["content"]["html"].split('"') if part.startswith("http://cauce.test/c/"))
    agent = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
    assert app.test_client().get(href.removeprefix("http://cauce.test"), headers=agent).status_code == 302
    (link,) = sent.get("/messages/1").json["links"]
    assert (link["link"], link["clicks"], link["people"], link["scans"]) == (1, 1, 1, 0)
    assert sent.get("/templates/payment_reminder/links").json == {"items": [link], "uncounted": []}
    assert sent.get("/templates/second_notice/links").json == {"items": [], "uncounted": []}
    kit = {**sent.get("/brand-kits").json["house"], "count_clicks": False}
    assert sent.post("/brand-kits", {"name": "Acme", "kit": kit}).status_code == 201
    assert sent.get("/messages/1").json["uncounted"] == ["clicks"]
    assert sent.get("/templates/payment_reminder/links").json == {"items": [link], "uncounted": ["clicks"]}


def test_a_message_that_was_not_sent_has_no_content(installation: Installation, sent: Browser) -> None:
    with installation.db.write() as session:
        message = session.get_one(Message, 1)
        message.state, message.provider_ref, message.error = MessageState.held, None, "No address."
    found = sent.get("/messages/1").json
    assert (found["content"], found["error"], found["state"]) == (None, "No address.", "held")
    story = sent.get("/debtors/1").json["history"]
    assert ("message", "Message held", "No address.") in [
        (line["kind"], line["label"]["en"], line["detail"] and line["detail"]["en"]) for line in story
    ]


def test_a_message_that_waits_for_a_channel_that_is_off_says_so(installation: Installation, sent: Browser) -> None:
    with installation.db.write() as session:
        message = session.get_one(Message, 1)
        message.state, message.channel, message.error = MessageState.queued, "sms", None
    assert "sms" in sent.get("/messages/1").json["error"]
    assert [item["id"] for item in sent.get("/messages").json["items"] if item["error"]] == [1]


def test_a_message_stands_once_in_the_story_of_its_debtor(sent: Browser) -> None:
    told = [line for line in sent.get("/debtors/1").json["history"] if line["message_id"] == 1]
    assert [(line["kind"], line["label"]["es"]) for line in told] == [("message", "Mensaje enviado")]


def test_a_message_that_does_not_exist_is_not_found(admin: Browser) -> None:
    assert admin.get("/messages/999").status_code == 404


def test_the_mailbox_of_the_demo_can_be_read(sent: Browser) -> None:
    listed = sent.get("/mailbox").json
    assert listed["total"] == 3
    found = sent.get("/mailbox?search=LUCIA").json
    assert [line["to"] for line in found["items"]] == ["lucia@correo.test"]
    mail = sent.get(f"/mailbox/{found['items'][0]['key']}").json
    assert mail["headers"]["Message-ID"] == found["items"][0]["message_id"]
    assert "<html" in mail["html"]
    assert "/p/" in mail["text"]


@pytest.mark.parametrize("key", ["none", "../cauce.db", "%2e%2e", "a" * 201])
def test_a_mail_that_does_not_exist_is_not_found(sent: Browser, key: str) -> None:
    assert sent.get(f"/mailbox/{key}").status_code in {404, 422}


def test_production_has_no_mailbox_to_show(app: Flask, sent: Browser) -> None:
    key = sent.get("/mailbox").json["items"][0]["key"]
    served = app.extensions["cauce"]
    app.extensions["cauce"] = replace(served, config=replace(served.config, mode="production"))
    assert sent.get("/mailbox").status_code == 404
    assert sent.get(f"/mailbox/{key}").status_code == 404
    assert sent.get("/messages/1").json["content"] is None


def test_only_email_is_offered_where_only_email_is_configured(admin: Browser) -> None:
    assert [line["name"] for line in admin.get("/meta").json["channels"]] == ["email"]
