"""Which driver a channel has, as its setting says; and the demo's, which keep all in the mailbox."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.channels import addresses, configured, console, gateways, kept, limits_of, mailbox, open_channels
from app.channels.contract import ChannelDownError, Outgoing
from app.channels.folder import FolderChannel
from app.channels.kept import KeptChannel
from app.channels.twilio import TwilioChannel
from app.channels.webhook import WebhookChannel
from app.config import Config, load
from app.errors import ConfigError
from renderers.pages import LayoutMissingError

HOOK = "webhook+https://sms.test/in?secret=a-secret-of-our-own"
TEXT = Outgoing("cauce-7-ab", "", "+573001234567", "Hola, Lucía".encode(), name="Lucía", subject="Hola", language="es")


@pytest.fixture
def config(tmp_path: Path) -> Config:
    return load({"CAUCE_MODE": "test", "CAUCE_HOME": str(tmp_path)})


@pytest.mark.parametrize(
    ("channel", "url", "kind"),
    [
        ("sms", "twilio://AC1:x@?from=%2B1", TwilioChannel),
        ("whatsapp", "twilio://AC1:x@?from=%2B1", TwilioChannel),
        ("voice", "twilio://AC1:x@?from=%2B1", TwilioChannel),
        ("sms", HOOK, WebhookChannel),
        ("letter", HOOK, WebhookChannel),
        ("letter", "folder:/var/letters", FolderChannel),
        ("sms", "console:", console.ConsoleChannel),
        ("letter", "console:", console.ConsoleChannel),
        ("voice", "mailbox:", KeptChannel),
    ],
)
def test_a_setting_names_the_driver(config: Config, channel: str, url: str, kind: type) -> None:
    opened = open_channels(replace(config, **{f"{channel}_url": url}))
    assert set(opened) == {channel}
    assert isinstance(opened[channel], kind)
    assert opened[channel].name == channel
    assert configured(replace(config, **{f"{channel}_url": url})) == {channel}


@pytest.mark.parametrize(
    ("setting", "url", "words"),
    [
        ("sms", "smtp://mail", "SMS_URL must begin with one of twilio:, webhook+https:, webhook+http:, folder:"),
        ("sms", "+573001234567", "SMS_URL must begin with one of"),
        ("voice", "twilio://a:b@host:port?from=1", "VOICE_URL cannot be read: its port must be a number."),
        ("whatsapp", "folder:/var/x", "WHATSAPP_URL cannot be folder: only letters are put into one."),
        ("letter", "folder:letters", "LETTER_URL must name a folder from the root on, as in folder:/var/letters"),
        ("letter", "folder://host/letters", "LETTER_URL must name a folder from the root on"),
        ("letter", "folder:/letters?color=red", "LETTER_URL has the option 'color'; there is rate."),
        ("sms", "console:?rate=1", "SMS_URL has the option 'rate'; there is none."),
    ],
)
def test_a_setting_that_cannot_be_used_says_why(config: Config, setting: str, url: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        open_channels(replace(config, **{f"{setting}_url": url}))
    assert words in str(caught.value)


def test_settings_are_read_from_the_environment(tmp_path: Path) -> None:
    urls = {"SMS_URL": "console:", "WHATSAPP_URL": HOOK, "VOICE_URL": "console:", "LETTER_URL": "folder:/x"}
    read = load({"CAUCE_MODE": "test", "CAUCE_HOME": str(tmp_path), **urls})
    assert {name: gateways.url_of(read, channel) for channel, name in gateways.SETTINGS.items()} == urls
    demo = load({"CAUCE_MODE": "demo", "CAUCE_HOME": str(tmp_path), "SMS_URL": "console:"})
    assert (demo.sms_url, demo.letter_url) == ("console:", "mailbox:")


def test_only_a_demo_may_send_nothing_at_all(config: Config) -> None:
    with pytest.raises(ConfigError, match="SMS_URL is mailbox:, which sends nothing"):
        gateways.open_channel(replace(config, mode="production", sms_url="mailbox:"), "sms")


def test_a_rate_in_a_setting_limits_the_channel(config: Config) -> None:
    opened = open_channels(replace(config, letter_url="folder:/x?rate=0.5", sms_url="console:"))
    assert [(limit.name, limit.per_second) for limit in limits_of(opened["letter"])] == [("channel:letter", 0.5)]
    assert limits_of(opened["sms"]) == ()


def test_an_address_is_taken_apart() -> None:
    found = addresses.read("X", "twilio://a%40b:c%2Fd@host:81/p%20q?x=1&y=", ["twilio"])
    assert (found.user, found.password, found.host, found.port, found.path) == ("a@b", "c/d", "host", 81, "/p q")
    assert found.options == {"x": "1", "y": ""}


@pytest.mark.parametrize("channel", ["sms", "whatsapp", "voice", "letter"])
def test_the_demo_keeps_every_message_where_the_studio_shows_it(config: Config, channel: str) -> None:
    opened = kept.open_channel(channel, "X", config)
    assert opened.has(TEXT.ref) is False
    key = opened.send(TEXT).detail
    assert opened.has(TEXT.ref)
    (summary,) = mailbox.read_mailbox(config.home)
    assert (summary.key, summary.channel, summary.to) == (key, channel, "Lucía +573001234567")
    assert (summary.subject, summary.message_id) == ("Hola", TEXT.ref)
    mail = mailbox.read_mail(config.home, key)
    assert (mail.html if channel == "letter" else mail.text).strip() == "Hola, Lucía"
    assert (mail.channel, mail.to) == (channel, "Lucía +573001234567")
    opened.close()


def test_a_kept_letter_has_its_pdf_where_one_can_be_made(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = kept.open_channel("letter", "X", config)
    channel.send(TEXT)

    def absent(html: str) -> None:
        raise LayoutMissingError(html)

    monkeypatch.setattr(kept, "lay_out", absent)
    channel.send(replace(TEXT, ref="cauce-8-cd"))
    with_pdf, without = sorted(mailbox.folder(config.home).glob("*.eml"))
    assert b"application/pdf" in with_pdf.read_bytes()
    assert b"application/pdf" not in without.read_bytes()


def test_a_mailbox_that_cannot_be_written_to_takes_nothing(config: Config) -> None:
    mailbox.folder(config.home).write_text("no folder")
    with pytest.raises(ChannelDownError, match="folder_shut"):
        kept.open_channel("sms", "X", config).send(TEXT)
