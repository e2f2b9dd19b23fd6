"""Payments that debtors make."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class PaymentState(StrEnum):
    """How far a payment has come."""

    started = "started"
    succeeded = "succeeded"
    failed = "failed"
    interrupted = "interrupted"
    review = "review"  # the provider's notice does not match what was asked for; a person must look


class Payment(Base):
    """One attempt to pay; ``amount`` is in minor units of ``currency``."""

    __tablename__ = "payments"
    __table_args__ = (UniqueConstraint("provider", "provider_ref"), Index(None, "account_id"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    provider: Mapped[str] = mapped_column(String(40))
    provider_ref: Mapped[str] = mapped_column(String(200))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(16), default=PaymentState.started)
    error: Mapped[str | None] = mapped_column(String(500))
    data: Mapped[dict[str, Any]] = mapped_column(Document)
    started_at: Mapped[datetime] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
