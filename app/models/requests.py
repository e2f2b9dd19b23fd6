"""What waits for a second pair of eyes before it is published."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class RequestState(StrEnum):
    """What became of a request; ``stale`` is one whose draft was changed before anybody answered."""

    open = "open"
    approved = "approved"
    refused = "refused"
    withdrawn = "withdrawn"
    stale = "stale"


class PublishRequest(Base):
    """Somebody wants a draft published, exactly as it is: ``hash`` is that of the graph, as in a version.

    ``asked_actor`` is who, as the audit trail names them: nobody answers their own request.
    """

    __tablename__ = "publish_requests"
    __table_args__ = (
        Index(
            "uq_publish_requests_open",
            "journey_id",
            unique=True,
            postgresql_where=text("state = 'open'"),
            sqlite_where=text("state = 'open'"),
        ),
        Index("ix_publish_requests_journey_id", "journey_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id"))
    hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500))
    moves: Mapped[list[dict[str, Any]]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(10))
    asked_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_actor: Mapped[str] = mapped_column(String(300))
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    answer: Mapped[str | None] = mapped_column(String(500))
    version_id: Mapped[int | None] = mapped_column(ForeignKey("journey_versions.id"))
