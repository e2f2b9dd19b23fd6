"""What providers report of messages that they took: recorded once each, and the journeys told."""

from enum import StrEnum

from sqlalchemy.orm import Session

from app.cases.wake import wake
from app.channels.contract import Report
from app.installation import Installation
from app.models import MessageState
from app.store import events, handover, points, receipts
from app.store.receipts import Reported

KINDS = frozenset({"delivered", "bounced", "opened", "clicked", "replied"})
"""What a provider says of a message and is recorded; the rest says no more than that the provider has it."""

WAITING = (MessageState.sending, MessageState.unknown, MessageState.queued)


class Heard(StrEnum):
    """What came of a report."""

    recorded = "recorded"
    repeated = "repeated"  # nothing new
    unknown = "unknown"  # there is no such message of this channel here


def receive(installation: Installation, channel: str, report: Report) -> Heard:
    """Apply one report; commits, and wakes the journeys that may wait for it."""
    with installation.db.write() as session:
        heard = _apply(session, channel, report, installation)
    if heard is Heard.recorded:
        wake(installation)
    return heard


def _apply(session: Session, channel: str, report: Report, installation: Installation) -> Heard:
    """The account first, as whoever records an event; then the message, then the address."""
    found = receipts.find(session, channel, report.ref)
    if found is None:
        return Heard.unknown
    now, about = installation.clock.now(), handover.about(found)
    news = []
    if found.state in WAITING:  # whatever is said of it, the provider has it
        news.append(handover.event_of("sent", found.id, found.account_id, now, about))
    if report.outcome in KINDS:
        more = {"reason": report.detail, "permanent": report.permanent} if report.outcome == "bounced" else {}
        news.append(handover.event_of(report.outcome, found.id, found.account_id, now, {**about, **more}))
    recorded = [number for number in events.record_many(session, news) if number is not None]
    if found.state in WAITING:
        handover.mark_sent(session, [found.id], now)
    if report.outcome == "bounced" and report.permanent:
        _shut(session, found)
    return Heard.recorded if recorded else Heard.repeated


def _shut(session: Session, found: Reported) -> None:
    """Write to this address of the debtor no more; somebody else's is not ours to judge."""
    if found.debtor_id is not None and found.recipient:
        points.invalidate(session, found.debtor_id, found.recipient)
