"""Shapes of who stands on a step of a journey, and of what is done to one of them."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, Page, Request, Search, Size, Text
from app.api.shapes.dead_letters import WayOut
from app.api.shapes.messages import Named
from app.models import MessageState

NodeId = Annotated[str, Field(min_length=1, max_length=100)]


class NodePath(Request):
    """A node of a journey, from the path."""

    id: Annotated[int, Field(ge=1, le=2**63 - 1)]
    node: NodeId


class StandingQuery(Request):
    """Which of those who stand on the node to list."""

    search: Search = ""
    page: Page = 1
    size: Size = 50


class WaitingMessage(Answer):
    """A message to this person that is not out."""

    id: int
    state: MessageState
    channel: str
    template: Text
    due_at: datetime
    why: Text | None = Field(description="What keeps it back")
    by_rule: bool = Field(description="Whether a contact rule does, until due_at or for good")


class StandingPerson(Answer):
    """Somebody who stands on the node."""

    run_id: int
    visit: int = Field(description="The number of their stay; whoever acts on them names it")
    node: str = Field(description="Where the person stands; the fork, when one of its ways stands on this node")
    version: int
    debtor: Named
    account_ref: str
    state: str = Field(description="due, listening, failed, held or frozen")
    since: datetime
    until: datetime | None = Field(description="Null while only an event, or somebody, can move them")
    waits_for: list[Text]
    waiting: list[WaitingMessage]
    tasks: int = Field(description="Tasks that people still have to do for them")


class PlaceInfo(Answer):
    """A step that somebody can be moved to."""

    node: str
    label: Text
    sentence: Text


class VersionWays(Answer):
    """What can be done with people of one version."""

    version: int
    ports: list[WayOut] = Field(description="The ways out of the node")
    places: list[PlaceInfo] = Field(description="The steps they can be moved to")


class StandingList(Answer):
    """One page of those who stand on a node, whoever entered first comes first."""

    items: list[StandingPerson]
    total: int
    versions: list[VersionWays]


class ActOnPerson(Request):
    """Whom it is done to, where they were seen, and why; kept in the trail."""

    node: NodeId
    visit: Annotated[int, Field(ge=0, le=2**31 - 1)]
    reason: Annotated[str, Field(min_length=1, max_length=500)]


class GoingOn(ActOnPerson):
    """By which way out they go on."""

    port: Annotated[str, Field(min_length=1, max_length=64)]


class MovingTo(ActOnPerson):
    """The step that they are put on."""

    target: NodeId


class ActedOn(Answer):
    """What was done."""

    node: str | None = Field(description="Where they stand now; null off the journey")
    messages: int = Field(description="Messages that waited for them and were cancelled")
    tasks: int = Field(description="Tasks that were cancelled")
