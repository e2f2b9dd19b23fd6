"""Email over SMTP: one connection that is kept, and an honest answer about every message.

Until the end of the content goes out, nothing was handed over and trying again is safe. From then until the server's
answer nobody can know, and plain SMTP cannot be asked: a break there is ``unknown``.
"""

import re
import smtplib
from collections.abc import Generator, Sequence
from dataclasses import replace
from email.utils import parseaddr
from functools import lru_cache
from pathlib import Path

from app.channels import console, mailbox
from app.channels.contract import (
    ChannelDownError,
    Incoming,
    Notice,
    Outgoing,
    Pressed,
    Receipt,
    Report,
    UntrustedReportError,
)
from app.channels.reports import read_signed
from app.channels.server import SmtpServer, connect, parse_server, said
from app.channels.signing import Signer, signer_of
from app.channels.wire import NonsenseError, Reply, Wire, announcement, end_of, stuffed
from app.config import Config
from app.errors import DeliveryError
from app.reasons import reason

__all__ = ["EmailChannel", "SmtpServer", "open_channel", "parse_server"]

ANSWER_SECONDS = 30.0
START_INPUT = 354
CLOSING = 421
TOO_MANY_RECIPIENTS = 552  # RFC 5321, 4.5.3.1.10: after RCPT it means 452, to be tried again
TEMPORARY = range(400, 500)
SIGN_IN = frozenset({530, 534, 535, 538})  # RFC 4954: the settings are to blame, not the message
REFUSALS = ("refused_sender", "refused_recipient", "refused_message")  # by MAIL, RCPT, DATA
RCPT, DATA = 1, 2  # the places of their answers

_ADDRESS = re.compile(r"[!-;=?A-~]{1,64}@[A-Za-z0-9._:\[\]-]{1,255}")

Answer = Receipt | DeliveryError


class _ClosingError(smtplib.SMTPException):
    """The server says that it closes the connection."""


class EmailChannel:
    """Sends through one SMTP server, signed where there is a ``signer``.

    ``kept`` is the folder of the demo's sink, which can be asked afterwards.
    """

    name = "email"

    def __init__(
        self,
        server: SmtpServer,
        *,
        kept: Path | None = None,
        answer_seconds: float = ANSWER_SECONDS,
        signer: Signer | None = None,
    ) -> None:
        self._signer = signer
        self._server = server
        self._kept = kept
        self._answer_seconds = answer_seconds
        self._wire: Wire | None = None
        self._ahead: str | None = None  # the mail that is announced already, behind the content of the one before
        self._refused = False  # a mail was announced and refused, so that the server must forget it first

    def send(self, outgoing: Outgoing) -> Receipt:
        """Hand one mail over; a connection that the server closed while it was idle is opened again."""
        (answer,) = self.send_many([outgoing])
        if isinstance(answer, DeliveryError):
            raise answer
        return answer

    def send_many(self, outgoings: Sequence[Outgoing]) -> Generator[Answer]:
        """Hand mails over in their order and answer for each; ends early when nothing more can be sent.

        No content goes out before its turn: when the caller stops, only what was answered for is handed over.
        """
        try:
            signed = map(self._signed, outgoings)  # each when its turn is near
            following = next(signed, None)
            while following is not None:
                outgoing, following = following, next(signed, None)
                answer = self._send_one(outgoing, following)
                yield answer
                if isinstance(answer, DeliveryError) and (answer.unknown or isinstance(answer, ChannelDownError)):
                    return
        except BaseException:  # also when the caller stopped: the server may wait for a content that never comes
            self._drop()
            raise

    def has(self, ref: str) -> bool:
        """Whether the demo's sink kept a mail of this Message-ID; no other server can be asked."""
        return self._kept is not None and mailbox.find(self._kept, ref) is not None

    def read_report(self, notice: Notice) -> Report | Incoming | Pressed:
        """What whoever hears of bounces says, signed with the secret of the setting."""
        if not self._server.reports_secret:
            raise UntrustedReportError("SMTP_URL has no reports_secret.")
        return read_signed(self._server.reports_secret, notice)

    def close(self) -> None:
        """End the connection, politely if the server still listens."""
        wire, self._wire = self._wire, None
        if wire is not None:
            wire.quit()

    def _send_one(self, outgoing: Outgoing, following: Outgoing | None) -> Answer:
        try:
            return self._hand_over(self._announce(outgoing), outgoing, following)
        except DeliveryError as error:
            return error

    def _signed(self, outgoing: Outgoing) -> Outgoing:
        if self._signer is None:
            return outgoing
        return replace(outgoing, content=self._signer.sign(outgoing.content))

    def _announce(self, outgoing: Outgoing) -> Wire:
        """Name sender and recipient and ask to send the content; nothing is handed over yet."""
        envelope = _envelope(outgoing)
        kept = self._wire is not None
        wire = self._wire or connect(self._server, self._answer_seconds)
        self._wire = wire
        try:
            written, self._ahead = self._ahead == outgoing.ref, None
            replies = self._ask(wire, _commands(wire, envelope, outgoing), written=written)
            self._check(wire, replies)
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            if not kept:
                raise ChannelDownError(reason("server_down", said(error))) from error
            return self._announce(outgoing)  # it had gone stale, or its server takes no more mails on one connection
        return wire

    def _ask(self, wire: Wire, commands: Sequence[bytes], *, written: bool) -> list[Reply]:
        """The answers to the commands of a mail; a server that wants one at a time is not asked on after a no."""
        if self._refused:
            self._refused = False
            wire.write(b"RSET\r\n")
            if not _heard(wire).ok:
                raise NonsenseError("The server cannot forget a mail.")
        if wire.pipelining:
            if not written:
                wire.write(*commands)
            return [_heard(wire) for _ in commands]
        replies: list[Reply] = []
        for command in commands:
            wire.write(command)
            replies.append(_heard(wire))
            if not replies[-1].ok:
                break
        return replies

    def _check(self, wire: Wire, replies: Sequence[Reply]) -> None:
        """Go on when the server waits for the content; otherwise raise what its first no means."""
        invited = replies[-1].code == START_INPUT
        first = next((place for place, reply in enumerate(replies[:DATA]) if not reply.ok), DATA)
        if first == DATA and invited and len(replies) > DATA:
            return
        no = replies[first]
        if no.code < 400:  # noqa: PLR2004 - neither a no nor what was asked for
            raise NonsenseError(f"The server answered {no}.")
        if invited:  # RFC 2920, 3.1: it takes a content for nobody, so it gets an empty one
            wire.write(b".\r\n")
            _heard(wire)
        self._refused = not invited
        if no.code in SIGN_IN:
            raise ChannelDownError(reason("server_login", str(no)))
        temporary = no.code in TEMPORARY or (first == RCPT and no.code == TOO_MANY_RECIPIENTS)
        raise DeliveryError(reason(REFUSALS[first], str(no)), permanent=not temporary)

    def _hand_over(self, wire: Wire, outgoing: Outgoing, following: Outgoing | None) -> Receipt:
        """Send the content, and announce the following mail behind it where the server allows it."""
        ahead: Sequence[bytes] = ()
        if wire.pipelining and following is not None and (envelope := _good_envelope(following)):
            ahead = _commands(wire, envelope, following)
            self._ahead = following.ref
        try:
            content = outgoing.content if outgoing.dotless else stuffed(outgoing.content)
            wire.write(content, end_of(content), *ahead)
            reply = wire.reply()
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            raise DeliveryError(reason("unanswered", said(error)), permanent=False, unknown=True) from error
        if reply.code == CLOSING:
            self._drop()
            raise ChannelDownError(reason("server_down", str(reply)))
        if reply.code == START_INPUT:
            self._drop()
            raise DeliveryError(reason("unanswered", str(reply)), permanent=False, unknown=True)
        if not reply.ok:
            raise DeliveryError(reason("refused_message", str(reply)), permanent=reply.code not in TEMPORARY)
        return Receipt(str(reply))

    def _drop(self) -> None:
        wire, self._wire = self._wire, None
        self._ahead, self._refused = None, False
        if wire is not None:
            wire.drop()


def open_channel(config: Config) -> EmailChannel | None:
    """The email channel, if the settings name a mail server."""
    if not config.smtp_url or config.smtp_url == console.URL:
        return None
    server, kept = parse_server(config.smtp_url), mailbox.folder(config.home)
    return EmailChannel(server, kept=kept, signer=signer_of(config))


def _heard(wire: Wire) -> Reply:
    reply = wire.reply()
    if reply.code == CLOSING:
        raise _ClosingError(str(reply))
    return reply


def _commands(wire: Wire, envelope: tuple[str, str], outgoing: Outgoing) -> Sequence[bytes]:
    return announcement(*envelope, len(outgoing.content) if wire.sizes else None)


def _envelope(outgoing: Outgoing) -> tuple[str, str]:
    """Sender and recipient as SMTP carries them."""
    return _sender(outgoing.sender), _bare(outgoing.recipient)


def _good_envelope(outgoing: Outgoing) -> tuple[str, str] | None:
    """The same, or None when its own turn will tell that it cannot be sent."""
    try:
        return _envelope(outgoing)
    except DeliveryError:
        return None


def _bare(address: str) -> str:
    """The bare address, without a name and with its domain in ASCII."""
    if _ADDRESS.fullmatch(address):
        return address
    local, _, domain = parseaddr(address)[1].rpartition("@")
    try:
        bare = f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        bare = ""
    if not _ADDRESS.fullmatch(bare) or not address.isprintable():
        raise DeliveryError(reason("bad_address"), permanent=True)
    return bare


_sender = lru_cache(maxsize=64)(_bare)
