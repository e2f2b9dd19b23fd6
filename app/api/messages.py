"""Sent messages, and the mailbox of the demo's mail sink."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app import reasons
from app.api.area import allow, answers, area, reply
from app.api.callers import caller, here, wake
from app.api.permissions import Permission
from app.api.shapes.base import ById, Count
from app.api.shapes.messages import (
    Cancelling,
    ChosenMessages,
    Content,
    Evidence,
    FollowedLink,
    FollowedLinks,
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
    OfTemplate,
    Outcomes,
    Settling,
    VariantOutcome,
)
from app.channels import configured, mailbox
from app.errors import NotFoundError
from app.flow.evidence import version_of
from app.http import language
from app.models import Debtor, Journey, Message, MessageState
from app.queue import Job
from app.store import audit, messages, outcomes, pages, people, sent, templates, tracked
from app.store.outcomes import Outcome

messages_area = area("messages", "What was sent to debtors.")

COMPARED = timedelta(days=90)  # business time that variants are compared over
CHUNK = 2_000  # messages that one transaction deals with
NEWEST = 5_000  # mails of the sink that are looked at; a demo's mailbox never needs more


@messages_area.get("/messages", responses=answers(200, MessageList))
@allow(Permission.messages_read)
def list_messages(query: MessageQuery) -> Response:
    """List messages."""
    with here().db.read() as session:
        rows, total = sent.page(
            session,
            sent.Wanted(query.state, query.journey, query.search),
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
        followed = tracked.of_message(session, account.id, message.id)
        uncounted = tracked.uncounted(session, message.template)
    item = _item(message, debtor, journey, configured(here().config)).model_dump()
    return reply(
        MessageDetail(
            **item,
            account_ref=account.ref,
            node=message.node,
            content=_content(message),
            evidence=_evidence(message),
            links=[FollowedLink(**asdict(one)) for one in followed],
            uncounted=uncounted,
        )
    )


@messages_area.get("/templates/<key>/links", responses=answers(200, FollowedLinks))
@allow(Permission.messages_read)
def list_followed_links(path: OfTemplate) -> Response:
    """How often each link of a template was followed in all that was sent of it, by people and by programs."""
    with here().db.read() as session:
        found = tracked.of_template(session, path.key)
        uncounted = tracked.uncounted(session, path.key)
    return reply(FollowedLinks(items=[FollowedLink(**asdict(one)) for one in found], uncounted=uncounted))


@messages_area.get("/templates/<key>/outcomes", responses=answers(200, Outcomes, 404))
@allow(Permission.messages_read)
def list_outcomes(path: OfTemplate) -> Response:
    """Compare the variants of a template: what was sent in 90 days, then opened, followed, visited and paid."""
    since = here().clock.now() - COMPARED
    with here().db.read() as session:
        template = templates.of_keys(session, [path.key]).get(path.key)
        if template is None or template.channel == pages.PAGE:
            raise NotFoundError
        version = version_of(template)
        found = outcomes.by_variant(session, template.key, version, since)
        uncounted = tracked.uncounted(session, template.key)
    known = {(one.language, one.variant): one for one in found or ()}
    items = [
        VariantOutcome(share=one.share, **asdict(known.get((language, one.id)) or Outcome(language, one.id)))
        for language in template.sources
        for one in template.variants_in(language)
    ]
    told = None if found is None else items
    return reply(Outcomes(version=version, since=since, items=told, uncounted=uncounted))


@messages_area.post("/messages/release", responses=answers(200, Count))
@allow(Permission.operations_run)
def release_messages(body: ChosenMessages) -> Response:
    """Queue messages that were held, refused or failed once more."""
    now = here().clock.now()
    return _acted(body.ids, "released", {}, lambda session, ids: messages.release(session, ids, now))


@messages_area.post("/messages/cancel", responses=answers(200, Count))
@allow(Permission.operations_run)
def cancel_messages(body: Cancelling) -> Response:
    """Take back messages that are not with a channel now."""
    now, why = here().clock.now(), reasons.reason("taken_back", body.reason)
    details = {"reason": body.reason}
    return _acted(body.ids, "cancelled", details, lambda session, ids: messages.cancel(session, ids, why, now))


@messages_area.post("/messages/settle", responses=answers(200, Count))
@allow(Permission.operations_run)
def settle_messages(body: Settling) -> Response:
    """Say what became of messages of unknown fate; those that did not go out are queued once more."""
    now = here().clock.now()
    details = {"sent": body.sent}
    return _acted(
        body.ids, "settled", details, lambda session, ids: messages.settle(session, ids, sent=body.sent, now=now)
    )


def _acted(ids: list[int], done: str, details: dict[str, Any], act: Callable[[Session, list[int]], int]) -> Response:
    """Act on messages, a part and a transaction at a time, and wake the workers."""
    count = 0
    chosen = sorted(set(ids))
    for start in range(0, len(chosen), CHUNK):
        part = chosen[start : start + CHUNK]
        with here().db.write() as session:
            acted = act(session, part)
            if acted:
                audit.record(
                    session,
                    actor=caller().actor,
                    action=f"messages.{done}",
                    subject="messages",
                    details={**details, "count": acted, "messages": part},
                    at=here().clock.wall(),
                )
        count += acted
    if count:
        wake(Job.deliver)
        wake(Job.advance)  # a message that is known to be sent now is an event
    return reply(Count(count=count))


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
        MailItem(
            key=mail.key,
            at=mail.at,
            to=mail.to,
            subject=mail.subject,
            message_id=mail.message_id or None,
            channel=mail.channel,
        )
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


def _evidence(message: Message) -> Evidence:
    return Evidence(
        version=message.template_version,
        language=message.template_language,
        variant=message.variant,
        template_digest=message.template_digest,
        tokens_digest=message.tokens_digest,
        content_digest=message.digest,
    )


def _taken_apart(mail: mailbox.Mail) -> dict[str, object]:
    return {
        "subject": mail.subject,
        "from": mail.sender,
        "to": mail.to,
        "date": mail.date,
        "html": mail.html or None,
        "text": mail.text or None,
        "channel": mail.channel,
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
