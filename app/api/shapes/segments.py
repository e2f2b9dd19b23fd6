"""Shapes of segments."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request
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

    matches: int
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
    """How many open accounts a condition takes now, of how many, and the first of them."""

    matches: int
    accounts: int
    members: list[SegmentMember]
