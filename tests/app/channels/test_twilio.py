"""Twilio, or anything that speaks its API: a real server on this machine."""

import base64
import json
import logging
import socket
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from app.channels import addresses, twilio
from app.channels.contract import (
    ChannelDownError,
    Notice,
    Outgoing,
    Pressed,
    Report,
    UnreadableReportError,
    UntrustedReportError,
)
from app.channels.twilio import TwilioAccount, TwilioChannel
from app.errors import ConfigError, DeliveryError
from tests.app.channels.gateway import SILENCE, Gateway, gateway

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
TEXT = Outgoing("cauce-7-ab", "", "+573001234567", "Hola, Lucía & Co".encode(), language="es-CO")


@pytest.fixture
def server() -> Iterator[Gateway]:
    with gateway() as found:
        yield found


def opened(server: Gateway, name: str = "sms", **options: str) -> TwilioChannel:
    """A channel as its setting would open it."""
    more = "".join(f"&{key}={value}" for key, value in options.items())
    url = f"twilio://AC1:s%2Fcret@127.0.0.1:{server.port}?from=%2B15550100&scheme=http{more}"
    return twilio.open_channel(name, addresses.read("SMS_URL", url, ["twilio"]), "https://pay.test")


def fault(server: Gateway, channel: TwilioChannel | None = None) -> DeliveryError:
    with pytest.raises(DeliveryError) as caught:
        (channel or opened(server)).send(TEXT)
    return caught.value


def test_an_sms_is_handed_over_with_all_that_it_needs(server: Gateway) -> None:
    channel = opened(server)
    assert channel.send(TEXT).detail == f"SM{1:032d}"
    (request,) = server.taken
    assert request.path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert request.headers["authorization"] == "Basic " + base64.b64encode(b"AC1:s/cret").decode()
    assert request.form == {
        "To": "+573001234567",
        "From": "+15550100",
        "Body": "Hola, Lucía & Co",
        "StatusCallback": "https://pay.test/hooks/messages/sms?ref=cauce-7-ab",
    }
    channel.close()


def test_whatsapp_names_both_ends_as_twilio_wants(server: Gateway) -> None:
    opened(server, "whatsapp").send(TEXT)
    form = server.taken[0].form
    assert (form["To"], form["From"]) == ("whatsapp:+573001234567", "whatsapp:+15550100")


def test_a_messaging_service_may_stand_in_for_a_number(server: Gateway) -> None:
    account = TwilioAccount("AC1", "secret", "MG1", f"http://127.0.0.1:{server.port}")
    TwilioChannel("sms", account).send(TEXT)
    form = server.taken[0].form
    assert form["MessagingServiceSid"] == "MG1"
    assert "From" not in form
    assert "StatusCallback" not in form


def test_a_voice_reads_the_text_out_in_its_language(server: Gateway) -> None:
    opened(server, "voice").send(TEXT)
    (request,) = server.taken
    assert request.path == "/2010-04-01/Accounts/AC1/Calls.json"
    assert request.form["Twiml"].endswith('<Response><Say language="es-ES">Hola, Lucía &amp; Co</Say></Response>')
    assert request.form["StatusCallback"] == "https://pay.test/hooks/messages/voice?ref=cauce-7-ab"


SCRIPT = {
    "steps": [
        {"id": "s1", "kind": "say", "text": "Hola"},
        {
            "id": "s2",
            "kind": "menu",
            "text": "Pulse 1",
            "wait": 5,
            "tries": 1,
            "nothing": "Gracias",
            "keys": [{"key": "1", "act": "confirm", "say": ""}],
        },
        {"id": "s3", "kind": "say", "text": "Debe 12 €"},
    ]
}


def test_a_script_asks_for_a_key_before_it_goes_on(server: Gateway) -> None:
    channel = opened(server, "voice")
    channel.send(replace(TEXT, script=json.dumps(SCRIPT)))
    told = server.taken[0].form["Twiml"]
    assert 'action="https://pay.test/hooks/messages/voice?ref=cauce-7-ab&amp;step=s2"' in told
    assert "Debe" not in told
    assert "Debe 12 €" in channel.say_next(Pressed("cauce-7-ab", "s2", "1"), json.dumps(SCRIPT), "es")


def test_a_key_comes_back_signed(server: Gateway) -> None:
    channel = opened(server, "voice")

    def pressed(url: str, **form: str) -> Any:  # noqa: ANN401 - what a notice says
        body = urlencode(form).encode()
        signature = RequestValidator("s/cret").compute_signature(url, form)
        return channel.read_report(Notice(url, {"X-Twilio-Signature": signature}, body, NOW))

    url = "https://pay.test/hooks/messages/voice?ref=cauce-7-ab&step=s2"
    assert pressed(url, Digits="1", CallSid="CA1") == Pressed("cauce-7-ab", "s2", "1", "CA1")
    with pytest.raises(UnreadableReportError):
        pressed("https://pay.test/hooks/messages/voice?ref=cauce-7-ab", Digits="1", CallSid="CA1")


def test_an_approved_whatsapp_template_is_sent_with_its_variables(server: Gateway) -> None:
    variables = [
        {"value": "Lucía", "path": False},
        {"value": "12 €\n  hoy", "path": False},
        {"value": "https://pay.test/p/abc?x=1", "path": True},
    ]
    script = json.dumps({"sid": "HX" + "0" * 32, "variables": variables})
    opened(server, "whatsapp").send(replace(TEXT, script=script))
    opened(server, "whatsapp").send(replace(TEXT, script=json.dumps({"sid": "", "variables": variables})))
    approved, text = (request.form for request in server.taken)
    assert approved["ContentSid"] == "HX" + "0" * 32
    assert json.loads(approved["ContentVariables"]) == {"1": "Lucía", "2": "12 € hoy", "3": "p/abc?x=1"}
    assert "Body" not in approved
    assert text["Body"] == "Hola, Lucía & Co"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "http://localhost", "http://10.0.0.2", "http://[::1]:8"])
def test_twilio_is_not_told_of_an_address_it_cannot_reach(server: Gateway, address: str) -> None:
    url = f"twilio://AC1:x@127.0.0.1:{server.port}?from=%2B1555&scheme=http"
    twilio.open_channel("sms", addresses.read("SMS_URL", url, ["twilio"]), address).send(TEXT)
    assert "StatusCallback" not in server.taken[0].form


@pytest.mark.parametrize(
    ("status", "code", "permanent", "down"),
    [
        (400, 21211, True, False),
        (400, 21610, True, False),
        (429, 20429, False, False),
        (500, 20500, False, False),
        (503, 20503, False, False),
        (401, 20003, False, True),
        (404, 20404, False, True),
    ],
)
def test_each_refusal_means_what_it_says(server: Gateway, status: int, code: int, permanent: bool, down: bool) -> None:
    server.answers = [(status, {"code": code, "message": "No way", "status": status})]
    error = fault(server)
    assert (error.permanent, error.unknown, isinstance(error, ChannelDownError)) == (permanent, False, down)
    assert f"{code} " in str(error)
    assert "No way" in str(error)


def test_silence_after_the_request_was_taken_is_unknown(server: Gateway) -> None:
    server.answers = [(SILENCE, None)]
    account = TwilioAccount("AC1", "secret", "+1555", f"http://127.0.0.1:{server.port}")
    channel = TwilioChannel("sms", account, seconds=(1.0, 0.2))
    error = fault(server, channel)
    assert error.unknown
    assert not isinstance(error, ChannelDownError)
    assert len(server.taken) == 1
    assert channel.has(TEXT.ref) is False, "Twilio cannot be asked"


@pytest.mark.parametrize("document", [b"<html>", {"status": "queued"}], ids=["no JSON", "no sid"])
def test_a_yes_that_cannot_be_read_is_no_failure(server: Gateway, document: object) -> None:
    server.answers = [(201, document)]
    if document == b"<html>":
        assert fault(server).unknown
    else:
        assert opened(server).send(TEXT).detail == "None"


def test_a_server_that_is_away_takes_nothing() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        account = TwilioAccount("AC1", "secret", "+1555", f"http://127.0.0.1:{held.getsockname()[1]}")
        with pytest.raises(ChannelDownError):
            TwilioChannel("sms", account).send(TEXT)


def test_numbers_and_texts_of_people_are_not_logged(server: Gateway, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        opened(server).send(TEXT)
    assert "573001234567" not in caplog.text
    assert "Luc" not in caplog.text


CALLBACK = "https://pay.test/hooks/messages/sms?ref=r-1"


def notice(form: dict[str, str], *, key: str = "s/cret", url: str = CALLBACK) -> Notice:
    signature = RequestValidator(key).compute_signature(url, form)
    body = "&".join(f"{name}={value}" for name, value in form.items()).encode()
    return Notice(url, {"X-Twilio-Signature": signature}, body, NOW)


@pytest.mark.parametrize(
    ("form", "report"),
    [
        ({"MessageStatus": "sent"}, Report("r-1", "taken")),
        ({"MessageStatus": "delivered"}, Report("r-1", "delivered")),
        ({"MessageStatus": "read"}, Report("r-1", "opened")),
        (
            {"MessageStatus": "undelivered", "ErrorCode": "30003"},
            Report("r-1", "bounced", "undelivered 30003"),
        ),
        (
            {"MessageStatus": "undelivered", "ErrorCode": "30005"},
            Report("r-1", "bounced", "undelivered 30005", permanent=True),
        ),
        ({"CallStatus": "completed"}, Report("r-1", "delivered")),
        ({"CallStatus": "busy"}, Report("r-1", "bounced", "busy")),
        ({"MessageStatus": "receiving"}, None),
    ],
    ids=lambda case: next(iter(case.values())) if isinstance(case, dict) else None,
)
def test_a_status_callback_is_understood(server: Gateway, form: dict[str, str], report: Report | None) -> None:
    assert opened(server).read_report(notice(form)) == report


def test_a_callback_of_somebody_else_is_refused(server: Gateway) -> None:
    with pytest.raises(UntrustedReportError):
        opened(server).read_report(notice({"MessageStatus": "delivered"}, key="another"))
    unsigned = notice({"MessageStatus": "delivered"})
    with pytest.raises(UntrustedReportError):
        opened(server).read_report(Notice(unsigned.url, {}, unsigned.body, NOW))
    with pytest.raises(UntrustedReportError):
        opened(server).read_report(Notice(unsigned.url + "x", unsigned.headers, unsigned.body, NOW))


@pytest.mark.parametrize(
    ("form", "url"),
    [
        ({}, "https://pay.test/hooks/messages/sms?ref=r"),
        ({"MessageStatus": "sent"}, "https://pay.test/hooks/messages/sms"),
    ],
    ids=["no status", "no ref"],
)
def test_a_callback_that_makes_no_sense_is_said_so(server: Gateway, form: dict[str, str], url: str) -> None:
    with pytest.raises(UnreadableReportError):
        opened(server).read_report(notice(form, url=url))


@pytest.mark.parametrize(
    ("name", "url", "words"),
    [
        ("letter", "twilio://AC1:x@?from=+1", "cannot be twilio: it sends sms, voice, whatsapp"),
        ("sms", "twilio://AC1@?from=+1", "must look like twilio://SID:TOKEN@?from="),
        ("sms", "twilio://AC1:x@", "needs the option 'from'"),
        ("sms", "twilio://AC1:x@?from=%2B1&scheme=ftp", "has scheme=ftp"),
        ("sms", "twilio://AC1:x@?from=%2B1&color=red", "has the option 'color'"),
        ("sms", "twilio://AC1:x@?from=%2B1&rate=fast", "has rate=fast"),
        ("sms", "twilio://AC1:x@?from=%2B1&rate=0", "has rate=0"),
    ],
)
def test_a_setting_that_cannot_be_used_says_why(name: str, url: str, words: str) -> None:
    with pytest.raises(ConfigError, match="SMS_URL") as caught:
        twilio.open_channel(name, addresses.read("SMS_URL", url, ["twilio"]), "")
    assert words in str(caught.value)


def test_twilio_itself_is_meant_where_no_host_is_named() -> None:
    url = "twilio://AC1:x@?from=%2B1&rate=10&account_rate=30"
    channel = twilio.open_channel("sms", addresses.read("SMS_URL", url, ["twilio"]), "https://pay.test")
    assert channel._client.api.base_url == "https://api.twilio.com"
    assert [(limit.name, limit.per_second) for limit in channel.limits] == [
        ("channel:sms", 10.0),
        ("account:twilio:AC1", 30.0),
    ]
