"""What goes wrong with templates, over the API: each is said in plain words, and nothing is lost."""

import json
from typing import Any

import pytest
from sqlalchemy import delete

from app.channels.console import ConsoleChannel
from app.flow.deliver import Delivery
from app.installation import Installation
from app.models import Account, ContactPoint, CrmField
from app.reasons import reason
from tests.app.api.browsers import Browser, Enter
from tests.app.api.test_designs import LAWFUL, begin, sms
from tests.app.flow.outbox import all_messages, on_journey, put
from tests.app.flow.people import START, add_account

NAME = {"es": "Aviso", "en": "Notice"}
WORD = (
    "<!--[if gte mso 9]><xml><w:WordDocument/></xml><![endif]--><style>p.MsoNormal{margin:0}</style>"
    "<p class=MsoNormal style='mso-margin-top-alt:auto'><b>Estimada</b><o:p>&nbsp;</o:p>"
    "<script>alert(1)</script><img src=x onerror=alert(1)></p>"
)


@pytest.fixture
def marketer(enter: Enter) -> Browser:
    return enter("marketer")


def mail(browser: Browser) -> dict[str, Any]:
    made = browser.post("/templates", {"channel": "email", "name": NAME, "language": "es"})
    assert made.status_code == 201, made.text
    return dict(made.json)


def column_of(document: dict[str, Any]) -> dict[str, Any]:
    """The first column of the first variant of a mail."""

    def columns(component: dict[str, Any]) -> list[dict[str, Any]]:
        below = [found for one in component.get("components", []) for found in columns(one)]
        return [component, *below] if component.get("type") == "mj-column" else below

    page = document["languages"]["es"]["variants"][0]["content"]["project"]["pages"][0]
    return columns(page["frames"][0]["component"])[0]


def save(browser: Browser, made: dict[str, Any], document: dict[str, Any]) -> Any:  # noqa: ANN401 - an answer
    body = {"revision": made["revision"], "document": document}
    return browser.send("PUT", f"/templates/{made['key']}/draft", json=body)


@pytest.mark.parametrize(
    ("deep", "status", "said"),
    [(70, 400, "Too many blocks"), (5_000, 400, "Too many blocks")],
)
def test_blocks_that_are_nested_too_deep_are_told_and_the_draft_stays(
    marketer: Browser, deep: int, status: int, said: str
) -> None:
    made = mail(marketer)
    before = marketer.get(f"/templates/{made['key']}").json["document"]
    column_of(made["document"])["components"] = ["HERE"]
    blocks = '{"type":"mj-wrapper","components":[' * deep + "]}" * deep
    body = json.dumps({"revision": 1, "document": made["document"]}).replace('"HERE"', blocks)
    told = marketer.send("PUT", f"/templates/{made['key']}/draft", data=body, content_type="application/json")
    assert told.status_code == status
    assert said in told.json["detail"]
    assert marketer.get(f"/templates/{made['key']}").json["document"] == before


@pytest.mark.parametrize(
    "bomb",
    [
        "{% for a in list.debts %}" * 12 + "x" + "{% endfor %}" * 12,
        "{% for a in range(10000000) %}{% for b in range(10000000) %}x{% endfor %}{% endfor %}",
        "{{ 'x' * 1000000000 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include 'a' %}",
    ],
    ids=["loops", "range", "multiply", "recursion", "include"],
)
def test_a_template_bomb_is_kept_told_and_never_published(marketer: Browser, bomb: str) -> None:
    made = begin(marketer, "Lo de antes")
    saved = save(marketer, made, sms(f"Hola {bomb}"))
    assert saved.status_code == 200, saved.text
    errors = [one for one in saved.json["problems"] if one["severity"] == "error"]
    errors += [
        one
        for one in marketer.post(f"/templates/{made['key']}/check", {}).json["problems"]
        if one["severity"] == "error"
    ]
    assert errors
    assert all(one["message"]["es"] and one["hint"]["es"] for one in errors)
    asked = {"channel": "sms", "document": sms(f"Hola {bomb}"), "language": "es", "variant": "a"}
    assert marketer.post("/templates/preview", asked).status_code in {200, 422}
    refused = marketer.post(f"/templates/{made['key']}/publish", {"revision": saved.json["revision"], "note": "x"})
    assert refused.status_code == 422
    assert marketer.get(f"/templates/{made['key']}").json["document"] == sms(f"Hola {bomb}")


def test_what_was_pasted_from_word_is_kept_and_runs_nothing(marketer: Browser) -> None:
    made = mail(marketer)
    document = made["document"]
    column_of(document)["components"] = [{"type": "mj-text", "components": WORD}]
    assert save(marketer, made, document).status_code == 200
    asked = {"channel": "email", "document": document, "language": "es", "variant": "a"}
    shown = marketer.post("/templates/preview", asked).json
    assert "Estimada" in shown["html"]
    for part in ("<script>alert", "onerror=alert(1)>", "<o:p>"):
        assert part not in shown["html"]


def test_names_of_any_script_and_markup_come_out_as_they_are(installation: Installation, marketer: Browser) -> None:
    names = ["<script>alert(1)</script>", "😀 محمد \u202eabc", "שלום", "O'Brien & Söhne"]
    with installation.db.write() as session:
        numbers = [add_account(session, debtor_first_name=name).id for name in names]
    document = mail(marketer)["document"]
    token = {"type": "token", "token": "debtor.first_name", "format": "", "fallback": ""}
    column_of(document)["components"] = [{"type": "mj-text", "components": [token]}]
    for name, number in zip(names, numbers, strict=True):
        asked = {"language": "es", "variant": "a", "account_id": number}
        html = marketer.post("/templates/preview", {**asked, "channel": "email", "document": document}).json["html"]
        assert "<script>alert" not in html
        text = marketer.post(
            "/templates/preview", {**asked, "channel": "sms", "document": sms("{{ debtor.first_name }}")}
        ).json["text"]
        assert text == name


def test_a_field_that_goes_while_a_template_uses_it_holds_messages_and_loses_nothing(
    installation: Installation, marketer: Browser
) -> None:
    with installation.db.write() as session:
        labels = {"es": "Puntuación", "en": "Score"}
        field = CrmField(scope="account", name="x_score", type="text", labels=labels, personal=False, created_at=START)
        session.add(field)
        account = add_account(session).id
    made = begin(marketer, f"{LAWFUL} {{{{ account.x_score }}}}")
    published = marketer.post(f"/templates/{made['key']}/publish", {"revision": made["revision"], "note": "x"})
    assert published.status_code == 200, published.text
    assert line(marketer, made["key"])["gone"] == []
    with installation.db.write() as session:
        session.execute(delete(CrmField))
    assert line(marketer, made["key"])["gone"] == ["account.x_score"]
    told = marketer.post(f"/templates/{made['key']}/check", {}).json["problems"]
    assert "There is no detail “account.x_score”." in [one["message"]["en"] for one in told]
    assert marketer.get(f"/templates/{made['key']}").json["document"] == made["document"]
    on_journey(installation)
    with installation.db.write() as session:
        put(session, account, "sms", template=made["key"])
        session.add(ContactPoint(debtor_id=session.get_one(Account, account).debtor_id, kind="mobile", value="+34600"))
    channel = ConsoleChannel(name="sms")
    Delivery(installation, {"sms": channel}).run_batch()
    message = all_messages(installation)[-1]
    assert (message.state, message.error, channel.sent) == ("held", reason("missing_token", "account.x_score"), [])


def line(browser: Browser, key: str) -> dict[str, Any]:
    """A template as the list has it."""
    return next(one for one in browser.get("/templates?channel=sms").json["items"] if one["key"] == key)
