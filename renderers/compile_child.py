"""The process in which documents are compiled: MJML in, HTML out, within limits of memory and time.

The compiler holds the interpreter's lock while it works and can end its process on a hostile document; here it
harms nobody. The file is run by its path, in Python's isolated mode, and imports nothing of Cauce. It serves one
document after the other over the socket that is its standard input, and ends when the other side does.
"""

import resource
import signal
import socket
import struct
import sys
import time

MEMORY = 1 << 30  # bytes of address space
SECONDS = 10  # of processor time for one document
HEAD = struct.Struct(">BI")  # what kind of frame, and how many bytes follow
DOCUMENT, COMPILED, REFUSED = range(3)  # REFUSED: what follows is why the compiler refused the document


def limit() -> None:
    """Bound the memory that this process may use; it is killed when it takes more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def limit_time() -> None:
    """Bound the time of the next document; the process is killed when that takes more."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + SECONDS, hard))


def compiled(document: str) -> tuple[int, bytes]:
    """COMPILED and the HTML, or REFUSED and the reason."""
    import mjml  # noqa: PLC0415  # after the limits, so that they hold for it too

    try:
        # No fonts: the compiler's own list would load them from Google. No loader: includes stay off.
        html: str = mjml.mjml2html(document, fonts={}, social_icon_origin="cauce-icon:")
    except ValueError as error:
        return REFUSED, str(error).encode()
    return COMPILED, html.encode()


def receive(channel: socket.socket, count: int) -> bytes | None:
    """So many bytes; None when the other side ended before."""
    content = bytearray()
    while len(content) < count:
        piece = channel.recv(min(count - len(content), 1 << 20))
        if not piece:
            return None
        content += piece
    return bytes(content)


def serve(channel: socket.socket) -> None:
    """Answer documents until the other side ends."""
    while head := receive(channel, HEAD.size):
        document = receive(channel, HEAD.unpack(head)[1])
        if document is None:
            return
        limit_time()
        kind, content = compiled(document.decode())
        channel.sendall(HEAD.pack(kind, len(content)) + content)


if __name__ == "__main__":  # pragma: no cover  # runs in the child, where nothing measures
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started it ends it, also at Ctrl-C
    limit()
    compiled("<mjml><mj-body></mj-body></mjml>")  # loads the compiler
    serve(socket.socket(fileno=sys.stdin.fileno()))
