"""Keeps processes ready in which documents are compiled, since starting one takes a hundred times as long as compiling.

Each serves one document at a time. One that dies of a document, or takes too long, is replaced; the document's author
is told. A process ends when the one that started it does: it waits on a socket whose other end only its owner holds.
A fork of the owner lets go of it, and starts its own.
"""

import atexit
import os
import socket
import subprocess
import sys
from pathlib import Path

from renderers.compile_child import COMPILED, DOCUMENT, HEAD, receive
from renderers.errors import TemplateError

CHILD = Path(__file__).with_name("compile_child.py")
TIMEOUT = 20.0  # seconds of wall time
MAX_HTML = 4_000_000  # bytes
KEPT = 2  # processes that are kept when nothing is to be compiled
ENOUGH = 2_000  # documents after which a process is replaced, whatever it may have leaked


class Child:
    """One process that compiles; used by one thread at a time."""

    def __init__(self) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603  # this interpreter and a file of this package
                [sys.executable, "-I", str(CHILD)],
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        self._channel = ours
        self.served = 0

    def ask(self, document: bytes) -> tuple[int, bytes] | None:
        """What it says of a document (see ``compile_child``); None when it died of it. Raises TimeoutError."""
        self.served += 1
        self._channel.settimeout(TIMEOUT)
        try:
            self._channel.sendall(HEAD.pack(DOCUMENT, len(document)) + document)
            head = receive(self._channel, HEAD.size)
            if head is None:
                return None
            kind, size = HEAD.unpack(head)
            if size > MAX_HTML:
                raise TemplateError("The document becomes too large.")
            content = receive(self._channel, size)
        except (BrokenPipeError, ConnectionError):
            return None
        return None if content is None else (kind, content)

    @property
    def alive(self) -> bool:
        """Whether it can be asked: somebody else may have ended it while it waited."""
        return self._process.poll() is None

    def end(self) -> None:
        """Stop it, whatever it does."""
        self._channel.close()
        self._process.kill()
        self._process.wait()

    def let_go(self) -> None:
        """Forget it, in a fork of the process that it belongs to."""
        self._channel.close()
        self._process.returncode = 0  # it is not ours to wait for


class Compiler:
    """Compiles documents, from any number of threads."""

    def __init__(self) -> None:
        self._idle: list[Child] = []
        self._all: set[Child] = set()  # also those that are at work

    def compile(self, document: str) -> str:
        """The HTML of a document of strict MJML; raises TemplateError."""
        child = self._take()
        keep = False
        try:
            answer = child.ask(document.encode())
            keep = answer is not None and child.served < ENOUGH and len(self._idle) < KEPT
        except TimeoutError:
            raise TemplateError("The document takes too long to compile.") from None
        finally:
            if keep:
                self._idle.append(child)
            else:
                self._stop(child)
        if answer is None:
            raise TemplateError("The document cannot be compiled: it needs too much memory or time.")
        kind, content = answer
        if kind == COMPILED:
            return content.decode()
        raise TemplateError(f"The document is no MJML that can be compiled: {content.decode(errors='replace')}.")

    def end(self) -> None:
        """Stop the processes that wait for work."""
        while self._idle:
            self._stop(self._idle.pop())

    def let_go(self) -> None:
        """Forget the processes of the process that this one is a fork of."""
        for child in self._all:
            child.let_go()
        self._all.clear()
        self._idle.clear()

    def _take(self) -> Child:
        """A process that nobody else uses."""
        while True:
            try:
                child = self._idle.pop()
            except IndexError:
                child = Child()
                self._all.add(child)
                return child
            if child.alive:
                return child
            self._stop(child)

    def _stop(self, child: Child) -> None:
        self._all.discard(child)
        child.end()


COMPILER = Compiler()
"""The one of this process."""

atexit.register(COMPILER.end)
os.register_at_fork(after_in_child=COMPILER.let_go)
