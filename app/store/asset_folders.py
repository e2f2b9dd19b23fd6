"""The folders of the asset library: a tree of names."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Asset, AssetFolder

DEEPEST = 5  # folders inside each other
MOST = 1000


class FolderTakenError(ConflictError):
    """There is a folder of this name in the same place."""


class FolderFullError(ConflictError):
    """Only an empty folder can be deleted."""


class FolderPlaceError(ConflictError):
    """A folder cannot go inside itself, nor deeper than folders may."""


class TooManyFoldersError(ConflictError):
    """There are as many folders as there may be."""


def every(session: Session) -> list[tuple[AssetFolder, int]]:
    """All folders by name, each with how many assets lie in it."""
    counts = select(Asset.folder_id, func.count().label("assets")).group_by(Asset.folder_id).subquery()
    query = select(AssetFolder, func.coalesce(counts.c.assets, 0))
    query = query.outerjoin(counts, counts.c.folder_id == AssetFolder.id).order_by(AssetFolder.name, AssetFolder.id)
    return [(folder, count) for folder, count in session.execute(query)]


def require(session: Session, folder_id: int) -> AssetFolder:
    """One folder.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(AssetFolder, folder_id)
    if found is None:
        raise NotFoundError
    return found


def add(session: Session, *, name: str, parent_id: int | None, now: datetime) -> AssetFolder:
    """Make a folder.

    Raises:
        NotFoundError: there is no such parent.
        FolderTakenError: there is one of this name.
        FolderPlaceError: it would lie too deep.
        TooManyFoldersError: there are too many.
    """
    if (session.scalar(select(func.count()).select_from(AssetFolder)) or 0) >= MOST:
        raise TooManyFoldersError
    folder = AssetFolder(name=name, parent_id=parent_id, created_at=now)
    if len(_above(session, parent_id)) >= DEEPEST:
        raise FolderPlaceError
    session.add(folder)
    _flush(session)
    return folder


def change(session: Session, folder: AssetFolder, *, name: str, parent_id: int | None) -> None:
    """Give a folder another name or place.

    Raises:
        NotFoundError: there is no such parent.
        FolderTakenError: there is one of this name.
        FolderPlaceError: it would lie inside itself, or too deep.
    """
    above = _above(session, parent_id)
    if folder.id in above or len(above) + _height(session, folder.id) > DEEPEST:
        raise FolderPlaceError
    folder.name, folder.parent_id = name, parent_id
    _flush(session)


def remove(session: Session, folder: AssetFolder) -> None:
    """Delete an empty folder.

    Raises:
        FolderFullError: something lies in it.
    """
    below = session.scalar(select(func.count()).select_from(AssetFolder).where(AssetFolder.parent_id == folder.id))
    if below or count(session, folder.id):
        raise FolderFullError
    session.delete(folder)
    session.flush()


def count(session: Session, folder_id: int) -> int:
    """How many assets lie in a folder."""
    return session.scalar(select(func.count()).select_from(Asset).where(Asset.folder_id == folder_id)) or 0


def _above(session: Session, folder_id: int | None) -> list[int]:
    """A folder and all that it lies in."""
    found: list[int] = []
    while folder_id is not None and folder_id not in found:  # two who move at once may close a ring
        found.append(folder_id)
        folder_id = require(session, folder_id).parent_id
    return found


def _height(session: Session, folder_id: int) -> int:
    """How many folders lie inside each other from this one on."""
    level, height = [folder_id], 0
    while level:
        height += 1
        level = list(session.scalars(select(AssetFolder.id).where(AssetFolder.parent_id.in_(level))))
    return height


def _flush(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        raise FolderTakenError from error
