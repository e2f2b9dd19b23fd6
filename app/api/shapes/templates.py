"""Shapes of the message templates that a picker shows."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, Request
from app.api.shapes.messages import Named
from app.api.shapes.session import TemplateInfo


class TemplateQuery(Request):
    """Which templates to list."""

    channel: Annotated[str, Field(max_length=100)] = ""


class TemplateKey(Request):
    """The key of a template."""

    key: Annotated[str, Field(min_length=1, max_length=200)]


class PreviewQuery(Request):
    """In which language to write the sample; one that the template lacks gives its first."""

    language: Annotated[str, Field(pattern="^[A-Za-z]{2,3}([-_][A-Za-z]{2})?$")] = "es"
    draft: bool = Field(default=False, description="Show the draft, not what was published")


class FirstWords(Answer):
    """How a template begins in one language, with sample values; empty where it cannot be written."""

    subject: str
    opening: str


class TemplateLine(TemplateInfo):
    """One template of a picker."""

    words: dict[str, FirstWords] = Field(description="Its first words by language")
    own: bool = Field(description="Whether it is this installation's, and not one that came with Cauce")
    version: int | None = Field(description="What was published last; None of a finished one, or of one that never was")
    draft: bool = Field(description="Whether there are changes that were not published")
    archived: bool
    saved_at: datetime | None
    saved_by: str | None
    used_by: list[Named] = Field(description="The journeys that are set to it")
    gone: list[str] = Field(
        description="Tokens and fields of conditions, of what was published, that are no field any more: messages wait"
    )
    purpose: str = Field(description="What a finished one is for, such as reminder; empty for one's own")
    jurisdictions: list[str] = Field(description="Whose law it was written for (ISO 3166-1); none for any")


class TemplateList(Answer):
    """The templates of a channel, or all of them."""

    items: list[TemplateLine]


class VariantVisits(Answer):
    """How many people opened a variant of a page, and how many of them then proved who they are, and paid."""

    language: str
    variant: str
    share: int = Field(description="The percentage of people that it gets")
    opened: int
    verified: int
    paid: int


class PageVisits(Answer):
    """The visits of the newest version of a page since a time, by variant; of a finished page the version is 0."""

    version: int
    since: datetime
    items: list[VariantVisits]


class TextPreview(Answer):
    """A text with sample values; emails and letters are answered as HTML instead."""

    text: str
