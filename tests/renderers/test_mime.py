"""Mails assembled by hand read back as what went in."""

import email
import email.policy
from datetime import UTC, datetime
from email.header import decode_header, make_header
from email.message import EmailMessage
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers import mime
from renderers.email import RenderedEmail
from renderers.errors import MailError

DATE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def built(subject: str = "Hi", html: str = "<p>x</p>", text: str = "x\n", **others: Any) -> bytes:  # noqa: ANN401  # the arguments of build
    facts = {"sender": "Cobros <cobros@cauce.test>", "recipient": "ana@a.test", "message_id": "<1.a@cauce.test>"}
    return mime.build(RenderedEmail(subject, html, text), **(facts | {"date": DATE} | others))


def read(raw: bytes) -> EmailMessage:
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    assert body is not None
    content: str = body.get_content()
    return content.replace("\r\n", "\n")


LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=400).map(
    lambda s: " ".join(s.split())
)
BODIES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=3000)


@given(subject=LINES, html=BODIES, text=BODIES)
def test_a_mail_reads_back_as_what_went_in(subject: str, html: str, text: str) -> None:
    raw = built(subject, html, text)
    message = read(raw)
    assert message["Subject"] == subject
    assert part(message, "plain") == text
    assert part(message, "html") == html
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    assert raw.isascii()


@given(name=LINES.filter(lambda name: 0 < len(name.encode()) <= mime.WORD_BYTES))
def test_a_display_name_reads_back(name: str) -> None:
    quoted = name.replace("\\", r"\\").replace('"', r"\"")
    message = read(built(sender=f'"{quoted}" <cobros@cauce.test>'))
    (address,) = message["From"].addresses
    assert address.addr_spec == "cobros@cauce.test"
    assert address.display_name == name


def test_an_address_may_have_no_name() -> None:
    assert read(built(recipient="ana@correo.test"))["To"] == "ana@correo.test"
    assert read(built(recipient="ana@münchen.test"))["To"] == "ana@xn--mnchen-3ya.test"


def test_a_long_display_name_is_folded_between_characters() -> None:
    name = "Administración de Créditos y Cobranzas del Río de la Plata 𐀀 S.A."
    line = email.message_from_bytes(built(sender=f'"{name}" <cobros@cauce.test>'))["From"]
    assert str(make_header(decode_header(line))) == f"{name} <cobros@cauce.test>"


def test_every_header_is_there() -> None:
    message = read(
        built(
            sender="Cobros Ñandú <cobros@cauce.test>",
            recipient="Ana Pérez <ana@münchen.test>",
            list_unsubscribe_url="https://a.test/u?x=1&y=2",
            headers={"X-Cauce-Message": "12", "X-Note": "año " * 300},
        )
    )
    assert message["From"].addresses[0].display_name == "Cobros Ñandú"
    assert message["To"].addresses[0].addr_spec == "ana@xn--mnchen-3ya.test"
    assert message["Date"].datetime == DATE
    assert message["Message-ID"] == "<1.a@cauce.test>"
    assert message["List-Unsubscribe"] == "<https://a.test/u?x=1&y=2>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["X-Cauce-Message"] == "12"
    assert message["X-Note"] == "año " * 300
    assert message.get_content_type() == "multipart/alternative"
    assert [inner.get_content_type() for inner in message.iter_parts()] == ["text/plain", "text/html"]


def test_without_an_address_for_it_there_is_no_unsubscribe_header() -> None:
    message = read(built())
    assert message["List-Unsubscribe"] is None
    assert message["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize(
    "others",
    [
        {"subject": "Hi\r\nBcc: x@a.test"},
        {"subject": "Hi\nX: y"},
        {"subject": "a\x00b"},
        {"subject": "a\u2028b"},
        {"sender": "A\r\nBcc: x@a.test <a@a.test>"},
        {"recipient": "ana@a.test\nBcc: x@a.test"},
        {"recipient": "ana@a.test, eva@a.test"},
        {"recipient": "ana"},
        {"recipient": ""},
        {"recipient": "a b@a.test"},
        {"recipient": "ñ@a.test"},
        {"recipient": "ana@a..test"},
        {"recipient": "ana@-a.test"},
        {"recipient": f"{'a' * 250}@a.test"},
        {"recipient": f"ana@{'a' * 70}.test"},
        {"message_id": "1@a.test"},
        {"message_id": "<1@a.test>\r\nX: y"},
        {"message_id": "<ñ@a.test>"},
        {"list_unsubscribe_url": "javascript:alert(1)"},
        {"list_unsubscribe_url": "https://a.test/>\r\nX: y"},
        {"headers": {"X-A": "b\r\nBcc: x@a.test"}},
        {"headers": {"X-A: b\r\nBcc": "x@a.test"}},
        {"headers": {"Subject": "two"}},
        {"headers": {"bcc": "x@a.test"}},
        {"headers": {"": "x"}},
    ],
    ids=str,
)
def test_nothing_can_be_injected_into_the_headers(others: dict[str, Any]) -> None:
    with pytest.raises(MailError):
        built(**others)


def test_the_boundary_differs_from_mail_to_mail() -> None:
    assert read(built()).get_boundary() != read(built(message_id="<2.a@cauce.test>")).get_boundary()
