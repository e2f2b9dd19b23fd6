"""What the shapes have in common."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

JsonObject = dict[str, Any]
Page = Annotated[int, Field(ge=1, le=100_000, description="The first page is 1.")]
Size = Annotated[int, Field(ge=1, le=200, description="Items per page.")]
Search = Annotated[str, Field(max_length=200)]


class Request(BaseModel):
    """Something a caller sends; names that are not declared are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True)

    @field_validator("*")
    @staticmethod
    def _storable(value: object) -> object:
        if isinstance(value, str) and "\0" in value:
            raise PydanticCustomError("unusable_text", "holds a null character")
        return value


class Answer(BaseModel):
    """Something a caller gets."""

    model_config = ConfigDict(populate_by_name=True)


class Text(Answer):
    """One text in both languages."""

    es: str
    en: str


class ById(Request):
    """The number of a thing, from the path."""

    id: Annotated[int, Field(ge=1, le=2**63 - 1)]


class Count(Answer):
    """How many it was done to."""

    count: int


class GraphProblem(Answer):
    """One thing to correct, or to think about, in a journey."""

    node: str | None
    code: str
    severity: Literal["error", "warning"]
    message: Text
    hint: Text | None
    setting: str | None = Field(description="The setting that the form should point at")


class Problem(Answer):
    """A problem document (RFC 9457), in the language of Accept-Language."""

    type: str = Field(description="urn:cauce:problem:<code>; the code tells a program what went wrong")
    title: str
    status: int
    detail: str
    fields: dict[str, str] | None = Field(None, description="One sentence per faulty field")
    problems: list[GraphProblem] | None = Field(None, description="What keeps a journey from being published")
    revision: int | None = Field(None, description="The revision that the draft is at by now")
    saved_by: str | None = Field(None, description="Who saved it")
    taken_by: str | None = Field(None, description="Who took over editing the draft")
    reference: str | None = Field(None, description="What to quote when asking for help about a 500")


class AnyObject(Answer):
    """Any JSON object."""

    model_config = ConfigDict(extra="allow")
