"""What is kept of drafts that were overwritten, and who has a journey open."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class Cause(StrEnum):
    """Why a draft was kept."""

    interval = "interval"  # a while had gone by since the last one was
    author = "author"  # somebody else began to change it
    take_over = "take_over"  # somebody else took over from whoever was editing
    merge = "merge"  # somebody's changes were put together with it
    restore = "restore"  # an older one was restored in its place
    named = "named"  # somebody asked for it
    aside = "aside"  # somebody's changes that clashed with another's: it never was the draft


class KeptDraft(Base):
    """A draft as it once was: never changed again, except for its name.

    ``revision`` is the one it had, None for what was put aside. ``saved_by`` and ``saved_at`` say who drew it and when
    (business time). Those without a name are bounded, see ``app.store.kept_drafts``.
    """

    __tablename__ = "kept_drafts"
    __table_args__ = (UniqueConstraint("journey_id", "revision"), Index(None, "journey_id", "kept_at"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id", ondelete="CASCADE"))
    revision: Mapped[int | None]
    graph: Mapped[dict[str, Any]] = mapped_column(Document)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    cause: Mapped[str] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(String(200))
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)  # wall time


class Sitting(Base):
    """A tab of a browser in which somebody has a journey open; forgotten when it was not heard of for a while.

    At most one of a journey edits, and the others look on. ``taken_by`` is who took over from this one. All times are
    wall time.
    """

    __tablename__ = "sittings"
    __table_args__ = (
        Index(
            "uq_sittings_editing",
            "journey_id",
            unique=True,
            postgresql_where=text("editing"),
            sqlite_where=text("editing"),
        ),
        Index(None, "seen_at"),
    )

    journey_id: Mapped[int] = mapped_column(
        ForeignKey("journeys.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    tab: Mapped[str] = mapped_column(String(40), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    editing: Mapped[bool]
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
