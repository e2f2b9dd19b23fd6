"""The process in which a document is compiled: MJML in, HTML out, within limits of memory and time.

The compiler holds the interpreter's lock while it works and can end its process on a hostile document; here it
harms nobody. The file is run by its path, in Python's isolated mode, and imports nothing of Cauce.
"""

import resource
import sys
from typing import BinaryIO

MEMORY = 1 << 30  # bytes of address space
SECONDS = 10  # of processor time
REFUSED = 3  # the exit code that says: the compiler refused the document, for the reason on standard error


def limit() -> None:
    """Bound what this process may use; it is killed when it takes more."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def run(source: BinaryIO, target: BinaryIO, complaints: BinaryIO) -> int:
    """Compile what ``source`` holds; the exit code is 0 or REFUSED."""
    import mjml  # noqa: PLC0415  # after the limits, so that they hold for it too

    document = source.read().decode()
    try:
        # No fonts: the compiler's own list would load them from Google. No loader: includes stay off.
        html = mjml.mjml2html(document, fonts={}, social_icon_origin="cauce-icon:")
    except ValueError as error:
        complaints.write(str(error).encode())
        return REFUSED
    target.write(html.encode())
    return 0


if __name__ == "__main__":  # pragma: no cover  # runs in the child, where nothing measures
    limit()
    sys.exit(run(sys.stdin.buffer, sys.stdout.buffer, sys.stderr.buffer))
