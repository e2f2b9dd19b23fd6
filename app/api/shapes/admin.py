"""Shapes of users, API keys and the audit trail."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.permissions import Scope
from app.api.shapes.base import Answer, JsonObject, Page, Request, Search, Size
from app.api.shapes.session import Language, Person
from app.models import Role

Name = Annotated[str, Field(min_length=1, max_length=200)]
Email = Annotated[str, Field(min_length=3, max_length=320, pattern=r"^[^@\s]+@[^@\s]+$")]
Password = Annotated[str, Field(min_length=1, max_length=200, description="At least 12 characters")]


class UserItem(Person):
    """One user."""

    active: bool
    created_at: datetime


class UserList(Answer):
    """Users by name."""

    items: list[UserItem]
    total: int


class NewUser(Request):
    """A user to add."""

    email: Email
    name: Name
    role: Role
    password: Password
    language: Language = "es"


class UserChange(Request):
    """What to change about a user; a new role or password, or switching off, ends all their sessions."""

    name: Name | None = None
    role: Role | None = None
    password: Password | None = None
    language: Language | None = None
    active: bool | None = None


class KeyItem(Answer):
    """One API key, without its secret."""

    id: int
    name: str
    prefix: str
    scopes: list[Scope]
    created_by: str | None
    created_at: datetime
    used_at: datetime | None
    revoked_at: datetime | None


class KeyList(Answer):
    """API keys, newest first."""

    items: list[KeyItem]
    total: int


class NewKey(Request):
    """An API key to make."""

    name: Name
    scopes: Annotated[list[Scope], Field(min_length=1, max_length=10)]


class MadeKey(KeyItem):
    """A new API key; ``secret`` is shown this once."""

    secret: str


class AuditQuery(Request):
    """Which part of the audit trail to list."""

    search: Search = ""
    page: Page = 1
    size: Size = 50


class AuditItem(Answer):
    """Who changed what, when."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    subject_id: str | None
    details: JsonObject


class AuditList(Answer):
    """The audit trail, newest first."""

    items: list[AuditItem]
    total: int
