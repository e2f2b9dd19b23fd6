"""Shapes of segments."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request

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


class SegmentList(Answer):
    """All segments."""

    items: list[SegmentItem]
    total: int


class SegmentDetail(SegmentItem):
    """One segment: how many open accounts it takes now, of how many, and who uses it."""

    matches: int
    accounts: int
    used_by: list[str] = Field(description="The names of the journeys that let it in")
