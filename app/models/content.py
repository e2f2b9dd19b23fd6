"""What debtors read: templates of this installation's own, beside the finished ones in ``renderers/gallery``."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Dialect, ForeignKey, Index, String, Text, TypeDecorator, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class Verbatim(TypeDecorator[dict[str, Any]]):
    """A JSON object whose names keep their order, so that an editor gets back what it saved, byte for byte."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: dict[str, Any] | None, dialect: Dialect) -> str | None:
        """Write it down."""
        del dialect
        return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def process_result_value(self, value: str | None, dialect: Dialect) -> dict[str, Any] | None:
        """Read it."""
        del dialect
        found: dict[str, Any] | None = None if value is None else json.loads(value)
        return found


class Template(Base):
    """A template of this installation's own; its key is never one of the gallery's.

    ``draft`` is the document that the studio edits, under the optimistic lock ``revision``; None where the template
    came as words, with an imported journey, and nobody has changed it. ``version`` is the number of the newest that was
    published, and what it says is copied here, so that sending looks up one row: ``languages`` has for each language
    the words of its first variant as ``renderers.sources.source_of`` takes them, ``variants`` those that compete, by
    language, ``brand`` the kit as it was. A template that was never published has no version and no languages.
    """

    __tablename__ = "templates"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    key: Mapped[str] = mapped_column(String(100), unique=True)
    channel: Mapped[str] = mapped_column(String(16))
    name: Mapped[dict[str, Any]] = mapped_column(Document)  # {"es": ..., "en": ...}
    languages: Mapped[dict[str, Any]] = mapped_column(Document)
    variants: Mapped[dict[str, Any] | None] = mapped_column(Document)
    brand: Mapped[dict[str, Any] | None] = mapped_column(Document)
    page: Mapped[str | None] = mapped_column(String(100))
    version: Mapped[int | None]
    draft: Mapped[dict[str, Any] | None] = mapped_column(Verbatim)
    revision: Mapped[int] = mapped_column(default=1, server_default="1")
    published_revision: Mapped[int | None]  # of the draft that became the newest version
    saved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    archived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)


class TemplateVersion(Base):
    """A published template: never changed again. ``document`` is None where it came as words."""

    __tablename__ = "template_versions"
    __table_args__ = (UniqueConstraint("template_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id", ondelete="CASCADE"))
    number: Mapped[int]
    document: Mapped[dict[str, Any] | None] = mapped_column(Verbatim)
    languages: Mapped[dict[str, Any]] = mapped_column(Document)
    variants: Mapped[dict[str, Any] | None] = mapped_column(Document)
    brand: Mapped[dict[str, Any] | None] = mapped_column(Document)
    page: Mapped[str | None] = mapped_column(String(100))
    hash: Mapped[str] = mapped_column(String(64))
    note: Mapped[str] = mapped_column(String(500), default="")
    published_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)


class KeptTemplateDraft(Base):
    """A draft of a template as it once was: never changed again, except for its name."""

    __tablename__ = "kept_template_drafts"
    __table_args__ = (UniqueConstraint("template_id", "revision"), Index(None, "template_id", "kept_at"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    template_id: Mapped[int] = mapped_column(ForeignKey("templates.id", ondelete="CASCADE"))
    revision: Mapped[int]
    document: Mapped[dict[str, Any]] = mapped_column(Verbatim)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    name: Mapped[str | None] = mapped_column(String(200))
    kept_at: Mapped[datetime] = mapped_column(UtcDateTime)  # wall time


class SavedSection(Base):
    """A piece of a design under a name, to be used in others; ``component`` is the editor's own."""

    __tablename__ = "saved_sections"
    __table_args__ = (UniqueConstraint("channel", "name"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    channel: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))
    component: Mapped[dict[str, Any]] = mapped_column(Verbatim)
    created_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
