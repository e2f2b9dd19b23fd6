"""Shapes of kept drafts, and of who has a journey open."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request
from app.api.shapes.journeys import Revision, Tab, VersionItem
from app.models import Cause
from app.store.sittings import Seat, Wish

Name = Annotated[str, Field(min_length=1, max_length=200)]


class NewKeptDraft(Request):
    """A name for the draft as it is now; with a graph, for that one, which is put aside."""

    name: Name
    revision: Revision
    graph: JsonObject | None = None


class DraftName(Request):
    """The name of a kept draft; without one it goes when enough newer ones are kept."""

    name: Name | None


class Restoration(Request):
    """What a restored draft is to replace."""

    revision: Revision
    tab: Tab | None = None


class KeptDraftItem(Answer):
    """A draft as it once was, without its graph."""

    id: int
    revision: int | None = Field(description="Null for what was put aside and never was the draft")
    cause: Cause = Field(description="Why it was kept")
    name: str | None
    saved_by: str | None
    saved_at: datetime


class KeptDraftList(Answer):
    """Kept drafts, newest first."""

    items: list[KeptDraftItem]
    total: int


class KeptDraftDetail(KeptDraftItem):
    """A draft as it once was."""

    journey_id: int
    graph: JsonObject


class VersionDetail(VersionItem):
    """A published version with its graph."""

    journey_id: int
    graph: JsonObject


class Sitting(Request):
    """What somebody wants to do with the journey that they have open."""

    wish: Wish


class PresentItem(Answer):
    """Somebody who has the journey open in a tab of a browser."""

    name: str
    editing: bool
    you: bool = Field(description="Whether it is the person who asks, in this tab or another")
    here: bool = Field(description="Whether it is the tab that asks")


class SittingState(Answer):
    """Who has a journey open, longest first, and how far its draft has come."""

    seat: Seat = Field(description="What the tab that asks may do")
    taken_by: str | None = Field(description="Who took over from it")
    present: list[PresentItem]
    revision: int
    saved_at: datetime
    saved_by: str | None
