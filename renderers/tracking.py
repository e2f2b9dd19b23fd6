"""Addresses of ours that carry where a link of one message leads, signed, and tell who followed it.

Nobody can make one that leads elsewhere, nothing has to be kept for it, and a template may change after the mail went
out. What is signed is no secret: the message's number, which link it is, and where it leads.
"""

import base64
import binascii
import re
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from hmac import compare_digest
from html import unescape
from struct import Struct
from struct import error as StructError  # noqa: N812 - the module calls it just error

GROUP = "tracking"
"""The group of the tokens that no author may use: one of them holds the key."""
LINKS, PIXEL = f"{GROUP}.links", f"{GROUP}.pixel"
TARGET, PAGE, PREFERENCES, OPENED, WRITTEN = range(5)
"""Where an address leads: to what it carries, to a page of ours, nowhere; of ``WRITTEN`` the target came as HTML."""
HEAD = Struct(">BHHQIB")  # kind, ordinal, how many links there are, message, expiry (seconds since 1970), label's bytes
SIGNATURE = 12  # bytes
LABEL_BYTES = 60
LONGEST = 2_000  # characters of a target; a longer one stays as it is
LAST_SECOND = 2**32 - 1
WEB = re.compile(r"https?://", re.IGNORECASE)


@dataclass(frozen=True)
class Address:
    """What an address of ours carries; ``total`` is how many links the mail has, ``expires`` in seconds since 1970."""

    kind: int
    ordinal: int
    total: int
    message_id: int
    expires: int
    label: str
    target: str


def context(base: str, key: bytes, message_id: int, expires: int) -> str:
    """The token ``tracking.links`` of one message; ``base`` is the address before ``/c/``."""
    return f"{base} {key.hex()} {message_id} {min(expires, LAST_SECOND)}"


def pixel(given: str) -> str:
    """The token ``tracking.pixel`` that goes with a ``context``."""
    made = _context(given)
    return f"{made.base}/o/{_signed(made.key, HEAD.pack(OPENED, 0, 0, made.message_id, made.expires, 0))}.gif"


def tracked(target: str, given: str | None, ordinal: int, total: int, label: str, kind: int) -> str:  # noqa: PLR0913, PLR0917 - what an address carries
    """The filter: the address under which a link of one message is followed up, or the link as it is."""
    if kind == WRITTEN:
        target, kind = unescape(target), TARGET
    if not given or len(target) > LONGEST or not WEB.match(target):
        return target
    made = _context(given)
    said = label.encode()[:LABEL_BYTES]
    head = HEAD.pack(kind, ordinal, total, made.message_id, made.expires, len(said))
    carried = b"" if kind else target.encode("utf-8", "replace")
    return f"{made.base}/c/{_signed(made.key, head + said + carried)}"


def read(token: str, key: bytes) -> Address | None:
    """What an address carries; None for one that we did not make."""
    try:
        signed = base64.b64decode(token.encode("ascii") + b"=" * (-len(token) % 4), b"-_", validate=True)
        body, signature = signed[:-SIGNATURE], signed[-SIGNATURE:]
        if not compare_digest(signature, _signature(key, body)):
            return None
        kind, ordinal, total, message_id, expires, size = HEAD.unpack_from(body)
    except (UnicodeEncodeError, binascii.Error, StructError):
        return None
    label, target = body[HEAD.size : HEAD.size + size], body[HEAD.size + size :]
    return Address(kind, ordinal, total, message_id, expires, label.decode("utf-8", "ignore"), target.decode())


@dataclass(frozen=True, slots=True)
class _Context:
    base: str
    key: bytes
    message_id: int
    expires: int


@lru_cache(maxsize=64)
def _context(given: str) -> _Context:
    base, key, message_id, expires = given.split(" ")
    return _Context(base, bytes.fromhex(key), int(message_id), int(expires))


def _signed(key: bytes, body: bytes) -> str:
    return base64.urlsafe_b64encode(body + _signature(key, body)).rstrip(b"=").decode("ascii")


def _signature(key: bytes, body: bytes) -> bytes:
    return blake2b(body, digest_size=SIGNATURE, key=key, person=b"cauce-link").digest()
