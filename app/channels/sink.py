"""The demo's mail server: it takes every mail, sends none on, and keeps them for the studio to show."""

from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from app.channels import mailbox
from app.channels.mailbox import Mail, MailSummary, read_mail, read_mailbox
from app.clock import Clock, SystemClock

__all__ = ["Mail", "MailSummary", "Sink", "read_mail", "read_mailbox"]

MAX_BYTES = 20 * 1024 * 1024


class _Keeper:
    """Writes each mail down before it says yes."""

    def __init__(self, place: Path, clock: Clock) -> None:
        self._place = place
        self._clock = clock

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's
        """Keep one mail."""
        del server, session
        content = envelope.content
        data = content if isinstance(content, bytes) else str(content or "").encode()
        try:
            mailbox.keep(self._place, data, self._clock.wall())
        except OSError:
            return "452 There is no room for this mail"
        return "250 Kept"


class Sink:
    """A mail server on this machine only; ``port`` 0 takes a free one."""

    def __init__(self, home: Path, *, port: int = 0, clock: Clock | None = None) -> None:
        keeper = _Keeper(mailbox.folder(home), clock or SystemClock())
        self._controller: Any = Controller(
            keeper, hostname="127.0.0.1", port=port, data_size_limit=MAX_BYTES, ready_timeout=10, ident="Cauce"
        )

    @property
    def url(self) -> str:
        """The address for ``SMTP_URL``, once it has started."""
        host, port = self._controller.server.sockets[0].getsockname()[:2]
        return f"smtp://{host}:{port}"

    def start(self) -> None:
        """Serve from a thread of its own.

        Raises:
            OSError: the port is taken.
        """
        self._controller.start()

    def stop(self) -> None:
        """Finish."""
        self._controller.stop(no_assert=True)
