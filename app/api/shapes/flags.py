"""Shapes of flags."""

from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, Request

Flag = Literal["disputed", "recalled", "deceased", "insolvent", "vulnerable", "cease_contact"]


class FlagSetting(Request):
    """A flag to set or to clear. The first two are of the account, the others of the person."""

    flag: Flag
    on: bool = True
    reason: Annotated[str, Field(max_length=500, description="Why; shown in the history, erased with the person")] = ""


class FlagSet(Answer):
    """How the flag stands now."""

    flag: Flag
    on: bool
    changed: bool = Field(description="False where that was so already")
