"""Shapes of the gallery of finished journeys, and of journeys as files."""

from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, GraphProblem, JsonObject, Request, Text
from app.api.shapes.journeys import Sentences
from app.api.shapes.messages import Named

Language = Literal["es", "en"]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class ByKey(Request):
    """The key of a finished journey, from the path."""

    key: Key


class GalleryQuery(Request):
    """In which language."""

    language: Language = "es"


class Start(Request):
    """In which language to begin a journey from the gallery."""

    language: Language


class Card(Answer):
    """A step of a finished journey as a small drawing shows it."""

    id: str
    kind: str
    x: int
    y: int


class Line(Answer):
    """A line of a finished journey, as a small drawing shows it."""

    source: str
    target: str


class FinishedItem(Answer):
    """A finished journey: what it is for, what it uses, and its drawing."""

    key: str
    stage: str
    country: str | None
    name: str
    about: str
    channels: list[str]
    kinds: list[str] = Field(description="The kinds of its steps, in the order of the palette")
    cards: list[Card]
    lines: list[Line]


class FinishedList(Answer):
    """All finished journeys, in the order of the stages of a debt."""

    items: list[FinishedItem]
    total: int


class FinishedDetail(FinishedItem):
    """A finished journey whole, and what keeps it from being published here."""

    graph: JsonObject
    sentences: Sentences
    problems: list[GraphProblem]
    fields: list[Text] = Field(
        description="Fields of the customer's own that it takes; those that are missing are made"
    )


class FileToImport(Request):
    """The text of a file that was exported from Cauce."""

    text: Annotated[str, Field(min_length=1)]


class Imported(Answer):
    """What an import made; the first journey is the one that was exported."""

    journeys: list[Named]
    segments: list[Named]
    templates: list[str] = Field(description="The keys of templates that are new here")
    fields: list[str] = Field(description="Fields of the customer's own that are new here")
    notes: list[Text] = Field(description="What somebody should look at")


class ExportQuery(Request):
    """Which state of the journey."""

    version: Literal["draft", "live"] = Field(default="draft", description="The draft, or what was published")
