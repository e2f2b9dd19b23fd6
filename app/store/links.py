"""Signed links: what a message carries so that the debtor's page knows whose it is, without a login."""

import base64
import binascii
import hashlib
import struct
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache

from itsdangerous import BadSignature, Signer

from app.config import Config
from app.errors import CauceError

_FORM = struct.Struct(">QQI")  # account, message (0: none), expiry in seconds since 1970
_LAST_SECOND = 2**32 - 1


class LinkError(CauceError):
    """This link cannot be used.

    ``expired`` says that it was genuine once; otherwise it was cut off, changed or made up.
    """

    def __init__(self, *, expired: bool) -> None:
        super().__init__("This link has expired." if expired else "This link is not valid.")
        self.expired = expired


@dataclass(frozen=True)
class Link:
    """Whose page a link opens, and the message that carried it, if one did."""

    message_id: int | None
    account_id: int


def page_link(config: Config, message_id: int | None, account_id: int, expires_at: datetime) -> str:
    """The address of an account's page, good until ``expires_at`` (business time)."""
    return f"{config.public_url}/p/{page_token(config, message_id, account_id, expires_at)}"


def page_token(config: Config, message_id: int | None, account_id: int, expires_at: datetime) -> str:
    """The signed part of a page link; letters, digits, ``-``, ``_`` and ``.`` only."""
    expiry = min(int(expires_at.astimezone(UTC).timestamp()), _LAST_SECOND)
    body = base64.urlsafe_b64encode(_FORM.pack(account_id, message_id or 0, expiry)).rstrip(b"=")
    return _signer(config).sign(body).decode("ascii")


def preferences_link(config: Config, message_id: int | None, account_id: int, expires_at: datetime) -> str:
    """The address where a debtor says how they want to be contacted; one-click unsubscribe posts there too."""
    return f"{page_link(config, message_id, account_id, expires_at)}/preferences"


def both(config: Config, message_id: int, account_id: int, expires_at: datetime) -> tuple[str, str]:
    """A message's page link and preferences link, signed once."""
    page = page_link(config, message_id, account_id, expires_at)
    return page, f"{page}/preferences"


def tokens(config: Config, page: str, preferences: str) -> dict[str, str]:
    """The links of a message as its template names them: its page, that page's QR code, and our own pictures."""
    files = f"{config.public_url}/site/static"
    return {"link.page": page, "link.preferences": preferences, "link.qr": f"{page}/qr.png", "link.files": files}


def read_link(config: Config, token: str, now: datetime) -> Link:
    """Whose page this token opens at ``now`` (business time).

    Raises:
        LinkError: it is forged, cut off or expired.
    """
    try:
        body = _signer(config).unsign(token.encode("ascii"))
        account_id, message_id, expiry = _FORM.unpack(base64.urlsafe_b64decode(body + b"=" * (-len(body) % 4)))
    except (BadSignature, UnicodeEncodeError, binascii.Error, struct.error):
        raise LinkError(expired=False) from None
    if now.timestamp() > expiry:
        raise LinkError(expired=True)
    return Link(message_id=message_id or None, account_id=account_id)


def _signer(config: Config) -> Signer:
    return _signer_of(config.secret_key)


@lru_cache(maxsize=8)
def _signer_of(secret: str) -> Signer:
    return Signer(secret, salt="cauce.page-link", key_derivation="hmac", digest_method=_sha256)


def _sha256(data: bytes = b"") -> "hashlib._Hash":
    return hashlib.sha256(data)
