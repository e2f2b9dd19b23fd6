"""Shapes of events that a customer's own systems report."""

from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request

Kind = Annotated[
    str,
    Field(pattern=r"^x_[a-z0-9_]{1,30}$", description="Begins with x_; small letters, digits and underscores"),
]


class OwnEvent(Request):
    """Something that happened to an account, which journeys may wait for."""

    kind: Kind
    data: JsonObject = Field(default_factory=dict, description="At most 2,000 characters as JSON")
    key: Annotated[
        str | None, Field(min_length=1, max_length=100, description="Reported again under one key, it counts once")
    ] = None


class Recorded(Answer):
    """Whether the event is new."""

    recorded: bool = Field(description="False where it was reported before under the same key")
