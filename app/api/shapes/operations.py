"""Shapes of how the installation runs: backlog, queue, workers, database, alarms. Ages are seconds of wall time."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, Request, Text


class StepBacklog(Answer):
    """People on nodes, counted up to 100,000 each."""

    due: int = Field(description="Due now and not taken yet")
    oldest_due_seconds: int | None
    waiting: int = Field(description="Due later")
    listening: int = Field(description="Waiting for an event without a time limit")
    held: int = Field(description="Kept in place by a pause")
    failed: int = Field(description="Dead letters")


class MessageBacklog(Answer):
    """The outbox, counted up to 100,000 each."""

    due: int = Field(description="In the queue, and due now")
    queued: int = Field(description="In the queue, due now or later")
    oldest_queued_seconds: int | None = Field(description="How long the oldest one has been due")
    held: int
    paused: int
    sending: int
    unknown: int = Field(description="Nobody knows whether they went out")


class StuckSteps(Answer):
    """Steps that are due, and that nobody takes."""

    people: int
    since: datetime
    minutes: int


class QueueJob(Answer):
    """One job that waits, runs or raised; ``error`` is the class of what it raised."""

    id: str
    job: str
    state: str
    enqueued_at: datetime | None
    error: str | None


class QueueState(Answer):
    """The queue in Redis; nothing of it is known while it is not ``reachable``."""

    reachable: bool
    waiting: int
    failed: int
    jobs: list[QueueJob] = Field(description="Those that raised, then those that run and wait; 50 at most")


class WorkerState(Answer):
    """One worker that is alive."""

    name: str
    state: str
    job: str | None
    seen_at: datetime | None
    started_at: datetime | None
    jobs_done: int


class TickerState(Answer):
    """Who wakes the workers, and until when they hold that place."""

    holder: str
    until: datetime


class DatabaseState(Answer):
    """How the database is."""

    kind: Literal["postgresql", "sqlite"]
    size_bytes: int
    oldest_snapshot_seconds: float | None


class AlarmItem(Answer):
    """One thing that somebody must look at."""

    code: str
    severity: Literal["warning", "critical"]
    text: Text
    hint: Text


class OperationsState(Answer):
    """How the installation runs."""

    now: datetime
    steps: StepBacklog
    messages: MessageBacklog
    stuck: StuckSteps | None
    queue: QueueState
    workers: list[WorkerState]
    ticker: TickerState | None
    database: DatabaseState
    alarms: list[AlarmItem]


class Repaired(Answer):
    """What a repair did."""

    woken: list[str] = Field(description="The jobs that were put into the queue again")
    released: int = Field(description="Held steps and paused messages that go on")


class Erasure(Request):
    """Why a person is erased; ``anyway`` overrides that records must be kept."""

    reason: Annotated[str, Field(min_length=3, max_length=500)]
    anyway: bool = False
