"""What a journey orders: tasks for people, and acts that Cauce itself carries out."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class TaskState(StrEnum):
    """Where a task for a person stands."""

    open = "open"
    done = "done"
    cancelled = "cancelled"  # the journey ended for this person
    expired = "expired"  # its deadline passed


class ActState(StrEnum):
    """Where an act stands."""

    queued = "queued"
    doing = "doing"  # somebody outside is being called
    done = "done"
    failed = "failed"  # not to be tried any more, unless a person says so


class Task(Base):
    """One thing that a person has to do about an account: a call, an approval. One for each visit of a node.

    What it is about (title, script, outcomes) are the settings of its node in that version. ``data`` is what was told
    with the outcome.
    """

    __tablename__ = "tasks"
    __table_args__ = (
        UniqueConstraint("run_id", "node", "visit"),
        Index(
            "ix_tasks_open",
            "kind",
            "priority",
            "due_at",
            postgresql_where=text("state = 'open'"),
            sqlite_where=text("state = 'open'"),
        ),
        Index(None, "account_id"),
        Index(None, "debtor_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    journey_id: Mapped[int] = mapped_column(Key)  # the run's, as the two below
    version_id: Mapped[int] = mapped_column(Key)
    account_id: Mapped[int] = mapped_column(Key)
    debtor_id: Mapped[int | None] = mapped_column(Key)
    node: Mapped[str] = mapped_column(String(40))
    visit: Mapped[int]
    kind: Mapped[str] = mapped_column(String(16))  # call or approval
    item: Mapped[str | None] = mapped_column(String(60))
    state: Mapped[str] = mapped_column(String(10), default=TaskState.open)
    priority: Mapped[int] = mapped_column(SmallInteger, default=1)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # its deadline, in business time
    not_before: Mapped[datetime | None] = mapped_column(UtcDateTime)  # when the debtor wants to be called again
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    claimed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str | None] = mapped_column(String(40))
    note: Mapped[str | None] = mapped_column(Text)
    data: Mapped[dict[str, Any] | None] = mapped_column(Document)


class Act(Base):
    """Something that a journey wants done to the world, written in the transaction that moved the person.

    ``due_at`` is business time, ``claimed_at`` wall time. ``part`` tells several of one kind and visit apart.
    """

    __tablename__ = "acts"
    __table_args__ = (
        UniqueConstraint("run_id", "node", "visit", "kind", "part"),
        Index(
            "ix_acts_queued", "due_at", postgresql_where=text("state = 'queued'"), sqlite_where=text("state = 'queued'")
        ),
        Index(
            "ix_acts_doing",
            "claimed_at",
            postgresql_where=text("state = 'doing'"),
            sqlite_where=text("state = 'doing'"),
        ),
        Index("ix_acts_failed", "id", postgresql_where=text("state = 'failed'"), sqlite_where=text("state = 'failed'")),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    journey_id: Mapped[int] = mapped_column(Key)  # the run's, as the two below
    version_id: Mapped[int] = mapped_column(Key)
    account_id: Mapped[int] = mapped_column(Key)
    node: Mapped[str] = mapped_column(String(40))
    visit: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    part: Mapped[int] = mapped_column(Key, default=0)
    item: Mapped[str | None] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(Document)
    state: Mapped[str] = mapped_column(String(10), default=ActState.queued)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    attempt: Mapped[int] = mapped_column(SmallInteger, default=0)
    claimed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    error: Mapped[str | None] = mapped_column(String(500))
    result: Mapped[dict[str, Any] | None] = mapped_column(Document)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
