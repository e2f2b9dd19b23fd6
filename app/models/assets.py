"""The asset library: pictures, films and documents that designs show, kept in the database as everything else is."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class AssetKind(StrEnum):
    """What an asset is, as its bytes say."""

    image = "image"
    video = "video"
    document = "document"
    captions = "captions"


class AssetFolder(Base):
    """A folder of the library; None is the top."""

    __tablename__ = "asset_folders"
    __table_args__ = (
        UniqueConstraint("parent_id", "name"),
        Index(
            "uq_asset_folders_top",
            "name",
            unique=True,
            postgresql_where=text("parent_id IS NULL"),
            sqlite_where=text("parent_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("asset_folders.id"))
    name: Mapped[str] = mapped_column(String(100))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class Asset(Base):
    """One thing of the library. ``hash`` is that of the bytes as they were sent: the same file is kept once.

    ``alt`` says what it shows, by language. Its files are those of ``AssetFile``.
    """

    __tablename__ = "assets"
    __table_args__ = (Index(None, "folder_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(200))
    folder_id: Mapped[int | None] = mapped_column(ForeignKey("asset_folders.id"))
    alt: Mapped[dict[str, Any]] = mapped_column(Document)
    search: Mapped[str] = mapped_column(String(2000))  # name and alt texts, folded
    hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AssetFile(Base):
    """One file that is served under its unguessable ``name``, and never changes.

    ``fits`` is 0 for the file itself, else the width that a smaller copy was made for. When an asset is replaced its
    old files are ``current`` no more; their names then lead to what came in their place.
    """

    __tablename__ = "asset_files"
    __table_args__ = (Index(None, "asset_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    asset_id: Mapped[int] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60), unique=True)
    fits: Mapped[int]
    current: Mapped[bool]
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]  # in pixels; 0 of what has none
    height: Mapped[int]
    size: Mapped[int]  # in bytes
    etag: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AssetPart(Base):
    """A piece of a file's bytes, so that a film is served without holding all of it."""

    __tablename__ = "asset_parts"

    file_id: Mapped[int] = mapped_column(
        ForeignKey("asset_files.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    place: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)
