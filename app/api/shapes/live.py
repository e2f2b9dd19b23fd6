"""Shapes of the live view of a journey."""

from datetime import datetime

from app.api.shapes.base import Answer, JsonObject
from app.api.shapes.journeys import Counts, Sentences, Version
from app.api.shapes.running import JourneyState, Life


class LivePicture(Answer):
    """How a journey stands: what a stream tells first, and then of what changed only.

    In an event ``change`` the counts hold only the nodes that changed, each with its whole count.
    """

    at: datetime
    state: JourneyState
    version_id: int | None
    counts: Counts


class RunningVersion(Life):
    """The version of a journey that runs, to be looked at."""

    id: int
    name: str
    version: Version
    graph: JsonObject
    sentences: Sentences
    picture: LivePicture
