"""Shapes of the message templates that a picker shows."""

from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, Request
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


class FirstWords(Answer):
    """How a template begins in one language, with sample values; empty where it cannot be written."""

    subject: str
    opening: str


class TemplateLine(TemplateInfo):
    """One template of a picker."""

    words: dict[str, FirstWords] = Field(description="Its first words by language")


class TemplateList(Answer):
    """The templates of a channel, or all of them."""

    items: list[TemplateLine]


class TextPreview(Answer):
    """A text with sample values; emails and letters are answered as HTML instead."""

    text: str
