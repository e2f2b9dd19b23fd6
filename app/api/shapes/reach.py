"""Shapes of whom a message reaches, and of what it costs."""

from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request, Text
from app.store.templates import KEY_LENGTH

Token = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$", max_length=100)]


TemplateName = Annotated[str, Field(min_length=1, max_length=KEY_LENGTH)]


class ReachQuery(Request):
    """Tokens or templates, and whom to count: by a condition, of a segment or of a journey; everybody without any."""

    tokens: Annotated[list[Token], Field(max_length=100, default_factory=list)]
    templates: Annotated[list[TemplateName], Field(max_length=100, default_factory=list)]
    condition: JsonObject | None = None
    segment: Annotated[int, Field(ge=1)] | None = None
    journey: Annotated[int, Field(ge=1)] | None = None


class EmptyToken(Answer):
    """How many have no value for a token, and that in words."""

    token: str
    count: int
    text: Text


class Lack(Answer):
    """How many would not get a template since they have no value for a token that it cannot do without."""

    token: str
    label: Text
    count: int
    text: Text
    languages: list[str] = Field(description="Those in which the template needs it; empty is all")
    variants: list[str] = Field(description="Those that need it, where other variants do not; empty is all")
    condition: JsonObject = Field(description="Finds exactly these accounts: for POST /segments/preview")


class TemplateLacks(Answer):
    """What some of those who are counted lack of one template, the most first."""

    template: str
    lacks: list[Lack]


class Reach(Answer):
    """How many open accounts there are, and which tokens some of them lack; the most first."""

    total: int | None = Field(description="None where it takes longer than anybody waits")
    empty: list[EmptyToken]
    templates: list[TemplateLacks]


class PriceList(Answer):
    """What one message of each channel costs, in millionths of the currency's unit; for an SMS, each of its parts."""

    currency: str | None = Field(description="None where this installation has no prices")
    millionths: dict[str, int]
