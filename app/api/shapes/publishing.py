"""Shapes of what publishing a draft would bring, and of requests to publish one."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, Request
from app.api.shapes.journeys import Publication
from app.api.shapes.running import MoveItem
from app.models import RequestState

Sentence = Annotated[str, Field(min_length=1, max_length=500)]


class Approval(Request):
    """That a request is approved, with a sentence if there is anything to say."""

    answer: Annotated[str, Field(max_length=500)] = ""


class Refusal(Request):
    """That a request is refused, and why."""

    answer: Sentence


class Asking(Publication):
    """A draft that somebody else is asked to publish, exactly as it is now."""


class RequestItem(Answer):
    """A request to publish, and what became of it."""

    id: int
    state: RequestState
    current: bool = Field(description="Whether the saved draft still is what was asked for; only of an open one")
    own: bool = Field(description="Whether the caller asked for it, and so cannot answer")
    reason: str
    moves: list[MoveItem]
    hash: str
    asked_by: str | None
    asked_at: datetime
    answered_by: str | None
    answered_at: datetime | None
    answer: str | None
    version: int | None = Field(description="The number of the version that it became")


class RequestList(Answer):
    """Requests to publish a journey, the newest first, and whether this installation wants four eyes."""

    needed: bool
    items: list[RequestItem]
    total: int


class SentItem(Answer):
    """What goes out through one channel within the days that are looked at; an SMS counts by its parts."""

    channel: str
    per_person: int = Field(description="Thousandths of a message")
    total: int
    cost: int | None = Field(description="Minor units; null where the price list has no such channel")


class FirstDayItem(Answer):
    """A day on which people get their first message."""

    day: date
    people: int


class OutlookInfo(Answer):
    """What publishing the saved draft would bring, if nobody answered and nobody paid; an estimate."""

    enters: Literal["now", "calendar", "event"]
    starts_at: datetime | None = Field(description="When the first come in; null upon an event")
    people: int = Field(description="How many would come in")
    sample: int = Field(description="How many of them were to be rehearsed")
    rehearsed: int = Field(description="How many could be in the time there is")
    days: int
    channels: list[SentItem]
    first_at: datetime | None = Field(description="When the first message goes out")
    first: list[FirstDayItem]
    silent: int = Field(description="People who would get no message")
    currency: str | None = Field(description="Null without a price list")
    cost: int | None = Field(description="Minor units; null where a price is missing")


class OutlookAnswer(Answer):
    """What publishing would bring; null while the draft cannot be run."""

    outlook: OutlookInfo | None
