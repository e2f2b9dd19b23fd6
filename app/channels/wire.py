"""SMTP on an open connection: commands in groups where the server allows it, and every answer in its turn.

The standard library waits for the answer to each command. A server that announces PIPELINING (RFC 2920) takes sender,
recipient and ``DATA`` in one write, and those of the next mail behind the content of this one, so that a mail costs one
round trip instead of four.
"""

import re
import smtplib
import socket
from collections.abc import Sequence
from dataclasses import dataclass

LONGEST_LINE = 4_096  # bytes; RFC 5321 allows 512
MOST_LINES = 128  # of one answer

_REPLY_LINE = re.compile(rb"([2-5][0-9]{2})([ -]?)(.*)", re.DOTALL)


class NonsenseError(smtplib.SMTPException):
    """The server answered something that is not SMTP."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; the text of several lines is put into one."""

    code: int
    text: str

    @property
    def ok(self) -> bool:
        """Whether it is a yes (RFC 5321, 4.2.1)."""
        return self.code // 100 == 2  # noqa: PLR2004

    def __str__(self) -> str:
        """As it is kept with a message."""
        return f"{self.code} {self.text}".strip()


class Wire:
    """A connection that greeted, and signed in where it must. Raises OSError when it breaks, or an answer is late."""

    def __init__(self, client: smtplib.SMTP, seconds: float) -> None:
        found = client.sock
        if found is None:
            raise smtplib.SMTPServerDisconnected("The connection is closed.")
        found.settimeout(seconds)
        if found.family in {socket.AF_INET, socket.AF_INET6}:
            found.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.pipelining = client.has_extn("pipelining")
        self.sizes = client.has_extn("size")
        self._client = client
        self._socket = found
        self._answers = found.makefile("rb")

    def write(self, *parts: bytes) -> None:
        """Send all of this in one write."""
        self._socket.sendall(b"".join(parts))

    def reply(self) -> Reply:
        """Wait for the next answer."""
        texts: list[bytes] = []
        code = None
        for _ in range(MOST_LINES):
            line = self._answers.readline(LONGEST_LINE)
            if not line:
                raise smtplib.SMTPServerDisconnected("The server closed the connection.")
            found = _REPLY_LINE.fullmatch(line.rstrip(b"\r\n")) if line.endswith(b"\n") else None
            if found is None or (code is not None and found[1] != code):
                raise NonsenseError(f"The server answered {_text([line])!r}.")
            code = found[1]
            texts.append(found[3])
            if found[2] != b"-":
                return Reply(int(code), _text(texts))
        raise NonsenseError("The server's answer does not end.")

    def quit(self) -> None:
        """End politely if the server still listens."""
        try:
            self.write(b"QUIT\r\n")
            self.reply()
        except (OSError, smtplib.SMTPException):
            pass
        finally:
            self.drop()

    def drop(self) -> None:
        """Close the connection: a content without its end is taken by no server."""
        self._answers.close()
        self._client.close()


def announcement(sender: str, recipient: str, size: int | None) -> Sequence[bytes]:
    """The commands that come before a content; ``size`` in bytes where the server wants to know (RFC 1870)."""
    sized = "" if size is None else f" SIZE={size}"
    return f"MAIL FROM:<{sender}>{sized}\r\n".encode(), f"RCPT TO:<{recipient}>\r\n".encode(), b"DATA\r\n"


def stuffed(content: bytes) -> bytes:
    """A content in which no line begins with a single dot (RFC 5321, 4.5.2)."""
    if content.startswith(b"."):
        content = b"." + content
    return content.replace(b"\n.", b"\n..")


def end_of(content: bytes) -> bytes:
    """What follows a content to say that it is whole."""
    return b".\r\n" if content.endswith(b"\r\n") else b"\r\n.\r\n"


def _text(lines: Sequence[bytes]) -> str:
    return " ".join(b" ".join(lines).decode("utf-8", "replace").split())[:200]
