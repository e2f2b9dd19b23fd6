"""Journeys and the people on them: drafts, versions, runs, steps, history and events.

Steps, history and messages point to their run, and have what else they need of it copied: a foreign key costs as much
as the row, and the run's own ones say the same.
"""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, SmallInteger, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.db import Base, Document, Key, UtcDateTime


class StepState(IntEnum):
    """What a step is doing. Only ``due`` steps are in the index that is claimed from."""

    due = 0  # to be taken at due_at, or as soon as an event it waits for arrives
    listening = 1  # waits for an event with no time limit
    failed = 2  # dead letter: the interpreter could not move it
    held = 3  # was due while its journey was paused or being stopped
    frozen = 4  # a hold of the whole journey keeps this person in place, until an event lifts it


class Halt(StrEnum):
    """Why a journey that was published moves nobody."""

    paused = "paused"  # everybody stays where they are, and goes on when it is resumed
    stopping = "stopping"  # everybody is being taken off
    stopped = "stopped"  # nobody is on it; publishing makes it live again
    archived = "archived"  # out of the way; never published, or stopped


class RunState(StrEnum):
    """Whether a person is still on the journey."""

    active = "active"
    ended = "ended"


class Journey(Base):
    """A journey and its draft; ``revision`` is the draft's optimistic lock.

    While ``halt`` is set nobody moves on it and nobody comes in, whatever the live version is. ``halt_reason`` is what
    a person wrote, or a reason of ``app.reasons``. ``guard`` holds the limits of the blast guard, None for the usual.
    """

    __tablename__ = "journeys"

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    draft: Mapped[dict[str, Any]] = mapped_column(Document)
    revision: Mapped[int] = mapped_column(default=1)
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime)
    saved_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    live_version_id: Mapped[int | None] = mapped_column(
        ForeignKey("journey_versions.id", use_alter=True, name="fk_journeys_live_version_id")
    )
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    halt: Mapped[str | None] = mapped_column(String(10))
    halted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    halt_reason: Mapped[str | None] = mapped_column(String(500))
    guard: Mapped[dict[str, Any] | None] = mapped_column(Document)


class JourneyVersion(Base):
    """A published journey: never changed again."""

    __tablename__ = "journey_versions"
    __table_args__ = (UniqueConstraint("journey_id", "number"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id"))
    number: Mapped[int]
    graph: Mapped[dict[str, Any]] = mapped_column(Document)
    plan: Mapped[dict[str, Any]] = mapped_column(Document)
    hash: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(500))
    published_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)
    forecast: Mapped[dict[str, Any] | None] = mapped_column(Document)  # what the blast guard measures against


class Run(Base):
    """One account's way through one journey; at most one is active per account and journey."""

    __tablename__ = "runs"
    __table_args__ = (
        Index(
            "uq_runs_active",
            "journey_id",
            "account_id",
            unique=True,
            postgresql_where=text("state = 'active'"),
            sqlite_where=text("state = 'active'"),
        ),
        Index(None, "account_id"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("journey_versions.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    state: Mapped[str] = mapped_column(String(8), default=RunState.active)
    entered_at: Mapped[datetime] = mapped_column(UtcDateTime)
    start: Mapped[int] = mapped_column(Key, default=0)  # the account's newest event when they entered
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    end_reason: Mapped[str | None] = mapped_column(String(64))  # an end node's reason, or exit:<exit>
    parent_id: Mapped[int | None] = mapped_column(Key)  # the run that started this one, and the visit of its node
    parent_node: Mapped[str | None] = mapped_column(String(40))
    parent_visit: Mapped[int | None]


class Step(Base):
    """One person standing on one node. Narrow on purpose: it is the hot row of the whole product.

    ``seq`` counts the moves of this step and is the visit number of what it sends; ``until`` is the time limit of
    the node it stands on (``due_at`` may be earlier, when an event woke it); ``mark`` is the newest event it has
    already taken into account; ``waits`` lists the events that wake it, each between spaces (`` paid page_opened ``).
    ``memory`` is what the interpreter keeps of this person, None for almost everybody; ``arms`` are the nodes on which
    they stand inside a fork, each between spaces: so people in a fork are one row, and its lock is theirs.
    A step that is due before its time limit was woken by one, and is taken before all others (``ix_steps_woken``).
    Rows are inserted in the order of entry, and deleted when the run ends.
    """

    __tablename__ = "steps"
    __table_args__ = (
        Index("ix_steps_due", "due_at", postgresql_where=text("state = 0"), sqlite_where=text("state = 0")),
        Index(
            "ix_steps_woken",
            "due_at",
            postgresql_where=text("state = 0 AND waits IS NOT NULL AND (until IS NULL OR due_at < until)"),
            sqlite_where=text("state = 0 AND waits IS NOT NULL AND (until IS NULL OR due_at < until)"),
        ),
        Index("ix_steps_listening", "id", postgresql_where=text("state = 1"), sqlite_where=text("state = 1")),
        Index("ix_steps_failed", "id", postgresql_where=text("state = 2"), sqlite_where=text("state = 2")),
        Index("ix_steps_held", "version_id", postgresql_where=text("state = 3"), sqlite_where=text("state = 3")),
        Index(None, "account_id"),
        Index(None, "version_id", "node"),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    version_id: Mapped[int] = mapped_column(Key)  # the run's, as the account is: the run vouches for both
    account_id: Mapped[int] = mapped_column(Key)
    node: Mapped[str] = mapped_column(String(40))
    state: Mapped[int] = mapped_column(SmallInteger, default=StepState.due)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime)
    until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    seq: Mapped[int] = mapped_column(default=0)
    mark: Mapped[int] = mapped_column(Key, default=0)
    attempt: Mapped[int] = mapped_column(SmallInteger, default=0)
    waits: Mapped[str | None] = mapped_column(String(1000))
    error: Mapped[str | None] = mapped_column(String(500))
    memory: Mapped[str | None] = mapped_column(Text)
    arms: Mapped[str | None] = mapped_column(String(1000))


class History(Base):
    """One thing that happened on a run: which node it left, by which port, when."""

    __tablename__ = "history"
    __table_args__ = (Index(None, "run_id"),)

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    version_id: Mapped[int] = mapped_column(Key)  # on which it was then
    node: Mapped[str] = mapped_column(String(40))
    port: Mapped[str] = mapped_column(String(64))  # the port it left by; end:<reason> or exit:<exit> when it ended
    at: Mapped[datetime] = mapped_column(UtcDateTime)


class Event(Base):
    """Something that happened to an account and that journeys can hear.

    ``dedup`` makes an event that is reported twice count once.
    """

    __tablename__ = "events"
    __table_args__ = (Index(None, "account_id", "id"), Index(None, "kind", "at"))

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id"))
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    dedup: Mapped[str | None] = mapped_column(String(200), unique=True)
    data: Mapped[dict[str, Any]] = mapped_column(Document)


class Lease(Base):
    """Who may do what only one process may do; ``until`` is wall time."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    holder: Mapped[str] = mapped_column(String(200))
    until: Mapped[datetime] = mapped_column(UtcDateTime)


class Change(Base):
    """Something done to everybody on a journey, a part at a time, that may be interrupted and goes on.

    ``after`` is how far it has come: the last step id that was dealt with, moved on in the transaction that dealt
    with it. ``settings`` say what is done.
    """

    __tablename__ = "changes"
    __table_args__ = (
        Index(
            "ix_changes_running",
            "journey_id",
            postgresql_where=text("state = 'running'"),
            sqlite_where=text("state = 'running'"),
        ),
    )

    id: Mapped[int] = mapped_column(Key, primary_key=True)
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id"))
    kind: Mapped[str] = mapped_column(String(10))  # resume, stop, migrate
    state: Mapped[str] = mapped_column(String(10))  # running, done
    settings: Mapped[dict[str, Any]] = mapped_column(Document)
    after: Mapped[int] = mapped_column(Key, default=0)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    requested_by: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    requested_at: Mapped[datetime] = mapped_column(UtcDateTime)
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Entry(Base):
    """How far the letting in of a journey has come that lets people in by a calendar or upon an event.

    ``slot_at`` is the newest moment of its calendar whose people all came in, ``due_at`` the next one. ``event`` is
    what brings people in: events up to ``floor`` were all looked at, and ``looked`` is the newest that there was at the
    last look. ``settling`` becomes the floor when the transactions up to ``horizon`` have ended: see
    ``app.store.entries``.
    """

    __tablename__ = "entries"

    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id"), primary_key=True, autoincrement=False)
    floor: Mapped[int] = mapped_column(Key, default=0)
    slot_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    event: Mapped[str | None] = mapped_column(String(40))
    looked: Mapped[int] = mapped_column(Key, default=0)
    settling: Mapped[int] = mapped_column(Key, default=0)
    horizon: Mapped[int | None] = mapped_column(Key)


class ArchivedRun(Base):
    """The history of a run that ended long ago: one row instead of one per node it left.

    ``moves`` is a list of [node, port, ISO time, id], oldest first; a fifth value is the version it was on then, where
    that is not ``version_id``. See ``app.store.archive``.
    """

    __tablename__ = "archived_runs"

    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"), primary_key=True, autoincrement=False)
    version_id: Mapped[int] = mapped_column(ForeignKey("journey_versions.id"))
    moves: Mapped[list[Any]] = mapped_column(Document)
