"""One request to a place that was checked: no redirects, a small answer, and an end in time whatever happens."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPException
from typing import Literal

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from app.flow.destinations import Destination

MOST = 64 * 1024  # bytes of an answer that are read


@dataclass(frozen=True, slots=True)
class Posted:
    """What was answered; ``body`` is None where it is more than ``MOST``."""

    status: int
    body: bytes | None


@dataclass(frozen=True, slots=True)
class Silence:
    """There was no answer in time; ``why`` is the class of what went wrong."""

    why: str


def post(where: Destination, headers: dict[str, str], body: bytes, seconds: float) -> Posted | Silence:
    """Send ``body``, and read what is answered within so many seconds."""
    return _send("POST", where, headers, body, seconds)


def look(where: Destination, method: Literal["HEAD", "GET"], seconds: float) -> Posted | Silence:
    """Ask what is there, without sending anything."""
    return _send(method, where, {"User-Agent": "Cauce"}, None, seconds)


def _send(
    method: str, where: Destination, headers: dict[str, str], body: bytes | None, seconds: float
) -> Posted | Silence:
    try:
        with _connected(where, seconds) as (connection, over):
            connection.request(
                method,
                where.path,
                body=body,
                headers={"Host": _host_header(where), **headers},
                preload_content=False,
                decode_content=False,
            )
            answer = connection.getresponse()
            read = answer.read(MOST + 1)
            if over.is_set():  # what was cut may look like the end of an answer
                return Silence("TimeoutError")
            return Posted(answer.status, read if len(read) <= MOST else None)
    except (HTTPError, HTTPException, OSError) as error:
        return Silence(type(error).__name__)


@contextmanager
def _connected(where: Destination, seconds: float) -> Iterator[tuple[HTTPConnection, threading.Event]]:
    """A connection that is cut when the time is ``over``: a time-out alone begins anew with every byte that comes."""
    connection, over = _connection(where, seconds), threading.Event()
    watch = threading.Timer(seconds, _cut, [connection, over])
    watch.daemon = True
    watch.start()
    try:
        yield connection, over
    finally:
        watch.cancel()
        connection.close()


def _connection(where: Destination, seconds: float) -> HTTPConnection:
    if where.scheme == "http":
        return HTTPConnection(where.address, where.port, timeout=seconds)
    return HTTPSConnection(
        where.address,
        where.port,
        timeout=seconds,
        cert_reqs="CERT_REQUIRED",
        server_hostname=where.host,
    )


def _cut(connection: HTTPConnection, over: threading.Event) -> None:
    over.set()
    if connection.sock is not None:
        with suppress(OSError):
            connection.sock.shutdown(socket.SHUT_RDWR)


def _host_header(where: Destination) -> str:
    host = f"[{where.host}]" if ":" in where.host else where.host
    usual = {"https": 443, "http": 80}[where.scheme]
    return host if where.port == usual else f"{host}:{where.port}"
