"""Shapes of those who answer for a debt beside the debtor."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from app.api.shapes.base import Answer, Request

Role = Literal["guarantor", "co_debtor"]
Address = Annotated[str, Field(min_length=1, max_length=500)]


class PartyGiven(Request):
    """One person; ``role`` and ``ref`` say who it is."""

    role: Role
    ref: Annotated[str, Field(min_length=1, max_length=200)]
    name: Annotated[str, Field(min_length=1, max_length=300)]
    language: Literal["es", "en"] = "es"
    email: Address | None = None
    mobile: Address | None = None
    postal: Address | None = None


class PartiesGiven(Request):
    """Everybody who answers for the debt; who is not named is taken out."""

    parties: Annotated[list[PartyGiven], Field(max_length=100)]


class PartyInfo(Answer):
    """One person who answers for the debt."""

    id: int
    role: Role
    ref: str
    name: str
    language: str
    email: str | None
    mobile: str | None
    postal: str | None
    created_at: AwareDatetime


class PartyList(Answer):
    """Everybody who answers for the debt beside the debtor."""

    parties: list[PartyInfo]
