"""Channels that only show what would go out: ``SMTP_URL=console:`` and its like, for trying out and for tests."""

import sys
from dataclasses import dataclass, field
from typing import TextIO

from app.channels.contract import Outgoing, Receipt
from app.config import Config

URL = "console:"


@dataclass
class ConsoleChannel:
    """Keeps every message in ``sent``, and writes one line about it to ``stream`` where there is one."""

    name: str = "email"
    stream: TextIO | None = None
    sent: list[Outgoing] = field(default_factory=list)

    def send(self, outgoing: Outgoing) -> Receipt:
        """Show it."""
        self.sent.append(outgoing)
        if self.stream is not None:
            print(f"{self.name} {outgoing.ref} {len(outgoing.content)} bytes", file=self.stream, flush=True)
        return Receipt("shown")

    def has(self, ref: str) -> bool:
        """Whether it was shown by this process."""
        return any(outgoing.ref == ref for outgoing in self.sent)

    def close(self) -> None:
        """Nothing is open."""


class _Forgetful(list[Outgoing]):
    """Takes messages and keeps none, so that a long-lived worker does not grow."""

    def append(self, item: Outgoing) -> None:
        """Forget it."""


def open_channel(config: Config) -> ConsoleChannel | None:
    """The console in the place of email, where the settings ask for it."""
    return open_for("email") if config.smtp_url == URL else None


def open_for(channel: str) -> ConsoleChannel:
    """The console in the place of any channel."""
    return ConsoleChannel(channel, stream=sys.stdout, sent=_Forgetful())
