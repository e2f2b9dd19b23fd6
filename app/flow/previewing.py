"""What somebody would get of a draft: with the facts of a debtor, or with made-up ones. Nothing is written."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from sqlalchemy.orm import Session

from app.config import Config
from app.errors import NotFoundError
from app.flow.compose import LINK_LIFE, NONE_GONE, read_by, sender_of, with_flags
from app.store import facts, links, samples
from renderers import tokens
from renderers.brand import Brand
from renderers.designs import voice
from renderers.email import RenderedEmail
from renderers.landing.page import PageTemplate
from renderers.landing.samples import READ, shown, somebody
from renderers.letter import RenderedLetter
from renderers.sources import Source, compile_source, words_of
from renderers.text import RenderedText, TextSource, compile_text

NOBODY = 0  # the account in links of what is only looked at


@dataclass(frozen=True)
class Preview:
    """One message as somebody would get it; ``html`` of emails, pages and letters, ``text`` of all but letters."""

    subject: str
    html: str
    text: str
    preheader: str = ""


def values(
    session: Session, config: Config, source: Source, account_id: int | None, now: datetime
) -> Mapping[str, Any]:
    """The facts that a source is filled with: those of an account, or samples in its language.

    Raises:
        NotFoundError: there is no such account.
        TemplateError: the source cannot be read.
    """
    language = source.language
    if account_id is None:
        known: dict[str, Any] = samples.read(session).values(language)
    else:
        template = compile_source(source)
        also = read_by(template) | (READ if isinstance(template, PageTemplate) else frozenset())
        found = facts.load(session, [account_id], now, also=also).get(account_id)
        if found is None:
            raise NotFoundError
        known = dict(found)
    page, preferences = links.both(config, NOBODY, account_id or NOBODY, now + LINK_LIFE)
    return {**known, **links.tokens(config, page, preferences)}


def preview(
    source: Source, known: Mapping[str, Any], *, proved: bool = True, gone: AbstractSet[str] = NONE_GONE
) -> Preview:
    """Fill a source; a page as it is once somebody ``proved`` who they are, or before.

    ``gone`` are the fields that its conditions ask about and that are none.

    Raises:
        RenderError: it cannot be compiled, or a token has no value.
    """
    template = compile_source(source)
    filled = tokens.nest(with_flags(template, known, gone))
    if isinstance(template, PageTemplate):
        return Preview("", shown(template, filled, somebody(template.language, filled, proved=proved)).html, "")
    rendered = template.render(filled)
    if isinstance(rendered, RenderedEmail):
        return Preview(rendered.subject, rendered.html, rendered.text, _preheader(source, known))
    if isinstance(rendered, RenderedLetter):
        return Preview(rendered.subject, rendered.html, "")
    if isinstance(rendered, RenderedText):
        steps = voice.steps_in(rendered.script)
        return Preview("", "", voice.voice_text({"script": steps}, source.language[:2]) if steps else rendered.text)
    raise TypeError(rendered)


def seen_as(config: Config, brand: Brand) -> str:
    """Who an inbox says that a mail of this brand is from: the name, or the address where there is none."""
    name, address = parseaddr(sender_of(config.mail_from, brand))
    return name or address


def _preheader(source: Source, known: Mapping[str, Any]) -> str:
    """What an inbox shows behind the subject of an email."""
    words = TextSource(words_of(source).get("preheader", ""), source.language)
    return compile_text(words).render(tokens.nest(known)).text
