"""Another system, really listening, for webhooks to be called against."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Reply = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Crm:
    """What it was told, and how it answers: the replies in turn, the last one again and again."""

    url: str
    replies: list[Reply]
    told: list[tuple[dict[str, str], bytes]] = field(default_factory=list)

    @property
    def ids(self) -> list[str]:
        """The webhook-id of each notice."""
        return [headers["webhook-id"] for headers, _ in self.told]


def answer(status: int, document: Any = None, **headers: str) -> Reply:  # noqa: ANN401 - JSON
    """A plain answer."""
    return raw(status, b"" if document is None else json.dumps(document).encode(), **headers)


def raw(status: int, body: bytes, **headers: str) -> Reply:
    """An answer of these bytes."""

    def reply(to: BaseHTTPRequestHandler) -> None:
        to.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(body)

    return reply


@contextmanager
def listening(*replies: Reply) -> Iterator[Crm]:
    """A server on this machine for as long as the block takes."""
    crm = Crm("", list(replies))

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            crm.told.append(({name.lower(): value for name, value in self.headers.items()}, body))
            reply = crm.replies[min(len(crm.told), len(crm.replies)) - 1]
            try:
                reply(self)
            except OSError:
                self.close_connection = True  # whoever called did not wait

        def log_message(self, *said: object) -> None:
            del said

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    crm.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield crm
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)
