"""From a queued message to the finished bytes for one person."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.utils import parseaddr
from functools import lru_cache
from typing import Any

from app.channels import Outgoing
from app.config import Config
from app.reasons import reason
from app.store import links
from app.store.handover import Queued
from renderers import gallery, mime, tokens
from renderers.email import compile_email
from renderers.errors import MailError, MissingTokenError, RenderError

LINK_LIFE = timedelta(days=60)  # business time for which the link of a message opens the page

ADDRESS = {"email": "debtor.email"}  # the fact that holds the address, by channel


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


def compose(config: Config, message: Queued, facts: Mapping[str, Any], now: datetime) -> Composed | Held:
    """Personalise one message in its debtor's language."""
    recipient = facts.get(ADDRESS.get(message.channel, ""))
    if not recipient:
        return Held(message, reason("no_address", message.channel))
    page, preferences = links.both(config, message.id, message.account_id, now + LINK_LIFE)
    known = {**facts, "link.page": page, "link.preferences": preferences}
    ref = message.provider_ref or new_ref(config, message.id)
    try:
        template = compile_email(gallery.load(message.template, message.language))
        rendered = template.encode(tokens.nest(known), message.language)
        content = mime.build(
            rendered,
            sender=config.mail_from,
            recipient=str(recipient),
            message_id=ref,
            date=now,
            list_unsubscribe_url=preferences,
        )
    except KeyError:
        return Held(message, reason("no_template", message.template))
    except MissingTokenError as error:
        return Held(message, reason("missing_token", error.token))
    except MailError as error:
        return Held(message, reason("unbuildable", str(error)))
    except RenderError as error:
        return Held(message, reason("unfillable", f"{message.template}: {error}"))
    outgoing = Outgoing(ref, config.mail_from, str(recipient), content, dotless=True)
    return Composed(message, outgoing, rendered.subject, hashlib.sha256(content).hexdigest())


def new_ref(config: Config, message_id: int) -> str:
    """A Message-ID of our own; a message keeps it however often it is tried."""
    return f"<{message_id}.{secrets.token_hex(8)}@{_domain(config.mail_from)}>"


@lru_cache(maxsize=16)
def _domain(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "cauce.invalid"
