"""Email over SMTP: one connection that is kept, and an honest answer about every message.

Until the content goes out, nothing was handed over and trying again is safe. From its first byte until the server's
answer nobody can know, and plain SMTP cannot be asked: a break there is ``unknown``.
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from app.channels import console, mailbox
from app.channels.contract import ChannelDownError, Outgoing, Receipt
from app.config import Config
from app.errors import ConfigError, DeliveryError
from app.reasons import reason

CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 30.0
START_INPUT = 354
TEMPORARY = range(400, 500)
ANSWERS = frozenset({*range(200, 300), *range(400, 600)})  # what a content can be answered with; RFC 5321, 4.2.1

_DOT_LINE = re.compile(rb"(?m)^\.")


@dataclass(frozen=True)
class SmtpServer:
    """Where mail goes: ``smtp://user:password@host:port?starttls=1`` or ``smtps://``, taken apart."""

    host: str
    port: int
    tls: bool
    starttls: bool
    user: str
    password: str


def parse_server(url: str) -> SmtpServer:
    """Take an SMTP address apart.

    Raises:
        ConfigError: it is none.
    """
    try:
        parts = urlsplit(url)
        tls = parts.scheme == "smtps"
        port = parts.port or (465 if tls else 587 if parts.username else 25)
    except ValueError:
        raise ConfigError("SMTP_URL cannot be read: its port must be a number.") from None
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ConfigError("SMTP_URL must look like smtp://user:password@host:port or smtps://host.")
    return SmtpServer(
        host=parts.hostname,
        port=port,
        tls=tls,
        starttls=parse_qs(parts.query).get("starttls", ["0"])[-1] in {"1", "true", "yes"},
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )


class EmailChannel:
    """Sends through one SMTP server; ``kept`` is the folder of the demo's sink, which can be asked afterwards."""

    name = "email"

    def __init__(self, server: SmtpServer, *, kept: Path | None = None, answer_seconds: float = ANSWER_SECONDS) -> None:
        self._server = server
        self._kept = kept
        self._answer_seconds = answer_seconds
        self._client: smtplib.SMTP | None = None

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one mail over; a connection that the server closed while it was idle is opened again."""
        sender, recipient = _envelope(outgoing.sender), _envelope(outgoing.recipient)
        try:
            client = self._announce(sender, recipient)
        except DeliveryError:
            raise
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            raise ChannelDownError(reason("server_down", _reason(error))) from error
        return self._hand_over(client, outgoing.content)

    def has(self, ref: str) -> bool:
        """Whether the demo's sink kept a mail of this Message-ID; no other server can be asked."""
        return self._kept is not None and mailbox.find(self._kept, ref) is not None

    def close(self) -> None:
        """End the connection, politely if the server still listens."""
        client, self._client = self._client, None
        if client is not None:
            try:
                client.quit()
            except (OSError, smtplib.SMTPException):
                client.close()

    def _announce(self, sender: str, recipient: str) -> smtplib.SMTP:
        """Name sender and recipient and ask to send the content; nothing is handed over yet."""
        reused = self._client is not None
        client = self._client or self._connect()
        self._client = client
        try:
            self._expect(*client.mail(sender), "refused_sender")
        except (smtplib.SMTPServerDisconnected, OSError):
            if not reused:
                raise
            self.close()
            return self._announce(sender, recipient)
        self._expect(*client.rcpt(recipient), "refused_recipient")
        code, answer = client.docmd("DATA")
        if code != START_INPUT:
            self._expect(code, answer, "refused_message")
            raise ChannelDownError(reason("server_down", str(code)))
        return client

    def _hand_over(self, client: smtplib.SMTP, content: bytes) -> Receipt:
        body = _DOT_LINE.sub(b"..", content)
        try:
            client.send(body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n")
            code, answer = client.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop(client)
            raise DeliveryError(reason("unanswered", _reason(error)), permanent=False, unknown=True) from error
        if code not in ANSWERS:
            self._drop(client)
            raise DeliveryError(reason("unanswered", f"{code} {_text(answer)}"), permanent=False, unknown=True)
        self._expect(code, answer, "refused_message")
        return Receipt(f"{code} {_text(answer)}")

    def _drop(self, client: smtplib.SMTP) -> None:
        """Give up a connection on which nobody knows any more what an answer belongs to."""
        self._client = None
        client.close()

    def _expect(self, code: int, answer: bytes, refusal: str) -> None:
        """Go on after a yes; otherwise clear the way for the next mail and raise."""
        if 200 <= code < 300:  # noqa: PLR2004 - RFC 5321, 4.2.1
            return
        if code in {-1, 421}:
            self.close()
            raise ChannelDownError(reason("server_down", f"{code} {_text(answer)}"))
        self._reset()
        raise DeliveryError(reason(refusal, f"{code} {_text(answer)}"), permanent=code not in TEMPORARY)

    def _reset(self) -> None:
        try:
            if self._client is not None:
                self._client.rset()
        except (OSError, smtplib.SMTPException):
            self.close()

    def _connect(self) -> smtplib.SMTP:
        """Connect and sign in; whatever goes wrong here is the server's or the settings' fault, not the message's."""
        server = self._server
        try:
            if server.tls:
                client: smtplib.SMTP = smtplib.SMTP_SSL(
                    server.host, server.port, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
                )
            else:
                client = smtplib.SMTP(server.host, server.port, timeout=CONNECT_SECONDS)
        except (OSError, smtplib.SMTPException) as error:
            raise ChannelDownError(reason("server_down", _reason(error))) from error
        try:
            client.ehlo_or_helo_if_needed()
            if server.starttls:
                client.starttls(context=ssl.create_default_context())
                client.ehlo()
            if server.user:
                client.login(server.user, server.password)
        except (OSError, smtplib.SMTPException) as error:
            client.close()
            raise ChannelDownError(reason("server_login", _reason(error))) from error
        if client.sock is not None:
            client.sock.settimeout(self._answer_seconds)
        return client


def open_channel(config: Config) -> EmailChannel | None:
    """The email channel, if the settings name a mail server."""
    if not config.smtp_url or config.smtp_url == console.URL:
        return None
    return EmailChannel(parse_server(config.smtp_url), kept=mailbox.folder(config.home))


def _envelope(address: str) -> str:
    """The bare address as SMTP carries it."""
    local, _, domain = parseaddr(address)[1].rpartition("@")
    try:
        return f"{local.encode('ascii').decode()}@{domain.encode('idna').decode()}"
    except UnicodeError:
        raise DeliveryError(reason("bad_address"), permanent=True) from None


def _text(answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return " ".join(text.split())[:200]


def _reason(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return _text(str(error)) or type(error).__name__
