"""What the contact gate needs to know of people, and what it refused.

A channel counts as opted out when any contact point of its kind is: an address that is imported after the person said
stop does not begin it all again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from app.models import ContactKind, ContactPoint, Debtor, Message, MessageState, Refusal
from app.store import tasks
from app.store.ids import among
from app.store.rows import Columns, insert_ignoring, table_of
from journeys.contact import Contact, Person

MESSAGES = table_of(Message)
REFUSALS = table_of(Refusal)
POINTS = table_of(ContactPoint)
DEBTORS = table_of(Debtor)

CHANNELS_OF: dict[str, frozenset[str]] = {
    ContactKind.email: frozenset({"email"}),
    ContactKind.mobile: frozenset({"sms", "whatsapp", "voice", "call"}),
    ContactKind.postal: frozenset({"letter"}),
}
"""The channels that reach each kind of contact point."""

KIND_OF = {channel: ContactKind(kind) for kind, channels in CHANNELS_OF.items() for channel in channels}
"""The kind of contact point that each channel reaches."""

CONTACTS = (MessageState.sending, MessageState.sent, MessageState.unknown)
"""States in which a message that was handed over counts as a contact."""

NOTHING: frozenset[str] = frozenset()

Place = tuple[int, str, int, str]
"""Run, node, visit and channel: what makes a message unique, known before it has an id."""


@dataclass(frozen=True, slots=True)
class NewRefusal:
    """A contact rule said no to a message; ``until`` None is never."""

    message: int | Place
    debtor_id: int
    at: datetime
    rule: str
    until: datetime | None


def people(session: Session, debtor_ids: Sequence[int]) -> dict[int, Person]:
    """These debtors as the contact rules see them, in one query; who was erased is left out."""
    points, debtors = POINTS.c, DEBTORS.c
    stopped = and_(points.debtor_id == debtors.id, points.opted_out_at.is_not(None))
    query = select(debtors.id, debtors.time_zone, debtors.jurisdiction, points.kind)
    query = query.select_from(DEBTORS.outerjoin(POINTS, stopped)).where(debtors.erased_at.is_(None))
    found: dict[int, Person] = {}
    alike: dict[tuple[str, str | None], Person] = {}
    for debtor_id, zone, jurisdiction, kind in session.execute(query.where(among(session, debtors.id, debtor_ids))):
        if kind is None:
            person = alike.get((zone, jurisdiction))
            if person is None:
                person = alike[zone, jurisdiction] = Person(zone, jurisdiction)
        else:
            before = found[debtor_id].opted_out if debtor_id in found else NOTHING
            person = Person(zone, jurisdiction, before | CHANNELS_OF.get(kind, NOTHING))
        found[debtor_id] = person
    return found


def past(session: Session, debtor_ids: Sequence[int], since: datetime) -> dict[int, list[Contact]]:
    """What was handed over to each of these debtors since then (business time), on all their accounts, and the calls.

    Two queries.
    """
    columns = MESSAGES.c
    query = select(columns.debtor_id, columns.handed_at, columns.channel, columns.account_id)
    query = query.where(among(session, columns.debtor_id, debtor_ids), columns.handed_at >= since)
    query = query.where(columns.state.in_(CONTACTS)).order_by(columns.handed_at)
    found: dict[int, list[Contact]] = {}
    for debtor_id, at, channel, account_id in session.execute(query):
        found.setdefault(debtor_id, []).append(Contact(at, channel, account_id))
    for debtor_id, made in tasks.calls(session, debtor_ids, since).items():
        found.setdefault(debtor_id, []).extend(made)
    return found


def hold(session: Session, debtor_ids: Sequence[int]) -> set[int]:
    """Lock those of these debtors that nobody else holds, until the transaction ends; which they are.

    It never waits, so it cannot be part of a circle of waiters; whoever holds debtors must not go on to wait for
    accounts or steps in the same transaction. A foreign key's own lock does not collide with it.
    """
    query = select(Debtor.id).where(among(session, Debtor.id, debtor_ids)).order_by(Debtor.id)
    return set(session.scalars(query.with_for_update(key_share=True, skip_locked=True)))


def refuse(session: Session, refusals: Sequence[NewRefusal]) -> None:
    """Note refusals; one that says what the newest of the same message said already is left out. At most 3 queries."""
    ids = _ids(session, [item.message for item in refusals if not isinstance(item.message, int)])
    numbered = [
        (ids.get(item.message) if not isinstance(item.message, int) else item.message, item) for item in refusals
    ]
    newest = _newest(session, [number for number, _ in numbered if number is not None])
    fresh = {
        number: item
        for number, item in numbered
        if number is not None and newest.get(number) != (item.rule, item.until)
    }
    columns: Columns = {
        "message_id": list(fresh),
        "debtor_id": [item.debtor_id for item in fresh.values()],
        "at": [item.at for item in fresh.values()],
        "rule": [item.rule for item in fresh.values()],
        "until": [item.until for item in fresh.values()],
    }
    insert_ignoring(session, REFUSALS, columns)


def _ids(session: Session, places: Iterable[Place]) -> dict[int | Place, int]:
    runs = sorted({place[0] for place in places})
    if not runs:
        return {}
    query = select(Message.id, Message.run_id, Message.node, Message.visit, Message.channel)
    rows = session.execute(query.where(among(session, Message.run_id, runs)))
    return {(run, node, visit, channel): number for number, run, node, visit, channel in rows}


def _newest(session: Session, message_ids: Sequence[int]) -> dict[int, tuple[str, datetime | None]]:
    """What the newest refusal of each of these messages said."""
    if not message_ids:
        return {}
    query = select(Refusal.message_id, Refusal.rule, Refusal.until)
    query = query.where(among(session, Refusal.message_id, message_ids)).order_by(Refusal.id)
    return {number: (rule, until) for number, rule, until in session.execute(query)}
