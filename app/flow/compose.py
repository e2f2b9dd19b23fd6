"""From a queued message to the finished bytes for one person, by the kind of its template."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

from app.channels import Outgoing
from app.config import Config
from app.flow.rounds import item_of
from app.reasons import reason
from app.store import links
from app.store.claims import Queued
from app.store.contacts import KIND_OF
from renderers import mime, tokens
from renderers.email import EmailTemplate
from renderers.errors import MailError, MissingTokenError, RenderError
from renderers.gallery import TemplateFile, in_language
from renderers.letter import LetterTemplate, RenderedLetter
from renderers.sources import compile_source
from renderers.text import TextTemplate

LINK_LIFE = timedelta(days=60)  # business time for which the link of a message opens the page

Templates = Mapping[str, TemplateFile]
"""The templates of these messages, by key."""

EMAIL = "email"
OWN_TOKENS = ("link.", "item.")  # how those begin that are a message's own


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished message."""

    message: Queued
    outgoing: Outgoing
    subject: str
    digest: str


@dataclass(frozen=True, slots=True)
class Held:
    """A message that cannot be finished, and why (see ``app.reasons``)."""

    message: Queued
    reason: str


@dataclass(frozen=True, slots=True)
class _Reader:
    """Who reads a message: the debtor, or the person of a round, who gets no link to the debtor's page."""

    name: str
    address: str
    language: str
    is_debtor: bool = True


def tokens_of(messages: Iterable[Queued], templates: Templates) -> frozenset[str]:
    """What is to be known of the accounts of these messages beside what always is."""
    wanted: set[str] = set()
    for template, language in {(one.template, one.language) for one in messages}:
        try:
            wanted |= compile_source(in_language(templates[template], language)).variables
        except (KeyError, RenderError):
            continue  # the message itself will be held for it
    named = {name for name in wanted if not name.startswith(OWN_TOKENS)}
    return frozenset(named | {f"list.{one.round.partition(':')[0]}" for one in messages if one.round})


def compose(  # noqa: PLR0913, PLR0917 - whose, what, with which words and addresses
    config: Config,
    message: Queued,
    templates: Templates,
    facts: Mapping[str, Any],
    now: datetime,
    pages: tuple[str, str] | None = None,
) -> Composed | Held:
    """Personalise one message in the language of whoever reads it.

    ``pages`` are the addresses of their page and their preferences, where they are not to be signed ones.
    """
    item = item_of(message.round, facts)
    reader = _reader(message, facts, item)
    if isinstance(reader, str):
        return Held(message, reader)
    page, preferences = pages or links.both(config, message.id, message.account_id, now + LINK_LIFE)
    known = {**facts, **{f"item.{name}": value for name, value in item.items()}} if item else {**facts}
    if reader.is_debtor:
        known |= {"link.page": page, "link.preferences": preferences}
    try:
        template = compile_source(in_language(templates[message.template], reader.language))
        if isinstance(template, EmailTemplate) is not (message.channel == EMAIL):
            return Held(message, reason("no_template", message.template))
        outgoing = (
            _mail(config, template, message, reader, known, now, preferences)
            if isinstance(template, EmailTemplate)
            else _written(config, template, message, reader, known)
        )
    except (KeyError, RenderError) as error:
        return Held(message, _why(message, error))
    return Composed(message, outgoing, outgoing.subject, hashlib.sha256(outgoing.content).hexdigest())


def new_ref(config: Config, message_id: int, channel: str = EMAIL) -> str:
    """A name of our own, a Message-ID for mails; a message keeps it however often it is tried."""
    if channel != EMAIL:
        return f"cauce-{message_id}-{secrets.token_hex(8)}"
    return f"<{message_id}.{secrets.token_hex(8)}@{_domain(config.mail_from)}>"


def _reader(message: Queued, facts: Mapping[str, Any], item: Mapping[str, Any] | None) -> _Reader | str:
    """Who reads it, or the reason why nobody can."""
    kind = KIND_OF.get(message.channel, "")
    to_party = message.to_round and "name" in (item or {})
    if message.to_round and not item:
        return reason("no_recipient")
    address = (item or {}).get(kind) if to_party else facts.get(f"debtor.{kind}")
    if not address:
        return reason("no_address", message.channel)
    if to_party and item:
        return _Reader(str(item["name"]), str(address), item.get("language") or message.language, is_debtor=False)
    return _Reader(str(facts.get("debtor.full_name") or ""), str(address), message.language)


def _mail(  # noqa: PLR0913, PLR0917 - what a mail is made of
    config: Config,
    template: EmailTemplate,
    message: Queued,
    reader: _Reader,
    known: Mapping[str, Any],
    now: datetime,
    preferences: str,
) -> Outgoing:
    rendered = template.encode(tokens.nest(known), reader.language)
    ref = message.provider_ref or new_ref(config, message.id)
    content = mime.build(
        rendered,
        sender=config.mail_from,
        recipient=reader.address,
        message_id=ref,
        date=now,
        list_unsubscribe_url=preferences if reader.is_debtor else None,
    )
    return Outgoing(ref, config.mail_from, reader.address, content, dotless=True, subject=rendered.subject)


def _written(
    config: Config,
    template: LetterTemplate | TextTemplate,
    message: Queued,
    reader: _Reader,
    known: Mapping[str, Any],
) -> Outgoing:
    rendered = template.render(tokens.nest(known), reader.language)
    content = rendered.html if isinstance(rendered, RenderedLetter) else rendered.text
    return Outgoing(
        message.provider_ref or new_ref(config, message.id, message.channel),
        "",
        reader.address,
        content.encode(),
        name=reader.name,
        subject=rendered.subject,
        language=reader.language,
    )


def _why(message: Queued, error: KeyError | RenderError) -> str:
    """Why a message cannot be finished."""
    if isinstance(error, KeyError):
        return reason("no_template", message.template)
    if isinstance(error, MissingTokenError):
        return reason("missing_token", error.token)
    if isinstance(error, MailError):
        return reason("unbuildable", str(error))
    return reason("unfillable", f"{message.template}: {error}")


@lru_cache(maxsize=16)
def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "cauce.invalid"
