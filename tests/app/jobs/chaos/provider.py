"""A mail server that cannot be relied on: ``python -m tests.app.jobs.chaos.provider PORT MAILBOX SEED FAULTS``.

Whatever it takes it writes down durably, in the folder of the demo's mailbox, *before* it answers; a file there is an
acceptance. FAULTS is the share of mails with which something goes wrong, evenly: it takes one and hangs up without
an answer, answers only after a while, answers nonsense, or dies (somebody must start it again then); it hangs up
without taking it; it refuses for now, or for good.
"""

import asyncio
import contextlib
import os
import random
import re
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from app.channels import mailbox

REFUSALS = {"temporary": "451 later", "permanent": "554 never"}
FAULTS = ("hang_up", "slow", "nonsense", "die", "lost", *REFUSALS)
SLOW = 0.5  # seconds
TAKING = 0.02  # seconds for which it looks at a mail, at most
HEADER = re.compile(rb"(?im)^message-id:\s*(\S+)")


class Provider:
    """What it does with each mail is drawn from ``dice``."""

    def __init__(self, folder: Path, dice: random.Random, faults: float) -> None:
        self._folder = folder
        self._dice = dice
        self._faults = faults

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
            await self._say(writer, "220 ready")
            while line := await reader.readline():
                word = line.decode("ascii", "replace").strip().upper().partition(" ")[0].partition(":")[0]
                if not await self._answer(word, reader, writer):
                    break
        writer.close()

    async def _answer(self, word: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        if word == "EHLO":
            await self._say(writer, "250-provider\r\n250-PIPELINING\r\n250 8BITMIME")
        elif word == "QUIT":
            await self._say(writer, "221 bye")
            return False
        elif word == "DATA":
            await self._say(writer, "354 go on")
            content = await reader.readuntil(b"\r\n.\r\n")
            return await self._take(content, writer)
        else:
            await self._say(writer, "250 fine")
        return True

    async def _take(self, content: bytes, writer: asyncio.StreamWriter) -> bool:
        await asyncio.sleep(self._dice.uniform(0, TAKING))
        fault = self._dice.choice(FAULTS) if self._dice.random() < self._faults else ""
        if fault in REFUSALS:
            await self._say(writer, REFUSALS[fault])
            return True
        if fault == "lost":
            return False
        self._write_down(content)
        if fault == "hang_up":
            return False
        if fault == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        if fault == "slow":
            await asyncio.sleep(SLOW)
        await self._say(writer, "¿qué? no sé" if fault == "nonsense" else "250 taken")
        return True

    def _write_down(self, content: bytes) -> None:
        found = HEADER.search(content)
        assert found is not None
        mailbox.keep(self._folder, b"Message-ID: " + found.group(1) + b"\r\n\r\n", datetime.now(UTC))  # noqa: TID251

    async def _say(self, writer: asyncio.StreamWriter, line: str) -> None:
        writer.write(f"{line}\r\n".encode())
        await writer.drain()


async def serve(port: int, provider: Provider) -> None:
    """Serve until killed."""
    server = await asyncio.start_server(provider.talk, "127.0.0.1", port, limit=2**24)
    async with server:
        await server.serve_forever()


def main() -> None:
    """Run one provider."""
    port, folder, seed, faults = sys.argv[1:]
    asyncio.run(serve(int(port), Provider(Path(folder), random.Random(int(seed)), float(faults))))  # noqa: S311 - lots, not secrets


if __name__ == "__main__":
    main()
