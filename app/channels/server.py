"""Which mail server: its address taken apart, and a connection to it opened."""

import smtplib
import ssl
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from app.channels.contract import ChannelDownError
from app.channels.reports import SHORTEST_SECRET
from app.channels.wire import Wire
from app.errors import ConfigError
from app.reasons import reason

CONNECT_SECONDS = 10.0


@dataclass(frozen=True)
class SmtpServer:
    """Where mail goes: ``smtp://user:password@host:port?starttls=1`` or ``smtps://``, taken apart.

    ``reports_secret`` signs what others report of mails: bounces and the like.
    """

    host: str
    port: int
    tls: bool
    starttls: bool
    user: str
    password: str
    reports_secret: bytes = b""


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
    options = parse_qs(parts.query)
    secret = options.get("reports_secret", [""])[-1]
    if secret and len(secret) < SHORTEST_SECRET:
        raise ConfigError(f"SMTP_URL has a reports_secret that is too short: {SHORTEST_SECRET} characters at least.")
    return SmtpServer(
        host=parts.hostname,
        port=port,
        tls=tls,
        starttls=options.get("starttls", ["0"])[-1] in {"1", "true", "yes"},
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        reports_secret=secret.encode(),
    )


def connect(server: SmtpServer, answer_seconds: float) -> Wire:
    """Connect and sign in.

    Raises:
        ChannelDownError: it went wrong; that is the server's or the settings' fault, never a message's.
    """
    try:
        if server.tls:
            client: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=CONNECT_SECONDS, context=ssl.create_default_context()
            )
        else:
            client = smtplib.SMTP(server.host, server.port, timeout=CONNECT_SECONDS)
    except (OSError, smtplib.SMTPException) as error:
        raise ChannelDownError(reason("server_down", said(error))) from error
    try:
        client.ehlo_or_helo_if_needed()
        if server.starttls:
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        if server.user:
            client.login(server.user, server.password)
        return Wire(client, answer_seconds)
    except (OSError, smtplib.SMTPException) as error:
        client.close()
        raise ChannelDownError(reason("server_login", said(error))) from error


def said(error: Exception) -> str:
    """What a server or the network said, in one line."""
    if isinstance(error, smtplib.SMTPResponseException):
        words = error.smtp_error
        text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
        return f"{error.smtp_code} {' '.join(text.split())[:200]}"
    return " ".join(str(error).split())[:200] or type(error).__name__
