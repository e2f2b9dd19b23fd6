"""A gateway of one's own: signed JSON, both ways."""

import base64
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app import signatures
from app.channels import addresses, webhook
from app.channels.contract import (
    ChannelDownError,
    Notice,
    Outgoing,
    Report,
    UnreadableReportError,
    UntrustedReportError,
)
from app.channels.webhook import WebhookChannel
from app.clock import SystemClock
from app.errors import ConfigError, DeliveryError
from renderers.pages import LayoutMissingError
from tests.app.channels.gateway import SILENCE, Gateway, gateway

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECRET = "a-secret-of-our-own"
TEXT = Outgoing(
    "cauce-7-ab", "", "+573001234567", "Hola, Lucía".encode(), name="Lucía Ortega", subject="Hola", language="es"
)


@pytest.fixture
def server() -> Iterator[Gateway]:
    with gateway() as found:
        yield found


def opened(server: Gateway, name: str = "sms") -> WebhookChannel:
    url = f"webhook+http://127.0.0.1:{server.port}/in?secret={SECRET}&rate=5"
    return webhook.open_channel(name, addresses.read("SMS_URL", url, ["webhook+http"]))


def test_a_message_is_posted_signed_and_named(server: Gateway) -> None:
    server.answers = [(202, {})]
    channel = opened(server)
    assert channel.send(TEXT).detail == "202"
    (request,) = server.taken
    assert request.path == "/in"
    assert request.headers["webhook-id"] == TEXT.ref
    assert signatures.problem(SECRET.encode(), request.headers, request.body, SystemClock().wall()) is None
    assert request.json == {
        "ref": "cauce-7-ab",
        "channel": "sms",
        "to": "+573001234567",
        "name": "Lucía Ortega",
        "subject": "Hola",
        "language": "es",
        "text": "Hola, Lucía",
    }
    assert channel.has(TEXT.ref) is False
    channel.close()


def test_a_letter_is_posted_as_pdf(server: Gateway) -> None:
    opened(server, "letter").send(replace(TEXT, content=b"<p>Hola</p>"))
    document = server.taken[0].json
    assert base64.b64decode(str(document["pdf"])).startswith(b"%PDF")
    assert document["pages"] == 1
    assert "text" not in document


def test_a_letter_that_cannot_be_laid_out_is_not_posted(server: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(DeliveryError, match="unbuildable") as caught:
        opened(server, "letter").send(replace(TEXT, content=b'<img src="http://x.test/a.png">'))
    assert caught.value.permanent

    def absent(html: str) -> None:
        raise LayoutMissingError(html)

    monkeypatch.setattr(webhook, "lay_out", absent)
    with pytest.raises(ChannelDownError, match="letters_off"):
        opened(server, "letter").send(TEXT)
    assert server.taken == []


@pytest.mark.parametrize(
    ("status", "permanent", "down"),
    [(400, True, False), (422, True, False), (429, False, False), (500, False, False), (302, False, False),
     (401, False, True), (404, False, True)],
)  # fmt: skip
def test_each_refusal_means_what_it_says(server: Gateway, status: int, permanent: bool, down: bool) -> None:
    server.answers = [(status, {"error": "no"})]
    with pytest.raises(DeliveryError) as caught:
        opened(server).send(TEXT)
    error = caught.value
    assert (error.permanent, error.unknown, isinstance(error, ChannelDownError)) == (permanent, False, down)
    assert len(server.taken) == 1, "no redirect is followed"


def test_silence_is_unknown(server: Gateway) -> None:
    server.answers = [(SILENCE, None)]
    channel = WebhookChannel("sms", f"http://127.0.0.1:{server.port}/", b"x" * 16, seconds=(1.0, 0.2))
    with pytest.raises(DeliveryError) as caught:
        channel.send(TEXT)
    assert caught.value.unknown


def notice(body: bytes, *, secret: str = SECRET, wall: datetime = NOW) -> Notice:
    return Notice("https://pay.test", signatures.sign(secret.encode(), "e-1", NOW, body), body, wall)


def test_a_report_is_understood(server: Gateway) -> None:
    said = {"ref": "r-1", "status": "bounced", "reason": "No such number", "permanent": True, "at": NOW.isoformat()}
    report = opened(server).read_report(notice(json.dumps(said).encode()))
    assert report == Report("r-1", "bounced", "No such number", permanent=True)


@pytest.mark.parametrize(
    "untrusted",
    [notice(b"{}", secret="another-secret-of-mine"), notice(b"{}", wall=NOW + timedelta(minutes=6))],
    ids=["another secret", "an old one"],
)
def test_a_report_that_proves_nothing_is_refused(server: Gateway, untrusted: Notice) -> None:
    with pytest.raises(UntrustedReportError):
        opened(server).read_report(untrusted)


@pytest.mark.parametrize(
    "body",
    [b"no json", b"[]", b'{"ref": "r"}', b'{"ref": "r", "status": "eaten"}'],
    ids=["no JSON", "a list", "no status", "an unknown status"],
)
def test_a_report_that_makes_no_sense_is_said_so(server: Gateway, body: bytes) -> None:
    with pytest.raises(UnreadableReportError):
        opened(server).read_report(notice(body))


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("webhook+https:///in?secret=a-secret-of-our-own", "must look like webhook+https://host/path?secret="),
        ("webhook+https://sms.test/in", "needs the option 'secret'"),
        ("webhook+https://sms.test/in?secret=short", "too short: 16 characters at least"),
        ("webhook+https://sms.test/in?secret=a-secret-of-our-own&x=1", "has the option 'x'"),
    ],
)
def test_a_setting_that_cannot_be_used_says_why(url: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        webhook.open_channel("sms", addresses.read("SMS_URL", url, ["webhook+https"]))
    assert words in str(caught.value)
