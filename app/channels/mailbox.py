"""The mails that the demo's sink kept, one ``.eml`` file each, as the studio shows them."""

import hashlib
import itertools
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesHeaderParser, BytesParser
from email.utils import parsedate_to_datetime
from functools import lru_cache
from pathlib import Path

from app.errors import NotFoundError

CHANNEL = "X-Cauce-Channel"  # of a message that is no email
RECIPIENT = "X-Cauce-To"  # whom it would have reached

_KEY = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9]+-[0-9a-f]{24}")
_HEADERS = BytesHeaderParser(policy=policy.default)
_WHOLE = BytesParser(policy=policy.default)
_counter = itertools.count()


@dataclass(frozen=True)
class MailSummary:
    """A kept mail in a list; ``at`` is the mail's own date."""

    key: str
    at: datetime | None
    to: str
    subject: str
    message_id: str
    channel: str = "email"


@dataclass(frozen=True)
class Mail:
    """A kept mail, taken apart."""

    key: str
    subject: str
    sender: str
    to: str
    date: datetime | None
    headers: Mapping[str, str]
    html: str
    text: str
    channel: str = "email"


def folder(home: Path) -> Path:
    """Where an installation's sink keeps its mails."""
    return home / "mailbox"


def keep(place: Path, content: bytes, arrived: datetime) -> str:
    """Write one mail down; it appears whole or not at all. Returns its key."""
    place.mkdir(parents=True, exist_ok=True)
    message_id = _header(_HEADERS.parsebytes(content), "Message-ID")
    stamp = arrived.astimezone(UTC).strftime("%Y%m%dT%H%M%S%f")
    key = f"{stamp}-{os.getpid()}{next(_counter):06d}-{_digest(message_id)}"
    scratch = place / f".{key}.tmp"
    scratch.write_bytes(content)
    scratch.replace(place / f"{key}.eml")
    return key


def find(place: Path, message_id: str) -> str | None:
    """The key of the mail with this Message-ID, if it was kept."""
    found = next(place.glob(f"*-{_digest(message_id)}.eml"), None)
    return None if found is None else found.stem


def read_mailbox(home: Path, *, limit: int = 200) -> list[MailSummary]:
    """The mails that arrived last, newest first."""
    paths = sorted(folder(home).glob("*.eml"), key=lambda path: path.name, reverse=True)
    return [_summary(path) for path in paths[:limit]]


def read_mail(home: Path, key: str) -> Mail:
    """One mail by its key.

    Raises:
        NotFoundError: there is none.
    """
    path = folder(home) / f"{key}.eml"
    if not _KEY.fullmatch(key) or not path.is_file():
        raise NotFoundError("There is no such mail.")
    message = _WHOLE.parsebytes(path.read_bytes())
    return Mail(
        key=key,
        subject=_header(message, "Subject"),
        sender=_header(message, "From"),
        to=_recipient(message),
        date=_date(message),
        headers={name: str(value) for name, value in message.items()},
        html=_part(message, "html"),
        text=_part(message, "plain"),
        channel=_header(message, CHANNEL) or "email",
    )


@lru_cache(maxsize=1000)  # a mail that was kept never changes, and reading its headers takes milliseconds
def _summary(path: Path) -> MailSummary:
    with path.open("rb") as file:
        message = _HEADERS.parse(file)
    return MailSummary(
        key=path.stem,
        at=_date(message),
        to=_recipient(message),
        subject=_header(message, "Subject"),
        message_id=_header(message, "Message-ID"),
        channel=_header(message, CHANNEL) or "email",
    )


def _digest(message_id: str) -> str:
    return hashlib.sha256(message_id.strip().encode()).hexdigest()[:24]


def _header(message: EmailMessage, name: str) -> str:
    return str(message.get(name, "")).strip()


def _recipient(message: EmailMessage) -> str:
    return _header(message, RECIPIENT) or _header(message, "To")


def _date(message: EmailMessage) -> datetime | None:
    try:
        return parsedate_to_datetime(_header(message, "Date"))
    except ValueError:
        return None


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    if not isinstance(part, EmailMessage):
        return ""
    content = part.get_content()
    return content if isinstance(content, str) else ""
