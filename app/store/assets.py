"""The asset library: what was taken in, and the files that are served of it."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import ConflictError, NotFoundError
from app.models import Asset, AssetFile, AssetKind, AssetPart
from app.store import mentions
from app.store.audit import containing
from app.store.mentions import Mention
from app.store.searchable import fold

PART = 512 * 1024  # bytes of a piece
SEARCH = 2000  # characters


class KnownAssetError(ConflictError):
    """The library has these very bytes already, as ``asset_id`` called ``name``."""

    def __init__(self, asset_id: int, name: str) -> None:
        super().__init__()
        self.asset_id, self.name = asset_id, name


class AssetInUseError(ConflictError):
    """Something shows this asset: ``where``."""

    def __init__(self, where: Sequence[Mention]) -> None:
        super().__init__()
        self.where = list(where)


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file to keep; ``fits`` is the width that a smaller copy is made for, 0 for the file itself."""

    fits: int
    media_type: str
    ending: str
    data: bytes
    width: int
    height: int
    etag: str


@dataclass(frozen=True, slots=True)
class Intake:
    """What came in: its kind, the hash of what was sent, and the files to keep, the largest first."""

    kind: AssetKind
    hash: str
    files: tuple[NewFile, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which assets to list; a folder of None is the top, and every folder where something is searched for.

    ``file`` is the name of a file that the asset has, or once had.
    """

    kind: str = ""
    search: str = ""
    folder_id: int | None = None
    everywhere: bool = False
    file: str = ""


def page(session: Session, wanted: Wanted, offset: int, limit: int) -> tuple[list[Asset], int]:
    """A page of the library, the newest first, and how many there are."""
    query = select(Asset)
    if wanted.kind:
        query = query.where(Asset.kind == wanted.kind)
    if wanted.search:
        query = query.where(Asset.search.like(containing(fold(wanted.search)), escape="!"))
    if not wanted.everywhere:
        query = query.where(Asset.folder_id == wanted.folder_id)
    if wanted.file:
        query = query.where(Asset.id.in_(select(AssetFile.asset_id).where(AssetFile.name == wanted.file)))
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    rows = session.scalars(query.order_by(Asset.changed_at.desc(), Asset.id.desc()).offset(offset).limit(limit))
    return list(rows), total


def require(session: Session, asset_id: int) -> Asset:
    """One asset.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Asset, asset_id)
    if found is None:
        raise NotFoundError
    return found


def files_of(session: Session, asset_ids: Sequence[int]) -> dict[int, list[AssetFile]]:
    """The files of some assets as they are now, each asset's own first, then its copies from the widest."""
    query = select(AssetFile).where(AssetFile.asset_id.in_(asset_ids), AssetFile.current)
    found: dict[int, list[AssetFile]] = {asset_id: [] for asset_id in asset_ids}
    for file in session.scalars(query.order_by(AssetFile.fits.desc())):
        found[file.asset_id].insert(0 if file.fits == 0 else len(found[file.asset_id]), file)
    return found


def add(  # noqa: PLR0913 - each is one column
    session: Session,
    intake: Intake,
    *,
    name: str,
    folder_id: int | None,
    alt: Mapping[str, str],
    user_id: int | None,
    now: datetime,
) -> Asset:
    """Keep what came in.

    Raises:
        KnownAssetError: the library has the very same bytes.
    """
    _refuse_known(session, intake)
    asset = Asset(
        kind=intake.kind,
        name=name,
        folder_id=folder_id,
        alt=dict(alt),
        search=_searched(name, alt),
        hash=intake.hash,
        created_by=user_id,
        created_at=now,
        changed_at=now,
    )
    try:
        with session.begin_nested():
            session.add(asset)
    except IntegrityError:
        _refuse_known(session, intake)  # somebody sent it at the same moment
        raise
    _keep(session, asset.id, intake, now)
    return asset


def replace(session: Session, asset: Asset, intake: Intake, *, now: datetime) -> None:
    """Put something else in the place of an asset; the addresses that are out there lead to it from now on.

    Raises:
        KnownAssetError: the library has the very same bytes.
    """
    _refuse_known(session, intake)
    old = update(AssetFile).where(AssetFile.asset_id == asset.id).values(current=False)
    session.execute(old.execution_options(synchronize_session=False))
    asset.hash, asset.changed_at = intake.hash, now
    session.flush()
    _keep(session, asset.id, intake, now)


def describe(session: Session, asset: Asset, *, name: str, folder_id: int | None, alt: Mapping[str, str]) -> None:
    """Give an asset another name, folder or alt texts."""
    asset.name, asset.folder_id, asset.alt = name, folder_id, dict(alt)
    asset.search = _searched(name, alt)
    session.flush()


def uses(session: Session, asset_id: int) -> list[Mention]:
    """What shows an asset, by any of the addresses that it has had."""
    names = session.scalars(select(AssetFile.name).where(AssetFile.asset_id == asset_id, AssetFile.fits == 0))
    return mentions.of_addresses(session, [f"/assets/{name.partition('.')[0]}" for name in names])


def remove(session: Session, asset: Asset) -> None:
    """Delete an asset that nothing shows.

    Raises:
        AssetInUseError: something does.
    """
    where = uses(session, asset.id)
    if where:
        raise AssetInUseError(where)
    session.delete(asset)
    session.flush()


def served(session: Session, name: str) -> tuple[AssetFile, bool]:
    """The file that an address leads to, and whether it is the very one of that name.

    Raises:
        NotFoundError: there is none.
    """
    found = session.scalar(select(AssetFile).where(AssetFile.name == name))
    if found is None:
        raise NotFoundError
    if found.current:
        return found, True
    instead = files_of(session, [found.asset_id])[found.asset_id]
    return next((file for file in instead if file.fits == found.fits), instead[0]), False


def known(session: Session, names: Iterable[str]) -> set[str]:
    """Those of these names that lead to a file; without names, without a query."""
    wanted = sorted(set(names))
    return set(session.scalars(select(AssetFile.name).where(AssetFile.name.in_(wanted)))) if wanted else set()


def part(session: Session, file_id: int, place: int) -> bytes:
    """One piece of a file's bytes, ``PART`` of them but in the last."""
    return session.scalars(select(AssetPart.data).where(AssetPart.file_id == file_id, AssetPart.place == place)).one()


def data_of(session: Session, file_id: int) -> bytes:
    """All bytes of a file."""
    query = select(AssetPart.data).where(AssetPart.file_id == file_id).order_by(AssetPart.place)
    return b"".join(session.scalars(query))


def _refuse_known(session: Session, intake: Intake) -> None:
    known = session.execute(select(Asset.id, Asset.name).where(Asset.hash == intake.hash)).first()
    if known is not None:
        raise KnownAssetError(known.id, known.name)


def _keep(session: Session, asset_id: int, intake: Intake, now: datetime) -> None:
    secret = secrets.token_hex(16)
    for new in intake.files:
        size = f"-{new.fits}" if new.fits else ""
        file = AssetFile(
            asset_id=asset_id,
            name=f"{secret}{size}.{new.ending}",
            fits=new.fits,
            current=True,
            media_type=new.media_type,
            width=new.width,
            height=new.height,
            size=len(new.data),
            etag=new.etag,
            created_at=now,
        )
        session.add(file)
        session.flush()
        pieces = range(0, len(new.data), PART)
        session.add_all(
            AssetPart(file_id=file.id, place=place, data=new.data[at : at + PART]) for place, at in enumerate(pieces)
        )
    session.flush()


def _searched(name: str, alt: Mapping[str, str]) -> str:
    return fold(" ".join([name, *alt.values()]))[:SEARCH]
