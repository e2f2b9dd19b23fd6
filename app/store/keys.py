"""API keys: ``cauce_<prefix>_<secret>``, of which only the SHA-256 is kept."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from app.errors import NotFoundError
from app.models import ApiKey

FORM = re.compile(r"cauce_([0-9a-f]{12})_([A-Za-z0-9_-]{43})")
USED_EVERY = timedelta(minutes=1)  # how exact used_at is: a key in a loop must not write on every request


def make(
    session: Session, *, name: str, scopes: Sequence[str], created_by: int | None, now: datetime
) -> tuple[ApiKey, str]:
    """Make a key; the second is the whole secret, which is kept nowhere."""
    prefix = secrets.token_hex(6)
    secret = f"cauce_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey(
        name=name, prefix=prefix, digest=_digest(secret), scopes=list(scopes), created_by=created_by, created_at=now
    )
    session.add(key)
    session.flush()
    return key, secret


def find(session: Session, secret: str) -> ApiKey | None:
    """The key that this is the secret of, unless it was revoked."""
    form = FORM.fullmatch(secret)
    if form is None:
        return None
    key = session.scalar(select(ApiKey).where(ApiKey.prefix == form[1]))
    if key is None or key.revoked_at is not None:
        return None
    return key if secrets.compare_digest(key.digest, _digest(secret)) else None


def everything(session: Session) -> Sequence[ApiKey]:
    """All keys, newest first, revoked ones too."""
    return session.scalars(select(ApiKey).order_by(ApiKey.id.desc())).all()


def stale(key: ApiKey, now: datetime) -> bool:
    """Whether it is time to note that the key is in use."""
    return key.used_at is None or now - key.used_at >= USED_EVERY


def note_use(session: Session, key_id: int, now: datetime) -> None:
    """Note that the key is in use."""
    unnoted = or_(ApiKey.used_at.is_(None), ApiKey.used_at <= now - USED_EVERY)
    session.execute(update(ApiKey).where(ApiKey.id == key_id, unnoted).values(used_at=now))


def revoke(session: Session, key_id: int, now: datetime) -> ApiKey:
    """Revoke a key at once; once revoked it stays so.

    Raises:
        NotFoundError: there is no such key.
    """
    key = session.get(ApiKey, key_id)
    if key is None:
        raise NotFoundError
    if key.revoked_at is None:
        key.revoked_at = now
        session.flush()
    return key


def _digest(secret: str) -> str:
    # A fast hash is right here: the secret has 256 bits and cannot be guessed.
    return hashlib.sha256(secret.encode()).hexdigest()
