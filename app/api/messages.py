"""Sent messages, and the mailbox of the demo's mail sink."""

from flask import Response

from app.api.area import allow, answers, area
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.messages import Mail, MailKey, MailList, MailQuery, MessageDetail, MessageList, MessageQuery

messages_area = area("messages", "What was sent to debtors.")


@messages_area.get("/messages", responses=answers(200, MessageList))
@allow(Permission.messages_read)
def list_messages(query: MessageQuery) -> Response:
    """List messages."""
    raise NotImplementedError


@messages_area.get("/messages/<int:id>", responses=answers(200, MessageDetail, 404))
@allow(Permission.messages_read)
def get_message(path: ById) -> Response:
    """One message, with its content where the mail sink took it."""
    raise NotImplementedError


@messages_area.get("/mailbox", responses=answers(200, MailList, 404))
@allow(Permission.messages_read)
def list_mails(query: MailQuery) -> Response:
    """List the mails in the sink of a demo; 404 elsewhere."""
    raise NotImplementedError


@messages_area.get("/mailbox/<key>", responses=answers(200, Mail, 404))
@allow(Permission.messages_read)
def get_mail(path: MailKey) -> Response:
    """One mail of the sink of a demo."""
    raise NotImplementedError
