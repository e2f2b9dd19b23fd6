"""Sent messages, and the mailbox of the demo's mail sink."""

from flask import Response

from app import reasons
from app.api.area import allow, answers, area, reply
from app.api.callers import here
from app.api.permissions import Permission
from app.api.shapes.base import ById
from app.api.shapes.messages import (
    Content,
    Mail,
    MailItem,
    MailKey,
    MailList,
    MailQuery,
    MessageDetail,
    MessageItem,
    MessageList,
    MessageQuery,
    Named,
)
from app.channels import configured, mailbox
from app.errors import NotFoundError
from app.http import language
from app.models import Debtor, Journey, Message, MessageState
from app.store import people, sent

messages_area = area("messages", "What was sent to debtors.")

NEWEST = 5_000  # mails of the sink that are looked at; a demo's mailbox never needs more


@messages_area.get("/messages", responses=answers(200, MessageList))
@allow(Permission.messages_read)
def list_messages(query: MessageQuery) -> Response:
    """List messages."""
    with here().db.read() as session:
        rows, total = sent.page(
            session,
            state=query.state,
            search=query.search,
            offset=(query.page - 1) * query.size,
            limit=query.size,
        )
    channels = configured(here().config)
    items = [_item(message, debtor, journey, channels) for message, _, debtor, journey in rows]
    return reply(MessageList(items=items, total=total))


@messages_area.get("/messages/<int:id>", responses=answers(200, MessageDetail, 404))
@allow(Permission.messages_read)
def get_message(path: ById) -> Response:
    """One message, with its content where the mail sink took it."""
    with here().db.read() as session:
        message, account, debtor, journey = sent.get(session, path.id)
    item = _item(message, debtor, journey, configured(here().config)).model_dump()
    return reply(MessageDetail(**item, account_ref=account.ref, node=message.node, content=_content(message)))


@messages_area.get("/mailbox", responses=answers(200, MailList, 404))
@allow(Permission.messages_read)
def list_mails(query: MailQuery) -> Response:
    """List the mails in the sink of a demo; 404 elsewhere."""
    _require_sink()
    wanted = query.search.casefold()
    found = [
        mail
        for mail in mailbox.read_mailbox(here().config.home, limit=NEWEST)
        if wanted in f"{mail.to} {mail.subject}".casefold()
    ]
    page = found[(query.page - 1) * query.size : query.page * query.size]
    items = [
        MailItem(key=mail.key, at=mail.at, to=mail.to, subject=mail.subject, message_id=mail.message_id or None)
        for mail in page
    ]
    return reply(MailList(items=items, total=len(found)))


@messages_area.get("/mailbox/<key>", responses=answers(200, Mail, 404))
@allow(Permission.messages_read)
def get_mail(path: MailKey) -> Response:
    """One mail of the sink of a demo."""
    _require_sink()
    mail = mailbox.read_mail(here().config.home, path.key)
    return reply(Mail.model_validate({**_taken_apart(mail), "headers": dict(mail.headers)}))


def _require_sink() -> None:
    if here().config.mode == "production":
        raise NotFoundError


def _content(message: Message) -> Content | None:
    home = here().config.home
    if message.provider_ref is None or here().config.mode == "production":
        return None
    key = mailbox.find(mailbox.folder(home), message.provider_ref)
    return None if key is None else Content.model_validate(_taken_apart(mailbox.read_mail(home, key)))


def _taken_apart(mail: mailbox.Mail) -> dict[str, object]:
    return {
        "subject": mail.subject,
        "from": mail.sender,
        "to": mail.to,
        "date": mail.date,
        "html": mail.html or None,
        "text": mail.text or None,
    }


def _item(message: Message, debtor: Debtor, journey: Journey, channels: frozenset[str]) -> MessageItem:
    return MessageItem(
        id=message.id,
        at=message.created_at,
        state=MessageState(message.state),
        channel=message.channel,
        debtor=Named(id=debtor.id, name=people.name_of(debtor)),
        recipient=message.recipient,
        subject=message.subject,
        template=message.template,
        journey=Named(id=journey.id, name=journey.name),
        error=None if (why := reasons.read(_why(message, channels))) is None else why[language()],
        sent_at=message.sent_at,
    )


def _why(message: Message, channels: frozenset[str]) -> str | None:
    """Why it stands where it stands; one that waits for a channel that is not configured says so."""
    if message.state == MessageState.queued and message.channel not in channels:
        return reasons.reason("channel_off", message.channel)
    return message.error
