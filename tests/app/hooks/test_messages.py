"""``POST /hooks/messages/<channel>``: over HTTP, as Twilio and a gateway of one's own do."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from twilio.request_validator import RequestValidator

from app import signatures
from app.hooks import blueprints
from app.hooks.answers import LONGEST
from app.installation import Installation
from app.models import ContactPoint
from app.store import templates
from renderers.designs import voice
from renderers.gallery import TemplateFile
from renderers.text import TextSource
from tests.app.flow.outbox import all_events, on_journey, put
from tests.app.flow.people import add_account

SECRET = "a-secret-of-our-own"
URLS = {
    "smtp_url": f"smtp://mail.test?reports_secret={SECRET}",
    "sms_url": "twilio://AC1:token@?from=%2B1555",
    "voice_url": f"webhook+https://x.test/?secret={SECRET}",
}


@pytest.fixture
def client(installation: Installation) -> FlaskClient:
    """The hooks of an installation that sent one SMS and one voice message."""
    with installation.db.write() as session:
        account = add_account(session).id
    on_journey(installation)
    with installation.db.write() as session:
        put(session, account, "sms", state="sent", provider_ref="r-sms")
        put(session, account, "voice", state="sent", provider_ref="r-voice")
        put(session, account, "email", state="sent", provider_ref="<7@cauce.test>", recipient="lucia@correo.test")
    bare = Flask("bare")
    for blueprint in blueprints(replace(installation, config=replace(installation.config, **URLS))):
        bare.register_blueprint(blueprint)
    return bare.test_client()


def twilio(client: FlaskClient, ref: str = "r-sms", key: str = "token", **form: str) -> Any:  # noqa: ANN401 - a response
    path = f"/hooks/messages/sms?ref={ref}"
    signature = RequestValidator(key).compute_signature(f"http://cauce.test{path}", form)
    return client.post(path, data=form, headers={"X-Twilio-Signature": signature})


def gateway(
    client: FlaskClient, installation: Installation, body: bytes, secret: str = SECRET, channel: str = "voice"
) -> Any:  # noqa: ANN401 - a response
    headers = signatures.sign(secret.encode(), "e-1", installation.clock.wall(), body)
    return client.post(f"/hooks/messages/{channel}", data=body, headers=headers)


def test_a_status_callback_of_twilio_is_recorded_once(client: FlaskClient, installation: Installation) -> None:
    first, again = (twilio(client, MessageStatus="delivered") for _ in range(2))
    assert (first.status_code, first.json) == (200, {"result": "recorded"})
    assert (again.status_code, again.json) == (200, {"result": "repeated"})
    assert [kind for kind, _ in all_events(installation)] == ["message_delivered"]


def test_what_says_nothing_is_ignored(client: FlaskClient) -> None:
    assert twilio(client, MessageStatus="receiving").json == {"result": "ignored"}


def test_a_report_of_a_gateway_is_recorded(client: FlaskClient, installation: Installation) -> None:
    body = json.dumps({"ref": "r-voice", "status": "replied", "at": "2026-03-02T09:00:00Z"}).encode()
    assert gateway(client, installation, body).json == {"result": "recorded"}
    assert [kind for kind, _ in all_events(installation)] == ["message_replied"]


def test_what_somebody_writes_back_to_twilio_is_heard_and_not_answered(
    client: FlaskClient, installation: Installation
) -> None:
    with installation.db.write() as session:
        debtor = session.scalars(select(ContactPoint.debtor_id)).one()
        session.add(ContactPoint(debtor_id=debtor, kind="mobile", value="+34600123456"))
    form = {"From": "+34600123456", "Body": "STOP", "MessageSid": "SM1", "OptOutType": "STOP"}
    signature = RequestValidator("token").compute_signature("http://cauce.test/hooks/messages/sms", form)
    answer = client.post("/hooks/messages/sms", data=form, headers={"X-Twilio-Signature": signature})
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert answer.text.endswith("<Response/>")
    assert [kind for kind, _ in all_events(installation)] == ["message_replied", "opted_out"]


def test_a_message_to_twilio_without_a_name_makes_no_sense(client: FlaskClient) -> None:
    form = {"From": "+34600123456", "Body": "STOP"}
    signature = RequestValidator("token").compute_signature("http://cauce.test/hooks/messages/sms", form)
    answer = client.post("/hooks/messages/sms", data=form, headers={"X-Twilio-Signature": signature})
    assert answer.status_code == 422


def test_what_somebody_writes_back_to_a_gateway_is_heard(client: FlaskClient, installation: Installation) -> None:
    body = json.dumps({"from": "+34600999999", "status": "replied", "text": "hola"}).encode()
    assert gateway(client, installation, body).status_code == 404
    body = json.dumps({"ref": "r-voice", "status": "replied", "text": "Mañana pago"}).encode()
    assert gateway(client, installation, body).json == {"result": "recorded"}
    assert [data["text"] for _, data in all_events(installation)] == ["Mañana pago"]


def test_a_bounced_mail_shuts_its_address(client: FlaskClient, installation: Installation) -> None:
    body = json.dumps({"ref": "<7@cauce.test>", "status": "bounced", "permanent": True}).encode()
    assert gateway(client, installation, body, channel="email").json == {"result": "recorded"}
    with installation.db.read() as session:
        assert session.scalars(select(ContactPoint.valid)).all() == [False]


def test_without_a_secret_nobody_reports_of_mails(installation: Installation) -> None:
    bare = Flask("bare")
    config = replace(installation.config, smtp_url="smtp://mail.test")
    for blueprint in blueprints(replace(installation, config=config)):
        bare.register_blueprint(blueprint)
    assert gateway(bare.test_client(), installation, b"{}", channel="email").status_code == 401


def test_a_channel_that_is_not_set_up_well_is_said_so(installation: Installation) -> None:
    bare = Flask("bare")
    config = replace(installation.config, sms_url="pigeon:")
    for blueprint in blueprints(replace(installation, config=config)):
        bare.register_blueprint(blueprint)
    assert bare.test_client().post("/hooks/messages/sms").status_code == 503


def test_a_wrong_signature_is_refused(client: FlaskClient, installation: Installation) -> None:
    for answer in (
        twilio(client, key="guessed", MessageStatus="delivered"),
        client.post("/hooks/messages/sms?ref=r-sms", data={"MessageStatus": "delivered"}),
        gateway(client, installation, b"{}", "a-secret-that-i-guessed"),
    ):
        assert answer.status_code == 401
        assert answer.content_type == "application/problem+json"
    assert all_events(installation) == []


@pytest.mark.parametrize("body", [b"[]", b'{"ref": "r-voice", "status": "eaten"}'])
def test_a_signed_report_that_makes_no_sense_is_refused(
    client: FlaskClient, installation: Installation, body: bytes
) -> None:
    answer = gateway(client, installation, body)
    assert (answer.status_code, answer.json["status"]) == (422, 422)


def test_a_message_that_is_not_ours_is_not_found(client: FlaskClient) -> None:
    assert twilio(client, ref="r-voice", MessageStatus="delivered").status_code == 404


@pytest.mark.parametrize("channel", ["letter", "whatsapp", "pigeon"])
def test_a_channel_that_does_not_report_is_not_found(client: FlaskClient, channel: str) -> None:
    assert client.post(f"/hooks/messages/{channel}").status_code == 404


def test_an_enormous_notice_is_refused_unread(client: FlaskClient) -> None:
    assert client.post("/hooks/messages/voice", data=b"x" * (LONGEST + 1)).status_code == 413


def test_a_get_changes_nothing(client: FlaskClient) -> None:
    assert client.get("/hooks/messages/sms?ref=r-sms").status_code == 405


Press = Callable[..., Any]

MENU = {
    "id": "s2",
    "kind": "menu",
    "text": "Si es usted, pulse 1.",
    "wait": 5,
    "tries": 2,
    "nothing": "",
    "keys": [
        {"key": "1", "act": "confirm", "say": ""},
        {"key": "3", "act": "call_back", "say": "Le llamaremos."},
        {"key": "9", "act": "stop", "say": "No le llamaremos más."},
    ],
}
SCRIPT = [
    {"id": "s1", "kind": "say", "text": "Hola, {{ debtor.full_name }}."},
    MENU,
    {"id": "s3", "kind": "say", "text": "Debe {{ account.balance | money(account.currency) }}."},
]


@pytest.fixture
def call(installation: Installation) -> Press:
    """What presses a key in a call that Twilio makes with a script of this installation's own."""
    with installation.db.write() as session:
        account = add_account(session, currency="EUR", principal=1_200, interest=0, fees=0)
        session.add(ContactPoint(debtor_id=account.debtor_id, kind="mobile", value="+34600123456"))
        number = account.id
        written = voice.words({"script": SCRIPT}, "es")
        source = TextSource(written["text"], "es", written["script"])
        template = TemplateFile("own_call", "voice", {"es": "Llamada", "en": "Call"}, {"es": source})
        templates.add(session, template, user_id=None, now=installation.clock.now())
    on_journey(installation)
    with installation.db.write() as session:
        put(
            session, number, "voice", template="own_call", state="sent", provider_ref="r-call", recipient="+34600123456"
        )
    bare = Flask("bare")
    config = replace(installation.config, voice_url="twilio://AC1:token@?from=%2B1555")
    for blueprint in blueprints(replace(installation, config=config)):
        bare.register_blueprint(blueprint)
    client = bare.test_client()

    def press(key: str, ref: str = "r-call", step: str = "s2") -> Any:  # noqa: ANN401 - a response
        path, form = f"/hooks/messages/voice?ref={ref}&step={step}", {"Digits": key, "CallSid": "CA1"}
        signature = RequestValidator("token").compute_signature(f"http://cauce.test{path}", form)
        return client.post(path, data=form, headers={"X-Twilio-Signature": signature})

    return press


def test_only_who_says_that_it_is_they_hears_what_they_owe(call: Press, installation: Installation) -> None:
    answer = call("1")
    assert (answer.status_code, answer.mimetype) == (200, "text/xml")
    assert "Debe 12,00 €." in answer.text
    call("1")
    ((kind, said),) = all_events(installation)
    assert (kind, said["step"], said["key"], said["act"]) == ("key_pressed", "s2", "1", "confirm")
    assert "Debe" not in call("7").text
    assert "Debe" not in call("1", step="s1").text


def test_keys_ask_for_a_call_back_and_for_no_more_calls(call: Press, installation: Installation) -> None:
    assert "Le llamaremos." in call("3").text
    assert [kind for kind, _ in all_events(installation)] == ["key_pressed", "help_requested"]
    assert "No le llamaremos más." in call("9").text
    assert [kind for kind, _ in all_events(installation)][2:] == ["key_pressed", "opted_out"]
    with installation.db.read() as session:
        out = session.scalars(select(ContactPoint.opted_out_at).where(ContactPoint.kind == "mobile")).all()
    assert all(out)
    assert "<Say" not in call("1").text


def test_a_key_of_a_call_that_is_not_ours_is_not_found(call: Press) -> None:
    assert call("1", ref="r-other").status_code == 404


def test_a_gateway_reports_keys_too(client: FlaskClient, installation: Installation) -> None:
    body = json.dumps({"ref": "r-voice", "status": "pressed", "step": "s2", "key": "1"}).encode()
    assert gateway(client, installation, body).json == {"result": "recorded"}
    assert [kind for kind, _ in all_events(installation)] == ["key_pressed"]
    assert gateway(client, installation, b'{"ref": "r-voice", "status": "pressed"}').status_code == 422
