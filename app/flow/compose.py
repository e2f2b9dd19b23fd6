"""From a queued message to the finished bytes for one person, by the kind of its template."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

import structlog

from app.channels import Outgoing
from app.config import Config
from app.flow.evidence import evidence_of
from app.flow.rounds import item_of
from app.reasons import reason
from app.store import links, tracked
from app.store.claims import Queued
from app.store.contacts import KIND_OF
from app.store.handover import Evidence
from journeys.conditions import Test, compile_condition, condition_faults, fields_of
from journeys.drawing_lots import drawn, lot
from renderers import library, mime, tokens
from renderers.brand import HOUSE, Brand
from renderers.email import EmailSource, EmailTemplate
from renderers.errors import MailError, MissingTokenError, RenderError, TemplateError
from renderers.gallery import TemplateFile, Variant
from renderers.landing.page import PageTemplate
from renderers.letter import LetterTemplate, RenderedLetter
from renderers.sources import Template, compile_source
from renderers.text import RenderedText, TextTemplate

LINK_LIFE = timedelta(days=60)  # business time for which the link of a message opens the page

Templates = Mapping[str, TemplateFile]
"""The templates of these messages, by key."""

log = structlog.get_logger(__name__)

EMAIL = "email"
OWN_TOKENS = ("link.", "item.", "show.")  # how those begin that are a message's own
NONE_GONE: AbstractSet[str] = frozenset()
UNTRACKED = "no-tracking"  # the tag of an account whose mails are not followed up


@dataclass(frozen=True, slots=True)
class Composed:
    """A finished message."""

    message: Queued
    outgoing: Outgoing
    subject: str
    digest: str
    evidence: Evidence


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
    for key, language in {(one.template, one.language) for one in messages}:
        try:
            made = [compile_source(variant.source) for variant in templates[key].variants_in(language)]
        except (KeyError, RenderError):
            continue  # the message itself will be held for it
        for template in made:
            wanted |= read_by(template)
    return frozenset(wanted | {f"list.{one.round.partition(':')[0]}" for one in messages if one.round})


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
    known[library.HOST] = config.public_url
    if reader.is_debtor:
        known |= links.tokens(config, page, preferences)
    try:
        variant = chosen(templates[message.template], reader.language, message.account_id)
        template = compile_source(variant.source)
        if isinstance(template, PageTemplate) or isinstance(template, EmailTemplate) is not (message.channel == EMAIL):
            return Held(message, reason("no_template", message.template))
        flags = flags_of(template, known, templates[message.template].gone)
        if isinstance(template, EmailTemplate) and pages is None and reader.is_debtor and _is_followed(config, facts):
            known |= tracked.tokens_for(config, message.id, now + LINK_LIFE, _kit(variant))
        nested = tokens.nest({**known, **{f"show.{flag}": shown for flag, shown in flags.items()}})
        outgoing = (
            _mail(config, template, message, reader, nested, now, (variant, preferences))
            if isinstance(template, EmailTemplate)
            else _written(config, template, message, reader, nested)
        )
    except (KeyError, RenderError) as error:
        return Held(message, _why(message, error))
    used = {**tokens.pick(nested, template.names), "show": flags}
    kept = evidence_of(templates[message.template], variant, used)
    return Composed(message, outgoing, outgoing.subject, hashlib.sha256(outgoing.content).hexdigest(), kept)


def chosen(template: TemplateFile, language: str, who: int) -> Variant:
    """Which of the variants that compete somebody gets: always the same one, as long as their shares stay.

    ``who`` is the account for a message, and the debtor for a page.
    """
    variants = template.variants_in(language)
    return variants[drawn(lot(who, template.key), [variant.share for variant in variants])]


def flags_of(template: Template, known: Mapping[str, Any], gone: AbstractSet[str] = NONE_GONE) -> dict[str, bool]:
    """Whether the parts of a template that not everybody sees are shown to whom this is known of, by flag.

    Raises:
        TemplateError: a condition is none; a message is held for it. A page opens all the same, without the part that
            it is about, and the log says so.
        MissingTokenError: a condition asks about a field that is ``gone``, and nothing is kept of it for this person:
            nobody can say whether they were to see that part. It is as with a token.
    """
    if not conditions_of(template):
        return {}
    parts = _parts(template)
    lost = sorted({name for part in parts for name in part.reads & gone if tokens.is_empty(known.get(name))})
    if lost:
        raise MissingTokenError(lost[0])
    return {part.flag: part.test(known) for part in parts}


def with_flags(template: Template, known: Mapping[str, Any], gone: AbstractSet[str] = NONE_GONE) -> dict[str, Any]:
    """What is known of somebody, and which parts of a template they see.

    Raises what ``flags_of`` does.
    """
    return {**known, **{f"show.{flag}": shown for flag, shown in flags_of(template, known, gone).items()}}


def read_by(template: Template) -> frozenset[str]:
    """What is to be known of an account: the tokens of a template, and the fields that its conditions ask about."""
    asked = {name for part in _parts(template) for name in part.reads} if conditions_of(template) else frozenset()
    return frozenset(name for name in template.variables | asked if not name.startswith(OWN_TOKENS))


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of a template that not everybody sees: its flag, when it is shown, and what is to be known for that."""

    flag: str
    test: Test
    reads: frozenset[str] = frozenset()


@lru_cache(maxsize=256)
def _parts(template: Template) -> tuple[_Part, ...]:
    return tuple(_part(template, flag, one) for flag, one in conditions_of(template).items())


def _part(template: Template, flag: str, condition: Mapping[str, Any]) -> _Part:
    fault = next(iter(condition_faults(condition)), None)
    if fault is None:
        return _Part(flag, compile_condition(condition), fields_of(condition))
    if not isinstance(template, PageTemplate):
        return _Part(flag, _holding(fault.message["en"]))
    log.warning("page.part_hidden", title=template.title, flag=flag, why=fault.message["en"])
    return _Part(flag, _hidden)


def _holding(why: str) -> Test:
    def test(_: Mapping[str, Any]) -> bool:
        raise TemplateError(why)

    return test


def _hidden(_: Mapping[str, Any]) -> bool:
    return False


def conditions_of(template: Template) -> Mapping[str, Mapping[str, Any]]:
    """Under which conditions its parts are shown; a plain text has none."""
    return template.conditions if isinstance(template, EmailTemplate | PageTemplate) else {}


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


def _is_followed(config: Config, facts: Mapping[str, Any]) -> bool:
    """Whether opens and clicks of this person may be recorded, by law and by their own wish."""
    lawful = tracked.is_lawful(config, str(facts.get("debtor.jurisdiction") or ""))
    return bool(config.tracking) and lawful and UNTRACKED not in (facts.get("account.tags") or ())


def _mail(  # noqa: PLR0913, PLR0917 - what a mail is made of
    config: Config,
    template: EmailTemplate,
    message: Queued,
    reader: _Reader,
    nested: Mapping[str, Any],
    now: datetime,
    about: tuple[Variant, str],
) -> Outgoing:
    variant, preferences = about
    rendered = template.encode(nested, reader.language)
    ref = message.provider_ref or new_ref(config, message.id)
    kit = _kit(variant)
    sender = sender_of(config.mail_from, kit)
    content = mime.build(
        rendered,
        sender=sender,
        recipient=reader.address,
        message_id=ref,
        date=now,
        list_unsubscribe_url=preferences if reader.is_debtor else None,
        reply_to=kit.reply_to or None,
    )
    return Outgoing(ref, sender, reader.address, content, dotless=True, subject=rendered.subject)


def _kit(variant: Variant) -> Brand:
    """The brand kit of a mail."""
    return variant.source.brand if isinstance(variant.source, EmailSource) else HOUSE


@lru_cache(maxsize=64)
def sender_of(usual: str, kit: Brand) -> str:
    """Who a mail is from: whoever the kit names, at the usual address where it names none."""
    if not (kit.sender_name or kit.sender_address):
        return usual
    name, address = parseaddr(usual)
    name = (kit.sender_name or name).replace("\\", "").replace('"', "'")
    return f'"{name}" <{kit.sender_address or address}>' if name else kit.sender_address


def _written(
    config: Config,
    template: LetterTemplate | TextTemplate,
    message: Queued,
    reader: _Reader,
    nested: Mapping[str, Any],
) -> Outgoing:
    rendered = template.render(nested, reader.language)
    content = rendered.html if isinstance(rendered, RenderedLetter) else rendered.text
    return Outgoing(
        message.provider_ref or new_ref(config, message.id, message.channel),
        "",
        reader.address,
        content.encode(),
        name=reader.name,
        subject=rendered.subject,
        language=reader.language,
        script=rendered.script if isinstance(rendered, RenderedText) else "",
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
