"""The demo's mail server: it takes every mail, sends none on, and keeps them for the studio to show."""

import asyncio
import socket
import threading
from pathlib import Path

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
        self._keeper = _Keeper(mailbox.folder(home), clock or SystemClock())
        self._port = port
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="mail-sink", daemon=True)

    @property
    def url(self) -> str:
        """The address for ``SMTP_URL``, once it has started."""
        return f"smtp://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Serve from a thread of its own.

        Raises:
            OSError: the port is taken.
        """
        try:
            listener = socket.create_server(("127.0.0.1", self._port))
        except OSError:
            self._loop.close()
            raise
        self._port = listener.getsockname()[1]
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._serve(listener), self._loop).result(10)

    def stop(self) -> None:
        """Finish: no new mail is taken, and those who are connected are cut off."""
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    async def _serve(self, listener: socket.socket) -> None:
        self._server = await self._loop.create_server(self._talk, sock=listener)

    async def _close(self) -> None:
        self._server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _talk(self) -> asyncio.Protocol:
        server: asyncio.Protocol = SMTP(
            self._keeper, data_size_limit=MAX_BYTES, hostname="localhost", ident="Cauce", loop=self._loop
        )
        return server
