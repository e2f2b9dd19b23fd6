"""Shapes of signing in and of the installation."""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from app.api.shapes.base import Answer, JsonObject, Request, Text
from app.models import Role
from journeys.kinds import Category

Language = Literal["es", "en"]


class SignIn(Request):
    """Who signs in."""

    email: Annotated[str, Field(min_length=3, max_length=320)]
    password: Annotated[str, Field(min_length=1, max_length=200)]


class Preferences(Request):
    """What somebody changes about themselves; a new password takes the current one, and ends their other sessions."""

    language: Language | None = None
    password: Annotated[str, Field(min_length=1, max_length=200, description="At least 12 characters")] | None = None
    current_password: Annotated[str, Field(max_length=200)] = ""


class Person(Answer):
    """Somebody who works here."""

    id: int
    email: str
    name: str
    role: Role
    language: Language


class Session(Answer):
    """Who is signed in; ``csrf_token`` goes into the X-CSRF-Token header of every unsafe request."""

    user: Person
    permissions: list[str]
    csrf_token: str


class DemoLogin(Answer):
    """A login that a demo offers to everybody."""

    name: str
    email: str
    password: str
    role: Role


class Demo(Answer):
    """As whom one may look around a demo."""

    logins: list[DemoLogin]


class ClockReading(Answer):
    """Business time."""

    now: datetime
    simulated: bool
    speed: float = Field(description="Seconds of business time per second of wall time")


class PortRule(Answer):
    """How ports follow from settings.

    A rule without ``each`` is one port; with ``when``, only while that setting is neither null nor empty. With ``each``
    it is one port for every item of that setting: names, whose labels stand in the schema's x-labels, or objects with
    id and label.
    """

    name: str | None = None
    labels: Text | None = None
    when: str | None = None
    each: str | None = None
    only: dict[str, list[Any]] | None = Field(
        None, description="The rule counts while each setting that is named here has one of these values"
    )


class KindInfo(Answer):
    """One step kind: enough to draw its palette tile, node and form."""

    name: str
    version: int
    category: Category
    channel: str | None = Field(description="What it sends its messages through")
    icon: str
    color: str
    labels: Text
    descriptions: Text
    settings_schema: JsonObject = Field(alias="schema", description="JSON Schema of the settings")
    ports: list[PortRule]
    defaults: JsonObject = Field(description="The settings of a new node")


class FieldInfo(Answer):
    """One CRM field that conditions and templates may use."""

    name: str
    type: Literal["text", "number", "money", "date", "boolean", "tags"]
    labels: Text
    personal: bool
    sample: str | None
    scope: str
    custom: bool


class NamedText(Answer):
    """A name and what people call it."""

    name: str
    labels: Text


class EventInfo(NamedText):
    """One kind of event; ``offered`` says that a wait may be set to it."""

    offered: bool


class OperatorInfo(Answer):
    """How conditions compare: the operator in words, which field types it fits, and what it compares with.

    ``date_labels`` go before a date of the calendar, ``near_labels`` before a day counted from today, a weekday or a
    month.
    """

    op: str
    labels: Text
    date_labels: Text
    near_labels: Text
    types: list[Literal["text", "number", "money", "date", "boolean", "tags"]]
    value: Literal["none", "one", "many"]


class TemplateInfo(Answer):
    """One message template."""

    key: str
    channel: str
    name: Text
    languages: list[str]


class ExitInfo(NamedText):
    """What may end a whole journey for somebody, or, where it ``holds``, keep them in place."""

    holds: bool


class Meta(Answer):
    """Everything the designer draws itself from."""

    kinds: list[KindInfo]
    fields: list[FieldInfo]
    operators: list[OperatorInfo]
    parts: list[NamedText] = Field(description="What a condition may look at of a date")
    events: list[EventInfo]
    templates: list[TemplateInfo]
    channels: list[NamedText]
    exits: list[ExitInfo]
