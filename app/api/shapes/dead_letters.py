"""Shapes of dead letters: the people whom a fault keeps where they are."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.api.shapes.base import Answer, Page, Request, Size, Text
from app.api.shapes.messages import Named

Number = Annotated[int, Field(ge=1, le=2**63 - 1)]
MOST = 100_000  # ids in one request; a whole journey has no such limit


class DeadLetterQuery(Request):
    """Which dead letters to list."""

    journey: Number | None = None
    page: Page = 1
    size: Size = 50


class WayOut(Answer):
    """A way by which a node can be left."""

    name: str
    label: Text


class DeadLetterItem(Answer):
    """Somebody who could not be moved."""

    id: int = Field(description="The number of the step; what replay, skip and end take")
    run_id: int
    journey: Named
    version: int
    node: str
    node_label: Text
    debtor: Named
    account_ref: str
    reason: Text
    failed_at: datetime
    ports: list[WayOut] = Field(description="The ways out that skip may take; none from an end")


class DeadLetterList(Answer):
    """One page of dead letters, newest first."""

    items: list[DeadLetterItem]
    total: int


class Chosen(Request):
    """Which dead letters: by their numbers, or all of a journey. Numbers that are none any more are passed over."""

    ids: Annotated[list[Number], Field(min_length=1, max_length=MOST)] | None = None
    journey: Number | None = None

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.ids is None) == (self.journey is None):
            raise PydanticCustomError("ids_or_journey", "name either ids or a journey")
        return self


class Skipping(Chosen):
    """Which dead letters leave their node, and by which way out."""

    port: Annotated[str, Field(min_length=1, max_length=64)]


class Ending(Chosen):
    """Which dead letters are taken off their journey, and why."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
