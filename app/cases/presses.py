"""Keys that somebody pressed in a call: recorded, and heeded at once where they ask for something."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.cases import preferences
from app.cases.receipts import Heard
from app.cases.wake import wake
from app.channels.contract import Pressed
from app.installation import Installation
from app.store import debts, events, handover, receipts
from app.store.contacts import KIND_OF
from app.store.events import NewEvent
from app.store.receipts import Reported

PRESSED = "key_pressed"
CALL_BACK, STOP = "call_back", "stop"
HELP = "help_requested"


def receive(installation: Installation, channel: str, pressed: Pressed, act: str) -> Heard:
    """Record what somebody pressed, and what that does by the script; commits, and wakes who may wait for it."""
    with installation.db.write() as session:
        heard = _apply(session, channel, pressed, act, installation.clock.now())
    if heard is Heard.recorded:
        wake(installation)
    return heard


def _apply(session: Session, channel: str, pressed: Pressed, act: str, now: datetime) -> Heard:
    """The account first, as whoever records an event; then the addresses."""
    found = receipts.find(session, channel, pressed.ref)
    if found is None:
        return Heard.unknown
    news = [_event(PRESSED, found, pressed, {"step": pressed.step, "key": pressed.key, "act": act}, now)]
    if act == CALL_BACK:
        news.append(_event(HELP, found, pressed, {"way": CALL_BACK}, now))
    recorded = [number for number in events.record_many(session, news) if number is not None]
    debt = debts.load(session, found.account_id) if act == STOP else None
    if debt is not None and debt.debtor_id == found.debtor_id:  # a message to a guarantor has no debtor
        preferences.stop(session, debt, KIND_OF[channel], found.id, now)
    return Heard.recorded if recorded else Heard.repeated


def _event(kind: str, found: Reported, pressed: Pressed, data: dict[str, str], now: datetime) -> NewEvent:
    """One event of the account; the same press of the same call is heard once."""
    dedup = f"{kind}:{pressed.call}:{pressed.step}:{pressed.key}"
    return NewEvent(found.account_id, kind, now, found.id, dedup, {**handover.about(found), **data})
