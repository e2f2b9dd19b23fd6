"""What debtors read: templates that came with imported journeys, beside the finished ones in ``renderers/gallery``."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class Template(Base):
    """A template of this installation's own, in all its languages.

    ``languages`` has for each language what ``renderers.sources.source_of`` takes: the text, and for an email or a
    letter what stands beside it. A key is never one of the gallery's.
    """

    __tablename__ = "templates"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    channel: Mapped[str] = mapped_column(String(16))
    name: Mapped[dict[str, Any]] = mapped_column(Document)  # {"es": ..., "en": ...}
    languages: Mapped[dict[str, Any]] = mapped_column(Document)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
