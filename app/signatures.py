"""Signed webhooks as Standard Webhooks describes them: https://www.standardwebhooks.com.

The signature covers ``<id>.<timestamp>.<body>``; a header may hold several, separated by spaces, so that a secret can
be changed without losing notices.
"""

import base64
import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta

ID = "webhook-id"
TIMESTAMP = "webhook-timestamp"
SIGNATURE = "webhook-signature"
TOLERANCE = timedelta(minutes=5)  # how far the sender's clock may be from ours; older notices are replays
VERSION = "v1"


def sign(secret: bytes, webhook_id: str, at: datetime, body: bytes) -> dict[str, str]:
    """The three headers that go with ``body``."""
    timestamp = str(int(at.timestamp()))
    return {
        ID: webhook_id,
        TIMESTAMP: timestamp,
        SIGNATURE: f"{VERSION},{_signature(secret, webhook_id, timestamp, body)}",
    }


def id_of(headers: Mapping[str, str]) -> str:
    """The name of a notice, which stays the same however often it is sent; the signature covers it."""
    return {name.lower(): value for name, value in headers.items()}.get(ID, "")


def problem(secret: bytes, headers: Mapping[str, str], body: bytes, wall: datetime) -> str | None:
    """Why these headers do not prove who sent ``body``; None when they do. ``wall`` is the world's time."""
    lowered = {name.lower(): value for name, value in headers.items()}
    missing = [name for name in (ID, TIMESTAMP, SIGNATURE) if not lowered.get(name)]
    if missing:
        return f"The header {missing[0]} is missing."
    timestamp = lowered[TIMESTAMP]
    if not (timestamp.isascii() and timestamp.isdigit()):
        return f"The header {TIMESTAMP} must hold seconds since 1970."
    if abs(int(timestamp) - wall.timestamp()) > TOLERANCE.total_seconds():
        return f"The notice is more than {TOLERANCE.seconds // 60} minutes away from our clock."
    expected = f"{VERSION},{_signature(secret, lowered[ID], timestamp, body)}".encode()
    given = [one.encode() for one in lowered[SIGNATURE].split()]
    if not any(hmac.compare_digest(expected, one) for one in given):
        return "The signature does not fit the notice."
    return None


def _signature(secret: bytes, webhook_id: str, timestamp: str, body: bytes) -> str:
    signed = b".".join((webhook_id.encode(), timestamp.encode(), body))
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
