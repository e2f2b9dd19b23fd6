"""The brand kits of this installation. Where nobody made one, everything has the house's look."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import BrandKit, User
from app.store import mentions
from app.store.mentions import Mention
from renderers.brand import HOUSE, Brand, read_brand

MOST = 200  # kits of one installation
KEY_LENGTH = 50


class StaleKitError(ConflictError):
    """Somebody else saved this kit in the meantime: who, when, and the revision that it is at."""

    def __init__(self, revision: int, saved_by: str | None, saved_at: datetime) -> None:
        super().__init__()
        self.revision, self.saved_by, self.saved_at = revision, saved_by, saved_at


class KitInUseError(ConflictError):
    """Designs use this kit: ``where`` they are."""

    def __init__(self, where: Sequence[Mention]) -> None:
        super().__init__()
        self.where = list(where)


class DefaultKitError(ConflictError):
    """The default kit stays as long as there are others."""


class TooManyKitsError(ConflictError):
    """There are as many kits as an installation may have."""


def of_key(session: Session, key: str) -> Brand:
    """The brand of a key as designs name it: the default one for "" and for a kit that is there no more."""
    found = session.scalar(select(BrandKit).where(BrandKit.key == key)) if key else None
    return default(session) if found is None else brand_of(found)


def default(session: Session) -> Brand:
    """The brand of everything that names none."""
    found = session.scalar(select(BrandKit).where(BrandKit.is_default))
    return HOUSE if found is None else brand_of(found)


def brand_of(kit: BrandKit) -> Brand:
    """A kit as renderers take it."""
    return read_brand(kit.key, kit.name, kit.kit)


def every(session: Session) -> list[BrandKit]:
    """All kits: the default one first, the others by name."""
    return list(session.scalars(select(BrandKit).order_by(BrandKit.is_default.desc(), BrandKit.name, BrandKit.id)))


def require(session: Session, key: str) -> BrandKit:
    """One kit.

    Raises:
        NotFoundError: there is none.
    """
    found = session.scalar(select(BrandKit).where(BrandKit.key == key))
    if found is None:
        raise NotFoundError
    return found


def add(session: Session, *, name: str, kit: Mapping[str, Any], user_id: int | None, now: datetime) -> BrandKit:
    """Save a new kit; the first one is the default.

    Raises:
        BrandError: the kit cannot be used.
        TooManyKitsError: there are too many.
        ConflictError: somebody made one of this name at the same moment.
    """
    count = session.scalar(select(func.count()).select_from(BrandKit)) or 0
    if count >= MOST:
        raise TooManyKitsError
    key = _free_key(session, name)
    read_brand(key, name, kit)
    made = BrandKit(
        key=key,
        name=name,
        kit=dict(kit),
        revision=1,
        is_default=count == 0,
        created_by=user_id,
        created_at=now,
        saved_by=user_id,
        saved_at=now,
    )
    session.add(made)
    try:
        session.flush()
    except IntegrityError as error:
        raise ConflictError from error
    return made


def save(  # noqa: PLR0913 - each is one column
    session: Session,
    key: str,
    *,
    revision: int,
    name: str,
    kit: Mapping[str, Any],
    user_id: int | None,
    now: datetime,
) -> BrandKit:
    """Save what somebody changed of the kit as it was at ``revision``.

    Raises:
        NotFoundError: there is no such kit.
        StaleKitError: somebody else saved it in the meantime.
        BrandError: the kit cannot be used.
    """
    read_brand(key, name, kit)
    changed = (
        update(BrandKit)
        .where(BrandKit.key == key, BrandKit.revision == revision)
        .values(name=name, kit=dict(kit), revision=revision + 1, saved_by=user_id, saved_at=now)
        .returning(BrandKit.id)
        .execution_options(synchronize_session=False)
    )
    saved = session.scalar(changed)
    found = session.scalar(select(BrandKit).where(BrandKit.key == key).execution_options(populate_existing=True))
    if found is None:
        raise NotFoundError
    if saved is None:
        author = session.scalar(select(User.name).where(User.id == found.saved_by))
        raise StaleKitError(found.revision, author, found.saved_at)
    return found


def make_default(session: Session, key: str) -> BrandKit:
    """Let everything that names no kit have this one from now on.

    Raises:
        NotFoundError: there is no such kit.
    """
    kits = session.scalars(select(BrandKit).order_by(BrandKit.id).with_for_update()).all()
    found = next((kit for kit in kits if kit.key == key), None)
    if found is None:
        raise NotFoundError
    for kit in kits:
        if kit is not found:
            kit.is_default = False
    session.flush()  # there is at most one at any time
    found.is_default = True
    session.flush()
    return found


def remove(session: Session, key: str) -> BrandKit:
    """Delete a kit that nothing uses.

    Raises:
        NotFoundError: there is no such kit.
        DefaultKitError: it is the default, and not the only one.
        KitInUseError: designs use it.
    """
    found = require(session, key)
    others = session.scalar(select(func.count()).select_from(BrandKit).where(BrandKit.id != found.id))
    if found.is_default and others:
        raise DefaultKitError
    where = mentions.of_brand(session, key)
    if where:
        raise KitInUseError(where)
    session.delete(found)
    session.flush()
    return found


def _free_key(session: Session, name: str) -> str:
    """A key that reads like the name and that no kit has."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:KEY_LENGTH].strip("-") or "brand"
    taken = set(session.scalars(select(BrandKit.key).where(BrandKit.key.startswith(stem, autoescape=True))))
    free = (stem if number == 1 else f"{stem}-{number}" for number in range(1, MOST + 2))
    return next(key for key in free if key not in taken)
