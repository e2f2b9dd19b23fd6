"""The outbox: messages, what the contact rules said to them, and how much each provider may still be given.

A message points to its run, and has what else it needs of it copied; see ``app.models.flows``.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, SmallInteger, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Key, UtcDateTime


class MessageState(StrEnum):
    """Where a message stands; see docs/architecture.md for the state machine."""

    queued = "queued"
    held = "held"  # a required token is empty, or there is no address
    sending = "sending"  # marked before the provider is called
    sent = "sent"
    failed = "failed"  # the provider refused it for good
    unknown = "unknown"  # nobody knows whether the provider took it; never blindly sent again
    cancelled = "cancelled"  # the journey ended before it was handed over
    paused = "paused"  # was due while its journey was paused
    refused = "refused"  # a contact rule forbids it for good


class Message(Base):
    """The outbox: one message to one person, written in the transaction that moved them."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("run_id", "node", "visit", "channel"),
        Index(
            "ix_messages_waiting",
            "channel",
            "priority",
            "due_at",
            postgresql_where=text("state = 'queued'"),
            sqlite_where=text("state = 'queued'"),
        ),
        Index(
            "ix_messages_sending",
            "claimed_at",
            postgresql_where=text("state = 'sending'"),
            sqlite_where=text("state = 'sending'"),
        ),
        Index(
            "ix_messages_contacts",
            "debtor_id",
            "handed_at",
            postgresql_where=text("handed_at IS NOT NULL"),
            sqlite_where=text("handed_at IS NOT NULL"),
        ),
        Index(
            "ix_messages_open",
            "state",
            "journey_id",
            postgresql_where=text("state IN ('held', 'paused', 'unknown')"),
            sqlite_where=text("state IN ('held', 'paused', 'unknown')"),
        ),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    journey_id: Mapped[int] = mapped_column(Key)  # the run's, as the account is
    account_id: Mapped[int] = mapped_column(Key)
    debtor_id: Mapped[int | None] = mapped_column(Key)  # the account's, copied: contact rules count per person
    node: Mapped[str] = mapped_column(String(40))
    visit: Mapped[int]
    channel: Mapped[str] = mapped_column(String(16))
    template: Mapped[str] = mapped_column(String(100))
    state: Mapped[str] = mapped_column(String(12), default=MessageState.queued)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)  # business time before which it is not handed over
    priority: Mapped[int] = mapped_column(SmallInteger, default=1, server_default="1")  # 0 urgent, 1 normal, 2 low
    expires_at: Mapped[datetime | None] = mapped_column(
        UtcDateTime
    )  # business time after which it is not sent any more
    item: Mapped[str | None] = mapped_column(String(60))  # whom or what of a round it is about: guarantors:5
    attempt: Mapped[int] = mapped_column(SmallInteger, default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # wall time
    recipient: Mapped[str | None] = mapped_column(String(500))
    subject: Mapped[str | None] = mapped_column(String(500))
    provider_ref: Mapped[str | None] = mapped_column(String(200), unique=True)  # Message-ID or idempotency key
    digest: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of the bytes handed over, before DKIM signs them
    template_version: Mapped[str | None] = mapped_column(String(40))  # a number, or the release it came with
    template_digest: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of what its author wrote
    template_language: Mapped[str | None] = mapped_column(String(16))
    variant: Mapped[str | None] = mapped_column(String(8))  # which of several that compete
    tokens_digest: Mapped[str | None] = mapped_column(String(64))  # SHA-256 of the values filled in
    error: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    handed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # business time of the last attempt; a contact
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Refusal(Base):
    """A contact rule said no to a message, for now or for good. Never changed again."""

    __tablename__ = "refusals"
    __table_args__ = (Index(None, "message_id"), Index(None, "debtor_id"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id"))
    debtor_id: Mapped[int] = mapped_column(ForeignKey("debtors.id"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    rule: Mapped[str] = mapped_column(String(80))  # which rule of which set: CO/window
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)  # not before this; None is never


class Rate(Base):
    """How much may be sent right now through one account of a provider: a bucket that fills as wall time passes."""

    __tablename__ = "rates"

    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    level: Mapped[int] = mapped_column(Key)  # thousandths of a message
    filled_at: Mapped[datetime] = mapped_column(UtcDateTime)
