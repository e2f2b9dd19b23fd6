"""What people write back: recorded on their account, and heeded at once where they ask for no more messages.

The words are those that carriers and the FCC (47 CFR 64.1200(a)(10)) expect to be heeded, with their like in Spanish.
Only a message that says nothing else counts: "alto" stops, "es un monto alto" is for a person to read.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from app.cases import preferences
from app.cases.receipts import Heard
from app.cases.wake import wake
from app.channels.contract import Incoming
from app.installation import Installation
from app.store import debts, events, handover, points, receipts
from app.store.contacts import KIND_OF
from app.store.events import NewEvent
from app.store.receipts import REPLIED, Reported
from app.store.searchable import fold

MOST_OWNERS = 50  # of one number: a family, or a care home
LONGEST = 1_000  # characters of a reply that are kept


class Wish(StrEnum):
    """What a reply asks for."""

    stop = "stop"
    start = "start"


WORDS = {
    **dict.fromkeys(
        (
            *("stop", "stopall", "stop all", "quit", "end", "revoke", "optout", "opt out", "cancel", "unsubscribe"),
            *("baja", "dar de baja", "alto", "parar", "para", "basta", "cancelar", "no mas", "salir", "detener"),
        ),
        Wish.stop,
    ),
    **dict.fromkeys(("start", "unstop", "subscribe", "alta", "iniciar", "reanudar"), Wish.start),
}


def wish_of(text: str) -> Wish | None:
    """What a text asks for, whatever its capitals, accents and punctuation; None where it says anything else."""
    words = "".join(one if one.isalnum() else " " for one in fold(text)).split()
    return WORDS.get(" ".join(words))


def receive(installation: Installation, channel: str, reply: Incoming) -> Heard:
    """Record one reply, and do what it asks for; commits, and wakes the journeys that may wait for it."""
    with installation.db.write() as session:
        heard = _apply(session, channel, reply, installation)
    if heard is Heard.recorded:
        wake(installation)
    return heard


def _apply(session: Session, channel: str, reply: Incoming, installation: Installation) -> Heard:
    """The accounts first, as whoever records an event; then the addresses."""
    now, kind = installation.clock.now(), KIND_OF[channel]
    owners = points.owners(session, kind, reply.sender, MOST_OWNERS)
    if reply.ref:
        found = receipts.find(session, channel, reply.ref)
    else:
        found = receipts.newest_to(session, channel, reply.sender, owners)
    accounts = [] if found is None else [found.account_id]
    others = [one for one in owners if found is None or one != found.debtor_id]
    accounts = list(dict.fromkeys([*accounts, *debts.newest_of(session, others)]))
    theirs = [debt for debt in (debts.load(session, one) for one in accounts) if debt is not None]
    said = [_said(debt.account_id, channel, reply, found, now) for debt in theirs]
    if not said:
        return Heard.unknown
    if events.record_many(session, said)[0] is None:
        return Heard.repeated
    wish = wish_of(reply.asks) or wish_of(reply.text)
    if wish is not None:
        change = preferences.stop if wish is Wish.stop else preferences.allow
        message_id, addressee = (None, None) if found is None else (found.id, found.debtor_id)
        for debt in theirs:
            if debt.debtor_id in {*owners, addressee}:  # whom it was sent to; a message to a guarantor has no debtor
                change(session, debt, kind, message_id, now)
    return Heard.recorded


def _said(account_id: int, channel: str, reply: Incoming, found: Reported | None, now: datetime) -> NewEvent:
    """The event of one account: the message is that of one of them only."""
    mine = found if found is not None and found.account_id == account_id else None
    about = {"channel": channel} if mine is None else handover.about(mine)
    dedup = f"reply:{channel}:{reply.key}:{account_id}"
    message_id = None if mine is None else mine.id
    return NewEvent(account_id, REPLIED, now, message_id, dedup, {**about, "text": reply.text[:LONGEST]})
