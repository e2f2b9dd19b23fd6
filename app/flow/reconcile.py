"""What became of messages of which nobody knows: their channels are asked, and asked again.

A message is asked about when its sender did not come back, and as long as it is ``unknown`` ever more rarely: each
time, as much time must have passed again as since it was handed over, and after a week a person must settle it.
"""

from collections.abc import Mapping
from datetime import timedelta

import structlog

from app.channels import Channel
from app.installation import Installation
from app.models import MessageState
from app.reasons import reason
from app.store import events, handover
from app.store.handover import Asked, Stopped

log = structlog.get_logger(__name__)

LEASE = timedelta(seconds=120)  # wall time after which a sender counts as dead; also the shortest time between asking
ASKED_FOR = timedelta(days=7)  # wall time since the hand-over after which nobody asks any more


def reconcile(installation: Installation, channels: Mapping[str, Channel], limit: int = 200) -> int:
    """Ask about messages whose senders died, or that are unknown and due to be asked about; how many there were.

    No transaction is open while a channel is asked, so two may ask the same; what they write agrees.
    """
    clock = installation.clock
    before = clock.wall() - LEASE
    with installation.db.read() as session:
        found = handover.abandoned(session, before, limit)
    taken = [one for one in found if _was_taken(channels, one)]
    ids = {one.id for one in taken}
    unclear = [one for one in found if one.id not in ids]
    lost = [one for one in unclear if one.state is MessageState.sending]
    if not found:
        return 0
    with installation.db.write() as session:
        now = clock.now()
        told = [handover.event_of("sent", one.id, one.account_id, now, handover.about(one)) for one in taken]
        events.note_many(session, told)
        handover.mark_sent(session, sorted(ids), now)
        stopped = [Stopped(one.id, reason("interrupted")) for one in lost]
        newly = handover.stop(
            session, stopped, MessageState.unknown, now, was=MessageState.sending, only=handover.lost_before(before)
        )
        handover.ask_again(session, {one.id: _distance(installation, one) for one in unclear}, clock.wall() - LEASE)
    for number in newly:
        log.warning("message_unknown", message_id=number)
    if taken:
        log.info("messages_found_sent", count=len(taken))
    return len(found)


def _distance(installation: Installation, one: Asked) -> timedelta | None:
    """How long to wait before asking again; None when it is no use any more."""
    clock = installation.clock
    age = LEASE if one.handed_at is None else (clock.now() - one.handed_at) / clock.speed
    return None if age > ASKED_FOR else max(age, LEASE)


def _was_taken(channels: Mapping[str, Channel], one: Asked) -> bool:
    """Whether the channel says that it took it; one that cannot say is asked again another time."""
    channel = channels.get(one.channel)
    if channel is None:
        return False
    try:
        return channel.has(one.ref)
    except Exception as error:  # noqa: BLE001 - whatever a channel raises, the message stays unknown
        log.warning("channel_cannot_say", channel=one.channel, message_id=one.id, error=type(error).__name__)
        return False
