"""Shapes of segments."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request, Text
from app.api.shapes.messages import Named

Name = Annotated[str, Field(min_length=1, max_length=200)]


class SegmentDraft(Request):
    """A segment to save."""

    name: Name
    condition: JsonObject


class SegmentItem(Answer):
    """A condition with a name."""

    id: int
    name: str
    condition: JsonObject
    updated_at: datetime
    used_by: list[Named] = Field(description="The journeys whose draft, or whose live version, lets it in")


class SegmentList(Answer):
    """All segments."""

    items: list[SegmentItem]
    total: int


class SegmentDetail(SegmentItem):
    """One segment: how many open accounts it takes now, of how many."""

    matches: int | None = Field(description="None where it takes longer than anybody waits")
    accounts: int


class ConditionToTry(Request):
    """A condition that may become a segment."""

    condition: JsonObject


class SegmentMember(Answer):
    """An account that a condition takes; the balance is in minor units."""

    id: int
    ref: str
    debtor: Named
    balance: int
    currency: str


class SegmentPreview(Answer):
    """The first open accounts that a condition takes now; none where that was not found out in time."""

    members: list[SegmentMember]
    in_time: bool


class Audience(Request):
    """A condition to count accounts by; null is everybody."""

    condition: JsonObject | None


class CostReason(Answer):
    """Something in a condition that takes time where there are many accounts, and what would make it faster."""

    code: str = Field(description="ever, own, making, inside or elsewhere")
    field: str | None
    text: Text


class AudienceCount(Answer):
    """How many open accounts a condition takes, of how many, and how long it took to count them."""

    matches: int | None = Field(description="None where it takes longer than anybody waits")
    total: int
    seconds: float | None
    speed: Literal["fast", "fair", "slow"]
    reasons: list[CostReason]


class OwnFieldItem(Answer):
    """A field of the customer's own, and how far the index is that makes it fast to search."""

    id: int
    name: str = Field(description="With its scope: account.x_score")
    type: str
    labels: Text
    search: Literal["making", "ready", "failed", "removing"] | None
    error: str | None


class OwnFieldList(Answer):
    """All fields of the customer's own."""

    items: list[OwnFieldItem]
    total: int
