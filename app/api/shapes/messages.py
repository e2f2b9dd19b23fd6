"""Shapes of sent messages and of the demo's mailbox."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from app.api.shapes.base import Answer, Page, Request, Search, Size
from app.models import MessageState

Uncounted = Annotated[
    list[Literal["opens", "clicks"]], Field(description="What is not counted of its mails as its brand kit stands now")
]


class MessageQuery(Request):
    """Which messages to list."""

    state: MessageState | None = None
    journey: Annotated[int, Field(ge=1, le=2**63 - 1)] | None = None
    search: Search = ""
    page: Page = 1
    size: Size = 50


class Named(Answer):
    """Something and its name."""

    id: int
    name: str


class MessageItem(Answer):
    """One line of the list of messages."""

    id: int
    at: datetime
    state: MessageState
    channel: str
    debtor: Named
    recipient: str | None
    subject: str | None
    template: str
    journey: Named
    error: str | None
    sent_at: datetime | None


class MessageList(Answer):
    """One page of messages, newest first."""

    items: list[MessageItem]
    total: int


class Content(Answer):
    """A message as it was handed over."""

    subject: str
    sender: str = Field(alias="from")
    to: str
    date: datetime | None
    html: str | None
    text: str | None
    channel: str


class Evidence(Answer):
    """What a message was made of, as far as it is known: SHA-256 sums, and which version of its template."""

    version: str | None = Field(description="The number of the template's version, or the release it came with")
    language: str | None
    variant: str | None = Field(description="Which of those that compete")
    template_digest: str | None = Field(description="Of all that the template's author wrote")
    tokens_digest: str | None = Field(description="Of the values filled in, as canonical JSON")
    content_digest: str | None = Field(description="Of the bytes handed over, before DKIM signed them")


class FollowedLink(Answer):
    """How often one link of a mail was followed; ``scans`` are those of programs."""

    link: int = Field(description="Its place in the mail, from 1")
    label: str
    clicks: int
    people: int
    scans: int
    first_at: datetime


class FollowedLinks(Answer):
    """The links of a template that were followed, in the order of the mail."""

    items: list[FollowedLink]
    uncounted: Uncounted


class VariantOutcome(Answer):
    """What came of the messages of one variant: how many were sent, and to how many of these something happened."""

    language: str
    variant: str
    share: int = Field(description="The percentage of people that gets it")
    sent: int
    opened: int = Field(description="Mails whose pictures were loaded by a person")
    clicked: int = Field(description="Mails of which a person followed a link")
    visited: int = Field(description="Messages from which the person's page was opened")
    paid: int = Field(description="Messages after which the account was paid on")


class Outcomes(Answer):
    """What came of the newest version of a template since a time, by variant; null where counting took too long."""

    version: str
    since: datetime
    items: list[VariantOutcome] | None
    uncounted: Uncounted


class MessageDetail(MessageItem):
    """One message; ``content`` is there when the demo's mail sink took it."""

    account_ref: str
    node: str
    content: Content | None
    evidence: Evidence
    links: list[FollowedLink]
    uncounted: Uncounted


class OfTemplate(Request):
    """The key of a template."""

    key: Annotated[str, Field(min_length=1, max_length=200)]


class ChosenMessages(Request):
    """Which messages; those whose state does not allow it are passed over."""

    ids: Annotated[list[Annotated[int, Field(ge=1, le=2**63 - 1)]], Field(min_length=1, max_length=100_000)]


class Cancelling(ChosenMessages):
    """Which messages are not to go out any more, and why."""

    reason: Annotated[str, Field(min_length=1, max_length=300)]


class Settling(ChosenMessages):
    """What became of messages of unknown fate, as a person found out."""

    sent: bool = Field(description="True: they went out. False: they did not, and are sent again.")


class MailKey(Request):
    """The key of a mail in the demo's mailbox."""

    key: Annotated[str, Field(min_length=1, max_length=200)]


class MailQuery(Request):
    """Which mails to list."""

    search: Search = ""
    page: Page = 1
    size: Size = 50


class MailItem(Answer):
    """One line of the demo's mailbox."""

    key: str
    at: datetime | None
    to: str
    subject: str
    message_id: str | None
    channel: str


class MailList(Answer):
    """The demo's mailbox, newest first."""

    items: list[MailItem]
    total: int


class Mail(Content):
    """One mail of the demo's mailbox."""

    headers: dict[str, str]
