"""The addresses under which links of mails are followed up: the installation's key to them, and what was recorded.

See ``renderers.tracking`` for what an address carries.
"""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

from sqlalchemy import ColumnElement, case, distinct, func, select, update
from sqlalchemy.orm import Session

from app.config import Config
from app.models import Event, Message
from app.store import jurisdictions, templates
from app.store.ids import among
from renderers import tracking
from renderers.brand import Brand
from renderers.tracking import Address

CLICKED = "message_clicked"
COUNTED: Mapping[Literal["opens", "clicks"], str] = {"opens": "message_opened", "clicks": CLICKED}
"""The event behind each thing that can be counted of a mail."""

UNKNOWN = "?"  # where people live of whom nobody knows it
SCANNED = "message_click_scanned"
"""A program followed a link: recorded apart, never heard by journeys."""


@dataclass(frozen=True, slots=True)
class Click:
    """A link of a message that was followed a moment ago."""

    event_id: int
    kind: str
    link: int


@dataclass(frozen=True, slots=True)
class Followed:
    """How often one link was followed: by people, by how many of them, and by programs; and when first."""

    link: int
    label: str
    clicks: int
    people: int
    scans: int
    first_at: datetime


def tokens_for(config: Config, message_id: int, expires_at: datetime, brand: Brand) -> dict[str, str]:
    """The tokens that make the links of a mail, and its picture, tell who opened them, where its brand counts that."""
    given = tracking.context(
        config.public_url, _key(config.secret_key), message_id, int(expires_at.astimezone(UTC).timestamp())
    )
    found = {tracking.LINKS: given} if brand.count_clicks and "clicks" in config.tracking else {}
    if brand.count_opens and "opens" in config.tracking:
        found[tracking.PIXEL] = tracking.pixel(given)
    return found


def read(config: Config, token: str) -> Address | None:
    """What an address carries; None for one that is forged or cut off."""
    return tracking.read(token, _key(config.secret_key))


def recent(session: Session, account_id: int, message_id: int, since: datetime) -> list[Click]:
    """The links of a message that were followed since then, by whomever; the account is held."""
    query = select(Event.id, Event.kind, Event.data).where(
        Event.account_id == account_id,
        Event.message_id == message_id,
        Event.kind.in_((CLICKED, SCANNED)),
        Event.at >= since,
    )
    return [Click(row.id, row.kind, row.data.get("link", 0)) for row in session.execute(query)]


def of_message(session: Session, account_id: int, message_id: int) -> list[Followed]:
    """The links of one message that were followed, in their order."""
    return _counted(session, (Event.account_id == account_id, Event.message_id == message_id))


def of_template(session: Session, template: str) -> list[Followed]:
    """The links of all that was sent of a template that were followed, in their order.

    A link that had another name once is another one.
    """
    return _counted(session, (Event.message_id == Message.id, Message.template == template))


def uncounted(session: Session, template: str) -> list[Literal["opens", "clicks"]]:
    """What is not counted of the mails of a template, because its brand does not want it."""
    found = templates.of_keys(session, [template]).get(template)
    missing = frozenset() if found is None else templates.uncounted(found)
    return [name for name in COUNTED if name in missing]


def is_lawful(config: Config, jurisdiction: str) -> bool:
    """Whether the law of a place lets us follow up who opened what."""
    where = jurisdiction.upper()
    return where not in config.untracked and where.partition("-")[0] not in config.untracked


def nowhere(session: Session | None, config: Config) -> frozenset[str]:
    """The events that are counted of no email at all, as this installation is set. One query where laws forbid some."""
    if session is not None and config.untracked:
        places = jurisdictions.in_use(session, UNKNOWN)
        if places and not any(is_lawful(config, one) for one in places):
            return frozenset(COUNTED.values())
    return frozenset(event for name, event in COUNTED.items() if name not in config.tracking)


def _counted(session: Session, mine: Sequence[ColumnElement[bool]]) -> list[Followed]:
    link, label = Event.data["link"].as_integer(), Event.data["label"].as_string()
    by_person = case((Event.kind == CLICKED, Event.account_id))
    counts = (func.count(by_person), func.count(distinct(by_person)), func.count(), func.min(Event.at))
    query = select(link, label, *counts).where(Event.kind.in_((CLICKED, SCANNED)), link.is_not(None), *mine)
    rows = session.execute(query.group_by(link, label).order_by(link, label))
    return [Followed(row[0], row[1] or "", row[2], row[3], row[4] - row[2], row[5]) for row in rows]


def set_apart(session: Session, clicks: Sequence[Click]) -> None:
    """Say of clicks that were taken for a person's that a program made them."""
    mine = [one.event_id for one in clicks if one.kind == CLICKED]
    for event in session.scalars(select(Event).where(among(session, Event.id, mine))):
        changed = {**event.data, "scanner": True, "why": "burst"}
        session.execute(update(Event).where(Event.id == event.id).values(kind=SCANNED, dedup=None, data=changed))


@lru_cache(maxsize=8)
def _key(secret: str) -> bytes:
    return hmac.new(secret.encode(), b"cauce.tracking", hashlib.sha256).digest()
