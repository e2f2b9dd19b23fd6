"""Shapes of test-walks: one person on a draft, step by step, with what is pretended. Money is in minor units."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request, Text
from app.flow.rehearse import MOST

Kind = Literal["wait", "answer", "pays", "event", "promises", "flag", "unflag", "task", "plan", "offer", "ended"]
What = Literal[
    "left", "task", "act", "happened", "later", "queued", "on_hold", "sent", "never", "late", "unfinished", "cancelled"
]


class Pretended(Request):
    """One thing that is pretended to happen, as it stood among the choices; ``wait`` is that nothing does."""

    kind: Kind
    detail: Annotated[str, Field(max_length=40)] = ""
    amount: Annotated[int, Field(ge=1, le=10**15)] | None = Field(default=None, description="Minor units; null is all")
    node: Annotated[str, Field(max_length=100)] = ""
    visit: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    again: bool = False


class RehearsalRequest(Request):
    """A draft, who walks through it, from when on, and all that is pretended so far. Nothing is kept between calls."""

    graph: JsonObject
    account_id: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = Field(
        default=None, description="Null is a made-up person"
    )
    started_at: datetime | None = Field(default=None, description="Null is now; send back what the first answer said")
    happenings: list[Pretended] = Field(default_factory=list, max_length=MOST)


class Walker(Answer):
    """Who walks."""

    account_id: int | None
    ref: str
    name: str
    time_zone: str
    language: str
    currency: str
    balance: int = Field(description="What would be owed by now")


class RehearsalLine(Answer):
    """One thing that happened, in words."""

    at: datetime
    what: What
    node: str = Field(description="Empty where it is about no step")
    label: Text = Field(description="What the step is called; the kind of thing where it is about none")
    text: Text
    mail: int | None = Field(description="The place of the message that it is about")


class Letter(Answer):
    """What one message looks like to this person, and what becomes of it."""

    node: str
    channel: str
    template: str
    to: str
    subject: str
    html: str | None = Field(description="Of an email or a letter")
    text: str | None = Field(description="Of anything but a letter")
    parts: int | None = Field(description="How many parts an SMS takes")
    state: What
    written_at: datetime
    due_at: datetime | None = Field(description="When it is looked at again")
    sent_at: datetime | None
    why: Text | None = Field(description="Why it cannot be finished")
    rules: Text | None = Field(description="What the contact rules last said, where they said no")


class ChoiceItem(Answer):
    """One thing that may be pretended now."""

    happening: Pretended
    label: Text
    group: Literal["waited", "task", "money", "message", "flag"]
    about: Text | None = Field(description="The task that it answers")


class Here(Answer):
    """Where the person stands."""

    node: str
    label: Text
    sentence: Text


class RehearsalAnswer(Answer):
    """How far somebody came, what happened, and what may be pretended now."""

    started_at: datetime
    now: datetime
    walker: Walker
    state: Literal["standing", "ended", "stuck"]
    here: list[Here] = Field(description="One step, or those of all arms of a fork")
    held: Text | None = Field(description="The hold of the whole journey that keeps them")
    why: Text | None = Field(description="How it ended, or why nothing goes on")
    next_at: datetime | None = Field(description="When something happens although nothing is pretended")
    nodes: list[str] = Field(description="The steps that were passed")
    edges: list[str] = Field(description="The lines that were gone")
    lines: list[RehearsalLine]
    letters: list[Letter]
    choices: list[ChoiceItem]
    impossible: bool = Field(description="Whether the last thing pretended could not be; it is left out")
