"""Mails are signed with DKIM: verified by dkimpy on the very bytes that the mail server took."""

import base64
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import dkim
import pytest
from dkim.crypto import parse_pem_private_key

from app.channels import Outgoing, open_channels
from app.channels.email import EmailChannel, parse_server
from app.channels.mailbox import folder
from app.channels.signing import Signer, signer_of
from app.channels.sink import Sink
from app.cli.doctor import _dkim
from app.config import Config, load
from app.errors import ConfigError
from app.installation import Installation, open_installation
from app.store.samples import Samples
from renderers import gallery, mime, tokens
from renderers.email import compile_email

# A key made for this test alone: openssl genrsa -traditional 2048.
KEY = """-----BEGIN RSA PRIVATE KEY-----
MIIEowIBAAKCAQEAotyvedFkOBG8gYXrSo1U9fDdujHb2j2lKt4qj1NhVEEbnIpX
zdT4plCNoeTmBYQJbP1lQay0BMijWqHnR1mVcY+NmXuMw8U7tAVM8ST4SzOF6Ktm
WpLguZ2UxO7l0Eds5e+/PwIOtcoxTs98m1nZvCVZU5xS/3+WRw0lvXCJbrusJgyF
xkYLgdSVWtYa3r5s9apgeWHvjsLJJdIWw9Cl3JTuFyuocC+I21rtkhkCQtqxbXTQ
6vL0o4vAkv25oWs2KGFGCH2QW9tqWCcr+jU8/W3HkkWqUt5CV76j5S5KhZqTd9IO
cnhJA+H+v9IXsfbptfJwmtkT5kkcB9LU3ebQLwIDAQABAoIBADRspW+pH4GM9Akd
eqf85qRkbHtLIWIXBdvOuBR62pGsg57YSXtQWtnuhCjg7cpIvl//EWEanrgLfcnm
4/PruldbxlDpnF5IVveT3TiilepfI3PJ+KCfNweI2iKqY/+vfjZl/kHh/6o087pS
v+GiApy1yRNI9s6X21/zs3pPh23FKCg4/V5mHhJA7q04/5GpMU73rrkR2bVJcMXK
BN4ynW99XxGgOG+/GanZIGknlIw8lwO+g0smPY+VGTVomQidZa3NjzYWuVkDebtx
rjZdPD9kvVIk5scgA4Kl00NDGWMRWLu7aM6hfZeMtYm+2atzknU5CFJxJR8rTOB0
TlbZ88ECgYEAzHZzzqEZMaIuZpnEQyhAyo9H/Krg/DIJ0nJz+9LFkY1hlJ0xK96r
HQpeAG+9klTF8ClbWS0KZFZMEBA9pUaVoUWaSuLBIXuh35i5isPSWSxkjovcFMpC
+fpGCrCNNMeFwrOga/bM6+0OL8skgFTFM2kXRHydaoR0eDUwx0MLch0CgYEAy+nU
pJxABMdLTfBy3U+sfOzUAGM5LL84dApRQijGAugRSruEHvvTVIFyExCXdecT135H
yV2u/JKIGgGcqgmY7WJNFbP7vHIssbChc0sFwiuyYEJIqa1qINI9/MvmV/krfHB1
7IfGyTlDSqeLFh9jP4/MiwUrKdCw3YoybP8KObsCgYBfknbrfS4znyWlW/b7lVND
29nAZ3enKxSgRFOmwI0NTlLwjtGvOfQuLOxns9OfFPU5H3vNoVocMKJ5V74ZBXdn
3QsUOg4gwpOV2uPP01z9xdxzLTkAltLb2nrnAEPhCeqiaihwjvqWxUY+XOyA+B79
uv/fSYijg6qVjfdxDQvKmQKBgQC3mIZz25csdkAQIaFaMAVOyXEsFCqDZnwuxqdZ
GRsHvOjsz57qwrQJDy+liLfGWVMdID8ESAxoropKWA81bcS6X1qmYtISXv5s0mrb
Qr4hkHRfhO6lj1TRzlovhWqU5OzJcvxKBgnuXVeAHQ/20DXtIcz5kqLFWHgWT/qM
9qi/RwKBgF3SOcCGZ3H1bjHWH/iNkqz0sGpNerfQi6gIVvXPJnd4/FAOI6hM03vz
WyW0HHw4Bc6XNDJI2PBS78N+4GWWOkjLaY6OnfwkXlhw05NqWvB08aw8CBavvvdF
mr4u3qI1VPECP5D3fDJAUT4e9QwK823nnDe0Kta16LEd1q8YmDgV
-----END RSA PRIVATE KEY-----"""
SHORT = """-----BEGIN RSA PRIVATE KEY-----
MIIBOwIBAAJBALtMB7srpvkFk5sefF5RHY79k5atd6qzhNj+NPWYFXeSimOb6TaS
JY89RoHAKoVRaIbVny8sfg+AQkCq9WmJ/yECAwEAAQJAeQdHU6aAjhgRasJHYXcP
H7AyZ8KOOmsopEOYGz98V7foME+MV1TLmExgEn18rOPsXCBl76e/SNDeB4qF3TaZ
AQIhAPQ7MNhqstlmSy5RlqfGlLRT/H8bOp+MT7sVTMmls3XxAiEAxFKBUcNGgqlB
1oWkJpxfqedXZ7X+xpCVmfkTe4GbLDECIQCErrN2n2DSorQtUb3bIBMhdI80LoLG
st+N76Br3E2GwQIgFalAyYOxQPNp50CBlx0D1RxIYZIMFV6Ykw+PXb40H9ECIQC/
Ei59i9NXlWQE3aEwTvZcfOrN2GZnI4RYilnVeCHh6g==
-----END RSA PRIVATE KEY-----"""


@pytest.fixture
def config() -> Config:
    return load(
        {
            "CAUCE_MODE": "test",
            "MAIL_FROM": "Cobros <cobros@cauce.test>",
            "CAUCE_DKIM_KEY": KEY,
            "CAUCE_DKIM_SELECTOR": "s1",
        }
    )


@pytest.fixture
def examined(config: Config, tmp_path: Path) -> Iterator[Installation]:
    """An installation to examine; nothing of it is reached."""
    made = open_installation(replace(config, home=tmp_path, dkim_key=""))
    yield made
    made.close()


def signer(config: Config) -> Signer:
    found = signer_of(config)
    assert found is not None
    return found


def mail(recipient: str = "lucia@correo.test", name: str = "Lucía") -> bytes:
    template = compile_email(gallery.load("payment_reminder", "es"))  # type: ignore[arg-type] # an email
    known = {**Samples().built_in(), "debtor.first_name": name}
    return mime.build(
        template.encode(tokens.nest(known)),
        sender="Cobros <cobros@cauce.test>",
        recipient=recipient,
        message_id="<1.ab@cauce.test>",
        date=datetime(2026, 3, 2, 9, tzinfo=UTC),
        list_unsubscribe_url="https://pay.test/p/x/preferences",
        reply_to="ayuda@cauce.test",
    )


def verified(content: bytes, signed_by: Signer) -> bool:
    name, text = signed_by.record

    def dns(asked: bytes, timeout: int = 5) -> bytes | None:
        del timeout
        return text.encode() if asked.decode().rstrip(".") == name else None

    found: bool = dkim.verify(content, dnsfunc=dns)
    return found


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    sink = Sink(tmp_path)
    sink.start()
    yield sink
    sink.stop()


@pytest.mark.parametrize("name", ["Lucía", "أحمد 🙂", "<script>alert(1)</script>", ".\r\n.", "x" * 500])
def test_what_the_mail_server_took_verifies(config: Config, sink: Sink, tmp_path: Path, name: str) -> None:
    content = mail(name=name)
    channel = EmailChannel(parse_server(sink.url), kept=folder(tmp_path), signer=signer(config))
    outgoings = [
        Outgoing(f"<{n}.ab@cauce.test>", "cobros@cauce.test", "lucia@correo.test", content, dotless=True)
        for n in range(2)
    ]
    assert len(list(channel.send_many(outgoings))) == 2
    channel.close()
    kept = [path.read_bytes() for path in folder(tmp_path).glob("*.eml")]
    assert len(kept) == 2
    for taken in kept:
        assert verified(taken, signer(config))
        header, rest = taken.split(b"\r\nFrom:", 1)
        assert header.startswith(b"DKIM-Signature: ")
        assert hashlib.sha256(b"From:" + rest).digest() == hashlib.sha256(content).digest()  # what the evidence holds
        assert not verified(taken.replace(b"lucia@", b"lucio@", 1), signer(config))
        assert not verified(taken + b"more\r\n", signer(config))


def test_the_signature_covers_all_that_a_mailbox_provider_acts_on(config: Config) -> None:
    signed = message_from_bytes(signer(config).sign(mail()), policy=policy.default)
    covered = {part.strip() for part in str(signed["DKIM-Signature"]).split("h=")[1].split(";")[0].split(":")}
    assert {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "reply-to",
        "list-unsubscribe",
        "list-unsubscribe-post",
    } <= covered
    assert signed["Reply-To"] == "ayuda@cauce.test"


def test_the_domain_is_the_sender_s_unless_another_is_named(config: Config) -> None:
    assert signer(config).record[0] == "s1._domainkey.cauce.test"
    assert signer(replace(config, dkim_domain="Mail.Acme.example")).record[0] == "s1._domainkey.mail.acme.example"


def test_a_key_may_stand_in_a_file_or_in_one_line(config: Config, tmp_path: Path) -> None:
    path = tmp_path / "dkim.pem"
    path.write_text(KEY.replace("\n", "\r\n"))
    in_file = signer(replace(config, dkim_key=str(path)))
    in_line = signer(replace(config, dkim_key=KEY.replace("\n", "\\n")))
    assert in_file.record == in_line.record == signer(config).record
    assert KEY.splitlines()[-3] not in repr(in_file) + repr(config)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ("/nowhere/dkim.pem", "cannot be read"),
        ("-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----", "not encrypted"),
        ("-----BEGIN RSA PRIVATE KEY-----", "not encrypted"),
        (SHORT, "of 512 bits"),
        ("/dev/null", "neither an RSA key"),
        ("é", "cannot be read"),
        (sys.executable, "is no key in text"),
    ],
)
def test_a_key_that_cannot_be_used_is_told_in_plain_words(
    config: Config, examined: Installation, given: str, words: str
) -> None:
    broken = replace(config, dkim_key=given, smtp_url="smtp://127.0.0.1:1")
    with pytest.raises(ConfigError, match=words):
        signer_of(broken)
    with pytest.raises(ConfigError, match=words):
        open_channels(broken)
    finding = _dkim(replace(examined, config=broken))
    assert not finding.well
    assert words in finding.detail


def test_without_a_key_nothing_is_signed(examined: Installation) -> None:
    assert signer_of(examined.config) is None
    finding = _dkim(examined)
    assert finding.well
    assert "not signed" in finding.detail


def test_the_doctor_says_what_the_dns_must_hold(config: Config, examined: Installation) -> None:
    finding = _dkim(replace(examined, config=config))
    assert finding.well
    assert "s1._domainkey.cauce.test the TXT record: v=DKIM1; k=rsa; p=MIIB" in finding.detail
    assert parse_pem_private_key(KEY.encode())["publicExponent"] == 65537


class FakeKey:
    """What PyNaCl has, for a test where it is not installed."""

    def __init__(self, seed: bytes) -> None:
        self.verify_key = seed[::-1]


def test_an_ed25519_key_needs_pynacl_and_says_so(config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    seed = base64.b64encode(bytes(range(32))).decode()
    monkeypatch.setitem(sys.modules, "nacl.signing", None)
    with pytest.raises(ConfigError, match="needs the package PyNaCl"):
        signer_of(replace(config, dkim_key=seed))
    module: Any = type(sys)("nacl.signing")
    module.SigningKey = FakeKey
    monkeypatch.setitem(sys.modules, "nacl", type(sys)("nacl"))
    monkeypatch.setitem(sys.modules, "nacl.signing", module)
    found = signer(replace(config, dkim_key=seed))
    assert found.record[1] == "v=DKIM1; k=ed25519; p=" + base64.b64encode(bytes(range(32))[::-1]).decode()
    assert found.algorithm == b"ed25519-sha256"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("CAUCE_DKIM_DOMAIN", "acme example", "a name of the DNS"),
        ("CAUCE_DKIM_SELECTOR", "-x", "a name of the DNS"),
        ("CAUCE_TRACKING", "everything", "must be off, clicks, opens"),
    ],
)
def test_settings_that_cannot_be_used_are_refused(name: str, value: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words):
        load({"CAUCE_MODE": "test", name: value})


def test_settings_are_read_as_they_are_documented() -> None:
    read = load({"CAUCE_MODE": "test", "CAUCE_TRACKING": "off", "CAUCE_UNTRACKED": "fr, de", "CAUCE_DKIM_KEY": "/k"})
    assert (read.tracking, read.untracked, read.dkim_key) == (frozenset(), {"FR", "DE"}, "/k")
    assert (read.dkim_domain, read.dkim_selector) == ("", "cauce")
    assert load({"CAUCE_MODE": "test"}).tracking == {"clicks", "opens"}
    assert load({"CAUCE_MODE": "test", "CAUCE_TRACKING": "clicks"}).tracking == {"clicks"}
