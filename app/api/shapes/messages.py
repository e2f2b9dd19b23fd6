"""Shapes of sent messages and of the demo's mailbox."""

from datetime import datetime
from typing import Annotated

from pydantic import Field

from app.api.shapes.base import Answer, Page, Request, Search, Size
from app.models import MessageState


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


class MessageDetail(MessageItem):
    """One message; ``content`` is there when the demo's mail sink took it."""

    account_ref: str
    node: str
    content: Content | None


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
