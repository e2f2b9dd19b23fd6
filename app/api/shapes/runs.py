"""Shapes of the explanation of a run: why somebody is where they are, what comes next, what is in the way."""

from datetime import datetime

from pydantic import Field

from app.api.shapes.base import Answer, Text
from app.api.shapes.messages import Named
from app.models import MessageState, RunState


class NodeInfo(Answer):
    """A node, the name of its kind, and the sentence on its card."""

    id: str
    label: Text
    sentence: Text


class NextInfo(Answer):
    """What may happen next; ``when`` is None for what somebody has to do first."""

    when: datetime | None
    text: Text


class BlockInfo(Answer):
    """What keeps this person, or a message to them, from going on."""

    code: str = Field(
        description="journey_paused, journey_stopping, on_hold, step_failed, overdue, channel_down, opted_out, "
        "message_held, message_deferred, message_refused, message_failed or message_unknown"
    )
    text: Text
    until: datetime | None


class MoveInfo(Answer):
    """A node that was left."""

    node: str
    label: Text
    port_label: Text | None
    at: datetime


class RunMessage(Answer):
    """A message of this run; ``why`` is what is the matter with it."""

    id: int
    state: MessageState
    template: str
    due_at: datetime
    why: Text | None


class RunExplanation(Answer):
    """One run, explained."""

    id: int
    journey: Named
    version: int
    account_ref: str
    debtor: Named
    state: RunState
    entered_at: datetime
    ended_at: datetime | None
    end_reason: Text | None
    node: NodeInfo | None = Field(description="Where they stand; none once it ended")
    since: datetime | None = Field(description="Since when they stand there")
    due_at: datetime | None = Field(description="When they are looked at again; none while only an event can wake them")
    waits_for: list[Text]
    why: list[Text] = Field(description="How they came here, the latest first")
    next: list[NextInfo]
    blocks: list[BlockInfo]
    trail: list[MoveInfo] = Field(description="The nodes that were left, the latest first, at most 200")
    messages: list[RunMessage] = Field(description="The latest first, at most 200")
