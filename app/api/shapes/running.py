"""Shapes of what is done to a running journey: pause, resume, stop, archive, moves and limits."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, Request, Text

JourneyState = Literal["draft", "live", "paused", "stopping", "stopped", "archived"]
Reason = Annotated[str, Field(min_length=1, max_length=500)]


class Because(Request):
    """Why something is done; kept in the trail."""

    reason: Reason


class Resumption(Request):
    """How people go on after a pause."""

    timers: Annotated[
        Literal["shift", "keep"],
        Field(description="shift makes every wait longer by the pause, keep keeps its end"),
    ] = "shift"
    ramp_minutes: Annotated[
        int,
        Field(ge=0, le=10_080, description="Business minutes over which whoever is due at once is spread"),
    ] = 0


class GuardLimits(Request):
    """The limits of the blast guard for one journey."""

    same_template_hours: Annotated[
        int,
        Field(ge=0, le=8_760, description="Business hours before one person may get a template again; 0 is at once"),
    ]
    factor: Annotated[int, Field(ge=1, le=1_000, description="Times the forecast that a day's messages may be")]
    floor: Annotated[int, Field(ge=0, le=1_000_000_000, description="Messages that a day may always have")]


class MoveItem(Request):
    """What becomes of the people on one node of one version, by its number, when a new version is published."""

    version: Annotated[int, Field(ge=1, le=2**31 - 1)]
    node: Annotated[str, Field(min_length=1, max_length=100)]
    act: Literal["stay", "move", "leave"]
    target: Annotated[str, Field(max_length=100)] | None = Field(
        default=None, description="The node of the new version to move to; null is the one with the same id"
    )


class Guard(Answer):
    """The limits of the blast guard for one journey."""

    same_template_hours: int
    factor: int
    floor: int


class Halt(Answer):
    """Why a journey does not run, since when."""

    at: datetime
    reason: str
    by_guard: bool = Field(description="Whether the blast guard paused it")


class ChangeItem(Answer):
    """Something that is done to everybody on a journey, and how many it has come to."""

    id: int
    kind: Literal["resume", "stop", "migrate"]
    state: Literal["running", "done", "overtaken"]
    done: int
    total: int
    requested_at: datetime
    finished_at: datetime | None


class Life(Answer):
    """Where a journey is in its life now."""

    state: JourneyState
    halt: Halt | None
    change: ChangeItem | None = Field(description="The change that is being carried out")


class VersionPeople(Answer):
    """A published version that people are on."""

    id: int
    number: int
    people: int


class Occupied(Answer):
    """A node of a published version that people stand on."""

    version: int = Field(description="The version's number")
    node: str
    label: Text
    sentence: Text
    people: int
    change: Literal["same", "changed", "gone"] = Field(description="How the saved draft has it")
    suggestion: Literal["move", "stay"]


class Target(Answer):
    """A node of the saved draft that people can be moved to."""

    node: str
    label: Text


class Forecast(Answer):
    """How many people the journey would have, and the most messages it would write them in a day."""

    people: int
    messages_per_day: int


class Impact(Answer):
    """What publishing the saved draft would mean for the people who are on the journey."""

    people: int
    versions: list[VersionPeople]
    nodes: list[Occupied]
    targets: list[Target]
    forecast: Forecast | None = Field(description="Null while the draft cannot be run")
