"""Mail over SMTP, against real servers on this machine."""

import socket
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.channels import ChannelDownError, Outgoing, console, email, open_channels
from app.channels.email import EmailChannel, SmtpServer, parse_server
from app.channels.mailbox import folder, read_mail, read_mailbox
from app.channels.sink import Sink
from app.errors import ConfigError, DeliveryError, NotFoundError
from app.installation import Installation
from tests.app.channels.smtp import say, scripted

MAIL = (
    b"From: Cobros <cobros@cauce.test>\r\nTo: lucia@correo.test\r\nSubject: =?utf-8?b?U3UgZGV1ZGE=?=\r\n"
    b"Message-ID: <1.0.ab@cauce.test>\r\nDate: Mon, 02 Mar 2026 09:00:00 +0000\r\n"
    b"Content-Type: text/plain; charset=utf-8\r\n\r\nBuenos d\xc3\xadas\r\n.una l\xc3\xadnea con punto\r\n"
)
OUTGOING = Outgoing("<1.0.ab@cauce.test>", "Cobros <cobros@cauce.test>", "lucia@correo.test", MAIL)


@pytest.fixture
def sink(tmp_path: Path) -> Iterator[Sink]:
    sink = Sink(tmp_path)
    sink.start()
    yield sink
    sink.stop()


def test_a_mail_arrives_as_it_was_handed_over(sink: Sink, tmp_path: Path) -> None:
    channel = EmailChannel(parse_server(sink.url), kept=folder(tmp_path))
    assert not channel.has(OUTGOING.ref)
    receipt = channel.send(OUTGOING)
    channel.send(Outgoing("<2.0.ab@cauce.test>", OUTGOING.sender, OUTGOING.recipient, MAIL.replace(b"<1.", b"<2.")))
    channel.close()
    assert receipt.detail.startswith("250")
    newest, first = read_mailbox(tmp_path)
    assert (newest.message_id, first.message_id) == ("<2.0.ab@cauce.test>", "<1.0.ab@cauce.test>")
    mail = read_mail(tmp_path, first.key)
    assert (mail.subject, mail.to, mail.sender) == ("Su deuda", "lucia@correo.test", "Cobros <cobros@cauce.test>")
    assert mail.text.splitlines() == ["Buenos días", ".una línea con punto"]
    assert mail.headers["Message-ID"] == OUTGOING.ref
    assert channel.has(OUTGOING.ref)
    assert not channel.has("<3.0.ab@cauce.test>")


@pytest.mark.parametrize("key", ["../cauce", "..", "", "/etc/passwd", "20260302T090000000000-1-zz", "a/b"])
def test_only_mails_can_be_read_from_the_mailbox(sink: Sink, tmp_path: Path, key: str) -> None:
    del sink
    (tmp_path / "cauce.eml").write_text("Subject: secret\n\n")
    with pytest.raises(NotFoundError):
        read_mail(tmp_path, key)


def test_an_empty_mailbox_is_a_list_without_mails(tmp_path: Path) -> None:
    assert read_mailbox(tmp_path) == []


PIPELINING = "250-mail.test\r\n250-SIZE 1000000\r\n250 PIPELINING"
HELLOS = pytest.mark.parametrize("hello", ["250 mail.test", PIPELINING], ids=["one by one", "in groups"])


@HELLOS
@pytest.mark.parametrize(
    ("answers", "permanent", "unknown", "down"),
    [
        pytest.param({"RCPT": "550 no such user"}, True, False, False, id="the recipient does not exist"),
        pytest.param({"RCPT": "550-no\r\n550 such user"}, True, False, False, id="a refusal in several lines"),
        pytest.param({"RCPT": "451 try later"}, False, False, False, id="the recipient is greylisted"),
        pytest.param({"RCPT": "452 too many recipients"}, False, False, False, id="too many recipients"),
        pytest.param({"RCPT": "552 too many recipients"}, False, False, False, id="too many, as old servers say it"),
        pytest.param({"MAIL": "553 not you"}, True, False, False, id="the sender is refused"),
        pytest.param({"MAIL": "530 sign in first"}, False, False, True, id="a sign-in is asked for"),
        pytest.param({"DATA": "554 no"}, True, False, False, id="data is refused"),
        pytest.param({"CONTENT": "552 too big"}, True, False, False, id="the content is refused"),
        pytest.param({"CONTENT": "452 full"}, False, False, False, id="the server is full"),
        pytest.param({"MAIL": "421 closing"}, False, False, True, id="the server is closing"),
        pytest.param({"CONTENT": "421 closing"}, False, False, True, id="it closes instead of taking the content"),
        pytest.param({"MAIL": ""}, False, False, True, id="it hangs up at the sender"),
        pytest.param({"RCPT": ""}, False, False, True, id="it hangs up at the recipient"),
        pytest.param({"DATA": ""}, False, False, True, id="it hangs up before the content"),
        pytest.param({"CONTENT": ""}, False, True, False, id="it hangs up after the content"),
        pytest.param({"CONTENT": None}, False, True, False, id="it takes the content and never answers"),
        pytest.param({"MAIL": None}, False, False, True, id="it never answers at all"),
        pytest.param({"MAIL": "garbage"}, False, False, True, id="nonsense before the content"),
        pytest.param({"RCPT": "354 go on"}, False, False, True, id="an answer to another question"),
        pytest.param({"DATA": "250 fine"}, False, False, True, id="a yes that invites nothing"),
        pytest.param({"MAIL": "250-fine\r\n550 or not"}, False, False, True, id="an answer that contradicts itself"),
        pytest.param({"CONTENT": "nonsense"}, False, True, False, id="nonsense after the content"),
        pytest.param({"CONTENT": "354 go on"}, False, True, False, id="it wants still more content"),
        pytest.param({"CONTENT": "x" * 9_000}, False, True, False, id="an answer without an end"),
    ],
)
def test_each_answer_is_understood(
    hello: str, answers: dict[str, str | None], permanent: bool, unknown: bool, down: bool
) -> None:
    with scripted(say(EHLO=hello, **answers), seconds=0.3) as channel, pytest.raises(DeliveryError) as caught:
        channel.send(OUTGOING)
    error = caught.value
    assert (error.permanent, error.unknown, isinstance(error, ChannelDownError)) == (permanent, unknown, down)


@HELLOS
def test_a_yes_in_several_lines_is_a_yes(hello: str) -> None:
    with scripted(say(EHLO=hello, MAIL="250-well\r\n250-let me see\r\n250 yes", CONTENT="250-a\r\n250 b")) as channel:
        assert channel.send(OUTGOING).detail == "250 a b"


def numbered(count: int) -> list[Outgoing]:
    """Mails to u0, u1, ... whose content says which they are."""
    return [
        Outgoing(f"<{n}.ab@cauce.test>", OUTGOING.sender, f"u{n}@correo.test", f"Subject: {n}\r\n\r\n.{n}\r\n".encode())
        for n in range(count)
    ]


@HELLOS
def test_many_mails_get_each_their_own_answer(hello: str) -> None:
    verdicts = {"u1": "550 unknown", "u3": "451 later"}

    def answer(line: str) -> str | None:
        if line.startswith("RCPT"):
            return verdicts.get(line.partition("<")[2].partition("@")[0], "250 fine")
        if line == "DATA" and heard and heard[-1] in {"u1", "u3"} and hello == PIPELINING:
            return "503 no recipient"
        return say(EHLO=hello)(line)

    def listening(line: str) -> str | None:
        if line.startswith("RCPT"):
            heard.append(line.partition("<")[2].partition("@")[0])
        return answer(line)

    heard: list[str] = []
    with scripted(listening) as channel:
        told = list(channel.send_many(numbered(6)))
    assert [isinstance(one, DeliveryError) for one in told] == [False, True, False, True, False, False]
    assert [one.permanent for one in told if isinstance(one, DeliveryError)] == [True, False]
    assert heard == [f"u{n}" for n in range(6)]


def test_whoever_takes_a_content_for_nobody_gets_an_empty_one() -> None:
    refused = iter(["550 unknown", "250 fine"])
    contents: list[str] = []

    def answer(line: str) -> str | None:
        if line == "CONTENT":
            contents.append(line)
            return "554 no recipients" if len(contents) == 1 else "250 fine"
        return next(refused) if line.startswith("RCPT") else say(EHLO=PIPELINING)(line)

    with scripted(answer) as channel:
        first, second = channel.send_many(numbered(2))
    assert isinstance(first, DeliveryError)
    assert first.permanent
    assert second == email.Receipt("250 fine")


@HELLOS
def test_who_stops_listening_has_nothing_more_handed_over(hello: str) -> None:
    contents: list[str] = []

    def answer(line: str) -> str | None:
        if line == "CONTENT":
            contents.append(line)
        return say(EHLO=hello)(line)

    with scripted(answer) as channel:
        mails = channel.send_many(numbered(5))
        next(mails)
        next(mails)
        mails.close()
        assert len(contents) == 2
        assert channel.send(OUTGOING).detail == "250 fine", "the next mail goes over a connection of its own"
    assert len(contents) == 3


def test_a_server_that_takes_few_mails_a_connection_gets_all_of_them() -> None:
    taken: list[str] = []

    def answer(line: str) -> str | None:
        if line.startswith("MAIL") and len(taken) in {2, 4} and closed[-1:] != [len(taken)]:
            closed.append(len(taken))
            return "421 enough for now"
        if line == "CONTENT":
            taken.append(line)
        return say(EHLO=PIPELINING)(line)

    closed: list[int] = []
    with scripted(answer) as channel:
        told = list(channel.send_many(numbered(6)))
    assert told == [email.Receipt("250 fine")] * 6
    assert (len(taken), closed) == (6, [2, 4])


def test_one_break_leaves_one_mail_unknown_and_ends_the_rest() -> None:
    contents: list[str] = []

    def answer(line: str) -> str | None:
        if line == "CONTENT":
            contents.append(line)
            return "250 fine" if len(contents) < 3 else ""
        return say(EHLO=PIPELINING)(line)

    with scripted(answer) as channel:
        *well, last = channel.send_many(numbered(6))
    assert well == [email.Receipt("250 fine")] * 2
    assert isinstance(last, DeliveryError)
    assert last.unknown


@pytest.mark.parametrize("address", ["a b@correo.test", "a@correo.test>\r\nRCPT TO:<b@correo.test", "", "a", "<>@x"])
def test_no_address_can_say_anything_to_the_server(address: str) -> None:
    heard: list[str] = []

    def answer(line: str) -> str | None:
        heard.append(line)
        return say(EHLO=PIPELINING)(line)

    bad = Outgoing(OUTGOING.ref, OUTGOING.sender, address, MAIL)
    with scripted(answer) as channel:
        first, second, third = channel.send_many([OUTGOING, bad, OUTGOING])
    assert isinstance(second, DeliveryError)
    assert second.permanent
    assert first == third == email.Receipt("250 fine")
    assert [line for line in heard if line.startswith("RCPT")] == ["RCPT TO:<lucia@correo.test>"] * 2


def test_a_refused_mail_does_not_spoil_the_next_one() -> None:
    refused = iter(["550 no such user", "250 fine"])
    heard: list[str] = []

    def answer(line: str) -> str | None:
        heard.append(line)
        return next(refused) if line.startswith("RCPT") else say()(line)

    with scripted(answer) as channel:
        with pytest.raises(DeliveryError):
            channel.send(OUTGOING)
        assert channel.send(OUTGOING).detail == "250 fine"
    assert [line for line in heard if line.startswith("ehlo")] == heard[:1], "one connection is kept"


def test_a_connection_that_went_stale_is_opened_again() -> None:
    mails = iter(["250 fine", "", "250 fine"])

    def answer(line: str) -> str | None:
        return next(mails) if line.startswith("MAIL") else say()(line)

    with scripted(answer) as channel:
        channel.send(OUTGOING)
        assert channel.send(OUTGOING).detail == "250 fine"


def test_a_dead_server_is_the_channel_s_fault() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    channel = EmailChannel(SmtpServer("127.0.0.1", port, False, False, "", ""))
    with pytest.raises(ChannelDownError, match=r"server_down: .*refused"):
        channel.send(OUTGOING)


def test_a_refused_sign_in_is_the_channel_s_fault(sink: Sink) -> None:
    server = parse_server(sink.url.replace("smtp://", "smtp://user:wrong@"))
    with pytest.raises(ChannelDownError, match="server_login: "):
        EmailChannel(server).send(OUTGOING)


def test_an_address_in_letters_that_smtp_lacks_is_refused_for_good(sink: Sink) -> None:
    bad = Outgoing(OUTGOING.ref, OUTGOING.sender, "josé@correo.test", MAIL)
    with pytest.raises(DeliveryError) as caught:
        EmailChannel(parse_server(sink.url)).send(bad)
    assert caught.value.permanent


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://mail.test", SmtpServer("mail.test", 25, False, False, "", "")),
        ("smtp://a%40b:p%2Fw@mail.test?starttls=1", SmtpServer("mail.test", 587, False, True, "a@b", "p/w")),
        ("smtps://mail.test", SmtpServer("mail.test", 465, True, False, "", "")),
        ("smtps://u:p@mail.test:4650", SmtpServer("mail.test", 4650, True, False, "u", "p")),
    ],
)
def test_an_address_of_a_server_is_taken_apart(url: str, expected: SmtpServer) -> None:
    assert parse_server(url) == expected


@pytest.mark.parametrize("url", ["http://mail.test", "mail.test", "smtp://", "smtp://mail.test:port"])
def test_another_address_is_refused(url: str) -> None:
    with pytest.raises(ConfigError, match="SMTP_URL"):
        parse_server(url)


def test_the_settings_choose_the_channels(installation: Installation) -> None:
    config = installation.config
    assert open_channels(config) == {}
    assert isinstance(open_channels(replace(config, smtp_url="smtp://mail.test"))["email"], email.EmailChannel)
    assert isinstance(open_channels(replace(config, smtp_url="console:"))["email"], console.ConsoleChannel)
