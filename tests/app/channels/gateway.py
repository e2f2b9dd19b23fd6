"""A real HTTP server on this machine that takes messages as Twilio or a gateway of one's own would."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl

SILENCE = -1
"""An answer that never comes, though the request was taken."""


@dataclass
class Request:
    """What arrived."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def form(self) -> dict[str, str]:
        """The fields of a form."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @property
    def json(self) -> dict[str, object]:
        """A JSON document."""
        document: dict[str, object] = json.loads(self.body)
        return document


@dataclass
class Gateway:
    """Answers as told, each with (status, document); then takes the rest as Twilio does."""

    answers: list[tuple[int, object]] = field(default_factory=list)
    taken: list[Request] = field(default_factory=list)
    port: int = 0
    quit: threading.Event = field(default_factory=threading.Event)

    def next(self) -> tuple[int, object]:
        """The next answer."""
        number = len(self.taken)
        return self.answers.pop(0) if self.answers else (201, {"sid": f"SM{number:032d}", "status": "queued"})


@contextmanager
def gateway() -> Iterator[Gateway]:
    """A server for as long as a test needs it."""
    shared = Gateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            shared.taken.append(Request(self.path, {key.lower(): value for key, value in self.headers.items()}, body))
            status, document = shared.next()
            if status == SILENCE:
                shared.quit.wait(5)
                self.close_connection = True
                return
            content = document if isinstance(document, bytes) else json.dumps(document).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *words: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    shared.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield shared
    finally:
        shared.quit.set()
        server.shutdown()
        server.server_close()
        thread.join(5)
