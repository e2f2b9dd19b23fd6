"""Shapes of journeys, their drafts, versions and counts."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, ById, GraphProblem, JsonObject, Request, Search, Text
from app.api.shapes.running import ChangeItem, Guard, Life, MoveItem

Sentences = Annotated[
    dict[str, Text], Field(description="What each step does, by its id; a step whose settings do not fit has none")
]
Revision = Annotated[int, Field(ge=1, le=2**31 - 2, description="The revision the change was made on")]

Tab = Annotated[
    str,
    Field(pattern="^[A-Za-z0-9_-]{8,40}$", description="The tab of a browser in which the journey is open"),
]


class JourneyTab(ById):
    """A tab of a browser in which a journey is open, from the path."""

    tab: Tab


class JourneyQuery(Request):
    """Which journeys to list."""

    search: Search = ""
    archived: bool = Field(default=False, description="Those that are archived, instead of all others")


class NewJourney(Request):
    """A journey to begin."""

    name: Annotated[str, Field(min_length=1, max_length=200)]


class Draft(Request):
    """A draft to save."""

    graph: JsonObject
    revision: Revision
    tab: Tab | None = Field(default=None, description="Where it was drawn; refused once somebody took over from there")
    merged: bool = Field(default=False, description="It holds what somebody else saved, which is kept as it was")


class Publication(Request):
    """A draft to publish, why, and what becomes of the people inside; who is not spoken of stays on their version."""

    revision: Revision
    reason: Annotated[str, Field(min_length=1, max_length=500)]
    moves: list[MoveItem] = Field(default_factory=list, max_length=5_000)


class GraphToCheck(Request):
    """A graph to check without saving it."""

    graph: JsonObject


class JourneyItem(Life):
    """One line of the list of journeys."""

    id: int
    name: str
    live_version: int | None
    here_now: int
    entered: int
    ended: int
    saved_at: datetime
    errors: int
    warnings: int
    asked: bool = Field(description="Whether somebody asked for it to be published, and nobody answered yet")


class JourneyList(Answer):
    """Journeys, the one saved last first."""

    items: list[JourneyItem]
    total: int


class Version(Answer):
    """One published version; it never changes."""

    id: int
    number: int
    published_at: datetime
    published_by: str | None
    reason: str
    hash: str


class Publishing(Version):
    """The version that was just published, and the change that moves people onto it, where there is one."""

    change: ChangeItem | None


class VersionItem(Version):
    """A version in the list of versions."""

    live: bool
    active: int = Field(description="People who are on it now")


class VersionList(Answer):
    """Versions, newest first."""

    items: list[VersionItem]
    total: int


class JourneyDetail(Life):
    """A journey with its draft."""

    id: int
    name: str
    graph: JsonObject
    revision: int
    saved_at: datetime
    saved_by: str | None
    live_version: Version | None
    guard: Guard
    problems: list[GraphProblem]
    sentences: Sentences


class SavedDraft(Answer):
    """The draft was saved."""

    revision: int
    saved_at: datetime
    problems: list[GraphProblem]
    sentences: Sentences


class Problems(Answer):
    """What a check found, and what the steps do."""

    problems: list[GraphProblem]
    sentences: Sentences


class Deferred(Answer):
    """How many people a contact rule keeps waiting for a message, and from when to when they may get it."""

    people: int
    first: datetime
    last: datetime


class NodeCount(Answer):
    """How many stand on a node now, how often it was left, in all and by port, and whose message from it is put off."""

    here: int
    passed: int
    ports: dict[str, int]
    deferred: Deferred | None


class Counts(Answer):
    """Live counts of a journey over all its versions."""

    nodes: dict[str, NodeCount]
    entered: int
    active: int
    ended: int
    ends: dict[str, int]
