"""Brand kits: what makes a finished design the customer's own."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class BrandKit(Base):
    """The colours, fonts, logo, sender and legal words of one brand; ``kit`` is what ``renderers.brand`` reads.

    Designs name a kit by its key, which never changes; those that name none use the one that is ``is_default``.
    """

    __tablename__ = "brand_kits"
    __table_args__ = (
        Index(
            "uq_brand_kits_default",
            "is_default",
            unique=True,
            postgresql_where=text("is_default"),
            sqlite_where=text("is_default"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(100))
    kit: Mapped[dict[str, Any]] = mapped_column(Document)
    revision: Mapped[int]
    is_default: Mapped[bool]
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
