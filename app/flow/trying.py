"""Sending a draft to oneself, through the very channel that debtors are reached by. It counts as no contact."""

import secrets
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from app.channels import Outgoing, open_channels
from app.config import Config
from app.errors import NotFoundError
from app.flow.compose import NONE_GONE, sender_of, with_flags
from renderers import library, mime, tokens
from renderers.brand import Brand
from renderers.email import RenderedEmail
from renderers.errors import TemplateError
from renderers.landing.page import PageTemplate
from renderers.letter import RenderedLetter
from renderers.sources import Source, compile_source
from renderers.text import RenderedText

Rendered = RenderedEmail | RenderedLetter | RenderedText


def filled(config: Config, source: Source, known: Mapping[str, Any], gone: AbstractSet[str] = NONE_GONE) -> Rendered:
    """A source with these facts; ``gone`` are the fields that its conditions ask about and that are none.

    Raises:
        RenderError: it cannot be filled.
    """
    template = compile_source(source)
    if isinstance(template, PageTemplate):
        raise TemplateError("A page is opened, not sent: look at it in its preview.")
    return template.render(tokens.nest({**with_flags(template, known, gone), library.HOST: config.public_url}))


def send(  # noqa: PLR0913, PLR0917 - from whom, by which way, what, to whom, and when
    config: Config, channel: str, rendered: Rendered, brand: Brand, to: str, now: datetime
) -> str:
    """Hand a filled draft over, as its brand would; what the channel answered.

    Raises:
        NotFoundError: the channel is not set up here.
        MailError: the address is none.
        DeliveryError: the channel did not take it.
    """
    opened = open_channels(config)
    try:
        if channel not in opened:
            raise NotFoundError
        ref = _ref(config, channel)
        sender = sender_of(config.mail_from, brand)
        if isinstance(rendered, RenderedEmail):
            content = mime.build(
                rendered,
                sender=sender,
                recipient=to,
                message_id=ref,
                date=now,
                reply_to=brand.reply_to or None,
            )
            subject = rendered.subject
        else:
            said = rendered.html if isinstance(rendered, RenderedLetter) else rendered.text
            content, subject = said.encode(), rendered.subject
        outgoing = Outgoing(ref, sender, to, content, dotless=True, name=to, subject=subject)
        return opened[channel].send(outgoing).detail
    finally:
        for one in opened.values():
            one.close()


def _ref(config: Config, channel: str) -> str:
    """A name that no message of a journey has."""
    name = f"cauce-test-{secrets.token_hex(8)}"
    return f"<{name}@{parseaddr(config.mail_from)[1].rpartition('@')[2]}>" if channel == "email" else name
